/// Region, profile, endpoints and retries, resolved from environment and files.
///
/// The files are passed as text and the environment as a dictionary: nothing here touches the process. A variable
/// that is empty counts as not set.
package struct AWSConfiguration: Sendable {
    package let environment: [String: String]
    /// The profile in force.
    package let profile: String
    /// Nil when neither environment nor profile names one.
    package let region: String?
    /// How often a call is tried in all.
    package let maximumAttempts: Int
    /// A setting that makes no sense; calls are refused with it, so that it does not go unnoticed.
    package let problem: AWSClientError?
    private let config: INIFile
    private let credentials: INIFile

    /// Resolves everything.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - configFile: The text of `~/.aws/config`; nil when there is none.
    ///   - credentialsFile: The text of `~/.aws/credentials`; nil when there is none.
    package init(environment: [String: String], configFile: String? = nil, credentialsFile: String? = nil) {
        let environment = environment.filter { !$0.value.isEmpty }
        self.environment = environment
        config = configFile.map { INIFile($0) } ?? INIFile()
        credentials = credentialsFile.map { INIFile($0) } ?? INIFile()
        let profile = environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"] ?? "default"
        self.profile = profile
        let values = Self.profile(profile, config, credentials)
        region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? values["region"]
        let retries = RetrySettings(environment: environment, profile: values)
        maximumAttempts = retries.maximumAttempts
        problem = retries.problem
    }

    /// The settings of a profile, those of the credentials file winning; empty when neither file has it.
    package func settings(ofProfile name: String) -> [String: String] {
        Self.profile(name, config, credentials)
    }

    /// Whether one of the files has a profile of that name.
    package func hasProfile(_ name: String) -> Bool {
        Self.section(of: name, in: config) != nil || credentials.sections[name] != nil
    }

    /// The settings of a profile in the credentials file alone.
    func sharedCredentials(ofProfile name: String) -> [String: String] { credentials.sections[name] ?? [:] }

    /// The settings of a profile in the config file alone.
    func config(ofProfile name: String) -> [String: String] { Self.section(of: name, in: config) ?? [:] }

    /// Where a service answers: what is configured, else AWS's own endpoint in the region.
    ///
    /// `AWS_ENDPOINT_URL_<SERVICE>` goes before `AWS_ENDPOINT_URL`, that before the profile's `services` section, and
    /// that before its `endpoint_url`; `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` turns all of them off.
    /// - Throws: `AWSClientError.badEndpoint`, or `.noRegion` when nothing is configured and no region either.
    package func endpoint(for service: AWSService) throws(AWSClientError) -> Endpoint {
        if let text = configuredEndpoint(for: service) {
            guard let endpoint = Endpoint(text) else { throw .badEndpoint(text) }
            return endpoint
        }
        guard let region else { throw .noRegion }
        return service.standardEndpoint(region: region)
    }

    private func configuredEndpoint(for service: AWSService) -> String? {
        let values = settings(ofProfile: profile)
        let ignores = environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? values["ignore_configured_endpoint_urls"]
        if ignores?.lowercased() == "true" { return nil }
        let name = service.settingName
        let services = values["services"].flatMap { config.sections["services \($0)"] }
        return environment["AWS_ENDPOINT_URL_\(name)"] ?? environment["AWS_ENDPOINT_URL"]
            ?? services?["\(name.lowercased()).endpoint_url"] ?? values["endpoint_url"]
    }

    private static func section(of name: String, in config: INIFile) -> [String: String]? {
        config.sections["profile \(name)"] ?? (name == "default" ? config.sections[name] : nil)
    }

    private static func profile(_ name: String, _ config: INIFile, _ credentials: INIFile) -> [String: String] {
        (section(of: name, in: config) ?? [:]).merging(credentials.sections[name] ?? [:]) { $1 }
    }
}
