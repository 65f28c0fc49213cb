/// A 32-bit cyclic redundancy check, fed piece by piece, eight bytes at a time ("slicing by 8").
///
/// Source: Kounavis, Berry, "A systematic approach to building high performance, software-based, CRC generators",
/// ISCC 2005. Both polynomials are used bit-reflected with all ones before and after.
package struct CRC32: Sendable {
    /// Which polynomial.
    package enum Polynomial: UInt32, Sendable {
        /// IEEE 802.3, reflected.
        case ieee = 0xEDB8_8320
        /// Castagnoli, reflected.
        case castagnoli = 0x82F6_3B78
    }

    package let polynomial: Polynomial
    private var register = UInt32.max
    private let table: [UInt32]

    /// The check of no bytes.
    package init(_ polynomial: Polynomial) {
        self.polynomial = polynomial
        table = polynomial == .ieee ? Self.ieeeTable : Self.castagnoliTable
    }

    /// The check of everything so far.
    package var value: UInt32 { ~register }

    /// Takes the next `bytes`.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        register = unsafe table.withUnsafeBufferPointer { table in
            unsafe Self.advance(register, over: bytes, table)
        }
    }

    private static func advance(
        _ start: UInt32,
        over bytes: UnsafeRawBufferPointer,
        _ table: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        var crc = start
        var offset = 0
        let blocks = bytes.count & ~7
        while offset < blocks {
            let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let mixed = word ^ UInt64(crc)
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
            crc = unsafe table[Int((crc ^ UInt32(bytes[offset])) & 255)] ^ (crc >> 8)
            offset &+= 1
        }
        return crc
    }

    private static let ieeeTable = makeTable(.ieee)
    private static let castagnoliTable = makeTable(.castagnoli)

    /// Row `k` holds the effect of a byte that `k` further bytes follow.
    private static func makeTable(_ polynomial: Polynomial) -> [UInt32] {
        var table = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            table[byte] = (0..<8).reduce(UInt32(byte)) { crc, _ in
                crc & 1 == 1 ? crc >> 1 ^ polynomial.rawValue : crc >> 1
            }
        }
        for index in 256..<(8 * 256) {
            let previous = table[index - 256]
            table[index] = previous >> 8 ^ table[Int(previous & 255)]
        }
        return table
    }
}
