package import SluiceModel

/// A key pair that signs requests, with the session token of temporary credentials.
package struct AWSCredentials: Sendable, Hashable {
    package var accessKeyID: String
    package var secretAccessKey: String
    /// Nil for long-lived keys.
    package var sessionToken: String?
    /// When the keys stop working; nil for long-lived keys.
    package var expiration: Timestamp?

    /// A key pair, temporary if it has a token.
    package init(
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil,
        expiration: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

extension AWSCredentials: CustomStringConvertible {
    /// The access key id alone, so that a log line never holds a secret.
    package var description: String { "AWSCredentials(\(accessKeyID))" }
}
