import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

/// The intake API (design, section 3.4), answered in this process as API Gateway answers it on AWS.
struct Gateway: PlainService {
    let queues: QueueHost
    let objects: ObjectStore
    let apiKey: String
    /// The queue that jobs go to.
    let queue: String
    /// The bucket that holds inputs, results and status documents.
    let bucket: String
    let clock: any TimeSource

    func knows(_ request: SignableRequest) -> Bool {
        GatewayRoute(method: request.method, path: request.rawPath) != nil
    }

    func respond(to request: Request) async -> Response {
        do {
            let path = String(request.head.path?.prefix { $0 != "?" } ?? "/")
            let route = GatewayRoute(method: request.head.method.rawValue, path: path)
            if route?.isPublic != true { try checkKey(request) }
            switch route {
            case .submit: return try await submit(request)
            case .status(let id): return try await status(id)
            case .output(let id, let name): return try await output(id, name)
            case .upload(let name): return try await upload(name, request)
            case .document: return document(request)
            case .health: return .json(["status": "ok"])
            case .wrongMethod(let allowed):
                await drain(request)
                return Self.methodNotAllowed(allowed)
            case nil: throw Problem.notFound("There is nothing at \(path).")
            }
        } catch let problem as Problem {
            if problem.leavesBody { await drain(request) }
            return problem.response
        } catch let error as AWSServiceError where error.code == AWSServiceError.tooMuchWaits.code {
            return Self.tooMuchWaits.response
        } catch {
            return Problem(
                status: .internalServerError,
                title: "Internal error",
                detail: "\(error)"
            ).response
        }
    }

    /// The answer to work that there is no room for.
    static var tooMuchWaits: Problem {
        Problem(
            status: .tooManyRequests,
            title: "Too many requests",
            detail: "Too much waits already. Try again in \(IntakeAPI.retryAfterSeconds) s.",
            leavesBody: true
        )
    }

    private func checkKey(_ request: Request) throws {
        guard let name = HTTPField.Name(IntakeAPI.keyHeader), request.headers[name] == apiKey else {
            throw Problem(
                status: .forbidden,
                title: "Forbidden",
                detail: "Send the API key in the header \(IntakeAPI.keyHeader); `sluice env` prints it.",
                leavesBody: true
            )
        }
    }

    /// Reads what a refused client still sends, within bounds: many look at the answer only when they have sent all.
    private func drain(_ request: Request) async {
        var left = 4 * IntakeAPI.largestInput
        do {
            for try await piece in request.body {
                left -= piece.readableBytes
                if left < 0 { return }
            }
        } catch {
            // A client that has gone needs no answer.
        }
    }

    private func document(_ request: Request) -> Response {
        .json(IntakeAPI.document(title: queue, serverURL: "http://\(request.head.authority ?? "localhost")"))
    }

    private static func methodNotAllowed(_ allowed: String) -> Response {
        var response = Problem(
            status: .methodNotAllowed,
            title: "Method not allowed",
            detail: "Only \(allowed) is possible here."
        ).response
        response.headers[.allow] = allowed
        return response
    }
}

/// What a path and method of the intake API mean.
enum GatewayRoute: Hashable, Sendable {
    case submit
    case status(String)
    case output(String, String)
    case upload(String)
    case document
    case health
    case wrongMethod(allowed: String)

    /// The route; nil when the path is none of the API's.
    init?(method: String, path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            PercentEncoding.decode($0)
        }
        let (found, needed): (GatewayRoute, String)
        switch parts.first {
        case "jobs" where parts.count == 1: (found, needed) = (.submit, "POST")
        case "jobs" where parts.count == 2: (found, needed) = (.status(parts[1]), "GET")
        case "jobs" where parts.count >= 4 && parts[2] == "output":
            (found, needed) = (.output(parts[1], parts[3...].joined(separator: "/")), "GET")
        case "inputs" where parts.count >= 2 && !parts[1].isEmpty:
            (found, needed) = (.upload(parts[1...].joined(separator: "/")), "PUT")
        case "openapi.json" where parts.count == 1: (found, needed) = (.document, "GET")
        case "health" where parts.count == 1: (found, needed) = (.health, "GET")
        default: return nil
        }
        self = method == needed ? found : .wrongMethod(allowed: needed)
    }

    /// Whether it needs no key.
    var isPublic: Bool { self == .document || self == .health }
}
