extension BeatAnnotations {
    /// The annotation file: every beat as a normal one, sample numbers ascending from 0.
    ///
    /// A resolution of its own is stated in the first annotation, as newer WFDB writers do.
    /// Source: WFDB applications guide, annot(5).
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if let resolution { bytes += Self.statement(of: resolution) }
        var time = 0
        for sample in samples {
            bytes += Self.step(sample - time, code: Code.normal)
            time = sample
        }
        return bytes + Self.word(0, 0)
    }

    /// A word of six bits of code above ten bits of interval, little-endian.
    private static func word(_ code: Int, _ interval: Int) -> [UInt8] {
        let word = code << 10 | interval
        return [UInt8(word & 0xFF), UInt8(word >> 8)]
    }

    /// An annotation `interval` ticks after the one before; a step that ten bits cannot hold goes before it as SKIP.
    private static func step(_ interval: Int, code: Int) -> [UInt8] {
        guard !(0..<1024).contains(interval) else { return word(code, interval) }
        let long = UInt32(bitPattern: Int32(clamping: interval))
        let halves = [UInt16(long >> 16), UInt16(long & 0xFFFF)].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        return word(Code.skip, 0) + halves + word(code, 0)
    }

    private static func statement(of resolution: Double) -> [UInt8] {
        let isWhole = resolution == resolution.rounded()
        let text = Array("\(resolutionMark) \(FixedDecimal.text(resolution, isWhole ? 0 : 6))".utf8)
        let padding: [UInt8] = text.count.isMultiple(of: 2) ? [] : [0]
        return word(Code.note, 0) + word(Code.text, text.count) + text + padding
    }
}

extension FetalHeartRateResult {
    /// The fetal beats as an annotation file at the recording's own sampling rate (`beats.fqrs`).
    package var fetalAnnotations: BeatAnnotations { annotations(beats.fetal) }

    /// The maternal beats likewise (`maternal.qrs`).
    package var maternalAnnotations: BeatAnnotations { annotations(beats.maternal) }

    private func annotations(_ seconds: [Double]) -> BeatAnnotations {
        // At the record's own rate no statement of it is needed, which not every reader understands.
        BeatAnnotations(samples: seconds.map { Int(($0 * samplingRate).rounded()) })
    }
}
