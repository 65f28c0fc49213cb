import SluiceModel
import Testing

@testable import SluiceSimulation

@Suite("The order of events")
struct EventHeapTests {
    @Test("events come by time, then by kind, then in the order of their making", arguments: UInt64(1)...20)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let kinds: [EventKind] = [
            .attemptEnds, .taskReady, .messageReturns, .killDeadline, .interruption, .deployment, .scaling, .recording,
        ]
        var heap = EventHeap()
        var made: [(time: Int64, kind: UInt8, index: Int)] = []
        var popped: [(time: Int64, kind: UInt8, index: Int)] = []
        for index in 0..<2000 {
            let kind = kinds[generator.index(below: kinds.count)]
            let time = Int64(generator.index(below: 100))
            heap.push(kind, at: time, index: index, stamp: UInt32(index))
            made.append((time, kind.rawValue, index))
        }
        while heap.nextTime < .max {
            let (time, kind) = (heap.nextTime, heap.next.kind)
            let event = heap.pop()
            guard event.time == time, event.kind == kind, event.stamp == UInt32(event.index) else {
                Issue.record("the heap says another event is next than it gives")
                return
            }
            popped.append((event.time, event.kind.rawValue, Int(event.index)))
        }
        let sorted = made.sorted { $0 < $1 }
        #expect(popped.elementsEqual(sorted, by: ==))
    }

    @Test("pushing and taking may alternate", arguments: UInt64(1)...20)
    func alternating(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var heap = EventHeap()
        var reference: [Int64] = []
        for _ in 0..<5000 {
            if reference.isEmpty || generator.unit() < 0.55 {
                let time = Int64(generator.index(below: 1_000_000))
                heap.push(.attemptEnds, at: time)
                reference.append(time)
            } else {
                let first = reference.indices.min { reference[$0] < reference[$1] } ?? 0
                guard heap.pop().time == reference.remove(at: first) else {
                    Issue.record("seed \(seed): not the first event")
                    return
                }
            }
            guard heap.nextTime == reference.min() ?? .max else {
                Issue.record("seed \(seed): the heap names another time")
                return
            }
        }
    }

    @Test("what ends comes before what begins, both before decisions, and the record of counts last")
    func kinds() {
        let order: [EventKind] = [
            .attemptEnds, .taskReady, .messageReturns, .arrival, .killDeadline, .interruption, .deployment, .scaling,
            .recording,
        ]
        #expect(zip(order, order.dropFirst()).allSatisfy { $0.rawValue < $1.rawValue })
    }
}
