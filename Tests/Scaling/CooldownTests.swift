import SluiceModel
import SluiceScaling
import Testing

/// The rules are those of "Cooldown period" in Application Auto Scaling's user guide on step scaling.
@Suite("Cooldowns")
struct CooldownTests {
    private let start = Timestamp.epoch
    private func after(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test("without an activity nothing is held back")
    func none() {
        let cooldowns = Cooldowns()
        #expect(cooldowns.scaleOut(by: 2, from: 10, at: start) == 12)
        #expect(cooldowns.scaleOutEnd(at: start) == nil)
        #expect(cooldowns.scaleInEnd(at: start) == nil)
    }

    @Test(
        "after +2 from 10 only more than 2 is added, and the 2 count, whatever runs by then",
        arguments: [(1, nil), (2, nil), (3, 13), (10, 20)] as [(Int, Int?)],
        [10, 11, 12]
    )
    func larger(change: (Int, Int?), running: Int) {
        var cooldowns = Cooldowns()
        cooldowns.scaledOut(by: 2, from: 10, cooldown: .seconds(300), at: start)
        #expect(cooldowns.scaleOut(by: change.0, from: running, at: after(60)) == change.1)
    }

    @Test("a larger scale-out during a cooldown still counts from where the first began")
    func chain() {
        var cooldowns = Cooldowns()
        cooldowns.scaledOut(by: 2, from: 10, cooldown: .seconds(300), at: start)
        cooldowns.scaledOut(by: 3, from: 12, cooldown: .seconds(300), at: after(100))
        #expect(cooldowns.scaleOut(by: 3, from: 13, at: after(200)) == nil)
        #expect(cooldowns.scaleOut(by: 5, from: 13, at: after(200)) == 15)
        // The larger one began the cooldown anew.
        #expect(cooldowns.scaleOutEnd(at: after(399)) == after(400))
    }

    @Test("a cooldown holds until its end and not at it")
    func end() {
        var cooldowns = Cooldowns()
        cooldowns.scaledOut(by: 2, from: 10, cooldown: .seconds(300), at: start)
        #expect(cooldowns.scaleOut(by: 2, from: 12, at: after(299)) == nil)
        #expect(cooldowns.scaleOut(by: 2, from: 12, at: after(300)) == 14)
        #expect(cooldowns.scaleOutEnd(at: after(299)) == after(300))
        #expect(cooldowns.scaleOutEnd(at: after(300)) == nil)
        cooldowns.scaledIn(cooldown: .seconds(60), at: after(400))
        #expect(cooldowns.scaleInEnd(at: after(459)) == after(460))
        #expect(cooldowns.scaleInEnd(at: after(460)) == nil)
    }

    @Test("a scale-out ends the cooldown of a scale-in; a scale-in leaves that of a scale-out")
    func acrossDirections() {
        var cooldowns = Cooldowns()
        cooldowns.scaledIn(cooldown: .seconds(600), at: start)
        #expect(cooldowns.scaleOut(by: 1, from: 5, at: after(10)) == 6)
        cooldowns.scaledOut(by: 1, from: 5, cooldown: .seconds(300), at: after(10))
        #expect(cooldowns.scaleInEnd(at: after(20)) == nil)
        cooldowns.scaledIn(cooldown: .seconds(600), at: after(30))
        #expect(cooldowns.scaleOut(by: 1, from: 5, at: after(40)) == nil)
    }

    @Test("ten seconds of cooldown hold nothing back from alarms that act once a minute")
    func original() {
        var fleet = ScriptedFleet([.steps(.original)], running: 2)
        #expect(fleet.desired(visible: [3, 3, 3, 3]) == [3, 4, 5, 6])
    }

    @Test("a scale-in may follow a scale-out at once, so that two steps can loop out and in")
    func loop() {
        let policy = ScalingPolicy.steps(
            [.init(upper: 1, change: -1), .init(lower: 2, change: 2)],
            cooldown: .seconds(150)
        )
        var fleet = ScriptedFleet([policy], running: 4)
        // In, held back; out ends that cooldown; in again at once; out is still cooling down.
        #expect(fleet.desired(visible: [0, 0, 5, 0, 5]) == [3, 3, 5, 4, 4])
    }

    @Test("what a cooldown holds back is told with the time that is left")
    func reasons() throws {
        let policy = ScalingPolicy.steps(
            [.init(upper: 1, change: -1), .init(lower: 2, change: 2)],
            cooldown: .seconds(150)
        )
        var fleet = ScriptedFleet([policy], running: 4)
        _ = fleet.decide(visible: 0)
        let next = fleet.decide(visible: 0)
        let held = try #require(next)
        #expect(held.reasons.contains(.scaleInCooldown(left: .seconds(90))))
        #expect(held.reasons.map(\.description).contains("scale-in is cooling down for another 90 s"))
    }

    @Test("a change that the limits or a deployment took away begins no cooldown")
    func noActivity() {
        let policy = ScalingPolicy.steps(
            [.init(upper: 1, change: -1), .init(lower: 2, change: 2)],
            cooldown: .seconds(600)
        )
        var atMaximum = ScriptedFleet([policy], running: 20)
        #expect(atMaximum.desired(visible: [5, 5, 0]) == [20, 20, 19])
        var deploying = ScriptedFleet([policy], running: 10)
        deploying.isDeploying = true
        #expect(deploying.desired(visible: [0, 0]) == [10, 10])
        deploying.isDeploying = false
        #expect(deploying.desired(visible: [0]) == [9])
    }
}
