package import Logging
package import SluiceModel
package import SluiceWire
import Synchronization

/// Sends calls to AWS, or to whatever answers at the configured endpoint: signed, tried again when that can help.
package final class AWSClient: Sendable {
    package let configuration: AWSConfiguration
    let credentials: CredentialCache
    let clock: any TimeSource
    private let transport: any HTTPTransport
    private let logger: Logger
    private let quota = Mutex(RetryQuota())
    private let random: Mutex<any RandomNumberGenerator & Sendable>

    /// A client.
    ///
    /// - Parameters:
    ///   - configuration: Region, endpoints, retries.
    ///   - credentials: Where the keys come from.
    ///   - transport: What carries the requests.
    ///   - clock: Where the time comes from.
    ///   - random: Where the jitter and the ids of calls come from.
    ///   - logger: Where retries are told.
    package init(
        configuration: AWSConfiguration,
        credentials: CredentialCache,
        transport: any HTTPTransport,
        clock: any TimeSource = WallClock(),
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        logger: Logger
    ) {
        self.configuration = configuration
        self.credentials = credentials
        self.transport = transport
        self.clock = clock
        self.random = Mutex(random)
        self.logger = logger
    }

    /// Sends a call, and again while that can help, and reads the answer of a service that says it succeeded.
    ///
    /// - Parameters:
    ///   - call: What to send.
    ///   - parse: Makes an error of an unsuccessful answer.
    ///   - onRetry: Told of each failure that is followed by another attempt.
    ///   - read: Reads the answer's body. It is part of the attempt: a connection that breaks in the middle, or an
    ///     `AWSServiceError` that it finds in a body and throws, leads to another one.
    /// - Returns: What `read` returns.
    /// - Throws: `AWSServiceError`, `AWSClientError`, `CredentialError`, `TransportError` or `FileError`, after the
    ///   last attempt.
    package func send<Answer>(
        _ call: Call,
        parse: (ErrorAnswer) -> AWSServiceError,
        onRetry: (any Error) -> Void = { _ in },
        read: (TransportResponse) async throws -> Answer
    ) async throws -> Answer {
        if let problem = configuration.problem { throw problem }
        let invocation = random.withLock { InvocationID.make(&$0) }
        var attempts = RetryAttempts(maximum: configuration.maximumAttempts)
        while true {
            var retryAfter: Duration?
            do {
                let request = try await signed(call, invocation: invocation, attempt: attempts.current)
                let response = try await transport.execute(request)
                retryAfter = RetryDecision.retryAfter(response)
                guard (200..<300).contains(response.status) else { throw parse(try await ErrorAnswer(response)) }
                let answer = try await read(response)
                quota.withLock { attempts.succeed(&$0) }
                return answer
            } catch {
                guard !Task.isCancelled, let wait = wait(after: error, retryAfter: retryAfter, &attempts) else {
                    throw error
                }
                onRetry(error)
                logRetry(call, error, attempt: attempts.current, wait: wait)
                try await clock.sleep(until: clock.now.advanced(by: wait), tolerance: nil)
            }
        }
    }

    /// The request of one attempt: the signature is made anew each time, for it ages and so do the keys.
    private func signed(_ call: Call, invocation: String, attempt: Int) async throws -> TransportRequest {
        let endpoint = try configuration.endpoint(for: call.service)
        let host = endpoint.authority(prefix: call.hostPrefix)
        let path = endpoint.path + call.path
        var headers = call.headers
        headers += [
            (name: "host", value: host), (name: "amz-sdk-invocation-id", value: invocation),
            (name: "amz-sdk-request", value: "attempt=\(attempt); max=\(configuration.maximumAttempts)"),
        ]
        if call.isSigned {
            guard let region = configuration.region else { throw AWSClientError.noRegion }
            let keys = try await credentials.current()
            let signer = RequestSigner(credentials: keys, region: region, service: call.service.signingName)
            let signable = SignableRequest(method: call.method, rawPath: path, rawQuery: call.query, headers: headers)
            headers += signer.headers(signing: signable, payload: call.payload, at: clock.now)
        }
        headers.append((name: "user-agent", value: "sluice"))
        return TransportRequest(
            method: call.method,
            url: "\(endpoint.scheme.rawValue)://\(host)\(path)\(call.query.map { "?\($0)" } ?? "")",
            headers: headers,
            body: call.body,
            timeout: call.timeout
        )
    }

    /// The wait before the next attempt; nil when there shall be none.
    private func wait(after error: any Error, retryAfter: Duration?, _ attempts: inout RetryAttempts) -> Duration? {
        guard let failure = RetryDecision.Failure(error) else { return nil }
        return quota.withLock { quota in
            random.withLock { random in
                Self.next(&attempts, failure, retryAfter, &quota, &random)
            }
        }
    }

    /// Opens the existential generator.
    private static func next(
        _ attempts: inout RetryAttempts,
        _ failure: RetryDecision.Failure,
        _ retryAfter: Duration?,
        _ quota: inout RetryQuota,
        _ random: inout some RandomNumberGenerator
    ) -> Duration? {
        attempts.next(after: failure, retryAfter: retryAfter, quota: &quota, using: &random)
    }

    private func logRetry(_ call: Call, _ error: any Error, attempt: Int, wait: Duration) {
        logger.debug(
            "trying again",
            metadata: [
                "service": "\(call.service.id)", "attempt": "\(attempt)", "wait": "\(wait)", "error": "\(error)",
            ]
        )
    }
}
