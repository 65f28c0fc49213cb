/// Decoding of WFDB signal files (`.dat`) to integers.
///
/// Source: WFDB applications guide, signal(5). Samples of the signals are interleaved frame by frame.
package enum WFDBSamples {
    /// The encodings that are read.
    package static let formats: Set<Int> = [16, 24, 32, 80, 212]

    /// Decodes all whole samples after `offset`, in storage order.
    package static func decode(_ bytes: [UInt8], format: Int, offset: Int) -> [Int32] {
        let start = min(max(0, offset), bytes.count)
        return switch format {
        case 16: littleEndian(bytes, from: start, width: 2)
        case 24: littleEndian(bytes, from: start, width: 3)
        case 32: littleEndian(bytes, from: start, width: 4)
        case 80: bytes[start...].map { Int32($0) - 128 }
        case 212: twelveBitPairs(bytes, from: start)
        default: []
        }
    }

    /// The value that means "not measured" in a format.
    package static func invalid(format: Int) -> Int32 {
        switch format {
        case 24: -8_388_608
        case 32: .min
        case 80: -128
        case 212: -2048
        default: -32768
        }
    }

    /// Bytes that `count` samples take.
    package static func byteCount(samples count: Int, format: Int) -> Int {
        switch format {
        case 24: 3 * count
        case 32: 4 * count
        case 80: count
        case 212: (3 * count + 1) / 2
        default: 2 * count
        }
    }

    /// Signed little-endian integers of `width` bytes.
    static func littleEndian(_ bytes: [UInt8], from start: Int, width: Int) -> [Int32] {
        let count = (bytes.count - start) / width
        let shift = Int32(32 - 8 * width)
        var values: [Int32] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            var word: UInt32 = 0
            for byte in 0..<width {
                word |= UInt32(bytes[start + index * width + byte]) << UInt32(8 * byte)
            }
            values.append((Int32(bitPattern: word) << shift) >> shift)
        }
        return values
    }

    /// Two 12-bit two's-complement values in every three bytes.
    private static func twelveBitPairs(_ bytes: [UInt8], from start: Int) -> [Int32] {
        var values: [Int32] = []
        values.reserveCapacity((bytes.count - start) * 2 / 3)
        var at = start
        while at + 1 < bytes.count {
            let middle = UInt32(bytes[at + 1])
            values.append(signExtended(UInt32(bytes[at]) | (middle & 0x0F) << 8))
            if at + 2 < bytes.count {
                values.append(signExtended(UInt32(bytes[at + 2]) | (middle & 0xF0) << 4))
            }
            at += 3
        }
        return values
    }

    private static func signExtended(_ twelveBits: UInt32) -> Int32 {
        Int32(bitPattern: twelveBits << 20) >> 20
    }
}
