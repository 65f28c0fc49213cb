/// Fetal and maternal beats of a whole record.
package struct BeatDetection: Sendable {
    /// What one block contributed.
    package struct Block: Sendable, Equatable {
        /// Start and end in seconds, margins included.
        package var span: ClosedRange<Double>
        /// Where its solution came from.
        package var source: String
        /// How believable the solution is.
        package var score: Double
    }

    /// Fetal R peaks in seconds, ascending.
    package var fetal: [Double] = []
    /// Height of the detection signal at every fetal beat: 1 is a typical QRS, below 0.8 doubtful.
    package var strength: [Double] = []
    /// Maternal R peaks in seconds, ascending.
    package var maternal: [Double] = []
    /// Height of the maternal detection signal at every maternal beat: about 3 is clear, 1 is noise.
    package var maternalStrength: [Double] = []
    /// The blocks in order.
    package var blocks: [Block] = []
}

extension BeatDetection {
    /// The rate at which a fetal QRS is detected: all that is used of it lies below 100 Hz.
    private static let gridRate = 250.0

    /// Detects the beats in conditioned channels, block by block, with one final tracking over the whole record.
    ///
    /// Blocks are `length` seconds long with margins of `margin` seconds. `progress` is called after every block with the share done.
    init(
        _ channels: [[Double]],
        samplingRate: Double,
        length: Double,
        margin: Double,
        progress: (Double, String) -> Void
    ) {
        let ratio = max(1, Int(samplingRate / Self.gridRate))
        let rate = samplingRate / Double(ratio)
        let count = ((channels.first?.count ?? 0) + ratio - 1) / ratio
        let plan = BlockPlan(count: count, length: max(1, Int(length * rate)), margin: Int(margin * rate))
        let solver = BlockSolver(channels: channels, samplingRate: samplingRate, ratio: ratio, blocks: plan.blocks)
        let solutions = solver.solveAll(progress: progress)
        var evidence = [Double](repeating: 0, count: count)
        var weight = evidence
        for (block, solution) in zip(plan.blocks, solutions) {
            let start = block.range.lowerBound
            for (offset, share) in plan.weights(of: block).enumerated() {
                evidence[start + offset] += share * solution.fetal.evidence[offset]
                weight[start + offset] += share
            }
            add(solution, of: block, ratio: ratio, samplingRate: samplingRate)
        }
        for index in evidence.indices { evidence[index] /= weight[index] }
        let beats = BeatTracker.fetal.beats(in: evidence, samplingRate: rate)
        fetal = beats.map { Self.vertex(of: evidence, at: $0) / rate }
        strength = beats.map { evidence[$0] }
    }

    /// Takes over what a block says about the mother, and notes where its fetal solution came from.
    private mutating func add(
        _ solution: BlockSolver.Solution,
        of block: BlockPlan.Block,
        ratio: Int,
        samplingRate: Double
    ) {
        let start = block.range.lowerBound * ratio
        let core = block.core.lowerBound * ratio..<block.core.upperBound * ratio
        for (beat, height) in zip(solution.maternal.beats, solution.maternal.strength) where core.contains(beat + start)
        {
            maternal.append(Double(beat + start) / samplingRate)
            maternalStrength.append(height)
        }
        blocks.append(
            Block(
                span: Double(start) / samplingRate...Double(block.range.upperBound * ratio) / samplingRate,
                source: solution.fetal.source,
                score: solution.fetal.score
            )
        )
    }

    /// Position of the vertex of the parabola through a peak and its two neighbours.
    static func vertex(of signal: [Double], at peak: Int) -> Double {
        guard peak > 0, peak + 1 < signal.count else { return Double(peak) }
        let before = signal[peak - 1]
        let after = signal[peak + 1]
        let curvature = before - 2 * signal[peak] + after
        return Double(peak) + (curvature < 0 ? 0.5 * (before - after) / curvature : 0)
    }
}
