import ArgumentParser
import SluiceBurn
import SluiceJob
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice job burn`: a load of known weight.
struct BurnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burn",
        abstract: "Holds and touches memory and computes for a given time; the result is a checksum.",
        discussion: """
            As a job in a queue it also takes the parameters memory ("2GiB"), seconds and seed, which win over the \
            options. Leaves burn.json.
            """
    )

    @Option(help: "How much memory to hold, such as 10GiB.")
    var memory = ByteCount(bytes: 256 << 20)

    @Option(help: "How long to compute.")
    var seconds = 5.0

    @Option(help: "Where the calculation starts.")
    var seed: UInt64 = 1

    @Option(help: "Make exactly so many rounds, whatever the time.")
    var steps: Int?

    func run() throws {
        let context = JobContext(environment: ProcessInfo.processInfo.environment)
        throw ExitCode(BurnJob.exitCode(of: BurnJob(options: self), context))
    }
}

/// The burn as a job: parameters over options, one output.
private struct BurnJob: Job {
    private struct Parameters: Decodable {
        var memory: ByteCount?
        var seconds: Double?
        var seed: UInt64?
    }

    private let memory: ByteCount
    private let seconds: Double
    private let seed: UInt64
    private let steps: Int?

    init() {
        self.init(options: BurnCommand.parseOrExit([]))
    }

    init(options: BurnCommand) {
        memory = options.memory
        seconds = options.seconds
        seed = options.seed
        steps = options.steps
    }

    func run(_ context: JobContext) throws {
        let parameters = try context.parameters(as: Parameters.self)
        let seconds = parameters.seconds ?? seconds
        let start = ContinuousClock.now
        let result = Burn(memory: (parameters.memory ?? memory).bytes, seed: parameters.seed ?? seed).run(
            seconds: seconds,
            steps: steps,
            elapsed: { start.duration(to: .now).inSeconds },
            progress: { context.report($0, "burning") }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let text = try encoder.encode(result)
        if ProcessInfo.processInfo.environment["SLUICE_OUTPUT"] != nil { try context.write(text, to: "burn.json") }
        Terminal.out(String(decoding: text, as: UTF8.self))
    }
}

extension ByteCount: ExpressibleByArgument {
    /// Reads a size such as 10GiB; nil for anything else.
    public init?(argument: String) {
        self.init(argument)
    }
}
