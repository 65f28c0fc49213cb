/// The 64-bit cyclic redundancy check of NVM Express, fed piece by piece, eight bytes at a time.
///
/// Source: NVM Express NVM Command Set Specification 1.0b, section 5.2.1.3.4 (CRC-64/NVME): bit-reflected, all ones
/// before and after. The method is that of `CRC32`.
package struct CRC64: Sendable {
    /// The polynomial, reflected.
    static let polynomial: UInt64 = 0x9A6C_9329_AC4B_C9B5

    private var register = UInt64.max
    private let table = Self.sharedTable

    /// The check of no bytes.
    package init() {}

    /// The check of everything so far.
    package var value: UInt64 { ~register }

    /// Takes the next `bytes`.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        register = unsafe table.withUnsafeBufferPointer { table in
            unsafe Self.advance(register, over: bytes, table)
        }
    }

    private static func advance(
        _ start: UInt64,
        over bytes: UnsafeRawBufferPointer,
        _ table: UnsafeBufferPointer<UInt64>
    ) -> UInt64 {
        var crc = start
        var offset = 0
        let blocks = bytes.count & ~7
        while offset < blocks {
            let mixed = unsafe crc ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let low =
                unsafe table[1792 + Int(mixed & 255)] ^ table[1536 + Int(mixed >> 8 & 255)]
                ^ table[1280 + Int(mixed >> 16 & 255)] ^ table[1024 + Int(mixed >> 24 & 255)]
            let high =
                unsafe table[768 + Int(mixed >> 32 & 255)] ^ table[512 + Int(mixed >> 40 & 255)]
                ^ table[256 + Int(mixed >> 48 & 255)] ^ table[Int(mixed >> 56)]
            crc = low ^ high
            offset &+= 8
        }
        while offset < bytes.count {
            crc = unsafe table[Int((crc ^ UInt64(bytes[offset])) & 255)] ^ (crc >> 8)
            offset &+= 1
        }
        return crc
    }

    private static let sharedTable: [UInt64] = {
        var table = [UInt64](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            table[byte] = (0..<8).reduce(UInt64(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ polynomial : crc >> 1 }
        }
        for index in 256..<(8 * 256) {
            let previous = table[index - 256]
            table[index] = previous >> 8 ^ table[Int(previous & 255)]
        }
        return table
    }()
}
