import SluiceModel
import SluiceScaling
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Step policies")
struct StepPolicyTests {
    @Test("the original's steps become the two alarms that CDK makes of them")
    func original() throws {
        let alarms = StepAlarms(.original)
        let lower = try #require(alarms.lower)
        #expect(lower.comparison == .lessOrEqual && lower.threshold == 1)
        #expect(lower.adjustments.steps == [.init(lower: nil, upper: 0, change: -1)])
        let upper = try #require(alarms.upper)
        #expect(upper.comparison == .greaterOrEqual && upper.threshold == 2)
        #expect(
            upper.adjustments.steps == [
                .init(lower: 0, upper: 2, change: 1), .init(lower: 2, upper: 6, change: 2),
                .init(lower: 6, upper: 18, change: 4), .init(lower: 18, upper: nil, change: 10),
            ]
        )
    }

    @Test(
        "for every depth exactly one of the original's alarms breaches, and its steps hold the depth",
        arguments: 0...60
    )
    func noDeadBand(depth: Int) throws {
        let alarms = StepAlarms(.original)
        let sides = [try #require(alarms.lower), try #require(alarms.upper)]
        let breaching = sides.filter { $0.comparison.breaches(Double(depth), $0.threshold) }
        #expect(breaching.count == 1)
        let step = breaching[0].adjustments.step(for: Double(depth), threshold: breaching[0].threshold)
        let expected = depth <= 1 ? -1 : depth < 4 ? 1 : depth < 8 ? 2 : depth < 20 ? 4 : 10
        #expect(step?.change == expected)
    }

    @Test("the steps of QueueProcessingFargateService leave a gap from 0 to 100")
    func queueProcessing() throws {
        let steps = [
            ScalingStep(upper: 0, change: -1), ScalingStep(lower: 100, change: 1), ScalingStep(lower: 500, change: 5),
        ]
        let alarms = StepAlarms(StepPolicy(steps: steps))
        #expect(try #require(alarms.lower).threshold == 0)
        let upper = try #require(alarms.upper)
        #expect(upper.threshold == 100)
        #expect(
            upper.adjustments.steps == [
                .init(lower: 0, upper: 400, change: 1), .init(lower: 400, upper: nil, change: 5),
            ]
        )
    }

    @Test("a list without a gap is split in its middle")
    func noGap() throws {
        let steps = [
            ScalingStep(lower: 0, upper: 10, change: -2), ScalingStep(lower: 10, upper: 20, change: -1),
            ScalingStep(lower: 20, upper: 30, change: 1), ScalingStep(lower: 30, change: 2),
        ]
        let alarms = StepAlarms(StepPolicy(steps: steps))
        #expect(try #require(alarms.lower).threshold == 20)
        #expect(try #require(alarms.upper).threshold == 20)
        #expect(
            alarms.lower?.adjustments.steps == [
                .init(lower: nil, upper: -10, change: -2), .init(lower: -10, upper: 0, change: -1),
            ]
        )
    }

    @Test("one step up needs one alarm, one step down too")
    func oneStep() throws {
        let up = StepAlarms(StepPolicy(steps: [ScalingStep(lower: 5, change: 1)]))
        #expect(up.lower == nil)
        #expect(try #require(up.upper).threshold == 5)
        let down = StepAlarms(StepPolicy(steps: [ScalingStep(upper: 3, change: -1)]))
        #expect(down.upper == nil)
        #expect(try #require(down.lower).threshold == 3)
    }

    /// Application Auto Scaling's user guide, "Step adjustments": thresholds 50 and 50, steps 0/+10/+30 and 0/-10/-30 %.
    @Test(
        "the guide's example: a capacity of 10 at each metric value",
        arguments: [(50.0, 10), (59, 10), (60, 11), (69, 11), (70, 13), (100, 13)]
    )
    func guideOut(metric: Double, capacity: Int) throws {
        let steps = StepAdjustments(
            .percentChangeInCapacity,
            steps: [
                .init(lower: 0, upper: 10, change: 0), .init(lower: 10, upper: 20, change: 10),
                .init(lower: 20, upper: nil, change: 30),
            ]
        )
        let step = try #require(steps.step(for: metric, threshold: 50))
        #expect(steps.capacity(from: 10, by: step) == capacity)
    }

    @Test("the guide's example in a row: 10 to 11 at 60, 11 to 14 at 70, 14 to 13 at 40, 13 to 10 at 30")
    func guideRow() throws {
        let out = StepAdjustments(
            .percentChangeInCapacity,
            steps: [
                .init(lower: 0, upper: 10, change: 0), .init(lower: 10, upper: 20, change: 10),
                .init(lower: 20, upper: nil, change: 30),
            ]
        )
        let back = StepAdjustments(
            .percentChangeInCapacity,
            steps: [
                .init(lower: -10, upper: 0, change: 0), .init(lower: -20, upper: -10, change: -10),
                .init(lower: nil, upper: -20, change: -30),
            ]
        )
        var capacity = 10
        for (metric, steps, expected) in [(60.0, out, 11), (70, out, 14), (40, back, 13), (30, back, 10)] {
            let step = try #require(steps.step(for: metric, threshold: 50))
            capacity = steps.capacity(from: capacity, by: step)
            #expect(capacity == expected)
        }
    }

    @Test(
        "percentages are rounded as documented: 12.7 to 12, 0.67 to 1, -0.58 to -1, -6.67 to -6",
        arguments: [(127, 10, 12), (67, 1, 1), (-58, 1, -1), (-667, 1, -6), (0, 10, 0)]
    )
    func rounding(percent: Int, current: Int, change: Int) {
        let steps = StepAdjustments(.percentChangeInCapacity, steps: [])
        let step = StepAdjustments.Step(lower: 0, upper: nil, change: percent)
        #expect(steps.capacity(from: current, by: step) == current + change)
    }

    @Test(
        "a percentage changes by the least magnitude at least, in its own direction",
        arguments: [(10, 2), (-10, -2)]
    )
    func magnitude(percent: Int, change: Int) {
        let steps = StepAdjustments(.percentChangeInCapacity, minimumMagnitude: 2, steps: [])
        let step = StepAdjustments.Step(lower: 0, upper: nil, change: percent)
        #expect(steps.capacity(from: 4, by: step) == 4 + change)
    }

    @Test("exact capacity is what it says")
    func exact() {
        let steps = StepAdjustments(.exactCapacity, steps: [])
        #expect(steps.capacity(from: 17, by: .init(lower: 0, upper: nil, change: 5)) == 5)
    }

    @Test("above the threshold lower bounds belong to a step, below it upper bounds do")
    func bounds() {
        let steps = StepAdjustments(
            .changeInCapacity,
            steps: [
                .init(lower: nil, upper: -10, change: -2), .init(lower: -10, upper: 0, change: -1),
                .init(lower: 0, upper: 10, change: 1), .init(lower: 10, upper: nil, change: 2),
            ]
        )
        let changes = [39.0, 40, 41, 49, 50, 59, 60].map { steps.step(for: $0, threshold: 50)?.change }
        #expect(changes == [-2, -2, -1, -1, 1, 1, 2])
    }

    @Test("a policy survives being written and read")
    func codable() throws {
        for policy in [
            ScalingPolicy.steps(.original), .backlog(BacklogPolicy(target: 2.5)), .direct(DirectPolicy()),
        ] {
            let data = try JSONEncoder().encode(policy)
            #expect(try JSONDecoder().decode(ScalingPolicy.self, from: data) == policy)
        }
    }
}
