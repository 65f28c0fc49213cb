import SluiceWire

/// Names a call in all its attempts, so that the service can tell them from new calls.
enum InvocationID {
    /// A random UUID, version 4 (RFC 9562, section 5.4).
    static func make(_ generator: inout any RandomNumberGenerator & Sendable) -> String {
        var bytes = (0..<16).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
        return groups.map { Hashing.hex($0) }.joined(separator: "-")
    }
}
