extension S3 {
    /// The name of an element, for documents whose elements are not all known by name.
    struct ElementName: CodingKey, Hashable, ExpressibleByStringLiteral {
        let stringValue: String

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init(stringLiteral value: String) {
            stringValue = value
        }

        var intValue: Int? { nil }

        init?(intValue: Int) { nil }
    }
}

extension KeyedEncodingContainer where Key == S3.ElementName {
    /// Writes one element for each checksum.
    mutating func encode(_ checksums: [ChecksumAlgorithm: String]) throws {
        for algorithm in ChecksumAlgorithm.allCases {
            try encodeIfPresent(checksums[algorithm], forKey: S3.ElementName(stringValue: algorithm.elementName))
        }
    }
}

extension KeyedDecodingContainer where Key == S3.ElementName {
    /// The checksums among the elements.
    func checksums() throws -> [ChecksumAlgorithm: String] {
        var found: [ChecksumAlgorithm: String] = [:]
        for algorithm in ChecksumAlgorithm.allCases {
            let name = S3.ElementName(stringValue: algorithm.elementName)
            if contains(name) { found[algorithm] = try decode(String.self, forKey: name) }
        }
        return found
    }
}
