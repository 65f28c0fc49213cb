/// A number of bytes, written with its unit: `10GiB`, `512MiB`, `1.5GB`.
package struct ByteCount: Sendable, Hashable, Comparable {
    /// Never negative.
    package let bytes: Int64

    /// So many bytes; a negative number counts as 0.
    package init(bytes: Int64) {
        self.bytes = max(0, bytes)
    }

    /// Reads a number with a unit, `B`, `KiB`, `MiB`, `GiB`, `TiB` or `KB`, `MB`, `GB`, `TB`; nil for anything else.
    ///
    /// Without a unit only 0 is read: a bare number would leave open what it counts.
    package init?(_ text: String) {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        guard let value = Double(number) else { return nil }
        guard !unit.isEmpty else {
            guard value == 0 else { return nil }
            bytes = 0
            return
        }
        guard let factor = Self.units.first(where: { $0.name.lowercased() == unit.lowercased() })?.factor else {
            return nil
        }
        let product = (value * Double(factor)).rounded()
        guard product.isFinite, product <= 9e18 else { return nil }
        bytes = Int64(product)
    }

    /// Whole mebibytes, rounded up: the unit of task definitions.
    package var mebibytes: Int64 { (bytes + (1 << 20) - 1) >> 20 }

    /// Orders by size.
    package static func < (lhs: ByteCount, rhs: ByteCount) -> Bool { lhs.bytes < rhs.bytes }

    private static let units: [(name: String, factor: Int64)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("B", 1),
    ]
}

extension ByteCount: CustomStringConvertible {
    /// The shortest exact form, in binary units.
    package var description: String {
        guard bytes > 0 else { return "0B" }
        let unit = Self.units.first { ["TiB", "GiB", "MiB", "KiB", "B"].contains($0.name) && bytes % $0.factor == 0 }
        guard let unit else { return "\(bytes)B" }
        return "\(bytes / unit.factor)\(unit.name)"
    }
}

extension ByteCount: Codable {
    /// Reads text such as `10GiB`.
    /// - Throws: `DecodingError.dataCorrupted` when the text is not a number with a unit.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let count = ByteCount(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a size such as 10GiB")
            )
        }
        self = count
    }

    /// Writes the shortest exact form.
    /// - Throws: whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
