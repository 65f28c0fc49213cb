package import SluiceModel

extension CredentialChain {
    /// The order of botocore: environment, role of the profile, web identity, credentials file, process, config file,
    /// container endpoint, instance metadata.
    ///
    /// - Parameters:
    ///   - configuration: Environment and files.
    ///   - transport: For the endpoints that give out keys.
    ///   - clock: Where the time comes from.
    ///   - readFile: Reads a small file; nil when that fails.
    /// - Returns: The chain for the profile in force.
    package static func standard(
        _ configuration: AWSConfiguration,
        transport: any HTTPTransport,
        clock: any TimeSource = WallClock(),
        readFile: @escaping @Sendable (String) -> String?
    ) -> CredentialChain {
        let environment = configuration.environment
        let places = CredentialPlaces(
            configuration: configuration,
            transport: transport,
            clock: clock,
            readFile: readFile
        )
        var chain: [Place] = [("environment", StaticCredentials(environment: environment))]
        let profile = configuration.profile
        if !configuration.hasProfile(profile), profile != "default" {
            let reason = "neither the config file nor the credentials file has it"
            chain.append(("profile \(profile)", UnusableCredentials(source: "profile \(profile)", reason: reason)))
        }
        if let role = places.role(ofProfile: profile, asking: []) { chain.append(role) }
        if let web = places.webIdentity(environment: environment) { chain.append(web) }
        chain += places.files(ofProfile: profile)
        chain.append(("container endpoint", places.container))
        chain.append(("instance metadata", places.instance))
        return CredentialChain(chain)
    }
}
