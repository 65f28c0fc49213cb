extension S3 {
    /// The body of an error: code, message, and whatever else the error carries.
    package struct ErrorDocument: S3Document {
        package static let root = "Error"
        package static let hasNamespace = false
        package var code: String
        package var message: String
        /// Further elements; their order is kept when they are written, and alphabetical when they were read.
        package var details: [AWSServiceError.Detail]
        package var requestID: String?
        package var hostID: String?

        /// The document for `error`.
        package init(_ error: AWSServiceError, hostID: String? = nil) {
            code = error.code
            message = error.message
            details = error.details
            requestID = error.requestID
            self.hostID = hostID
        }

        /// The error that came with the HTTP `status`.
        package func error(status: Int) -> AWSServiceError {
            AWSServiceError(code, message, status: status, details: details, requestID: requestID)
        }

        /// Reads the elements of an error.
        /// - Throws: `DecodingError` when there is no code.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ElementName.self)
            code = try container.decode(String.self, forKey: "Code")
            message = try container.decodeIfPresent(String.self, forKey: "Message") ?? ""
            requestID = try container.decodeIfPresent(String.self, forKey: "RequestId")
            hostID = try container.decodeIfPresent(String.self, forKey: "HostId")
            let known: Set<String> = ["Code", "Message", "RequestId", "HostId"]
            var others: [AWSServiceError.Detail] = []
            for name in Set(container.allKeys).sorted(by: { $0.stringValue < $1.stringValue })
            where !known.contains(name.stringValue) {
                // An element with elements inside says nothing that we could pass on as text.
                guard let value = try? container.decode(String.self, forKey: name) else { continue }
                others.append(.init(name.stringValue, value))
            }
            details = others
        }

        /// Writes the elements of an error.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: ElementName.self)
            try container.encode(code, forKey: "Code")
            try container.encode(message, forKey: "Message")
            for detail in details { try container.encode(detail.value, forKey: ElementName(stringValue: detail.name)) }
            try container.encodeIfPresent(requestID, forKey: "RequestId")
            try container.encodeIfPresent(hostID, forKey: "HostId")
        }
    }
}
