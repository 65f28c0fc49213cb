/// Grid and tick spacing of a time axis, as on a monitor strip: a short record gets the detail of fast paper.
struct TimeAxis {
    /// Seconds between light grid lines.
    let light: Double
    /// Seconds between heavy grid lines, which carry labels.
    let heavy: Double
    private let duration: Double

    private static let choices: [(light: Double, heavy: Double)] = [
        (1, 5), (2, 10), (5, 20), (10, 30), (10, 60), (30, 60), (30, 120), (60, 300), (120, 600), (300, 900),
        (600, 3600),
    ]
    private static let mostLabels = 7.0

    /// Spacing that puts at most about seven labels along `duration` seconds.
    init(duration: Double) {
        self.duration = duration
        let fitting = Self.choices.first { duration / $0.heavy <= Self.mostLabels }
        (light, heavy) = fitting ?? (duration / 35, duration / 7)
    }

    /// Positions of the light lines, in seconds.
    var lightTicks: [Double] { Array(stride(from: 0, through: duration, by: light)) }
    /// Positions of the heavy lines, in seconds.
    var heavyTicks: [Double] { Array(stride(from: 0, through: duration, by: heavy)) }

    /// The label of a tick in minutes, with seconds where ticks are closer than a minute.
    func label(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard heavy < 60 else { return String(whole / 60) }
        let rest = String(whole % 60)
        return "\(whole / 60):" + (rest.count < 2 ? "0" + rest : rest)
    }

    /// What the labels count.
    var unit: String { heavy < 60 ? "time in min:s" : "time in min" }
}
