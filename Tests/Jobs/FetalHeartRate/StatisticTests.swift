import SluiceFetalHeartRate
import Testing

@Suite("Order statistics")
struct StatisticTests {
    private func noise(_ count: Int, seed: UInt64 = 3) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40)
        }
    }

    @Test("percentiles agree with a full sort and linear interpolation", arguments: [1, 2, 7, 100, 1001])
    func percentiles(count: Int) {
        let values = noise(count)
        let sorted = values.sorted()
        for percent in [0.0, 10, 50, 90, 99.5, 100] {
            let position = percent / 100 * Double(count - 1)
            let low = Int(position)
            let high = min(low + 1, count - 1)
            let expected = sorted[low] + (position - Double(low)) * (sorted[high] - sorted[low])
            #expect(abs(OrderStatistic.percentile(percent, of: values) - expected) < 1e-6)
        }
    }

    @Test("the median of an even count is the mean of the middle two, and of nothing 0")
    func medians() {
        #expect(OrderStatistic.median([4, 1, 3, 2]) == 2.5)
        #expect(OrderStatistic.median([5, 5, 5]) == 5)
        #expect(OrderStatistic.median([]) == 0)
        #expect(abs(OrderStatistic.robustDeviation([1, 2, 3, 4, 100]) - 1.4826) < 1e-12)
    }

    @Test("the running median agrees with a median of every window", arguments: [1, 3, 15])
    func running(half: Int) {
        let values = noise(200)
        let result = RunningMedian.filter(values, half: half)
        for center in values.indices {
            let window = (center - half...center + half).map { values[min(max(0, $0), values.count - 1)] }
            #expect(result[center] == OrderStatistic.median(window))
        }
        #expect(RunningMedian.filter([], half: half).isEmpty)
    }

    @Test("peaks are strict maxima or the middle of a plateau, and the highest wins within the distance")
    func peaks() {
        let signal: [Double] = [0, 1, 0, 2, 2, 2, 0, 3, 1, 2, 0]
        #expect(PeakFinder.maxima(signal) == [1, 4, 7, 9])
        #expect(PeakFinder.maxima(signal, distance: 3) == [1, 4, 7])
        #expect(PeakFinder.maxima(signal, distance: 4) == [1, 7])
        #expect(PeakFinder.maxima([1, 2]).isEmpty)
    }

    @Test(
        "decimals are fixed and rounded, and nothing else depends on the platform",
        arguments: [
            (1.005, 2, "1.00"), (-1.25, 1, "-1.3"), (0.0, 4, "0.0000"), (-0.00001, 2, "0.00"),
            (12345.6789, 3, "12345.679"),
            (7.0, 0, "7"), (Double.nan, 2, "-"),
        ]
    )
    func decimals(value: Double, digits: Int, text: String) {
        #expect(FixedDecimal.text(value, digits) == text)
    }
}
