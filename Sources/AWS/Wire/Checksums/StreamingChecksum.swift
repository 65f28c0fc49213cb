import Crypto

/// A checksum fed piece by piece.
package struct StreamingChecksum: Sendable {
    private enum State {
        case crc32(CRC32)
        case crc64(CRC64)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
    }

    package let algorithm: ChecksumAlgorithm
    private var state: State

    /// The checksum of no bytes.
    package init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .crc32: state = .crc32(CRC32(.ieee))
        case .crc32c: state = .crc32(CRC32(.castagnoli))
        case .crc64nvme: state = .crc64(CRC64())
        case .sha1: state = .sha1(Insecure.SHA1())
        case .sha256: state = .sha256(SHA256())
        }
    }

    /// Takes the next `bytes`.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .crc32(var check):
            unsafe check.update(bytes)
            state = .crc32(check)
        case .crc64(var check):
            unsafe check.update(bytes)
            state = .crc64(check)
        case .sha1(var hash):
            unsafe hash.update(bufferPointer: bytes)
            state = .sha1(hash)
        case .sha256(var hash):
            unsafe hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        }
    }

    /// Takes the next `bytes`.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// The checksum of everything so far.
    package var value: ChecksumValue {
        let bytes: [UInt8] =
            switch state {
            case .crc32(let check): Self.bigEndian(check.value)
            case .crc64(let check): Self.bigEndian(check.value)
            case .sha1(let hash): Array(hash.finalize())
            case .sha256(let hash): Array(hash.finalize())
            }
        return ChecksumValue(algorithm: algorithm, bytes: bytes)
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
