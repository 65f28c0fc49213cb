import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

/// An error in the XML of S3 and of the Query protocol.
enum XMLErrorResponse {
    /// The answer to `call`; answers to HEAD have no body.
    static func make(_ error: AWSServiceError, _ call: AWSCall) -> Response {
        let elements =
            [("Code", error.code), ("Message", error.message)] + error.details.map { ($0.name, $0.value) }
            + [("RequestId", call.requestID), ("HostId", "sluice")]
        let body = elements.map { "<\($0.0)>\(escape($0.1))</\($0.0)>" }.joined()
        let document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\(body)</Error>"
        var headers = HTTPFields()
        headers[.contentType] = "application/xml"
        if let name = HTTPField.Name("x-amz-request-id") { headers[name] = call.requestID }
        let isHead = call.signable.method == "HEAD"
        return Response(
            status: .init(code: error.status),
            headers: headers,
            body: isHead ? .init() : .init(byteBuffer: ByteBuffer(string: document))
        )
    }

    /// `text` with the characters that XML reserves written as entities, and those it forbids as U+FFFD.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            default: escaped.unicodeScalars.append(scalar.value < 0x20 ? "\u{FFFD}" : scalar)
            }
        }
        return escaped
    }
}

extension AWSServiceError {
    /// A refused signature, in the words of S3 or of the JSON services.
    init(_ error: SignatureError, isS3: Bool) {
        switch error {
        case .missing:
            self =
                isS3
                ? .init(
                    "AccessDenied",
                    "Access Denied: the request is not signed. `sluice env` prints the keys.",
                    status: 403
                )
                : .init(
                    "MissingAuthenticationToken",
                    "The request is not signed. `sluice env` prints the keys.",
                    status: 403
                )
        case .malformed(let reason):
            self =
                isS3
                ? .init("AuthorizationHeaderMalformed", "The authorization is malformed: \(reason).")
                : .init("IncompleteSignature", "The authorization is malformed: \(reason).")
        case .unknownAccessKey(let id):
            self =
                isS3
                ? .init(
                    "InvalidAccessKeyId",
                    "The AWS Access Key Id you provided does not exist in our records.",
                    status: 403,
                    details: [Detail("AWSAccessKeyId", id)]
                )
                : .init("InvalidClientTokenId", "The security token included in the request is invalid.", status: 403)
        case .skewed(let requestTime, let serverTime):
            self = .init(
                isS3 ? "RequestTimeTooSkewed" : "InvalidSignatureException",
                "The difference between the request time and the current time is too large.",
                status: 403,
                details: [Detail("RequestTime", requestTime.rfc3339), Detail("ServerTime", serverTime.rfc3339)]
            )
        case .expired(let seconds, let end, let serverTime):
            self = .init(
                "AccessDenied",
                "Request has expired",
                status: 403,
                details: [
                    Detail("X-Amz-Expires", String(seconds)), Detail("Expires", end.rfc3339),
                    Detail("ServerTime", serverTime.rfc3339),
                ]
            )
        case .wrongScope(let expected, let found):
            self = .init(
                isS3 ? "AuthorizationHeaderMalformed" : "InvalidSignatureException",
                "The authorization is for the region '\(found)'; this server is in '\(expected)'.",
                status: isS3 ? 400 : 403,
                details: [Detail("Region", expected)]
            )
        case .headersNotSigned(let names):
            self = .init(
                "AccessDenied",
                "There were headers present in the request which were not signed",
                status: 403,
                details: [Detail("HeadersNotSigned", names.joined(separator: ", "))]
            )
        case .mismatch(let id, let stringToSign, let canonical, let provided):
            self = .init(
                isS3 ? "SignatureDoesNotMatch" : "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                status: 403,
                details: [
                    Detail("AWSAccessKeyId", id), Detail("StringToSign", stringToSign),
                    Detail("SignatureProvided", provided), Detail("CanonicalRequest", canonical),
                ]
            )
        }
    }
}
