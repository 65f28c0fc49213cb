/// Slides every beat to where it agrees best with the median beat, then marks the median beat's largest deflection.
///
/// What a subtraction leaves behind depends on this: 2 ms of error on a 200 uV complex leave more than a fetus.
struct BeatAligner {
    private let samplingRate: Double
    private static let rounds = 2

    init(samplingRate: Double) {
        self.samplingRate = samplingRate
    }

    private var halfBeat: Int { Int(0.08 * samplingRate) }
    private var reach: Int { Int(0.04 * samplingRate) }

    /// Aligned positions, ascending; beats too near to the ends of the signal are left out.
    func aligned(_ beats: [Int], in signal: [Double]) -> [Int] {
        let smooth = ZeroPhaseFilter.bandPass(5, 40, samplingRate: samplingRate).apply(signal)
        var inside = beats.filter { $0 >= halfBeat + reach && $0 < smooth.count - halfBeat - reach - 1 }
        guard inside.count >= 3 else { return inside }
        for _ in 0..<Self.rounds {
            let template = centered(medianBeat(inside, in: smooth))
            inside = inside.map { best($0, template, smooth) }
        }
        let final = medianBeat(inside, in: smooth)
        let peak = final.indices.max { abs(final[$0]) < abs(final[$1]) } ?? halfBeat
        var result: [Int] = []
        for beat in inside.map({ $0 + peak - halfBeat }).sorted() where beat != result.last { result.append(beat) }
        return result
    }

    private func medianBeat(_ beats: [Int], in signal: [Double]) -> [Double] {
        let whole = beats.filter { $0 >= halfBeat && $0 < signal.count - halfBeat - 1 }
        return (-halfBeat...halfBeat).map { offset in
            OrderStatistic.median(whole.map { signal[$0 + offset] })
        }
    }

    private func centered(_ template: [Double]) -> [Double] {
        let mean = template.reduce(0, +) / Double(template.count)
        return template.map { $0 - mean }
    }

    private func best(_ beat: Int, _ template: [Double], _ signal: [Double]) -> Int {
        var best = (shift: 0, value: -Double.infinity)
        for shift in -reach...reach {
            let start = beat + shift - halfBeat
            guard start >= 0, start + template.count <= signal.count else { continue }
            var sum = 0.0
            for index in template.indices { sum += template[index] * signal[start + index] }
            if sum > best.value { best = (shift, sum) }
        }
        return beat + best.shift
    }
}
