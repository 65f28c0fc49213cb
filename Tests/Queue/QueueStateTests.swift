import SluiceModel
import SluiceQueue
import Testing

@Suite("Queue rules")
struct QueueStateTests {
    private let start = Timestamp(seconds: 1_000_000)

    private func queue(_ settings: QueueSettings = QueueSettings(), count: Int = 0) -> QueueState<Int> {
        var queue = QueueState<Int>(settings: settings)
        for number in 0..<count { queue.send(number, sequence: Int64(number), delay: nil, at: start) }
        return queue
    }

    @Test("messages come in the order of sending, up to the maximum")
    func order() {
        var queue = queue(count: 5)
        let received = queue.receive(maximum: 3, visibilityTimeout: nil, at: start)
        #expect(received.delivered.map(\.content) == [0, 1, 2])
        #expect(queue.depth(at: start) == QueueDepth(visible: 2, inFlight: 3, delayed: 0))
    }

    @Test("a received message is hidden until its timeout, then comes again with its count raised")
    func redelivery() {
        var queue = queue(count: 1)
        _ = queue.receive(maximum: 1, visibilityTimeout: .seconds(10), at: start)
        let before = start.advanced(by: .nanoseconds(9_999_999_999))
        #expect(queue.receive(maximum: 1, visibilityTimeout: nil, at: before).delivered.isEmpty)
        #expect(queue.nextWakeup == start.advanced(by: .seconds(10)))
        let again = queue.receive(maximum: 1, visibilityTimeout: nil, at: start.advanced(by: .seconds(10)))
        #expect(again.delivered.map(\.receiveCount) == [2])
        #expect(again.delivered.first?.firstReceivedAt == start)
    }

    @Test("a delayed message is counted as delayed, and visible when its time has come")
    func delay() {
        var queue = queue(QueueSettings(delay: .seconds(5)), count: 1)
        queue.send(7, sequence: 7, delay: .zero, at: start)
        #expect(queue.depth(at: start) == QueueDepth(visible: 1, inFlight: 0, delayed: 1))
        #expect(queue.depth(at: start.advanced(by: .seconds(5))) == QueueDepth(visible: 2, inFlight: 0, delayed: 0))
    }

    @Test("visibility zero gives a message back at once; the change outlives older wake-ups")
    func giveBack() throws {
        var queue = queue(count: 1)
        _ = queue.receive(maximum: 1, visibilityTimeout: .seconds(10), at: start)
        _ = try queue.changeVisibility(of: 0, to: .seconds(20), at: start)
        _ = try queue.changeVisibility(of: 0, to: .seconds(10), at: start)
        #expect(queue.depth(at: start.advanced(by: .seconds(10))).visible == 1)
        _ = try queue.changeVisibility(of: 0, to: .zero, at: start.advanced(by: .seconds(11)))
        #expect(queue.depth(at: start.advanced(by: .seconds(30))) == QueueDepth(visible: 1, inFlight: 0, delayed: 0))
    }

    @Test("a receive with visibility zero hands each message out once")
    func receiveWithoutHiding() {
        var queue = queue(count: 3)
        #expect(queue.receive(maximum: 10, visibilityTimeout: .zero, at: start).delivered.map(\.content) == [0, 1, 2])
        #expect(
            queue.receive(maximum: 10, visibilityTimeout: .zero, at: start).delivered.map(\.receiveCount) == [2, 2, 2]
        )
    }

    @Test("the twelve hours count from the receive, whatever was changed since")
    func visibilityLimit() throws {
        var queue = queue(count: 1)
        _ = queue.receive(maximum: 1, visibilityTimeout: .seconds(43_200), at: start)
        let later = start.advanced(by: .seconds(3_600))
        _ = try queue.changeVisibility(of: 0, to: .seconds(39_600), at: later)
        #expect(throws: QueueState<Int>.VisibilityError.beyondLimit(left: .seconds(39_600))) {
            try queue.changeVisibility(of: 0, to: .seconds(39_601), at: later)
        }
    }

    @Test("visibility of what was never received or is gone cannot be changed")
    func visibilityErrors() {
        var queue = queue(count: 1)
        #expect(throws: QueueState<Int>.VisibilityError.notReceived) {
            try queue.changeVisibility(of: 0, to: .seconds(1), at: start)
        }
        #expect(throws: QueueState<Int>.VisibilityError.gone) {
            try queue.changeVisibility(of: 9, to: .seconds(1), at: start)
        }
    }

    // AWS moves a message on the receive after the last allowed one, never by a timer (facts: SQS, dead-letter queues).
    @Test("a message leaves as a dead letter on the receive after its last", arguments: [1, 2, 5])
    func deadLetters(maxReceiveCount: Int) {
        let redrive = RedrivePolicy(deadLetterQueue: "dead", maxReceiveCount: maxReceiveCount)
        var queue = queue(QueueSettings(redrive: redrive), count: 1)
        var now = start
        for _ in 0..<maxReceiveCount {
            #expect(queue.receive(maximum: 1, visibilityTimeout: .seconds(1), at: now).delivered.count == 1)
            now = now.advanced(by: .seconds(1))
        }
        #expect(queue.depth(at: now).visible == 1)
        let last = queue.receive(maximum: 1, visibilityTimeout: nil, at: now)
        #expect(last.delivered.isEmpty)
        #expect(last.deadLetters.map(\.receiveCount) == [maxReceiveCount])
        #expect(queue.count == 0)
    }

    @Test("messages older than the retention go, in flight or not, and a longer retention keeps them")
    func retention() {
        var queue = queue(QueueSettings(retention: .seconds(60)), count: 2)
        _ = queue.receive(maximum: 1, visibilityTimeout: .seconds(600), at: start)
        #expect(queue.expire(at: start.advanced(by: .seconds(59))).isEmpty)
        queue.settings.retention = .seconds(120)
        #expect(queue.expire(at: start.advanced(by: .seconds(60))).isEmpty)
        #expect(queue.expire(at: start.advanced(by: .seconds(120))).map(\.sequence) == [0, 1])
        #expect(queue.depth(at: start.advanced(by: .seconds(120))) == QueueDepth())
    }

    /// Random operations against a model that looks at every message anew; the seed is in the failure.
    @Test("counts and deliveries agree with a model that keeps no indexes", arguments: UInt64(1)...20)
    func agreesWithModel(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = QueueState<Int>(settings: QueueSettings(visibilityTimeout: .seconds(3)))
        var model: [Int64: (visibleAt: Timestamp, received: Bool)] = [:]
        var now = start
        for sequence in Int64(0)..<400 {
            now = now.advanced(by: .milliseconds(Int64.random(in: 0...1500, using: &generator)))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1:
                let delay = Duration.seconds(Int64.random(in: 0...3, using: &generator))
                queue.send(0, sequence: sequence, delay: delay, at: now)
                model[sequence] = (now.advanced(by: delay), false)
            case 2, 3:
                let expected = model.filter { $0.value.visibleAt <= now }.keys.sorted().prefix(2)
                let received = queue.receive(maximum: 2, visibilityTimeout: nil, at: now).delivered.map(\.sequence)
                #expect(received == Array(expected), "seed \(seed)")
                for id in received { model[id] = (now.advanced(by: .seconds(3)), true) }
            case 4:
                guard let id = model.filter({ $0.value.received }).keys.sorted().first else { continue }
                let timeout = Duration.seconds(Int64.random(in: 0...4, using: &generator))
                _ = try? queue.changeVisibility(of: id, to: timeout, at: now)
                model[id]?.visibleAt = now.advanced(by: timeout)
            default:
                guard let id = model.keys.sorted().randomElement(using: &generator) else { continue }
                let wasThere = queue.delete(id, at: now)
                #expect(wasThere, "seed \(seed)")
                model[id] = nil
            }
            let hidden = model.values.filter { $0.visibleAt > now }
            let expected = QueueDepth(
                visible: model.count - hidden.count,
                inFlight: hidden.count { $0.received },
                delayed: hidden.count { !$0.received }
            )
            #expect(queue.depth(at: now) == expected, "seed \(seed)")
        }
    }
}
