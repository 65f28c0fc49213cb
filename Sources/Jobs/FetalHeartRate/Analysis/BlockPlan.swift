/// How a long record is cut into blocks that overlap, so that the fetus may move and the mixture change.
struct BlockPlan {
    /// One block, in samples.
    struct Block: Sendable, Equatable {
        /// Samples the block answers for.
        var core: Range<Int>
        /// The core with its margins.
        var range: Range<Int>
    }

    /// Blocks of nearly equal length.
    let blocks: [Block]
    private let margin: Int

    /// Cuts `count` samples into blocks of about `length` with `margin` samples shared on either side.
    init(count: Int, length: Int, margin: Int) {
        self.margin = margin
        let number = max(1, (count + length / 2) / length)
        let edges = (0...number).map { $0 * count / number }
        blocks = (0..<number).map { index in
            let core = edges[index]..<edges[index + 1]
            return Block(core: core, range: max(0, core.lowerBound - margin)..<min(count, core.upperBound + margin))
        }
    }

    /// Weight of every sample of a block: 1 inside, rising and falling linearly where it overlaps its neighbours.
    func weights(of block: Block) -> [Double] {
        var weights = [Double](repeating: 1, count: block.range.count)
        let overlap = min(2 * margin, weights.count)
        guard overlap > 1 else { return weights }
        for index in 0..<overlap {
            let weight = 0.01 + 0.99 * Double(index) / Double(overlap - 1)
            if block.range.lowerBound < block.core.lowerBound { weights[index] = min(weights[index], weight) }
            if block.range.upperBound > block.core.upperBound {
                let mirror = weights.count - 1 - index
                weights[mirror] = min(weights[mirror], weight)
            }
        }
        return weights
    }
}
