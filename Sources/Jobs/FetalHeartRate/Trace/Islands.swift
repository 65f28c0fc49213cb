/// Short stretches of trace between two blanks: too little to read a rate from.
enum Islands {
    /// Index ranges of known values between two unknown ones, shorter than `seconds`.
    static func ranges(in isKnown: [Bool], shorterThan seconds: Double) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        for (index, known) in isKnown.enumerated() {
            if known {
                if start == nil, index > 0 { start = index }
            } else if let from = start {
                if Double(index - from) < seconds * RateTrace.rate { result.append(from..<index) }
                start = nil
            }
        }
        return result
    }
}
