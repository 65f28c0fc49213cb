package import Logging
package import SluiceModel
package import SluiceWire

/// The keys of a role, from STS in its Query protocol.
package struct RoleCredentials: CredentialProvider {
    /// What proves that we may take the role.
    package enum Proof: Sendable {
        /// Keys of somebody who may.
        case keys(any CredentialProvider)
        /// A token in a file, read anew each time; the call is not signed.
        case webIdentity(tokenFile: String)
    }

    private let request: RoleRequest
    private let tokenFile: String?
    private let sts: AWSClient
    private let readFile: @Sendable (String) -> String?

    /// The role of `request`, taken at the STS that `configuration` names.
    package init(
        _ request: RoleRequest,
        proof: Proof,
        configuration: AWSConfiguration,
        transport: any HTTPTransport,
        clock: any TimeSource = WallClock(),
        logger: Logger = Logger(label: "sluice.credentials"),
        readFile: @escaping @Sendable (String) -> String?
    ) {
        self.request = request
        self.readFile = readFile
        let source: any CredentialProvider
        switch proof {
        case .keys(let keys):
            source = keys
            tokenFile = nil
        case .webIdentity(let file):
            source = StaticCredentials(nil)
            tokenFile = file
        }
        sts = AWSClient(
            configuration: configuration,
            credentials: CredentialCache(source, clock: clock, logger: logger),
            transport: transport,
            clock: clock,
            logger: logger
        )
    }

    /// Takes the role.
    /// - Throws: `CredentialError.failed`.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        var form = request.form
        var call = AWSClient.Call(.sts)
        if let tokenFile {
            guard let token = readFile(tokenFile) else { throw failed("the token file \(tokenFile) cannot be read") }
            form.append((name: "Action", value: "AssumeRoleWithWebIdentity"))
            form.append((name: "WebIdentityToken", value: token.filter { !$0.isWhitespace }))
            call.isSigned = false
        } else {
            form.append((name: "Action", value: "AssumeRole"))
        }
        call.headers = [(name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8")]
        call.setBody(Array(QueryString.format(form).utf8))
        let answer = try await answer(to: call)
        guard let keys = AssumedRole.credentials(in: answer) else { throw failed("the answer of STS holds no keys") }
        return keys
    }

    private func answer(to call: AWSClient.Call) async throws -> [UInt8] {
        do {
            return try await sts.send(call, parse: Self.error) { try await $0.body.bytes(upTo: 1 << 20) }
        } catch let error as AWSServiceError {
            throw failed("STS says \(error)")
        } catch let error as TransportError {
            throw failed("STS: \(error)")
        } catch let error as AWSClientError {
            throw failed("\(error)")
        }
    }

    private static func error(_ answer: AWSClient.ErrorAnswer) -> AWSServiceError {
        AWSServiceError(query: answer.body, status: answer.status)
            ?? AWSServiceError("HTTP\(answer.status)", answer.excerpt, status: answer.status)
    }

    private func failed(_ reason: String) -> CredentialError {
        .failed(source: "the role \(request.role)", reason: reason)
    }
}

/// Which role is wanted and under what name.
package struct RoleRequest: Sendable, Hashable {
    /// The role's ARN.
    package let role: String
    /// What the session is called in logs of AWS.
    package var sessionName: String
    package var externalID: String?
    /// How long the keys shall be good; nil for what the role says.
    package var durationSeconds: Int?

    /// A role for which nothing special is asked.
    package init(role: String, sessionName: String? = nil, externalID: String? = nil, durationSeconds: Int? = nil) {
        self.role = role
        self.sessionName = sessionName ?? "sluice"
        self.externalID = externalID
        self.durationSeconds = durationSeconds
    }

    /// What every form that asks for the role says.
    var form: [(name: String, value: String)] {
        var form = [(name: "Version", value: "2011-06-15"), ("RoleArn", role), ("RoleSessionName", sessionName)]
        if let externalID { form.append(("ExternalId", externalID)) }
        if let durationSeconds { form.append(("DurationSeconds", String(durationSeconds))) }
        return form
    }
}
