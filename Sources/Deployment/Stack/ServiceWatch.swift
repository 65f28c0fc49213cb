import SluiceAWS
import SluiceModel
import SluiceWire

/// Looks at the services of ECS that a stack is bringing up: why their tasks stop, what ECS complains of.
struct ServiceWatch {
    private let ecs: ECSClient
    private var begun: [String: Timestamp] = [:]
    private var told: Set<String> = []

    init(_ ecs: ECSClient) {
        self.ecs = ecs
    }

    /// Hears of an event: a service begins to come up, or is done.
    mutating func note(_ event: StackEvent) {
        guard event.resourceType == "AWS::ECS::Service", event.physicalID.contains(":service/") else { return }
        switch event.status.description {
        case "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS": begun[event.physicalID] = begun[event.physicalID] ?? event.time
        case "CREATE_COMPLETE", "UPDATE_COMPLETE": begun[event.physicalID] = nil
        // Failed ones are looked at once more: the reasons are there now.
        default: break
        }
    }

    /// What has happened since the last look.
    ///
    /// A look that fails is not worth an end of the deployment.
    mutating func news() async -> [DeploymentEvent] {
        var news: [DeploymentEvent] = []
        for (arn, time) in begun.sorted(by: { $0.key < $1.key }) {
            // arn:aws:ecs:region:account:service/cluster/service
            let parts = arn.split(separator: "/").map(String.init)
            guard parts.count == 3 else { continue }
            news += (try? await stopped(cluster: parts[1], service: parts[2], since: time)) ?? []
            news += (try? await complaints(cluster: parts[1], service: parts[2], since: time)) ?? []
        }
        return news
    }

    private mutating func stopped(
        cluster: String,
        service: String,
        since: Timestamp
    ) async throws -> [DeploymentEvent] {
        let arns = try await ecs.listTasks(cluster: cluster, service: service, desiredStatus: "STOPPED")
            .filter { !told.contains($0) }
        guard !arns.isEmpty else { return [] }
        return try await ecs.describeTasks(cluster: cluster, arns).compactMap { task in
            guard told.insert(task.arn).inserted, let stopped = task.stoppedAt, stopped >= since else { return nil }
            return .taskStopped(StoppedTask(task))
        }
    }

    private mutating func complaints(
        cluster: String,
        service: String,
        since: Timestamp
    ) async throws -> [DeploymentEvent] {
        guard let state = try await ecs.describeService(cluster: cluster, service: service) else { return [] }
        return state.events.reversed().compactMap { event in
            guard event.createdAt >= since, event.message.contains("unable to") || event.message.contains("failed"),
                told.insert(event.id).inserted
            else { return nil }
            return .serviceTrouble(service: service, message: event.message)
        }
    }
}
