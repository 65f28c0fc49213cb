/// The value of a checksum; integers are big-endian.
package struct ChecksumValue: Sendable, Hashable {
    package let algorithm: ChecksumAlgorithm
    package let bytes: [UInt8]

    /// A value of the algorithm's length.
    init(algorithm: ChecksumAlgorithm, bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Reads base64; nil when the text is not base64 or has another length.
    package init?(_ algorithm: ChecksumAlgorithm, base64: String) {
        guard let bytes = Base64.decode(base64), bytes.count == algorithm.byteCount else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// The value in base64, as headers and documents carry it.
    package var base64: String { Base64.encode(bytes) }

    /// The checksum of `bytes`.
    package static func of(_ bytes: [UInt8], _ algorithm: ChecksumAlgorithm) -> ChecksumValue {
        var checksum = StreamingChecksum(algorithm)
        checksum.update(bytes)
        return checksum.value
    }
}

extension ChecksumValue {
    /// The composite checksum of parts with `values`: the checksum of their bytes one after the other, `base64-N`.
    package static func composite(_ values: [ChecksumValue], _ algorithm: ChecksumAlgorithm) -> String {
        "\(ChecksumValue.of(values.flatMap(\.bytes), algorithm).base64)-\(values.count)"
    }

    /// The checksum of the whole object from those of its parts and their lengths in bytes.
    ///
    /// - Returns: nil for a SHA, which does not follow from its parts.
    package static func fullObject(
        _ parts: [(value: ChecksumValue, count: Int64)],
        _ algorithm: ChecksumAlgorithm
    ) -> ChecksumValue? {
        let empty = ChecksumValue.of([], algorithm)
        switch algorithm {
        case .sha1, .sha256: return nil
        case .crc32: return combine(parts, CRCCombination(.ieee), empty)
        case .crc32c: return combine(parts, CRCCombination(.castagnoli), empty)
        case .crc64nvme: return combine(parts, CRCCombination<UInt64>(), empty)
        }
    }

    private static func combine<Word: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ parts: [(value: ChecksumValue, count: Int64)],
        _ combination: CRCCombination<Word>,
        _ empty: ChecksumValue
    ) -> ChecksumValue {
        let start: Word = integer(empty.bytes)
        let word = parts.reduce(start) { combination.combine($0, integer($1.value.bytes), count: $1.count) }
        let bytes = stride(from: Word.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        return ChecksumValue(algorithm: empty.algorithm, bytes: bytes)
    }

    private static func integer<Word: FixedWidthInteger>(_ bytes: [UInt8]) -> Word {
        bytes.reduce(0) { $0 << 8 | Word($1) }
    }
}
