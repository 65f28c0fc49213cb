import SluiceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The submissions of one process, one after the other.
struct ArrivalStream {
    private let process: ArrivalProcess
    private var generator: SeededGenerator
    private let end: Int64
    /// Nanoseconds at the last draw.
    private var clock = 0.0
    private var index = 0

    /// The submissions of `process`.
    init(_ process: ArrivalProcess, generator: SeededGenerator) {
        self.process = process
        self.generator = generator
        end = process.span.nanoseconds
    }

    /// The next submission in nanoseconds since the start; nil after the last.
    mutating func next() -> Int64? {
        switch process {
        case .burst(let count, let at):
            index += 1
            return index <= count ? at.nanoseconds : nil
        case .trace(let times):
            index += 1
            return index <= times.count ? times[index - 1].nanoseconds : nil
        case .constant(let rate, _):
            guard rate > 0 else { return nil }
            let time = Int64((Double(index) * 1e9 / rate).rounded())
            index += 1
            return time < end ? time : nil
        case .poisson(let rate, _): return step(1e9 / rate)
        case .onOff(let rate, let on, let off, _):
            let (length, cycle) = (Double(on.nanoseconds), Double((on + off).nanoseconds))
            guard rate > 0, length > 0 else { return nil }
            // Poisson on the time that is on, which is then spread out.
            clock += 1e9 / rate * generator.exponential()
            let whole = (clock / length).rounded(.down)
            let time = whole * cycle + (clock - whole * length)
            return time < Double(end) ? Int64(time) : nil
        case .daily(let mean, let swing, let peak, _):
            return thinned(highest: mean * (1 + swing)) { time in
                mean * (1 + swing * cos(2 * .pi * (time / 3600e9 - peak) / 24))
            }
        case .ramp(let from, let to, let span):
            let length = Double(max(1, span.nanoseconds))
            return thinned(highest: max(from, to)) { from + (to - from) * $0 / length }
        }
    }

    private mutating func step(_ gap: Double) -> Int64? {
        guard gap.isFinite, gap > 0 else { return nil }
        clock += gap * generator.exponential()
        return clock < Double(end) ? Int64(clock) : nil
    }

    /// A Poisson process of varying rate, by thinning one of the highest rate.
    ///
    /// Source: Lewis, Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", 1979.
    private mutating func thinned(highest: Double, rate: (Double) -> Double) -> Int64? {
        guard highest > 0 else { return nil }
        while let time = step(1e9 / highest) {
            if generator.unit() * highest < rate(Double(time)) { return time }
        }
        return nil
    }
}

/// The submissions of several processes in the order of time.
struct Arrivals {
    private var streams: [ArrivalStream]
    private var heads: [Int64?]

    /// The processes together, each with its own chance.
    init(_ processes: [ArrivalProcess], seed: UInt64) {
        var seeds = RandomStream.arrivals.generator(of: seed)
        streams = processes.map { ArrivalStream($0, generator: SeededGenerator(seed: seeds.next())) }
        heads = []
        for index in streams.indices { heads.append(streams[index].next()) }
    }

    /// The next submission in nanoseconds since the start; nil after the last.
    mutating func next() -> Int64? {
        if streams.count == 1 {
            let head = heads[0]
            if head != nil { heads[0] = streams[0].next() }
            return head
        }
        var first: Int?
        for index in heads.indices {
            guard let head = heads[index] else { continue }
            if let best = first, let other = heads[best], other <= head { continue }
            first = index
        }
        guard let first else { return nil }
        let head = heads[first]
        heads[first] = streams[first].next()
        return head
    }
}

extension SimulationSetup {
    /// When the jobs of this run are submitted, after its start, in order: what a real run must send to be the same.
    package var submissions: [Duration] {
        var arrivals = Arrivals(load, seed: seed)
        var times: [Duration] = []
        while let time = arrivals.next() { times.append(.nanoseconds(time)) }
        return times
    }
}
