#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQS {
    /// The MD5 digests by which SQS clients check what was stored.
    package enum Digest {
        /// Hex MD5 of the UTF-8 of a body.
        package static func body(_ body: String) -> String {
            Hashing.md5Hex(Array(body.utf8))
        }

        /// Hex MD5 over message attributes; nil when there are none.
        ///
        /// Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
        package static func attributes(_ attributes: [String: MessageAttribute]?) -> String? {
            guard let attributes, !attributes.isEmpty else { return nil }
            var bytes: [UInt8] = []
            for (name, attribute) in attributes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                append(Array(name.utf8), to: &bytes)
                append(Array(attribute.DataType.utf8), to: &bytes)
                if let binary = attribute.BinaryValue {
                    bytes.append(2)
                    append(Array(binary), to: &bytes)
                } else {
                    bytes.append(1)
                    append(Array((attribute.StringValue ?? "").utf8), to: &bytes)
                }
            }
            return Hashing.md5Hex(bytes)
        }

        /// Appends `value` behind its length as four bytes, big end first.
        private static func append(_ value: [UInt8], to bytes: inout [UInt8]) {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value.count >> shift)) }
            bytes += value
        }
    }
}
