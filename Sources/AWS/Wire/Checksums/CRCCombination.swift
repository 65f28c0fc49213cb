/// The check of two runs of bytes from the checks of each, without reading them again.
///
/// Appending `n` bytes multiplies the register by x^(8n) modulo the polynomial; the presets cancel out. Source: Adler,
/// zlib 1.3, `crc32_combine`. Polynomials are bit-reflected: the highest bit is the coefficient of x^0.
package struct CRCCombination<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private let polynomial: Word

    private init(polynomial: Word) {
        self.polynomial = polynomial
    }

    /// The check of a run with check `first`, followed by `count` bytes with check `second`.
    package func combine(_ first: Word, _ second: Word, count: Int64) -> Word {
        multiply(power(ofBytes: UInt64(max(0, count))), first) ^ second
    }

    /// x^(8 · count) modulo the polynomial, by repeated squaring.
    private func power(ofBytes count: UInt64) -> Word {
        let one = Word(1) << (Word.bitWidth - 1)
        var result = one
        var square = one >> 8
        var rest = count
        while rest > 0 {
            if rest & 1 == 1 { result = multiply(result, square) }
            square = multiply(square, square)
            rest >>= 1
        }
        return result
    }

    private func multiply(_ lhs: Word, _ rhs: Word) -> Word {
        var product: Word = 0
        var shifted = rhs
        var mask = Word(1) << (Word.bitWidth - 1)
        while mask != 0 {
            if lhs & mask != 0 { product ^= shifted }
            shifted = shifted & 1 == 1 ? shifted >> 1 ^ polynomial : shifted >> 1
            mask >>= 1
        }
        return product
    }
}

extension CRCCombination where Word == UInt32 {
    /// Combines checks of that polynomial.
    package init(_ polynomial: CRC32.Polynomial) {
        self.init(polynomial: polynomial.rawValue)
    }
}

extension CRCCombination where Word == UInt64 {
    /// Combines checks of CRC-64/NVME.
    package init() {
        self.init(polynomial: CRC64.polynomial)
    }
}
