import SluiceModel
import Testing

@testable import SluiceSimulation

@Suite("Percentiles")
struct PercentilesTests {
    /// The smallest value that `percent` per cent of `sorted` do not exceed.
    private func nearestRank(_ sorted: [Int64], _ percent: Int) -> Double {
        let value = sorted.first { value in
            let share = sorted.count { $0 <= value } * 100
            return share >= percent * sorted.count
        }
        return Double(value ?? 0) / 1e9
    }

    @Test(
        "they are those of the sorted values by nearest rank",
        arguments: [1, 2, 3, 10, 19, 20, 21, 99, 100, 101, 500]
    )
    func nearestRank(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for spread in [1, 5, 1000, 1_000_000_000] {
            let values = (0..<count).map { _ in Int64(generator.index(below: spread)) }
            let sorted = values.sorted()
            let percentiles = Percentiles(values)
            #expect(percentiles.p50 == nearestRank(sorted, 50))
            #expect(percentiles.p90 == nearestRank(sorted, 90))
            #expect(percentiles.p95 == nearestRank(sorted, 95))
            #expect(percentiles.p99 == nearestRank(sorted, 99))
            #expect(percentiles.maximum == nearestRank(sorted, 100))
            #expect(percentiles.count == count)
            let mean = Double(sorted.reduce(0, +)) / Double(count) / 1e9
            #expect(abs(percentiles.mean - mean) <= 1e-12 * mean)
        }
    }

    @Test("orders that are hard for a selection give the same", arguments: [true, false])
    func hardOrders(isRising: Bool) {
        let count: Int64 = 10_000
        let values = (1...count).map { isRising ? $0 : count + 1 - $0 }
        let percentiles = Percentiles(values.map { $0 * 1_000_000_000 })
        #expect(percentiles.p50 == 5000)
        #expect(percentiles.p99 == 9900)
        #expect(percentiles.maximum == 10_000)
        let organ = Percentiles((1...count).map { min($0, count - $0) * 1_000_000_000 })
        #expect(organ.maximum == 5000)
        #expect(organ.p50 == 2500)
    }

    @Test("no values give zeros, and names find their values")
    func names() {
        let none = Percentiles([])
        #expect(none.count == 0 && none.mean == 0 && none.p99 == 0 && none.maximum == 0)
        let some = Percentiles([1_000_000_000, 2_000_000_000, 6_000_000_000])
        #expect(some["mean"] == 3)
        #expect(some["p50"] == 2)
        #expect(some["max"] == 6)
        #expect(some["p42"] == nil)
    }
}
