package import SluiceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The independent sources of chance in a run: changing one thing leaves the draws of all others as they were.
package enum RandomStream: UInt64, Sendable, CaseIterable {
    case arrivals = 1
    case service, starts, victims, faults, memory, interruptions

    /// The seed of this stream in the run with `seed`.
    package func seed(of seed: UInt64) -> UInt64 {
        var generator = SeededGenerator(seed: seed ^ (rawValue &* 0xD6E8_FEB8_6659_FD93))
        return generator.next()
    }

    /// The generator of this stream in the run with `seed`.
    package func generator(of seed: UInt64) -> SeededGenerator { SeededGenerator(seed: self.seed(of: seed)) }
}

extension SeededGenerator {
    /// The `index`-th draw of the stream that `seed` begins, without the draws before it.
    ///
    /// So a job's duration belongs to the job, in whichever order jobs run: runs under different policies see equal jobs.
    static func draw(_ index: Int, of seed: UInt64) -> Double {
        var generator = SeededGenerator(seed: seed &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15)
        return generator.unit()
    }

    /// A number from the open interval 0 to 1.
    package mutating func unit() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    /// A draw from the exponential distribution with mean 1.
    mutating func exponential() -> Double { -log(unit()) }

    /// A number from 0 up to and without `count`.
    mutating func index(below count: Int) -> Int { Int((unit() * Double(count)).rounded(.down)) }
}
