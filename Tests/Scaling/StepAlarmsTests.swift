import SluiceModel
import SluiceScaling
import Testing

/// A list of steps, drawn as the tests of CDK's step scaling draw theirs, and what it says between whole numbers.
private struct DrawnSteps: CustomStringConvertible {
    var steps: [ScalingStep] = []
    var changes: [(range: Range<Double>, change: Int?)] = []

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 2...7, using: &random)
        let gap = Bool.random(using: &random) ? Int.random(in: 0..<count, using: &random) : nil
        var bounds = [0.0]
        for _ in 1..<count { bounds.append((bounds.last ?? 0) + Double(Int.random(in: 1...9, using: &random))) }
        bounds.append(.infinity)
        for index in 0..<count {
            let change = index == gap ? nil : Int.random(in: 1...9, using: &random) * (index < count / 2 ? -1 : 1)
            changes.append((bounds[index]..<bounds[index + 1], change))
            guard let change else { continue }
            // A bound that a neighbour has may be left out; not at a gap, and not both.
            let isOpenBelow = index == 0 || (index - 1 != gap && Bool.random(using: &random))
            let isOpenAbove = index == count - 1 || (!isOpenBelow && index + 1 != gap && Bool.random(using: &random))
            steps.append(
                ScalingStep(
                    lower: isOpenBelow ? nil : bounds[index],
                    upper: isOpenAbove ? nil : bounds[index + 1],
                    change: change
                )
            )
        }
        steps.shuffle(using: &random)
    }

    var description: String {
        steps.map { "\($0.lower ?? -1)...\($0.upper ?? -1) \($0.change)" }.joined(separator: ", ")
    }
    /// Whether a bound between two steps is named by neither, which CDK refuses.
    var isIncomplete: Bool {
        let sorted = steps.sorted { ($0.lower ?? $0.upper ?? 0) < ($1.lower ?? $1.upper ?? 0) }
        return steps.count < 2 || steps.contains { $0.lower == nil && $0.upper == nil }
            || zip(sorted, sorted.dropFirst()).contains { $0.upper == nil && $1.lower == nil }
    }
}

@Suite("Alarms of a list of steps")
struct StepAlarmsTests {
    private func sides(_ steps: [ScalingStep]) -> [StepAlarms.Side] {
        let alarms = StepAlarms(StepPolicy(steps: steps))
        return [alarms.lower, alarms.upper].compactMap(\.self)
    }

    private func change(_ value: Double, _ side: StepAlarms.Side) -> Int? {
        side.adjustments.step(for: value, threshold: side.threshold)?.change
    }

    @Test("any list does between its bounds what it says there, by one alarm alone", arguments: UInt64(0)..<200)
    func faithful(seed: UInt64) {
        let drawn = DrawnSteps(seed: seed)
        guard !drawn.isIncomplete else { return }
        let sides = sides(drawn.steps)
        for value in stride(from: 0.5, to: 70, by: 1) {
            let expected = drawn.changes.first { $0.range.contains(value) }?.change
            let breaching = sides.filter { $0.comparison.breaches(value, $0.threshold) }
            #expect(breaching.count == (expected == nil ? 0 : 1), "\(drawn) at \(value)")
            #expect(breaching.first.flatMap { change(value, $0) } == expected, "\(drawn) at \(value)")
        }
    }

    @Test("the steps of an alarm touch, do not overlap, and are open at the far end only", arguments: UInt64(0)..<200)
    func valid(seed: UInt64) {
        let drawn = DrawnSteps(seed: seed)
        guard !drawn.isIncomplete else { return }
        for side in sides(drawn.steps) {
            let steps = side.adjustments.steps
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.upper == $1.lower && $0.upper != nil }, "\(drawn)")
            let isLower = side.comparison == .lessOrEqual
            #expect(steps.count { $0.lower == nil } == (isLower ? 1 : 0), "\(drawn)")
            #expect(steps.count { $0.upper == nil } == (isLower ? 0 : 1), "\(drawn)")
            #expect((isLower ? steps.last?.upper : steps.first?.lower) == 0, "\(drawn)")
        }
    }

    @Test("bounds left out are those of the neighbours, in whatever order the steps come")
    func propagation() {
        let full = [
            ScalingStep(lower: 0, upper: 5, change: -2), ScalingStep(lower: 10, upper: 20, change: 1),
            ScalingStep(lower: 20, change: 3),
        ]
        let short = [
            ScalingStep(lower: 20, change: 3), ScalingStep(upper: 5, change: -2), ScalingStep(lower: 10, change: 1),
        ]
        #expect(StepAlarms(StepPolicy(steps: full)) == StepAlarms(StepPolicy(steps: short)))
    }

    @Test("a step of zero is a gap, except when it is the exact capacity")
    func zero() {
        let steps = [
            ScalingStep(upper: 1, change: -1), ScalingStep(lower: 1, upper: 10, change: 0),
            ScalingStep(lower: 10, change: 1),
        ]
        let relative = StepAlarms(StepPolicy(steps: steps))
        #expect(relative.lower?.threshold == 1)
        #expect(relative.upper?.threshold == 10)
        let exact = StepAlarms(
            StepPolicy(
                adjustment: .exactCapacity,
                steps: [ScalingStep(upper: 1, change: 0), ScalingStep(lower: 1, change: 5)]
            )
        )
        #expect(exact.lower?.adjustments.steps == [.init(lower: nil, upper: 0, change: 0)])
        #expect(exact.upper?.adjustments.steps == [.init(lower: 0, upper: nil, change: 5)])
    }

    @Test("without a gap both alarms are on at the middle, and the scale-out goes first")
    func middle() {
        let steps = [ScalingStep(upper: 5, change: -1), ScalingStep(lower: 5, change: 1)]
        let breaching = sides(steps).filter { $0.comparison.breaches(5, $0.threshold) }
        #expect(breaching.map { change(5, $0) } == [-1, 1])
        var fleet = ScriptedFleet([.steps(steps)], running: 4)
        #expect(fleet.desired(visible: [5, 4, 6]) == [5, 4, 5])
    }

    @Test("in a list without a gap of odd length the middle step belongs to the alarm for more")
    func odd() {
        let steps = [
            ScalingStep(upper: 10, change: -1), ScalingStep(lower: 10, upper: 20, change: 1),
            ScalingStep(lower: 20, change: 2),
        ]
        #expect(sides(steps).map(\.threshold) == [10, 10])
        #expect(sides(steps).map { $0.adjustments.steps.count } == [1, 2])
    }

    @Test("an empty list has no alarm")
    func empty() { #expect(sides([]).isEmpty) }

    @Test(
        "QueueProcessingFargateService rests between 0 and 100",
        arguments: [(0, -1), (1, nil), (99, nil), (100, 1), (499, 1), (500, 5), (9000, 5)] as [(Int, Int?)]
    )
    func queueProcessing(depth: Int, expected: Int?) {
        let steps = [
            ScalingStep(upper: 0, change: -1), ScalingStep(lower: 100, change: 1), ScalingStep(lower: 500, change: 5),
        ]
        let breaching = sides(steps).filter { $0.comparison.breaches(Double(depth), $0.threshold) }
        #expect(breaching.first.flatMap { change(Double(depth), $0) } == expected)
        #expect(breaching.count == (expected == nil ? 0 : 1))
    }
}
