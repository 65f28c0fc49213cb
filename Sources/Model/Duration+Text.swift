extension Duration {
    /// Reads a duration with its units, `30s`, `250ms`, `2m30s`, `1.5h`, `1d`; nil for anything else.
    ///
    /// Without a unit only 0 is read: a bare number would leave open what it counts.
    package init?(text: String) {
        if text == "0" {
            self = .zero
            return
        }
        var rest = text[...]
        var sum = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(number.count).prefix { $0.isLetter }
            guard let value = Double(number), let factor = Self.unitSeconds[String(unit)] else { return nil }
            sum += value * factor
            rest = rest.dropFirst(number.count + unit.count)
        }
        guard sum < 9e9 else { return nil }
        self = .nanoseconds(Int64((sum * 1e9).rounded()))
    }

    /// The canonical form: the largest units that fit, such as `2m30s`.
    package var text: String {
        var rest = nanoseconds
        guard rest != 0 else { return "0s" }
        var result = rest < 0 ? "-" : ""
        rest = Int64(rest.magnitude)
        for (name, size) in Self.unitNanoseconds where rest >= size {
            result += "\(rest / size)\(name)"
            rest %= size
        }
        return result
    }

    private static let unitSeconds: [String: Double] = [
        "ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400,
    ]

    private static let unitNanoseconds: [(String, Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]
}
