import SluiceEvaluation
import SluiceModel
import SluiceSimulation

/// Everything an evaluation found, as `evaluation.json` and `--json` hold it.
struct EvaluationDocument: Encodable {
    /// The system's name.
    let name: String
    /// Where it ran.
    let target: String
    /// The load, in words.
    let load: String
    /// The folder with all files.
    let folder: String
    let begin: Timestamp
    /// Why it ended early; nil when it did not.
    let interruption: String?
    let seed: UInt64
    let versions: Versions
    let sending: Sending
    let measured: SimulationSummary
    let predicted: SimulationSummary
    let agreement: Agreement
    let fitted: [FittedSetup.Fact]
    let thresholds: [Thresholds.Verdict]
    let recorder: Recorder
    let remarks: [String]

    /// What it ran with.
    struct Versions: Encodable {
        let sluice: String
        let system: String
        let processors: Int
        let memoryBytes: Int64
    }

    /// How the load was sent.
    struct Sending: Encodable {
        let planned: Int
        let accepted: Int
        /// Requests that had to be sent again.
        let repeated: Int
        /// The longest that a request went out after its time, in seconds.
        let lagSeconds: Double
        let concurrency: Int
    }

    /// What measuring took.
    struct Recorder: Encodable {
        /// Processor seconds of sending, following and recording.
        let cpuSeconds: Double
        /// Processor seconds of the system that was measured; nil where that cannot be known.
        let systemSeconds: Double?
        /// The share of what the machine's processors could have done.
        let shareOfMachine: Double
    }
}
