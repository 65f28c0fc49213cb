import SluiceModel
import SluiceWire
import Testing

@Suite("Checksums")
struct ChecksumsTests {
    /// Values computed with zlib and awscrt; the CRC ones of "123456789" are the catalogue's check values.
    @Test(
        "published values come out",
        arguments: [
            ("123456789", ChecksumAlgorithm.crc32, "y/Q5Jg=="),
            ("123456789", .crc32c, "4waSgw=="),
            ("123456789", .crc64nvme, "rosUhgp5mIg="),
            ("hello", .crc32, "NhCmhg=="),
            ("hello world", .crc32, "DUoRhQ=="),
            ("hello world", .crc32c, "yZRlqg=="),
            ("hello world", .crc64nvme, "jSnVw/bqjr4="),
            ("abc", .sha1, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
            ("abc", .sha256, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
            ("", .crc32, "AAAAAA=="),
            ("", .crc64nvme, "AAAAAAAAAAA="),
        ]
    )
    func published(text: String, algorithm: ChecksumAlgorithm, base64: String) {
        #expect(ChecksumValue.of(Array(text.utf8), algorithm).base64 == base64)
    }

    @Test("a check does not depend on how the bytes are cut", arguments: ChecksumAlgorithm.allCases)
    func pieces(algorithm: ChecksumAlgorithm) {
        var generator = SeededGenerator(seed: 7)
        let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = ChecksumValue.of(bytes, algorithm)
        for size in [1, 3, 7, 8, 9, 64, 1001] {
            var checksum = StreamingChecksum(algorithm)
            for start in stride(from: 0, to: bytes.count, by: size) {
                checksum.update(Array(bytes[start..<min(bytes.count, start + size)]))
            }
            #expect(checksum.value == whole, "pieces of \(size)")
        }
    }

    @Test(
        "the check of the whole follows from those of its parts",
        arguments: [.crc32, .crc32c, .crc64nvme] as [ChecksumAlgorithm]
    )
    func combination(algorithm: ChecksumAlgorithm) {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            let parts = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                (0..<Int.random(in: 0...3000, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
            }
            let values = parts.map { (value: ChecksumValue.of($0, algorithm), count: Int64($0.count)) }
            #expect(ChecksumValue.fullObject(values, algorithm) == ChecksumValue.of(parts.flatMap { $0 }, algorithm))
        }
    }

    @Test("a SHA of the whole does not follow from its parts")
    func noCombination() {
        #expect(ChecksumValue.fullObject([(ChecksumValue.of([1], .sha256), 1)], .sha256) == nil)
    }

    @Test("a composite checksum is the checksum of the parts' bytes, with their count")
    func composite() {
        let parts = [ChecksumValue.of([1, 2], .crc32), ChecksumValue.of([3], .crc32)]
        let expected = ChecksumValue.of(parts[0].bytes + parts[1].bytes, .crc32).base64 + "-2"
        #expect(ChecksumValue.composite(parts, .crc32) == expected)
    }

    @Test(
        "values that are not base64 of the right length are refused",
        arguments: [("AAAA", ChecksumAlgorithm.crc32), ("????????", .crc32), ("", .sha1), ("y/Q5Jg==", .crc64nvme)]
    )
    func refused(text: String, algorithm: ChecksumAlgorithm) {
        #expect(ChecksumValue(algorithm, base64: text) == nil)
    }

    @Test("only CRCs cover a whole multipart object, and CRC64NVME nothing else")
    func types() {
        #expect(ChecksumAlgorithm.allCases.filter { $0.allows(.fullObject) } == [.crc32, .crc32c, .crc64nvme])
        #expect(ChecksumAlgorithm.allCases.filter { $0.allows(.composite) } == [.crc32, .crc32c, .sha1, .sha256])
        #expect(ChecksumAlgorithm.crc64nvme.defaultMultipartType == .fullObject)
        #expect(ChecksumAlgorithm.crc32.defaultMultipartType == .composite)
    }
}
