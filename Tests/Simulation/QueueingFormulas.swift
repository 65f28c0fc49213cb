#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Published closed forms of queueing theory, which the simulator knows nothing of.
///
/// Sources: A. K. Erlang 1917 (delay formula); F. Pollaczek 1930, A. Khinchine 1932 (mean wait of M/G/1);
/// C. D. Crommelin 1932 (M/D/c); all of them in H. C. Tijms, "A First Course in Stochastic Models", 2003.
enum QueueingFormulas {
    /// Erlang's C formula: the probability that an arrival at M/M/c waits; `load` is rate × mean service time.
    ///
    /// By way of his B formula, whose recursion B(n) = a B(n-1) / (n + a B(n-1)) is numerically stable.
    static func erlangC(servers: Int, load: Double) -> Double {
        var blocking = 1.0
        for server in 1...servers { blocking = load * blocking / (Double(server) + load * blocking) }
        return blocking / (1 - load / Double(servers) * (1 - blocking))
    }

    /// The mean wait of M/M/c.
    static func waitOfMMC(servers: Int, load: Double, service: Double) -> Double {
        erlangC(servers: servers, load: load) * service / (Double(servers) - load)
    }

    /// The mean wait of M/G/1 after Pollaczek and Khinchine.
    static func waitOfMG1(utilisation: Double, service: Double, variationSquared: Double) -> Double {
        utilisation * service * (1 + variationSquared) / (2 * (1 - utilisation))
    }

    /// Crommelin's alternating sum for M/D/1: the probability of waiting at most `time`, in units of the service time.
    static func waitOfMD1IsAtMost(_ time: Double, utilisation: Double) -> Double {
        var sum = 0.0
        for index in 0...Int(time) {
            let shifted = utilisation * (Double(index) - time)
            sum += pow(shifted, Double(index)) / tgamma(Double(index) + 1) * exp(-shifted)
        }
        return (1 - utilisation) * sum
    }
}

/// The stationary M/D/c queue with service time 1, after Crommelin.
///
/// Whoever is in service now has left after one service time, and whoever arrives meanwhile has not: the number in the
/// system satisfies X(t + 1) = max(X(t) - c, 0) + A with A Poisson, from which its distribution follows.
struct DeterministicQueue {
    let servers: Int
    /// Arrivals per service time.
    let load: Double
    /// The probabilities of 0, 1, 2, … in the system.
    private let content: [Double]

    init(servers: Int, utilisation: Double, states: Int = 400) {
        self.servers = servers
        load = utilisation * Double(servers)
        var arrivals = [exp(-load)]
        for count in 1..<states { arrivals.append(arrivals[count - 1] * load / Double(count)) }
        var content = arrivals
        for _ in 0..<4000 {
            let next = Self.step(content, servers, arrivals)
            let change = zip(next, content).reduce(0) { $0 + abs($1.0 - $1.1) }
            content = next
            if change < 1e-14 { break }
        }
        self.content = content
    }

    private static func step(_ content: [Double], _ servers: Int, _ arrivals: [Double]) -> [Double] {
        var next = [Double](repeating: 0, count: content.count)
        for (count, probability) in content.enumerated() where probability > 1e-18 {
            let left = max(0, count - servers)
            for arrived in 0..<(content.count - left) where arrivals[arrived] > 1e-18 {
                next[left + arrived] += probability * arrivals[arrived]
            }
        }
        return next
    }

    /// The probability that an arrival waits; arrivals see what time averages say.
    var delayProbability: Double { content[servers...].reduce(0, +) }

    /// The mean wait in service times, by Little's law from the mean number that waits.
    var wait: Double {
        content[servers...].enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / load
    }

    /// The probability of waiting at most `time` service times.
    ///
    /// Source: G. J. Franx, "A simple solution for the M/D/c waiting time distribution", Operations Research Letters 29
    /// (2001) 221-229: with k-1 <= time < k it is the sum of Q(kc-j-1) (λ(k-time))^j / j! · exp(-λ(k-time)) over j < kc,
    /// where Q(n) is the probability that at most n wait.
    func waitIsAtMost(_ time: Double) -> Double {
        let periods = Int(time) + 1
        let shifted = load * (Double(periods) - time)
        var (sum, weight) = (0.0, exp(-shifted))
        for index in 0..<(periods * servers) {
            sum += weight * content[...min(content.count - 1, periods * servers - index - 1 + servers)].reduce(0, +)
            weight *= shifted / Double(index + 1)
        }
        return sum
    }
}
