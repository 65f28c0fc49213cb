import SluiceWire
import Testing

@Suite("Putting a multipart object together")
struct S3MultipartAssemblyTests {
    private static let large = S3Limits.smallestPartBytes

    private func stored(_ number: Int, size: Int64 = large) -> MultipartAssembly.StoredPart {
        .init(
            number: number,
            tag: EntityTag(Hashing.md5Hex([UInt8(number)])),
            size: size,
            checksum: ChecksumValue.of([UInt8(number)], .crc32).base64
        )
    }

    private func assemble(
        _ requested: [S3.CompletedPart],
        stored parts: [MultipartAssembly.StoredPart],
        type: ChecksumType = .fullObject,
        mustMatch: Bool = false
    ) throws -> MultipartAssembly {
        try MultipartAssembly(
            requested: requested,
            stored: Dictionary(uniqueKeysWithValues: parts.map { ($0.number, $0) }),
            checksum: (.crc32, type),
            mustMatchChecksums: mustMatch,
            uploadID: "u"
        )
    }

    private func named(_ part: MultipartAssembly.StoredPart, checksum: Bool = false) -> S3.CompletedPart {
        .init(
            partNumber: part.number,
            eTag: part.tag.quoted,
            checksums: checksum ? part.checksum.map { [.crc32: $0] } ?? [:] : [:]
        )
    }

    private func code(_ body: () throws -> MultipartAssembly) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? AWSServiceError)?.code
        }
    }

    @Test("parts may be left out and numbers may have gaps")
    func gaps() throws {
        let parts = [stored(2), stored(5), stored(9, size: 3)]
        let assembly = try assemble([named(parts[0]), named(parts[2])], stored: parts)
        #expect(assembly.parts.map(\.number) == [2, 9])
        #expect(assembly.size == Self.large + 3)
        #expect(assembly.tag == EntityTag.multipart([parts[0].tag, parts[2].tag]))
    }

    @Test("mistakes are named as S3 names them")
    func errors() {
        let parts = [stored(1), stored(2), stored(3, size: 1)]
        #expect(code { try assemble([], stored: parts) } == "MalformedXML")
        #expect(code { try assemble([named(parts[1]), named(parts[0])], stored: parts) } == "InvalidPartOrder")
        #expect(code { try assemble([named(parts[0]), named(parts[0])], stored: parts) } == "InvalidPartOrder")
        #expect(code { try assemble([named(stored(4))], stored: parts) } == "InvalidPart")
        #expect(code { try assemble([.init(partNumber: 1, eTag: "x")], stored: parts) } == "InvalidPart")
        let small = [stored(1, size: Self.large - 1), stored(2)]
        #expect(code { try assemble(small.map { named($0) }, stored: small) } == "EntityTooSmall")
    }

    @Test("a chosen composite checksum wants every part's checksum and numbers from 1 on")
    func composite() throws {
        let parts = [stored(1), stored(2)]
        let assembly = try assemble(
            parts.map { named($0, checksum: true) },
            stored: parts,
            type: .composite,
            mustMatch: true
        )
        let expected = ChecksumValue.composite([.of([1], .crc32), .of([2], .crc32)], .crc32)
        #expect(assembly.checksum == expected)
        #expect(
            code { try assemble(parts.map { named($0) }, stored: parts, type: .composite, mustMatch: true) }
                == "InvalidRequest"
        )
        let late = [stored(2), stored(3)]
        #expect(
            code {
                try assemble(late.map { named($0, checksum: true) }, stored: late, type: .composite, mustMatch: true)
            } == "InvalidRequest"
        )
    }

    @Test("a part named with another checksum is not the part that was stored")
    func wrongChecksum() {
        let part = stored(1)
        let wrong = S3.CompletedPart(partNumber: 1, eTag: part.tag.value, checksums: [.crc32: "AAAAAA=="])
        #expect(code { try assemble([wrong], stored: [part]) } == "InvalidPart")
    }

    @Test("the checksum of the whole covers the bytes of the parts")
    func fullObject() throws {
        let parts = [stored(1, size: 1)]
        #expect(try assemble([named(parts[0])], stored: parts).checksum == ChecksumValue.of([1], .crc32).base64)
    }
}
