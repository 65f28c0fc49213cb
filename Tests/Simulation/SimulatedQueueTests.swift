import SluiceModel
import SluiceQueue
import Testing

@testable import SluiceSimulation

/// The simulator's queue against the rules that the local server follows.
@Suite("The simulated queue")
struct SimulatedQueueTests {
    /// Both queues, and the timers that a run keeps for its own.
    private struct Pair {
        var simulated = SimulatedQueue()
        var exact: QueueState<Int>
        var now: Int64 = 0
        /// When which message comes back, if its receive count is still the same.
        var returns: [(at: Int64, job: Int, receives: UInt16)] = []
        let maximumReceives: Int?

        var time: Timestamp { Timestamp(nanoseconds: now) }

        init(maximumReceives: Int?) {
            self.maximumReceives = maximumReceives
            let redrive = maximumReceives.map { RedrivePolicy(deadLetterQueue: "dead", maxReceiveCount: $0) }
            exact = QueueState(settings: QueueSettings(visibilityTimeout: .seconds(30), redrive: redrive))
        }

        mutating func advance(by time: Int64) {
            now += time
            for entry in returns.filter({ $0.at <= now }).sorted(by: { $0.at < $1.at })
            where simulated.log.receives[entry.job] == entry.receives {
                simulated.giveBack(entry.job)
            }
            returns.removeAll { $0.at <= now }
        }

        mutating func send() {
            exact.send(simulated.log.count, sequence: Int64(simulated.log.count), delay: nil, at: time)
            simulated.submit(at: now)
        }

        /// Receives from both; whether they handed out the same message and gave up on the same ones.
        mutating func receive() -> Bool {
            let received = exact.receive(maximum: 1, visibilityTimeout: nil, at: time)
            var dead: [Int] = []
            var delivered: Int?
            while let job = simulated.receive() {
                if let most = maximumReceives, Int(simulated.log.receives[job]) > most {
                    simulated.settle(job, as: .failed, at: now)
                    dead.append(job)
                    continue
                }
                delivered = job
                returns.append((now + 30_000_000_000, job, simulated.log.receives[job]))
                break
            }
            let count = delivered.map { Int(simulated.log.receives[$0]) }
            return received.delivered.first?.content == delivered && received.deadLetters.map(\.content) == dead
                && received.delivered.first?.receiveCount == count
        }

        /// Deletes from both what was received at least once, because a deletion needs a receipt.
        mutating func delete(_ job: Int) -> Bool {
            guard simulated.log.receives[job] > 0 else { return true }
            let state: JobLog.State = job.isMultiple(of: 2) ? .succeeded : .failed
            return exact.delete(Int64(job), at: time) == simulated.settle(job, as: state, at: now)
        }

        mutating func giveBack(_ job: Int) {
            _ = try? exact.changeVisibility(of: Int64(job), to: .zero, at: time)
            simulated.giveBack(job)
        }

        mutating func isEqual() -> Bool {
            exact.depth(at: time) == QueueDepth(visible: simulated.visible, inFlight: simulated.inFlight)
        }
    }

    @Test(
        "it does what the rules of the queue say, operation for operation",
        arguments: [nil, 1, 3] as [Int?],
        UInt64(1)...40
    )
    func agreement(maximumReceives: Int?, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pair = Pair(maximumReceives: maximumReceives)
        for step in 0..<1500 {
            var isSame = true
            let count = pair.simulated.log.count
            let recent = max(0, count - 20)..<count
            switch Int.random(in: 0..<10, using: &generator) {
            case 0, 1: pair.send()
            case 2, 3, 4: isSame = pair.receive()
            case 5 where count > 0: isSame = pair.delete(Int.random(in: recent, using: &generator))
            case 6 where count > 0: pair.giveBack(Int.random(in: recent, using: &generator))
            // Sometimes to the very nanosecond at which a message comes back.
            case 7: pair.advance(by: pair.returns.first.map { $0.at - pair.now } ?? 1)
            default: pair.advance(by: Int64.random(in: 0...20_000_000_000, using: &generator))
            }
            guard isSame, pair.isEqual() else {
                Issue.record("step \(step) of seed \(seed) differs")
                return
            }
        }
        #expect(pair.simulated.log.count > 200)
    }

    @Test("a settled job stays settled, and a visible one is not given back twice")
    func settled() {
        var queue = SimulatedQueue()
        queue.submit(at: 0)
        queue.giveBack(0)
        #expect(queue.visible == 1)
        let job = queue.receive()
        #expect(job == 0)
        queue.giveBack(0)
        queue.giveBack(0)
        let (first, second) = (queue.settle(0, as: .succeeded, at: 5), queue.settle(0, as: .failed, at: 9))
        #expect(first && !second)
        #expect(queue.log.finished == [5])
        let none = queue.receive()
        #expect(none == nil)
        #expect(queue.visible == 0 && queue.inFlight == 0)
        #expect(!queue.isOpen(0))
    }
}
