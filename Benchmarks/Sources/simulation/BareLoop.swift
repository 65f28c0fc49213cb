import Foundation

/// The least an event simulation of M/D/20 has to do: draw arrivals, keep the ends of twenty jobs in order, add up waits.
///
/// No queue, no tasks, no records: what `sluice simulate` takes beyond this is the price of the model.
enum BareLoop {
    static func jobsPerSecond(jobs: Int) -> Double {
        var state: UInt64 = 1
        var ends = [Int64](repeating: 0, count: 20)
        var (clock, waits) = (0.0, 0.0)
        let begin = cpuSeconds()
        for _ in 0..<jobs {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            clock -= log((Double(state >> 11) + 0.5) * 0x1p-53) * 1e9 / 19
            let arrival = Int64(clock)
            let start = max(arrival, ends[0])
            waits += Double(start - arrival)
            replaceFirst(&ends, by: start + 1_000_000_000)
        }
        let seconds = cpuSeconds() - begin
        precondition(waits > 0)
        return Double(jobs) / seconds
    }

    /// A binary heap's sift down.
    private static func replaceFirst(_ heap: inout [Int64], by value: Int64) {
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < value else { break }
            heap[hole] = heap[child]
            hole = child
        }
        heap[hole] = value
    }

    private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
