import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SluiceAWS
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A client of the intake API, such as users write.
struct IntakeClient: Sendable {
    let endpoint: String
    let authentication: Authentication
    let http: HTTPClient

    /// How the intake knows who asks.
    enum Authentication: Sendable {
        /// The value of an API key.
        case key(String)
        /// A signature with this client's keys, where IAM decides.
        case signature(AWSClient)
    }

    private static let timeout = TimeAmount.seconds(30)
    private static let longestAnswer = 16 << 20

    /// Submits a job and returns its id; waits and tries again when the intake says it has too much to do.
    /// - Throws: `IntakeRefusal` with the problem's own words, `CommandFailure` when it stays busy.
    func submit(
        input: ObjectLocation?,
        parameters: [String: JSONValue],
        idempotencyKey: String? = nil
    ) async throws -> JobID {
        var fields: [String: JSONValue] = ["parameters": .object(parameters)]
        fields["input"] = input.map { .string($0.uri) }
        let body = try JSONEncoder().encode(JSONValue.object(fields))
        for _ in 0..<30 {
            var request = try await request(.POST, "/jobs", body: Array(body))
            request.headers.add(name: "content-type", value: "application/json")
            if let idempotencyKey { request.headers.add(name: "idempotency-key", value: idempotencyKey) }
            let response = try await http.execute(request, timeout: Self.timeout)
            let answer = try await response.body.collect(upTo: Self.longestAnswer)
            switch response.status {
            case .accepted:
                struct Accepted: Decodable { let id: JobID }
                return try JSONDecoder().decode(Accepted.self, from: Data(answer.readableBytesView)).id
            case .tooManyRequests:
                let seconds = response.headers.first(name: "retry-after").flatMap(Int.init) ?? 1
                try await Task.sleep(for: .seconds(seconds))
            default: throw Self.failure(response.status, answer)
            }
        }
        throw CommandFailure("The intake at \(endpoint) has refused new work for half a minute. Try again later.")
    }

    /// A job's status document; nil while it has not been started.
    /// - Throws: `IntakeRefusal` with the problem's own words.
    func status(_ id: JobID) async throws -> JobStatus? {
        let response = try await http.execute(try await request(.GET, "/jobs/\(id)"), timeout: Self.timeout)
        let answer = try await response.body.collect(upTo: Self.longestAnswer)
        switch response.status {
        case .ok: return try JSONDecoder().decode(JobStatus.self, from: Data(answer.readableBytesView))
        case .notFound: return nil
        default: throw Self.failure(response.status, answer)
        }
    }

    private func request(
        _ method: HTTPMethod,
        _ path: String,
        body: [UInt8] = []
    ) async throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: endpoint + path)
        request.method = method
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        switch authentication {
        case .key(let key): request.headers.add(name: IntakeAPI.keyHeader, value: key)
        case .signature(let aws):
            guard let parts = URLComponents(string: endpoint + path), let host = parts.host else {
                throw CommandFailure("\(endpoint) is no address of an API.")
            }
            let headers = try await aws.signature(
                for: .executeAPI,
                method: method.rawValue,
                host: parts.port.map { "\(host):\($0)" } ?? host,
                path: parts.percentEncodedPath,
                body: body
            )
            for header in headers { request.headers.add(name: header.name, value: header.value) }
        }
        return request
    }

    private static func failure(_ status: HTTPResponseStatus, _ answer: ByteBuffer) -> IntakeRefusal {
        struct Problem: Decodable { let title: String?, detail: String? }
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.readableBytesView))
        return IntakeRefusal(
            status: status.code,
            words: problem?.detail ?? problem?.title ?? String(buffer: answer)
        )
    }
}

/// What the intake said when it did not do what it was asked.
struct IntakeRefusal: Error, CustomStringConvertible {
    /// The status code of HTTP.
    let status: UInt
    let words: String

    var description: String { "The intake answered \(status): \(words)" }

    /// Whether the same request would be refused again.
    var isFinal: Bool { (400..<500).contains(status) && status != 408 && status != 429 }
}
