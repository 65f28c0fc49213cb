/// Voltage units as signal files spell them.
enum PhysicalUnit {
    /// How many microvolts one unit is; nil when the text names no voltage.
    static func microvolts(per unit: some StringProtocol) -> Double? {
        switch unit.lowercased() {
        case "uv", "\u{b5}v", "\u{3bc}v", "\u{fffd}v", "microv", "microvolt", "microvolts": 1
        case "mv", "millivolt", "millivolts": 1000
        case "v", "volt", "volts": 1_000_000
        case "nv": 0.001
        default: nil
        }
    }
}
