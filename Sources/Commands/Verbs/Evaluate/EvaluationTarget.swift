import SluiceEvaluation
import SluiceLocal
import SluiceModel
import SluiceSimulation

/// A running system that is evaluated.
protocol EvaluationTarget: Sendable {
    /// How jobs get in, and where their files go.
    var jobs: JobTarget { get }
    /// What it is, in words, such as `this machine`.
    var title: String { get }

    /// Returns once the fleet stands as it does at rest.
    func waitUntilReady() async throws
    /// The counts of queue and fleet now; nil when they could not be read.
    func counts() async -> FleetBoard.Counts?
    /// The planned scenario on the platform of this system.
    func setup(_ planned: SimulationSetup, begin: Timestamp) async throws -> SimulationSetup
    /// Ends the recording and returns it, without jobs.
    func finish() async throws -> RecordedRun
}

/// What a target recorded.
struct RecordedRun: Sendable {
    /// The run from before its begin until after its end.
    var timeline: Timeline
    /// Processor seconds of the whole system, where they can be known.
    var systemCPU: Double?
    /// Remarks on the recording, for the report.
    var remarks: [String] = []
}
