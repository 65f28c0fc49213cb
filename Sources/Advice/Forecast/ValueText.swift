import SluiceModel

/// Times for people.
package enum SpanText {
    /// Three digits at most where that is possible: `0.35 s`, `12.4 s`, `4m32s`, `2h05m`, `3d04h`.
    package static func seconds(_ value: Double) -> String {
        guard value.isFinite else { return "never" }
        if value < 0 { return "-" + seconds(-value) }
        if value == 0 { return "0 s" }
        if value < 0.9995 { return "\(MoneyText.fixed(value, 2)) s" }
        if value < 59.95 { return "\(MoneyText.fixed(value, 1)) s" }
        let whole = Int(value.rounded())
        if whole < 3600 { return "\(whole / 60)m\(two(whole % 60))s" }
        if whole < 86_400 { return "\(whole / 3600)h\(two(whole % 3600 / 60))m" }
        return "\(whole / 86_400)d\(two(whole % 86_400 / 3600))h"
    }

    /// A moment of a run: `0m05s`, `12m40s`, `3h07m20s`.
    package static func clock(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        let whole = Int(value.rounded(.down))
        let rest = "\(two(whole % 3600 / 60))m\(two(whole % 60))s"
        return whole < 3600 ? rest : "\(whole / 3600)h\(rest)"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// Amounts for people.
package enum MoneyText {
    /// US dollars with at least two digits that say something: `12.40`, `0.36`, `0.0021`.
    package static func dollars(_ value: Double) -> String {
        if value.magnitude >= 1 || value == 0 { return fixed(value, 2) }
        if value.magnitude >= 0.1 { return fixed(value, 3) }
        return fixed(value, 4)
    }

    /// A number with so many decimals.
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value.magnitude * Double(scale)).rounded())
        let digits = String(scaled % scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        return "\(sign)\(scaled / scale)." + String(repeating: "0", count: decimals - digits.count) + digits
    }

    /// A share as per cent.
    package static func percent(_ share: Double) -> String {
        share < 0.1 && share > 0 ? "\(fixed(share * 100, 1)) %" : "\(fixed(share * 100, 0)) %"
    }
}
