/// Solves the blocks of a record: each by itself, then the poor ones again with what a better neighbour knows.
///
/// Blocks that start from nothing lose poor stretches beside good ones; the fetal beat of a neighbour is a better start. What is
/// known spreads by one block in each round, forward and backward, and each round looks only at the one before: so blocks are
/// solved in parallel, and the result does not depend on how many at once.
struct BlockSolver {
    /// What is known of one block; positions count from its start.
    struct Solution: Sendable {
        var fetal: FetalSolution
        var maternal: MaternalDetector.Solution
    }

    let channels: [[Double]]
    let samplingRate: Double
    /// Channel samples for each sample of the blocks and of what is found in them.
    let ratio: Int
    let blocks: [BlockPlan.Block]

    /// A block below this score is worth a second try.
    private static let poor = 2.0
    /// A block above this score may help its neighbours.
    private static let helpful = 0.3
    /// Share of the time that the first pass takes, for the progress.
    private static let firstPass = 0.9

    /// Solutions of all blocks, in order.
    func solveAll(progress: (Double, String) -> Void) -> [Solution] {
        var done = 0
        var solutions = Parallel.map(blocks, { self.solve($0) }) {
            done += 1
            progress(Self.firstPass * Double(done) / Double(blocks.count), "block \(done) of \(blocks.count)")
        }
        // Those who may learn: poor blocks whose neighbour has changed since they asked last.
        var fresh = Set(blocks.indices)
        while true {
            let pupils = blocks.indices.compactMap { teacher(of: $0, among: fresh, solutions) }
            guard !pupils.isEmpty else { break }
            let known = solutions
            let again = Parallel.map(pupils) { pupil in
                solve(blocks[pupil.block], knowing: known[pupil.block], hint: pupil.hint)
            }
            fresh = []
            for (pupil, better) in zip(pupils, again) where better.fetal.score > solutions[pupil.block].fetal.score {
                solutions[pupil.block] = better
                fresh.insert(pupil.block)
            }
            progress(Self.firstPass, "\(fresh.count) blocks improved by their neighbours")
        }
        progress(1, "beats tracked")
        return solutions
    }

    /// A poor block and the fetal beat of a better neighbour.
    private struct Pupil: Sendable {
        var block: Int
        var hint: [[Double]]
    }

    /// The better of the neighbours that have something new to tell; nil where no help is needed or to be had.
    private func teacher(of block: Int, among fresh: Set<Int>, _ solutions: [Solution]) -> Pupil? {
        let own = solutions[block].fetal.score
        guard own < Self.poor else { return nil }
        let best = [block - 1, block + 1].filter(fresh.contains).max {
            solutions[$0].fetal.score < solutions[$1].fetal.score
        }
        guard let best, solutions[best].fetal.score > max(own, Self.helpful),
            let hint = solutions[best].fetal.template
        else { return nil }
        return Pupil(block: block, hint: hint)
    }

    /// Samples per second on the grid of the blocks.
    private var gridRate: Double { samplingRate / Double(ratio) }

    private func solve(_ block: BlockPlan.Block) -> Solution {
        let part = part(block)
        let thin = thinned(part)
        let maternal = MaternalDetector(samplingRate: samplingRate).solve(part, thinned: thin, by: ratio)
        let residue = residue(of: part, maternal)
        let fetal = FetalDetector(samplingRate: gridRate)
            .solve(residue: residue, original: thin, maternal: onGrid(maternal))
        return Solution(fetal: fetal, maternal: maternal)
    }

    private func solve(_ block: BlockPlan.Block, knowing known: Solution, hint: [[Double]]) -> Solution {
        let residue = residue(of: part(block), known.maternal)
        let fetal = FetalDetector(samplingRate: gridRate)
            .solve(residue: residue, maternal: onGrid(known.maternal), hint: hint)
        return Solution(fetal: fetal ?? known.fetal, maternal: known.maternal)
    }

    private func part(_ block: BlockPlan.Block) -> [[Double]] {
        channels.map { channel in
            let end = min(block.range.upperBound * ratio, channel.count)
            return Array(channel[block.range.lowerBound * ratio..<end])
        }
    }

    private func residue(of part: [[Double]], _ maternal: MaternalDetector.Solution) -> [[Double]] {
        thinned(MaternalCancellation(samplingRate: samplingRate).residue(of: part, beats: maternal.beats))
    }

    /// Every `ratio`-th sample: conditioning has left nothing above the new Nyquist frequency.
    private func thinned(_ signals: [[Double]]) -> [[Double]] {
        guard ratio > 1 else { return signals }
        return signals.map { signal in stride(from: 0, to: signal.count, by: ratio).map { signal[$0] } }
    }

    private func onGrid(_ maternal: MaternalDetector.Solution) -> [Int] { maternal.beats.map { $0 / ratio } }
}
