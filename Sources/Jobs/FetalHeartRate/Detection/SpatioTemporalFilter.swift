/// The linear detector of best beat-to-noise ratio over all channels and 100 ms of lags.
///
/// The template T is the median beat, the noise R the covariance of lagged samples; the response is w = R^-1 T applied
/// at every instant. R depends on the differences of lags alone, so it is built from cross-correlations and factored once,
/// and every new set of beats costs only one solve and one pass.
struct SpatioTemporalFilter {
    private let channels: [[Double]]
    private let offsets: [Int]
    private let factor: Cholesky
    private let samplingRate: Double

    private static let halfSpan = 0.05
    private static let lagRate = 250.0
    private static let ridge = 0.02
    private static let clip = 12.0
    private static let fewestBeats = 5
    /// The least noise level, as a share of the usual one: where a lead is off there is none.
    private static let leastSpread = 0.1

    /// Prepares the filter for a residue in the 8 to 60 Hz band; nil where there is nothing in it.
    init?(residue: [[Double]], samplingRate: Double) {
        self.samplingRate = samplingRate
        let half = Int(Self.halfSpan * samplingRate)
        let step = max(1, Int((samplingRate / Self.lagRate).rounded()))
        offsets = Array(stride(from: -half, through: half, by: step))
        channels = Self.normalized(residue, samplingRate: samplingRate)
        guard let factor = Cholesky(Self.covariance(channels, count: offsets.count, step: step)) else { return nil }
        self.factor = factor
    }

    /// Channels of equal scale, divided by one common level so that bursts are muted and spatial relations kept.
    private static func normalized(_ residue: [[Double]], samplingRate: Double) -> [[Double]] {
        let scaled = residue.map { channel in
            let scale = 1 / (OrderStatistic.robustDeviation(channel) + 1e-9)
            return channel.map { $0 * scale }
        }
        let levels = scaled.map { BurstLevel.of($0, samplingRate: samplingRate) }
        var gain = [Double](repeating: 1, count: scaled.first?.count ?? 0)
        var sample = [Double](repeating: 0, count: levels.count)
        for index in gain.indices {
            for channel in levels.indices { sample[channel] = levels[channel][index] }
            gain[index] = 1 / OrderStatistic.percentile(50, ofScratch: &sample, sample.count)
        }
        return scaled.map { channel in
            zip(channel, gain).map { min(max($0 * $1, -clip), clip) }
        }
    }

    /// Covariance of lagged samples, channel by channel and lag by lag, with a ridge.
    private static func covariance(_ channels: [[Double]], count: Int, step: Int) -> Matrix {
        let order = channels.count * count
        let scale = 1 / Double(max(1, channels.first?.count ?? 0))
        var result = Matrix(rows: order, columns: order)
        for left in channels.indices {
            for right in left..<channels.count {
                for difference in 1 - count..<count where left != right || difference >= 0 {
                    let value =
                        Vector.laggedDot(channels[left], channels[right], lag: difference * step) * scale
                    for first in max(0, -difference)..<min(count, count - difference) {
                        let row = left * count + first
                        let column = right * count + first + difference
                        result[row, column] = value
                        result[column, row] = value
                    }
                }
            }
        }
        let ridge = Self.ridge * result.trace / Double(order)
        for index in 0..<order { result[index, index] += ridge }
        return result
    }

    /// The response to the median beat at the given positions; nil with too few beats.
    func response(to beats: [Int]) -> [Double]? { template(beats).map(response) }

    /// The response to a median beat, of this block or of a neighbouring one.
    func response(to template: [[Double]]) -> [Double] {
        let weights = factor.solve(template.flatMap { $0 })
        var response = [Double](repeating: 0, count: channels[0].count)
        for (channel, signal) in channels.enumerated() {
            for (index, offset) in offsets.enumerated() {
                Vector.add(weights[channel * offsets.count + index], signal, lag: offset, to: &response)
            }
        }
        return response
    }

    /// How far the QRS lies from the marked positions, in samples: the offset at which the median beat is strongest.
    func fiducialOffset(of template: [[Double]]) -> Int {
        let energy = offsets.indices.map { index in
            template.reduce(0) { $0 + $1[index] * $1[index] }
        }
        return offsets[energy.indices.max { energy[$0] < energy[$1] } ?? offsets.count / 2]
    }

    /// Median beat of every channel over the lags; nil with too few beats.
    func template(_ beats: [Int]) -> [[Double]]? {
        guard let half = offsets.last, let length = channels.first?.count else { return nil }
        let inside = beats.filter { $0 >= half && $0 < length - half - 1 }
        guard inside.count >= Self.fewestBeats else { return nil }
        return channels.map { channel in
            offsets.map { offset in OrderStatistic.median(inside.map { channel[$0 + offset] }) }
        }
    }

    /// A response as a detection signal: its positive part over its noise level.
    func evidence(from response: [Double]) -> [Double] {
        let level = BurstLevel.divided(response, samplingRate: samplingRate)
        let half = Int(4 * samplingRate)
        let hop = max(1, Int(samplingRate))
        let spread = SampledLevel.windowed(level, half: half, hop: hop, stride: max(1, Int(samplingRate / 40))) {
            let middle = OrderStatistic.percentile(50, ofScratch: &$0, $1)
            for index in 0..<$1 { $0[index] = abs($0[index] - middle) }
            return 1.4826 * OrderStatistic.percentile(50, ofScratch: &$0, $1)
        }
        .raised(toShare: Self.leastSpread)
        .expanded(level.count)
        return zip(level, spread).map { max(0, $0) / (3 * $1 + 1e-12) }
    }
}
