import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the ECS agent offers to a task: scale-in protection and metadata, in the agent's own form.
///
/// Source: ECS developer guide, "Task scale-in protection endpoint" and "Task metadata endpoint version 4".
package struct TaskEndpoints: PlainService {
    package let registry: TaskRegistry
    let clusterName: String
    let clock: any TimeSource

    /// What the paths of all tasks begin with; no bucket can have this name.
    private static let prefix = "/_sluice/tasks/"

    /// What `ECS_AGENT_URI` holds in the task `id` of a server at `endpoint`.
    package static func agentURI(endpoint: String, id: String) -> String { "\(endpoint)\(prefix)\(id)" }

    /// What `ECS_CONTAINER_METADATA_URI_V4` holds.
    package static func metadataURI(endpoint: String, id: String) -> String { "\(endpoint)\(prefix)\(id)/v4" }

    func knows(_ request: SignableRequest) -> Bool { request.rawPath.hasPrefix(Self.prefix) }

    func respond(to request: Request) async -> Response {
        let path = request.head.path ?? ""
        let parts = path.dropFirst(Self.prefix.count).split(separator: "/").map(String.init)
        guard let id = parts.first, registry.entry(id) != nil else {
            return failure(.notFound, "ResourceNotFoundException", "There is no task of that id.")
        }
        switch (request.method, Array(parts.dropFirst())) {
        case (.put, ["task-protection", "v1", "state"]): return await protect(id, request)
        case (.get, ["task-protection", "v1", "state"]): return protection(id)
        case (.get, ["v4"]): return .json(container(id))
        case (.get, ["v4", "task"]):
            registry.markStarted(id, at: clock.now)
            return .json(task(id))
        default: return failure(.notFound, "ResourceNotFoundException", "There is nothing at \(path).")
        }
    }

    private struct ProtectionRequest: Decodable {
        let protectionEnabled: Bool
        let expiresInMinutes: Int?

        private enum CodingKeys: String, CodingKey {
            case protectionEnabled = "ProtectionEnabled"
            case expiresInMinutes = "ExpiresInMinutes"
        }
    }

    private func protect(_ id: String, _ request: Request) async -> Response {
        guard let body = try? await request.body.collect(upTo: 64 * 1024),
            let wish = try? JSONDecoder().decode(ProtectionRequest.self, from: Data(body.readableBytesView)),
            (1...2880).contains(wish.expiresInMinutes ?? 120)
        else {
            return failure(
                .badRequest,
                "InvalidParameterException",
                "ProtectionEnabled is needed, and ExpiresInMinutes, if given, must be 1 to 2880."
            )
        }
        let end = clock.now.advanced(by: .seconds(60 * (wish.expiresInMinutes ?? 120)))
        registry.protect(id, until: wish.protectionEnabled ? end : nil)
        return protection(id)
    }

    private func protection(_ id: String) -> Response {
        let end = registry.entry(id)?.protectedUntil.flatMap { $0 > clock.now ? $0 : nil }
        return .json(
            JSONValue.object([
                "protection": .object([
                    "ProtectionEnabled": .bool(end != nil),
                    "ExpirationDate": end.map { .string($0.rfc3339) } ?? .null,
                    "TaskArn": .string(arn(id)),
                ])
            ])
        )
    }

    private func failure(_ status: HTTPResponse.Status, _ code: String, _ message: String) -> Response {
        .json(
            JSONValue.object([
                "requestID": .string(UUID().uuidString.lowercased()),
                "error": .object(["Code": .string(code), "Message": .string(message)]),
            ]),
            status: status
        )
    }

    private func task(_ id: String) -> JSONValue {
        var document: [String: JSONValue] = [
            "Cluster": .string(clusterName), "ServiceName": .string(clusterName), "TaskARN": .string(arn(id)),
            "Family": .string(clusterName), "Revision": "1", "DesiredStatus": "RUNNING", "KnownStatus": "RUNNING",
            "LaunchType": "EXTERNAL", "AvailabilityZone": "local",
            "Containers": .array([container(id)]),
        ]
        document["CreatedAt"] = registry.entry(id).map { .string($0.createdAt.rfc3339) }
        return .object(document)
    }

    private func container(_ id: String) -> JSONValue {
        .object([
            "DockerId": .string(id), "Name": "worker", "DockerName": "worker", "Type": "NORMAL",
            "DesiredStatus": "RUNNING", "KnownStatus": "RUNNING",
            "Labels": .object(["com.amazonaws.ecs.task-arn": .string(arn(id))]),
        ])
    }

    private func arn(_ id: String) -> String {
        "arn:aws:ecs:local:\(AWSCall.accountID):task/\(clusterName)/\(id)"
    }
}
