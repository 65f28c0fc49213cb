package import SluiceModel
package import SluiceWire

/// Keys that are known already.
package struct StaticCredentials: CredentialProvider {
    private let keys: Result<AWSCredentials?, CredentialError>

    /// Always these keys; nil for a place without any.
    package init(_ keys: AWSCredentials?) {
        self.keys = .success(keys)
    }

    /// The keys of `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, good until `AWS_CREDENTIAL_EXPIRATION`.
    package init(environment: [String: String]) {
        keys = Self.keys(
            in: environment,
            id: "AWS_ACCESS_KEY_ID",
            secret: "AWS_SECRET_ACCESS_KEY",
            tokens: ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"],
            source: "the environment"
        ).map { keys in
            var keys = keys
            keys?.expiration = environment["AWS_CREDENTIAL_EXPIRATION"].flatMap { Timestamp(rfc3339: $0) }
            return keys
        }
    }

    /// The keys written in the settings of the profile `name`.
    package init(profile settings: [String: String], name: String) {
        keys = Self.keys(
            in: settings,
            id: "aws_access_key_id",
            secret: "aws_secret_access_key",
            tokens: ["aws_session_token", "aws_security_token"],
            source: "profile \(name)"
        )
    }

    /// The keys.
    /// - Throws: `CredentialError.failed` when one half of them is missing.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? { try keys.get() }

    private static func keys(
        in values: [String: String],
        id: String,
        secret: String,
        tokens: [String],
        source: String
    ) -> Result<AWSCredentials?, CredentialError> {
        func value(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let accessKeyID = value(id) else { return .success(nil) }
        guard let secretAccessKey = value(secret) else {
            return .failure(.failed(source: source, reason: "\(id) is set but \(secret) is not"))
        }
        let token = tokens.lazy.compactMap(value).first
        return .success(
            AWSCredentials(accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: token)
        )
    }
}
