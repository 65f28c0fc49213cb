import SluiceModel

/// Region, profile, endpoints and retries, resolved from environment and files.
///
/// The files are passed as text and the environment as a dictionary: nothing here touches the process.
package struct AWSConfiguration: Sendable {
    package let environment: [String: String]
    /// The profile in force.
    package let profile: String
    /// Nil when neither environment nor profile names one.
    package let region: String?
    /// How often a call is tried in all.
    package let maximumAttempts: Int
    private let config: INIFile
    private let credentials: INIFile

    /// Resolves everything.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - configFile: The text of `~/.aws/config`; nil when there is none.
    ///   - credentialsFile: The text of `~/.aws/credentials`; nil when there is none.
    package init(environment: [String: String], configFile: String? = nil, credentialsFile: String? = nil) {
        self.environment = environment
        config = configFile.map { INIFile($0) } ?? INIFile()
        credentials = credentialsFile.map { INIFile($0) } ?? INIFile()
        let profile = environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"] ?? "default"
        self.profile = profile
        let values = Self.profile(profile, config, credentials)
        region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? values["region"]
        let attempts = environment["AWS_MAX_ATTEMPTS"] ?? values["max_attempts"]
        maximumAttempts = attempts.flatMap(Int.init).map { max(1, $0) } ?? 3
    }

    /// The settings of a profile, those of the credentials file winning; empty when neither file has it.
    package func settings(ofProfile name: String) -> [String: String] {
        Self.profile(name, config, credentials)
    }

    /// The endpoint that is configured for a service; nil for AWS's own.
    ///
    /// - Parameter service: The service's id, such as `SQS` or `Application Auto Scaling`.
    /// - Returns: `http://host:port` or the like, without a slash at its end.
    package func endpoint(for service: String) -> String? {
        if environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true" { return nil }
        let name = service.uppercased().split(separator: " ").joined(separator: "_")
        let values = settings(ofProfile: profile)
        let services = values["services"].flatMap { config.sections["services \($0)"] }
        let found =
            environment["AWS_ENDPOINT_URL_\(name)"] ?? environment["AWS_ENDPOINT_URL"]
            ?? services?["\(name.lowercased()).endpoint_url"] ?? values["endpoint_url"]
        return found.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private static func profile(_ name: String, _ config: INIFile, _ credentials: INIFile) -> [String: String] {
        let fromConfig = config.sections["profile \(name)"] ?? (name == "default" ? config.sections[name] : nil) ?? [:]
        return fromConfig.merging(credentials.sections[name] ?? [:]) { $1 }
    }
}
