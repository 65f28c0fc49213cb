package import Logging
package import NIOCore
package import SluiceModel
package import SluiceWire
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends calls to AWS, or to whatever answers at the configured endpoint: signed, tried again when that can help.
package final class AWSClient: Sendable {
    package let configuration: AWSConfiguration
    private let credentials: CredentialCache
    private let transport: any HTTPTransport
    private let clock: any TimeSource
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
    ///   - random: Where the jitter comes from.
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

    /// One call of a service.
    package struct Call: Sendable {
        /// The service's id, such as `SQS`, which names its endpoint variables.
        package var service: String
        /// The name in signatures and host names, such as `sqs`.
        package var signingName: String
        package var method = "POST"
        /// Encoded, beginning with a slash.
        package var path = "/"
        /// Encoded; nil for none.
        package var query: String?
        /// Names in lower case.
        package var headers: [(name: String, value: String)] = []
        package var body = TransportBody.bytes([])
        /// Put before the host name, for buckets; nil for none.
        package var hostPrefix: String?
        package var timeout = TimeAmount.seconds(60)
    }

    /// Sends a call and returns the answer, its body unread, if the service says it succeeded.
    ///
    /// - Parameters:
    ///   - call: What to send.
    ///   - parse: Makes an error of an unsuccessful answer's status, headers and body.
    /// - Returns: The answer.
    /// - Throws: `AWSServiceError`, `AWSClientError`, `CredentialError`, or a transport error, after the last attempt.
    package func send(
        _ call: Call,
        parse: (Int, TransportResponse, [UInt8]) -> AWSServiceError
    ) async throws -> TransportResponse {
        let invocation = UUID().uuidString.lowercased()
        var attempt = 1
        var cost: Int?
        while true {
            let failure: RetryDecision.Failure
            let thrown: any Error
            var retryAfter: Duration?
            do {
                let response = try await sendOnce(call, invocation: invocation, attempt: attempt)
                guard response.status >= 400 else {
                    quota.withLock { $0.giveBack(cost) }
                    return response
                }
                let body = Array(try await response.body.collect(upTo: Self.longestError).readableBytesView)
                var error = parse(response.status, response, body)
                error.requestID = response.header("x-amzn-requestid") ?? response.header("x-amz-request-id")
                retryAfter = Self.retryAfter(response)
                failure = .service(error)
                thrown = error
            } catch let error as CancellationError {
                throw error
            } catch let error as CredentialError {
                throw error
            } catch let error as AWSClientError {
                throw error
            } catch let error as FileSliceError {
                throw error
            } catch {
                failure = .connection(isTimeout: "\(error)".lowercased().contains("timeout"))
                thrown = error
            }
            guard attempt < configuration.maximumAttempts, RetryDecision.isWorthwhile(failure), !Task.isCancelled,
                let taken = takeQuota(failure)
            else { throw thrown }
            cost = taken
            let wait = random.withLock { random in
                Self.wait(after: attempt, retryAfter: retryAfter, &random)
            }
            logger.debug(
                "trying again",
                metadata: ["service": "\(call.service)", "attempt": "\(attempt)", "error": "\(thrown)"]
            )
            try await clock.sleep(until: clock.now.advanced(by: wait), tolerance: nil)
            attempt += 1
        }
    }

    private static let longestError = 1 << 20

    private func sendOnce(_ call: Call, invocation: String, attempt: Int) async throws -> TransportResponse {
        guard let region = configuration.region else { throw AWSClientError.noRegion }
        let base = configuration.endpoint(for: call.service) ?? "https://\(call.signingName).\(region).amazonaws.com"
        let (scheme, authority) = try Self.split(base)
        let host = (call.hostPrefix.map { "\($0)." } ?? "") + authority
        var headers = call.headers
        headers += [
            (name: "host", value: host), (name: "amz-sdk-invocation-id", value: invocation),
            (name: "amz-sdk-request", value: "attempt=\(attempt); max=\(configuration.maximumAttempts)"),
        ]
        let signable = SignableRequest(method: call.method, rawPath: call.path, rawQuery: call.query, headers: headers)
        let isSecure = scheme == "https"
        let signer = RequestSigner(
            credentials: try await credentials.current(),
            region: region,
            service: call.signingName
        )
        headers += signer.headers(signing: signable, payload: try await payload(call, isSecure), at: clock.now)
        headers.append((name: "user-agent", value: "sluice"))
        return try await transport.execute(
            TransportRequest(
                method: call.method,
                url: "\(scheme)://\(host)\(call.path)\(call.query.map { "?\($0)" } ?? "")",
                headers: headers,
                body: call.body,
                timeout: call.timeout
            )
        )
    }

    private static func split(_ endpoint: String) throws(AWSClientError) -> (scheme: String, authority: String) {
        let parts = endpoint.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["http", "https"].contains(parts[0]), parts[1].hasPrefix("//") else {
            throw .badEndpoint(endpoint)
        }
        return (parts[0], String(parts[1].dropFirst(2)))
    }

    /// Over TLS a file need not be read twice; without it nothing else protects the bytes on their way.
    private func payload(_ call: Call, _ isSecure: Bool) async throws -> PayloadHash {
        switch call.body {
        case .bytes(let bytes): .sha256(Hashing.sha256Hex(bytes))
        case .file(let slice): isSecure ? .unsigned : .sha256(try await slice.sha256())
        }
    }

    private func takeQuota(_ failure: RetryDecision.Failure) -> Int? {
        let isTimeout = if case .connection(true) = failure { true } else { false }
        return quota.withLock { $0.take(isTimeout: isTimeout) }
    }

    private static func wait(
        after attempt: Int,
        retryAfter: Duration?,
        _ random: inout any RandomNumberGenerator & Sendable
    ) -> Duration {
        func draw(_ generator: inout some RandomNumberGenerator) -> Duration {
            RetryDecision.wait(after: attempt, retryAfter: retryAfter, using: &generator)
        }
        return draw(&random)
    }

    private static func retryAfter(_ response: TransportResponse) -> Duration? {
        if let milliseconds = response.header("x-amz-retry-after").flatMap(Int.init) {
            return .milliseconds(milliseconds)
        }
        return response.header("retry-after").flatMap(Int.init).map { .seconds($0) }
    }
}

/// Why a call could not be sent.
package enum AWSClientError: Error, Hashable, Sendable {
    /// Neither `AWS_REGION` nor the profile names a region.
    case noRegion
    /// The configured endpoint is not a URL.
    case badEndpoint(String)
    /// The answer is not what the operation answers.
    case badAnswer(String)
    /// What came is not what was stored.
    case corrupted(String)
}

extension AWSClientError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .noRegion: "no region is set: set AWS_REGION, or 'region' in the profile"
        case .badEndpoint(let text): "'\(text)' is not an endpoint such as http://127.0.0.1:4566"
        case .badAnswer(let reason): "the answer makes no sense: \(reason)"
        case .corrupted(let reason): "the data was damaged on its way: \(reason)"
        }
    }
}
