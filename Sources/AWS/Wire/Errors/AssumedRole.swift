import SluiceModel
import XMLCoder

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The keys in an answer of STS to AssumeRole or AssumeRoleWithWebIdentity.
package enum AssumedRole {
    private struct Response: Decodable {
        struct Result: Decodable {
            struct Credentials: Decodable {
                let accessKeyID: String
                let secretAccessKey: String
                let sessionToken: String
                let expiration: String

                enum CodingKeys: String, CodingKey {
                    case accessKeyID = "AccessKeyId"
                    case secretAccessKey = "SecretAccessKey"
                    case sessionToken = "SessionToken"
                    case expiration = "Expiration"
                }
            }
            let credentials: Credentials

            enum CodingKeys: String, CodingKey {
                case credentials = "Credentials"
            }
        }
        let role: Result?
        let web: Result?

        enum CodingKeys: String, CodingKey {
            case role = "AssumeRoleResult"
            case web = "AssumeRoleWithWebIdentityResult"
        }
    }

    /// The keys; nil when the answer holds none.
    package static func credentials(in answer: [UInt8]) -> AWSCredentials? {
        guard let response = try? XMLDecoder().decode(Response.self, from: Data(answer)),
            let keys = (response.role ?? response.web)?.credentials
        else { return nil }
        return AWSCredentials(
            accessKeyID: keys.accessKeyID,
            secretAccessKey: keys.secretAccessKey,
            sessionToken: keys.sessionToken,
            expiration: Timestamp(rfc3339: keys.expiration)
        )
    }
}
