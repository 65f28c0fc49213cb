import SluiceModel

/// Makes the providers that a configuration asks for.
struct CredentialPlaces: Sendable {
    let configuration: AWSConfiguration
    let transport: any HTTPTransport
    let clock: any TimeSource
    let readFile: @Sendable (String) -> String?

    var container: ContainerCredentials {
        ContainerCredentials(
            environment: configuration.environment,
            transport: transport,
            clock: clock,
            readFile: readFile
        )
    }

    var instance: InstanceCredentials {
        InstanceCredentials(environment: configuration.environment, transport: transport)
    }

    /// Credentials file, process, config file.
    func files(ofProfile name: String) -> [CredentialChain.Place] {
        let shared = StaticCredentials(profile: configuration.sharedCredentials(ofProfile: name), name: name)
        let config = StaticCredentials(profile: configuration.config(ofProfile: name), name: name)
        var places: [CredentialChain.Place] = [("credentials file, profile \(name)", shared)]
        if let command = configuration.settings(ofProfile: name)["credential_process"] {
            let process = ProcessCredentials(command: command, environment: configuration.environment)
            places.append(("credential_process", process))
        }
        return places + [("config file, profile \(name)", config)]
    }

    /// The role that the environment's web identity is for; nil when there is none.
    func webIdentity(environment: [String: String]) -> CredentialChain.Place? {
        guard let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"] else { return nil }
        guard let role = environment["AWS_ROLE_ARN"] else {
            let reason = "AWS_WEB_IDENTITY_TOKEN_FILE is set but AWS_ROLE_ARN is not"
            return ("web identity", UnusableCredentials(source: "web identity", reason: reason))
        }
        let request = RoleRequest(role: role, sessionName: environment["AWS_ROLE_SESSION_NAME"])
        return ("web identity", provider(request, .webIdentity(tokenFile: file)))
    }

    /// The role that a profile asks for, which may lean on another profile's, but not in a circle; nil for none.
    ///
    /// - Parameters:
    ///   - name: The profile.
    ///   - asking: The profiles that lean on this one.
    /// - Returns: A place that names what is wrong when it is asked, if something is.
    func role(ofProfile name: String, asking: [String]) -> CredentialChain.Place? {
        let settings = configuration.settings(ofProfile: name)
        guard let role = settings["role_arn"] else { return nil }
        let request = RoleRequest(
            role: role,
            sessionName: settings["role_session_name"],
            externalID: settings["external_id"],
            durationSeconds: settings["duration_seconds"].flatMap(Int.init)
        )
        let place = "role of profile \(name)"
        if let file = settings["web_identity_token_file"] {
            return (place, provider(request, .webIdentity(tokenFile: file)))
        }
        return (place, provider(request, .keys(source(settings, of: name, asking: asking + [name]))))
    }

    private func provider(_ request: RoleRequest, _ proof: RoleCredentials.Proof) -> RoleCredentials {
        RoleCredentials(
            request,
            proof: proof,
            configuration: configuration,
            transport: transport,
            clock: clock,
            readFile: readFile
        )
    }

    /// Whose keys may take the role of the profile `name`.
    private func source(
        _ settings: [String: String],
        of name: String,
        asking: [String]
    ) -> any CredentialProvider {
        func unusable(_ reason: String) -> UnusableCredentials {
            UnusableCredentials(source: "profile \(name)", reason: reason)
        }
        switch (settings["source_profile"], settings["credential_source"]) {
        case (nil, "Environment"):
            return CredentialChain([("environment", StaticCredentials(environment: configuration.environment))])
        case (nil, "Ec2InstanceMetadata"): return CredentialChain([("instance metadata", instance)])
        case (nil, "EcsContainer"): return CredentialChain([("container endpoint", container)])
        case (nil, let other?):
            return unusable(
                "credential_source is '\(other)', but must be Environment, Ec2InstanceMetadata or EcsContainer"
            )
        case (nil, nil): return unusable("role_arn needs a source_profile or a credential_source")
        case (_?, _?): return unusable("source_profile and credential_source exclude each other")
        case (let source?, nil):
            guard configuration.hasProfile(source) else {
                return unusable("its source_profile '\(source)' is not there")
            }
            // A profile that names itself takes its role with its own keys.
            if source == name { return CredentialChain(files(ofProfile: source)) }
            guard !asking.contains(source) else {
                return unusable(
                    "profiles lean on each other in a circle: \((asking + [source]).joined(separator: ", "))"
                )
            }
            if hasKeys(source) { return CredentialChain(files(ofProfile: source)) }
            if let role = role(ofProfile: source, asking: asking) { return role.provider }
            return CredentialChain(files(ofProfile: source))
        }
    }

    private func hasKeys(_ name: String) -> Bool {
        configuration.settings(ofProfile: name)["aws_access_key_id"] != nil
    }
}
