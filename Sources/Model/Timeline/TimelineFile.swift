/// A timeline as a file: JSON, times in seconds since the start with microseconds, tables by column to stay small.
///
/// The format's name is in `format`; a reader refuses another one.
package struct TimelineFile: Sendable, Codable {
    /// The name of this version of the format.
    package static let currentFormat = "sluice-timeline/1"

    package var format: String
    package var source: Timeline.Source
    package var start: Timestamp
    package var length: Double
    package var series: Series
    package var metrics: Metrics
    package var alarms: [AlarmChange]
    package var decisions: [Decision]
    package var tasks: Tasks
    package var jobs: Jobs
    package var events: [Event]
    package var cost: [Timeline.CostLine]

    /// Columns of equal length.
    package struct Series: Sendable, Codable {
        package var at: [Double]
        package var visible: [Int]
        package var inFlight: [Int]
        package var desired: [Int]
        package var pending: [Int]
        package var running: [Int]
    }

    /// Columns of equal length.
    package struct Metrics: Sendable, Codable {
        package var metric: [String]
        package var at: [Double]
        package var availableAt: [Double]
        package var value: [Double]
    }

    /// An alarm's change of state.
    package struct AlarmChange: Sendable, Codable {
        package var at: Double
        package var alarm: String
        package var from: String
        package var to: String
        package var reason: String
    }

    /// A decision, or a row of equal ones.
    package struct Decision: Sendable, Codable {
        package var at: Double
        package var until: Double
        package var count: Int
        package var from: Int
        package var to: Int
        package var reasons: [Timeline.Reason]
    }

    /// Columns of equal length.
    package struct Tasks: Sendable, Codable {
        package var id: [String]
        package var requested: [Double]
        package var billed: [Double?]
        package var ready: [Double?]
        package var stopping: [Double?]
        package var stopped: [Double?]
        package var isSpot: [Bool]
        package var end: [String?]
    }

    /// Columns of equal length.
    package struct Jobs: Sendable, Codable {
        package var id: [String]
        package var submitted: [Double]
        package var started: [Double?]
        package var finished: [Double?]
        package var outcome: [Timeline.Outcome]
        package var attempts: [Int]
        package var task: [Int?]
    }

    /// Something worth telling.
    package struct Event: Sendable, Codable {
        package var at: Double
        package var kind: String
        package var text: String
    }

    /// Why a file is not a timeline.
    package enum ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// The format is another one.
        case format(String)
        /// The columns of a table differ in length.
        case columns(String)

        /// The error in words.
        package var description: String {
            switch self {
            case .format(let found): "the format is '\(found)', expected '\(TimelineFile.currentFormat)'"
            case .columns(let table): "the columns of '\(table)' differ in length"
            }
        }
    }
}
