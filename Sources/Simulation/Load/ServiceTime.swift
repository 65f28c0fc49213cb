import SluiceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How long one attempt of a job runs.
package enum ServiceTime: Sendable, Hashable, Codable {
    /// Always the same.
    case fixed(Duration)
    /// Exponential with this mean.
    case exponential(mean: Duration)
    /// Normal; draws below a millisecond count as one.
    case normal(mean: Duration, deviation: Duration)
    /// Log-normal with this mean and standard deviation of the times themselves, not of their logarithms.
    case logNormal(mean: Duration, deviation: Duration)
    /// Drawn from these, each as likely as another; never empty.
    case empirical([Duration])

    /// The mean.
    package var mean: Duration {
        switch self {
        case .fixed(let time): time
        case .exponential(let mean), .normal(let mean, _), .logNormal(let mean, _): mean
        case .empirical(let times): times.isEmpty ? .zero : times.reduce(.zero, +) / times.count
        }
    }

    /// These times, each multiplied by `factor`, which is positive.
    package func scaled(by factor: Double) -> ServiceTime {
        switch self {
        case .fixed(let time): .fixed(time * factor)
        case .exponential(let mean): .exponential(mean: mean * factor)
        case .normal(let mean, let deviation): .normal(mean: mean * factor, deviation: deviation * factor)
        case .logNormal(let mean, let deviation): .logNormal(mean: mean * factor, deviation: deviation * factor)
        case .empirical(let times): .empirical(times.map { $0 * factor })
        }
    }
}

/// Draws service times, one for each job, whatever order jobs run in.
struct ServiceSampler {
    private enum Shape {
        case fixed(Int64)
        case exponential(Double)
        case normal(Double, Double)
        case logNormal(Double, Double)
        case empirical([Int64])
    }

    private let shape: Shape
    private let seed: UInt64

    /// Draws from `times` with the stream that `seed` begins.
    init(_ times: ServiceTime, seed: UInt64) {
        self.seed = seed
        switch times {
        case .fixed(let time): shape = .fixed(time.nanoseconds)
        case .exponential(let mean): shape = .exponential(Double(mean.nanoseconds))
        case .normal(let mean, let deviation):
            shape = .normal(Double(mean.nanoseconds), Double(deviation.nanoseconds))
        case .logNormal(let mean, let deviation):
            // Mean m and deviation s of a log-normal variable: sigma² = ln(1 + s²/m²), mu = ln m - sigma²/2.
            let ratio = deviation / mean
            let variance = log(1 + ratio * ratio)
            shape = .logNormal(log(Double(mean.nanoseconds)) - variance / 2, variance.squareRoot())
        case .empirical(let times): shape = .empirical(times.map(\.nanoseconds))
        }
    }

    /// The time of job `index`, in nanoseconds; at least 0.
    func time(of index: Int) -> Int64 {
        if case .fixed(let time) = shape { return time }
        let unit = SeededGenerator.draw(index, of: seed)
        return switch shape {
        case .fixed(let time): time
        case .exponential(let mean): Int64(-mean * log(unit))
        case .normal(let mean, let deviation):
            Int64(max(1e6, mean + deviation * NormalQuantile.value(unit)))
        case .logNormal(let location, let scale):
            Int64(min(1e18, exp(location + scale * NormalQuantile.value(unit))))
        case .empirical(let times): times[Int(unit * Double(times.count))]
        }
    }
}
