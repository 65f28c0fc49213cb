/// The ruled paper of a cardiotocogram: how many centimetres a minute and a beat per minute take, and where things lie.
///
/// The clinical convention (FIGO 2015): 1, 2 or 3 cm a minute, 20 bpm a centimetre, from 50 to 210 bpm. A record too short for that
/// is printed faster, and the strip says so.
struct CTGPaper {
    /// Centimetres a minute.
    let speed: Double
    /// Length of the record in seconds.
    let duration: Double

    /// Picture units a centimetre.
    static let centimetre = 40.0
    /// Beats per minute a centimetre.
    static let rateStep = 20.0
    /// Beats per minute from the lower to the upper edge.
    static let rates = 50.0...210.0

    private static let speeds = [1.0, 2, 3, 5, 10, 20, 60]
    private static let shortest = 12.0
    private static let minimumWidth = 890.0

    let left = 58.0
    let top = 92.0

    /// Paper for a record of so many seconds.
    init(duration: Double) {
        self.duration = max(duration, 1)
        let minutes = self.duration / 60
        speed = Self.speeds.first { $0 * minutes >= Self.shortest } ?? 60
    }

    /// Whether the speed is one that clinics use.
    var isClinical: Bool { speed <= 3 }

    /// What a reader must know of the scale.
    var scale: String {
        "\(FixedDecimal.text(speed, 0)) cm/min, \(FixedDecimal.text(Self.rateStep, 0)) bpm/cm"
            + (isClinical ? "" : " (faster than clinical paper)")
    }

    var right: Double { left + duration / 60 * speed * Self.centimetre }
    var bottom: Double {
        top + (Self.rates.upperBound - Self.rates.lowerBound) / Self.rateStep * Self.centimetre
    }
    var width: Double { max(right + 104, Self.minimumWidth) }
    var height: Double { bottom + 132 }

    /// Where a time lies.
    func x(_ seconds: Double) -> Double { left + min(seconds, duration) / 60 * speed * Self.centimetre }

    /// Where a rate lies; one off the paper lies on its edge.
    func y(_ rate: Double) -> Double {
        let shown = min(max(rate, Self.rates.lowerBound), Self.rates.upperBound)
        return bottom - (shown - Self.rates.lowerBound) / Self.rateStep * Self.centimetre
    }

    /// Seconds of the light and the heavy upright lines: half a centimetre apart, and where labels stand.
    var lightTimes: [Double] { times(every: 30 / speed) }
    var heavyTimes: [Double] { times(every: heavyStep) }

    /// Two to four centimetres, at a whole number of seconds that people count in.
    private var heavyStep: Double {
        [1.0, 2, 5, 10, 20, 30, 60, 120].first { $0 / 60 * speed >= 2 } ?? 120
    }

    private func times(every step: Double) -> [Double] {
        (0...Int(duration / step + 1e-9)).map { Double($0) * step }
    }

    /// Beats per minute of the light and the heavy level lines.
    var lightRates: [Double] { Array(stride(from: Self.rates.lowerBound, through: Self.rates.upperBound, by: 10)) }
    var heavyRates: [Double] { Array(stride(from: 60, through: Self.rates.upperBound, by: 30)) }

    /// The label of a time: minutes, with seconds where labels stand closer.
    func label(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard heavyStep < 60 else { return String(whole / 60) }
        let rest = String(whole % 60)
        return "\(whole / 60):" + (rest.count < 2 ? "0" + rest : rest)
    }

    /// What the labels count.
    var timeUnit: String { heavyStep < 60 ? "min:s" : "min" }
}
