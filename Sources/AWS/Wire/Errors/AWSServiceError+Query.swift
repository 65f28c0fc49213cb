import XMLCoder

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AWSServiceError {
    /// The error in an answer of the Query protocol (`ErrorResponse`); nil when there is none in it.
    package init?(query answer: [UInt8], status: Int) {
        let decoder = XMLDecoder()
        decoder.shouldProcessNamespaces = true
        guard let document = try? decoder.decode(QueryErrorDocument.self, from: Data(answer)) else { return nil }
        self.init(
            document.error.code,
            document.error.message ?? "",
            status: status,
            requestID: document.requestID
        )
    }
}

/// `<ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>`.
private struct QueryErrorDocument: Decodable {
    struct Body: Decodable {
        let code: String
        let message: String?

        enum CodingKeys: String, CodingKey {
            case code = "Code"
            case message = "Message"
        }
    }
    let error: Body
    let requestID: String?

    enum CodingKeys: String, CodingKey {
        case error = "Error"
        case requestID = "RequestId"
    }
}
