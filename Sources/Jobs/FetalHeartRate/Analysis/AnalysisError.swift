/// Why a recording cannot be analysed.
package enum AnalysisError: Error, Equatable, CustomStringConvertible {
    /// The recording lasts only so many seconds.
    case tooShort(seconds: Double)
    /// The sampling rate is below what a fetal QRS needs, or not a number.
    case samplingRate(Double)
    /// No channel carries a signal.
    case noSignal
    /// A channel index outside the recording was asked for.
    case noSuchChannel(Int, available: Int)
    /// More channels than can be told apart sensibly.
    case tooManyChannels(Int)

    /// One sentence: what is wrong and what would be right.
    package var description: String {
        switch self {
        case .tooShort(let seconds):
            "the recording lasts \(seconds) s; at least \(FetalHeartRateAnalysis.shortest) s are needed"
        case .samplingRate(let rate):
            "the sampling rate is \(rate) per second; at least \(FetalHeartRateAnalysis.slowest) are needed"
        case .noSignal:
            "no channel carries a signal"
        case .noSuchChannel(let index, let available):
            "channel \(index) was asked for, but the recording has channels 1 to \(available)"
        case .tooManyChannels(let count):
            "\(count) channels; choose at most \(FetalHeartRateAnalysis.mostChannels) abdominal ones"
        }
    }
}
