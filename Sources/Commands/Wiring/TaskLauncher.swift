import SluiceLocal
import SluiceManifest
import SluiceProcess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes the command of a task: our own program as `sluice worker`, told everything as on Fargate.
struct TaskLauncher: Sendable {
    let plan: LocalPlan
    let folder: StateFolder
    let cloud: LocalCloud
    let environment: [String: String]
    let endpoint: EndpointBox

    /// Variables of ours that must not reach a job by way of its worker.
    private static let dropped = [
        "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_SNS",
    ]

    func command(task: String) -> ChildCommand {
        var variables = environment
        for name in Self.dropped { variables[name] = nil }
        let address = endpoint.value
        let exports = EnvironmentExports.variables(
            endpoint: address,
            region: cloud.options.region,
            cloud.credentials
        )
        for (name, value) in exports where name != "SLUICE_API_KEY" { variables[name] = value }
        variables["ECS_AGENT_URI"] = TaskEndpoints.agentURI(endpoint: address, id: task)
        variables["ECS_CONTAINER_METADATA_URI_V4"] = TaskEndpoints.metadataURI(endpoint: address, id: task)
        variables[WorkerSettings.variable] = settings(address)
        // So that a job may be written as `sluice job …` wherever sluice was started from.
        let ourFolder = OwnProgram.path.split(separator: "/").dropLast().joined(separator: "/")
        variables["PATH"] = "/\(ourFolder):\(environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")"
        return ChildCommand(
            program: OwnProgram.path,
            arguments: ["worker", "--parent", String(ProcessInfo.processInfo.processIdentifier)],
            environment: variables,
            workingDirectory: plan.folder,
            logFile: folder.file("logs/\(task).log"),
            grouping: .newSession
        )
    }

    private func settings(_ address: String) -> String {
        var worker = plan.worker
        worker.queueURL = "\(address)/000000000000/\(plan.queue)"
        worker.deadLetterQueueURL = "\(address)/000000000000/\(plan.deadLetterQueue)"
        worker.topicARN = plan.notifications.map { cloud.topics.arn($0.topic) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(worker)) ?? Data(), as: UTF8.self)
    }
}

/// The program that is running.
enum OwnProgram {
    /// Its path from the root on.
    static let path: String = {
        #if os(Linux)
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        #else
            Bundle.main.executablePath ?? CommandLine.arguments[0]
        #endif
    }()
}
