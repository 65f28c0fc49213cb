#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AWSServiceError {
    /// The error in an answer of a JSON protocol.
    ///
    /// The code is the one that the body names in `__type`, else that of the header `x-amzn-errortype` (REST-JSON),
    /// else that of `x-amzn-query-error` (SQS), else the HTTP status.
    ///
    /// - Parameters:
    ///   - body: The answer's body.
    ///   - status: Its HTTP status.
    ///   - requestID: The service's name for the request.
    ///   - header: Reads a header by its name in lower case.
    package init(json body: [UInt8], status: Int, requestID: String? = nil, header: (String) -> String?) {
        let document = try? JSONDecoder().decode(JSONErrorDocument.self, from: Data(body))
        let type = document?.type ?? header("x-amzn-errortype")
        // `AWS.SimpleQueueService.NonExistentQueue;Sender`: the code and whose fault it is.
        let queryCode = header("x-amzn-query-error")?.split(separator: ";").first.map(String.init)
        self.init(
            type.map(Self.bareCode) ?? queryCode ?? "HTTP\(status)",
            document?.message ?? String(decoding: body.prefix(Self.excerptLength), as: UTF8.self),
            status: status,
            queryCode: queryCode,
            requestID: requestID
        )
    }

    /// How many bytes of a body that nobody understands are told.
    private static let excerptLength = 500

    /// `namespace#Code:address` without what is around the code.
    private static func bareCode(_ type: String) -> String {
        let name = type.split(separator: "#").last ?? Substring(type)
        return String(name.prefix { $0 != ":" })
    }
}

/// The body of an error of the JSON protocols.
private struct JSONErrorDocument: Decodable {
    let type: String?
    let message: String?

    private enum CodingKeys: String, CodingKey {
        case type = "__type"
        case message
        case capitalMessage = "Message"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        message =
            try container.decodeIfPresent(String.self, forKey: .message)
            ?? container.decodeIfPresent(String.self, forKey: .capitalMessage)
    }
}
