/// Solves the blocks of a record one after another, and the poor ones again with what a good neighbour knows.
///
/// Blocks that start from nothing lose poor stretches beside good ones; the fetal beat of a neighbour is a better start.
struct BlockSolver {
    /// What is known of one block; positions count from its start.
    struct Solution: Sendable {
        var fetal: FetalSolution
        var maternal: MaternalDetector.Solution
    }

    let channels: [[Double]]
    let samplingRate: Double
    let blocks: [BlockPlan.Block]

    /// A block below this score is worth a second try.
    private static let poor = 2.0
    /// A block above this score may help its neighbours.
    private static let helpful = 0.3
    /// Share of the time that the first pass takes, for the progress.
    private static let firstPass = 0.9

    /// Solutions of all blocks, in order: forward with the hint of the block before, then backward over the poor ones.
    func solveAll(progress: (Double, String) -> Void) -> [Solution] {
        var solutions: [Solution] = []
        for (index, block) in blocks.enumerated() {
            solutions.append(solve(block, hint: Self.hint(from: solutions.last)))
            let share = Double(index + 1) / Double(blocks.count)
            progress(Self.firstPass * share, "block \(index + 1) of \(blocks.count)")
        }
        for index in blocks.indices.dropLast().reversed() where solutions[index].fetal.score < Self.poor {
            guard solutions[index + 1].fetal.score > solutions[index].fetal.score,
                let hint = Self.hint(from: solutions[index + 1])
            else { continue }
            let again = solve(blocks[index], hint: hint)
            if again.fetal.score > solutions[index].fetal.score { solutions[index] = again }
            progress(Self.firstPass, "block \(index + 1) again")
        }
        progress(1, "beats tracked")
        return solutions
    }

    private static func hint(from solution: Solution?) -> [[Double]]? {
        guard let solution, solution.fetal.score >= helpful else { return nil }
        return solution.fetal.template
    }

    private func solve(_ block: BlockPlan.Block, hint: [[Double]]?) -> Solution {
        let part = channels.map { Array($0[block.range]) }
        let maternal = MaternalDetector(samplingRate: samplingRate).solve(part)
        let residue = MaternalCancellation(samplingRate: samplingRate).residue(of: part, beats: maternal.beats)
        let fetal = FetalDetector(samplingRate: samplingRate)
            .solve(residue: residue, original: part, maternal: maternal.beats, hint: hint)
        return Solution(fetal: fetal, maternal: maternal)
    }
}
