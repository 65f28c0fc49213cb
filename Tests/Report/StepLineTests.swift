import SluiceReport
import Testing

@Suite("Lines of counts")
struct StepLineTests {
    @Test("a value is held until the next sample")
    func held() {
        let line = StepLine(at: [0, 10, 20], values: [1, 3, 2], length: 20, columns: 100)
        let scales = (LinearScale(0...20, from: 0, to: 200), LinearScale(0...4, from: 100, to: 0))
        #expect(line.path(scales.0, scales.1) == "M0 75H100V25H200V50")
        #expect(line.area(scales.0, scales.1) == "M0 100V75H100V25H200V50H200V100Z")
    }

    @Test("samples that repeat the value before are left out, but for the last")
    func repeated() {
        let line = StepLine(at: [0, 1, 2, 3, 4], values: [5, 5, 5, 6, 6], length: 4, columns: 1000)
        #expect(line.points.map(\.at) == [0, 3, 4])
    }

    @Test("of many samples the extremes of each column stay, and no more than four of each")
    func reduced() {
        let count = 100_000
        let values = (0..<count).map { Double(($0 * 7919) % 1000) }
        let line = StepLine(at: (0..<count).map(Double.init), values: values, length: Double(count), columns: 50)
        #expect(line.points.count <= 4 * 51)
        for column in 0..<50 {
            let span = (column * 2000)..<((column + 1) * 2000)
            let kept = line.points.filter { span.contains(Int($0.at)) }.map(\.value)
            #expect(kept.max() == values[span].max())
            #expect(kept.min() == values[span].min())
        }
        #expect(line.points.map(\.at) == line.points.map(\.at).sorted())
    }

    @Test("the peak is the largest value, where it is reached first")
    func peak() throws {
        let line = StepLine(at: [0, 1, 2, 3], values: [1, 9, 2, 9], length: 3, columns: 10)
        let peak = try #require(line.peak)
        #expect((peak.at, peak.value) == (1, 9))
        #expect(StepLine(at: [], values: [], length: 1, columns: 10).peak == nil)
    }

    @Test("nothing draws nothing")
    func empty() {
        let line = StepLine(at: [], values: [], length: 0, columns: 0)
        let scale = LinearScale(0...0, from: 0, to: 1)
        #expect(line.path(scale, scale).isEmpty)
        #expect(line.area(scale, scale).isEmpty)
    }
}
