extension CredentialChain {
    /// The order of botocore: environment, role profile, web identity, files, process, container, instance.
    ///
    /// - Parameters:
    ///   - configuration: Environment and files.
    ///   - transport: For the endpoints that give out keys.
    ///   - readFile: Reads a small file; nil when that fails.
    /// - Returns: The chain for the profile in force.
    package static func standard(
        _ configuration: AWSConfiguration,
        transport: any HTTPTransport,
        readFile: @escaping @Sendable (String) -> String?
    ) -> CredentialChain {
        let environment = configuration.environment
        let settings = configuration.settings(ofProfile: configuration.profile)
        var providers: [(name: String, provider: any CredentialProvider)] = [
            ("environment", StaticCredentials(environment: environment))
        ]
        let places = Places(configuration: configuration, transport: transport, readFile: readFile)
        if let role = places.role(settings, depth: 0) {
            providers.append(("role of profile \(configuration.profile)", role))
        }
        if let web = places.webIdentity(
            file: environment["AWS_WEB_IDENTITY_TOKEN_FILE"],
            role: environment["AWS_ROLE_ARN"],
            session: environment["AWS_ROLE_SESSION_NAME"]
        ) {
            providers.append(("web identity", web))
        }
        providers.append(("profile \(configuration.profile)", StaticCredentials(profile: settings)))
        if let command = settings["credential_process"] {
            providers.append(("credential_process", ProcessCredentials(command: command, environment: environment)))
        }
        providers.append(("container endpoint", places.container))
        providers.append(("instance metadata", places.instance))
        return CredentialChain(providers)
    }

    /// Makes the providers that need the network or files.
    private struct Places {
        let configuration: AWSConfiguration
        let transport: any HTTPTransport
        let readFile: @Sendable (String) -> String?

        var container: ContainerCredentials {
            ContainerCredentials(environment: configuration.environment, transport: transport, readFile: readFile)
        }

        var instance: InstanceCredentials {
            InstanceCredentials(environment: configuration.environment, transport: transport)
        }

        /// The role a profile asks for, which may lean on another profile's, but not in a circle; nil when it asks for none.
        func role(_ settings: [String: String], depth: Int) -> RoleCredentials? {
            guard let role = settings["role_arn"], depth < 5 else { return nil }
            if let file = settings["web_identity_token_file"] {
                return webIdentity(file: file, role: role, session: settings["role_session_name"])
            }
            guard let source = source(settings, depth: depth) else { return nil }
            return RoleCredentials(
                role: role,
                sessionName: settings["role_session_name"],
                externalID: settings["external_id"],
                durationSeconds: settings["duration_seconds"].flatMap(Int.init),
                proof: .keys(source),
                configuration: configuration,
                transport: transport,
                readFile: readFile
            )
        }

        func webIdentity(file: String?, role: String?, session: String?) -> RoleCredentials? {
            guard let file, let role else { return nil }
            return RoleCredentials(
                role: role,
                sessionName: session,
                proof: .webIdentity(tokenFile: file),
                configuration: configuration,
                transport: transport,
                readFile: readFile
            )
        }

        private func source(_ settings: [String: String], depth: Int) -> (any CredentialProvider)? {
            switch settings["credential_source"] {
            case "Environment": return StaticCredentials(environment: configuration.environment)
            case "Ec2InstanceMetadata": return instance
            case "EcsContainer": return container
            default: break
            }
            guard let name = settings["source_profile"] else { return nil }
            let source = configuration.settings(ofProfile: name)
            // A profile that names itself has its own keys.
            if name != configuration.profile || depth > 0, let role = role(source, depth: depth + 1) { return role }
            return StaticCredentials(profile: source)
        }
    }
}
