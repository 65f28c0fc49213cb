import SluiceModel

/// When jobs are submitted.
package enum ArrivalProcess: Sendable, Hashable, Codable {
    /// So many at one moment after the start.
    case burst(count: Int, at: Duration)
    /// Evenly spaced: so many a second, for so long.
    case constant(rate: Double, for: Duration)
    /// Independent of each other: so many a second on average, for so long.
    case poisson(rate: Double, for: Duration)
    /// Poisson while on, nothing while off, in turn; it begins with on.
    case onOff(rate: Double, on: Duration, off: Duration, for: Duration)
    /// Poisson with a rate that follows a cosine over each day.
    ///
    /// The rate at hour h is mean × (1 + swing × cos(2π (h - peak)/24)); swing is 0 to 1.
    case daily(mean: Double, swing: Double, peakHour: Double, for: Duration)
    /// Poisson with a rate that moves in a straight line.
    case ramp(from: Double, to: Double, for: Duration)
    /// At exactly these times after the start, in order.
    case trace([Duration])

    /// How long after the start the process may still submit something.
    package var span: Duration {
        switch self {
        case .burst(_, let at): at
        case .constant(_, let span), .poisson(_, let span), .onOff(_, _, _, let span), .daily(_, _, _, let span),
            .ramp(_, _, let span):
            span
        case .trace(let times): times.last ?? .zero
        }
    }

    /// How many jobs to expect.
    package var expectedCount: Double {
        switch self {
        case .burst(let count, _): Double(count)
        case .constant(let rate, let span), .poisson(let rate, let span): rate * span.inSeconds
        case .onOff(let rate, let on, let off, let span):
            rate * span.inSeconds * (on / (on + off))
        case .daily(let mean, _, _, let span): mean * span.inSeconds
        case .ramp(let from, let to, let span): (from + to) / 2 * span.inSeconds
        case .trace(let times): Double(times.count)
        }
    }
}
