import ArgumentParser
import Logging
import ServiceLifecycle
import SluiceAWS
import SluiceFleet
import SluiceManifest
import SluiceModel
import SluiceScaling
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice scaler`: the policy `direct` as a task of its own beside the workers.
struct ScalerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scaler",
        abstract: "Sets the number of workers by the length of the queue (policy direct).",
        discussion: """
            Told what to do by the variable SLUICE_SCALER (JSON), which the templates set, and the usual AWS variables. \
            Prints a line with metrics when something changes, and every five minutes whether it is well.
            """
    )

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try Self.settings(environment)
        let logger = Logger.standardError("scaler", level: .info)
        try await Connections.withHTTP { http in
            let aws = try Connections.client(environment: environment, http: http, logger: logger)
            let scaler = ServiceScaler(
                .init(
                    project: settings.name,
                    queueURL: settings.queueURL,
                    cluster: settings.cluster,
                    service: settings.service
                ),
                policy: settings.policy,
                limits: CapacityLimits(minimum: settings.minimum, maximum: settings.maximum),
                jobDuration: .seconds(settings.jobDurationSeconds),
                ecs: ECSClient(aws),
                sqs: SQSClient(aws),
                clock: WallClock(),
                logger: logger,
                emit: { Terminal.out($0.json) }
            )
            try await ServiceGroup(
                configuration: .init(
                    services: [.init(service: scaler)],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger
                )
            ).run()
        }
    }

    private static func settings(_ environment: [String: String]) throws -> ScalerSettings {
        guard let text = environment[ScalerSettings.variable] else {
            throw CommandFailure(
                "The variable \(ScalerSettings.variable) is not set. The templates of `sluice synth` set it for the policy direct."
            )
        }
        do {
            return try JSONDecoder().decode(ScalerSettings.self, from: Data(text.utf8))
        } catch {
            throw CommandFailure("The variable \(ScalerSettings.variable) is not what this version expects: \(error)")
        }
    }
}
