extension Recording {
    /// The recording as CSV: `time_s,ch1_uV,…`, one line per sample, 0.1 µV steps, an empty cell for an invalid sample.
    ///
    /// The form in which the original system received its recordings. Exact for the 0.1 µV steps of most recorders.
    package func csvText() -> [UInt8] {
        var text = Array("time_s".utf8)
        for channel in channels.indices { text += Array(",ch\(channel + 1)_uV".utf8) }
        text.append(UInt8(ascii: "\n"))
        text.reserveCapacity(text.count + sampleCount * (10 + channels.count * 8))
        let decimals = samplingRate <= 1000 ? 3 : 4
        let scale = samplingRate <= 1000 ? 1_000.0 : 10_000.0
        for sample in 0..<sampleCount {
            Self.append(Int((Double(sample) / samplingRate * scale).rounded()), decimals: decimals, to: &text)
            for channel in channels {
                text.append(UInt8(ascii: ","))
                let value = channel[sample]
                if value.isFinite { Self.append(Int((value * 10).rounded()), decimals: 1, to: &text) }
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// Appends `value / 10^decimals` in decimal.
    private static func append(_ value: Int, decimals: Int, to text: inout [UInt8]) {
        if value < 0 { text.append(UInt8(ascii: "-")) }
        var digits: [UInt8] = []
        var rest = value.magnitude
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            if digits.count == decimals { digits.append(UInt8(ascii: ".")) }
        } while rest > 0 || digits.count <= decimals + 1
        text.append(contentsOf: digits.reversed())
    }
}
