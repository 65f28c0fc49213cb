/// Durations as Go writes them, `1h30m` or `90s`, which Copilot's manifests use.
enum GoDuration {
    /// The whole seconds of a text; nil when it is no duration, or none of whole seconds.
    static func seconds(_ text: String) -> Int? {
        guard let milliseconds = milliseconds(text), milliseconds % 1000 == 0 else { return nil }
        return milliseconds / 1000
    }

    /// The milliseconds of a text; nil when it is no duration.
    static func milliseconds(_ text: String) -> Int? {
        var total = 0.0
        var number = ""
        var unit = ""
        func value() -> Double? {
            let scale = ["h": 3_600_000.0, "m": 60_000, "s": 1000, "ms": 1][unit]
            return scale.flatMap { scale in Double(number).map { $0 * scale } }
        }
        for character in text {
            let isNumber = character.isNumber || character == "."
            if isNumber, !unit.isEmpty {
                guard let part = value() else { return nil }
                total += part
                (number, unit) = ("", "")
            }
            if isNumber { number.append(character) } else { unit.append(character) }
        }
        guard let part = value() else { return nil }
        total += part
        return total >= 0 && total < 1e12 ? Int(total.rounded()) : nil
    }

    /// Seconds in our own words, in the largest unit that is whole.
    static func text(_ seconds: Int) -> String {
        for (size, unit) in [(86_400, "d"), (3600, "h"), (60, "m")] where seconds > 0 && seconds % size == 0 {
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }
}
