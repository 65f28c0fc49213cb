import NIOCore
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keys as the metadata services and credential processes write them.
struct MetadataKeys: Decodable, Sendable, Hashable {
    let credentials: AWSCredentials

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let token =
            try container.decodeIfPresent(String.self, forKey: .token)
            ?? container.decodeIfPresent(String.self, forKey: .sessionToken)
        var expiration: Timestamp?
        if let text = try container.decodeIfPresent(String.self, forKey: .expiration) {
            guard let time = Timestamp(rfc3339: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .expiration,
                    in: container,
                    debugDescription: "'\(text)' is not a time"
                )
            }
            expiration = time
        }
        credentials = AWSCredentials(
            accessKeyID: try container.decode(String.self, forKey: .accessKeyID),
            secretAccessKey: try container.decode(String.self, forKey: .secretAccessKey),
            sessionToken: token,
            expiration: expiration
        )
    }

    /// Reads the keys in `json`.
    /// - Throws: `CredentialError.failed`, which names what is missing but repeats nothing of the answer.
    static func read(_ json: [UInt8], source: String) throws(CredentialError) -> AWSCredentials {
        do {
            return try JSONDecoder().decode(MetadataKeys.self, from: Data(json)).credentials
        } catch DecodingError.keyNotFound(let key, _) {
            throw .failed(source: source, reason: "its answer has no \(key.stringValue)")
        } catch {
            throw .failed(source: source, reason: "its answer is not the JSON document that it should be")
        }
    }
}
