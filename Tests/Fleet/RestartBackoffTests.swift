import SluiceFleet
import SluiceModel
import Testing

@Suite("Replacing crashed tasks")
struct RestartBackoffTests {
    @Test("the first crash costs nothing, those after it ever more")
    func grows() {
        var backoff = RestartBackoff()
        let now = Timestamp(seconds: 0)
        var waits: [Duration] = []
        for _ in 0..<8 {
            backoff.crashed(startedAt: now, at: now)
            waits.append(backoff.wait(at: now))
        }
        #expect(waits == [0, 1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    }

    @Test("a task that lived a minute wipes the past away")
    func forgives() {
        var backoff = RestartBackoff()
        for _ in 0..<5 { backoff.crashed(startedAt: Timestamp(seconds: 0), at: Timestamp(seconds: 1)) }
        backoff.crashed(startedAt: Timestamp(seconds: 0), at: Timestamp(seconds: 60))
        #expect(backoff.mayStart(at: Timestamp(seconds: 60)))
    }
}
