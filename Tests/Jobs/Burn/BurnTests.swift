import SluiceBurn
import Testing

@Suite("The burn job")
struct BurnTests {
    private func run(seed: UInt64, steps: Int) -> Burn.Result {
        Burn(memory: 8 << 20, seed: seed).run(seconds: 0, steps: steps, elapsed: { 0 }, progress: { _ in })
    }

    @Test("the checksum follows from seed and steps alone")
    func deterministic() {
        #expect(run(seed: 1, steps: 100) == run(seed: 1, steps: 100))
        #expect(run(seed: 1, steps: 100).checksum != run(seed: 2, steps: 100).checksum)
        #expect(run(seed: 1, steps: 100).checksum != run(seed: 1, steps: 101).checksum)
    }

    @Test("it burns until the time has passed")
    func time() {
        var elapsed = 0.0
        let result = Burn(memory: 1 << 20, seed: 1).run(
            seconds: 10,
            elapsed: {
                elapsed += 1
                return elapsed
            },
            progress: { _ in }
        )
        #expect(result.steps == 9)
    }
}
