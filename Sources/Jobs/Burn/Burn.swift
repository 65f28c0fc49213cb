/// A load with known weight: holds and touches memory while it computes, for a given time.
///
/// The result is a checksum that follows from the seed and the number of steps alone, so two machines can be compared.
package struct Burn: Sendable {
    /// Bytes to hold.
    package var memory: Int64
    /// Where the calculation starts.
    package var seed: UInt64

    /// A load of `memory` bytes.
    package init(memory: Int64, seed: UInt64) {
        self.memory = memory
        self.seed = seed
    }

    /// What a burn leaves behind.
    package struct Result: Sendable, Hashable, Codable {
        /// Bytes that were held.
        package var memoryBytes: Int64
        package var seed: UInt64
        /// Rounds of the calculation, each over one mebibyte of the memory.
        package var steps: Int
        /// The state of the calculation after the last round, in hex.
        package var checksum: String
    }

    /// One round works on this many words of 8 bytes: one mebibyte.
    private static let wordsPerStep = 131_072

    /// Burns until `elapsed` passes `seconds`, or for exactly `steps` rounds when given.
    ///
    /// - Parameters:
    ///   - seconds: How long to burn; every byte is touched first, however long that takes.
    ///   - steps: How many rounds to make, whatever the time.
    ///   - elapsed: Seconds since the start.
    ///   - progress: Hears the fraction done, now and then.
    /// - Returns: The checksum and what led to it.
    package func run(
        seconds: Double,
        steps: Int? = nil,
        elapsed: () -> Double,
        progress: (Double) -> Void
    ) -> Result {
        let blocks = max(1, Int(memory / Int64(Self.wordsPerStep * 8)))
        // Blocks rather than one array, so that filling never holds a second copy.
        var memory: [[UInt64]] = []
        memory.reserveCapacity(blocks)
        var state = seed
        for index in 0..<blocks {
            memory.append([UInt64](repeating: state &+ UInt64(index), count: Self.wordsPerStep))
        }
        var done = 0
        while steps.map({ done < $0 }) ?? (elapsed() < seconds) {
            state = Self.step(&memory[done % blocks], state)
            done += 1
            if done % 256 == 0 { progress(steps.map { Double(done) / Double($0) } ?? min(1, elapsed() / seconds)) }
        }
        return Result(
            memoryBytes: Int64(blocks) * Int64(Self.wordsPerStep * 8),
            seed: seed,
            steps: done,
            checksum: String(state, radix: 16)
        )
    }

    /// Mixes one block into the state and the state into the block (the finalizer of SplitMix64).
    private static func step(_ block: inout [UInt64], _ state: UInt64) -> UInt64 {
        var mixed = state
        for index in block.indices {
            mixed = (mixed ^ (block[index] &+ 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
            mixed ^= mixed >> 31
            block[index] = mixed
        }
        return mixed
    }
}
