import SluiceReport
import Testing

@Suite("Axes")
struct TicksTests {
    @Test(
        "values have round steps that cover the largest",
        arguments: [
            (100.0, 5, true, ["0", "20", "40", "60", "80", "100"]), (7, 5, true, ["0", "2", "4", "6", "8"]),
            (1, 5, true, ["0", "1"]), (3, 5, true, ["0", "1", "2", "3"]), (0, 5, true, ["0", "1"]),
            (0.7, 4, false, ["0.0", "0.2", "0.4", "0.6", "0.8"]),
            (12_000, 4, true, ["0", "5000", "10\u{202F}000", "15\u{202F}000"]),
        ]
    )
    func values(maximum: Double, count: Int, whole: Bool, labels: [String]) {
        let ticks = Ticks(upTo: maximum, atMost: count, whole: whole)
        #expect(ticks.labels == labels)
        #expect(ticks.top >= maximum)
    }

    @Test(
        "moments have the steps of a clock",
        arguments: [
            (100.0, 5, ["0", "30 s", "60 s", "90 s"]), (300, 5, ["0", "1 min", "2 min", "3 min", "4 min", "5 min"]),
            (5400, 4, ["0", "30 min", "1 h", "1 h 30"]), (0.4, 4, ["0", "100 ms", "200 ms", "300 ms", "400 ms"]),
            (259_200, 4, ["0", "1 d", "2 d", "3 d"]),
        ]
    )
    func moments(length: Double, count: Int, labels: [String]) {
        #expect(Ticks(seconds: length, atMost: count).labels == labels)
    }

    @Test("axes of any length end within it and have few labels", arguments: [0, 1e-3, 0.3, 7, 59, 61, 3601, 1e5, 1e7])
    func few(length: Double) {
        let ticks = Ticks(seconds: length, atMost: 5)
        #expect(ticks.values.count <= 6)
        #expect(ticks.top <= max(length, 1e-3))
    }
}
