import SluiceWire
import Testing

/// The examples of "Signature calculations for the authorization header: multiple chunks", with and without trailer.
@Suite("aws-chunked bodies")
struct AWSChunkedDecoderTests {
    private static let scope = SigningScope(date: "20130524", region: "us-east-1", service: "s3")
    private static let data = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)

    private struct Example: Sendable {
        let seed: String
        let chunks: [String]
        let trailer: String?
    }

    private static let plain = Example(
        seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
        chunks: [
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
        ],
        trailer: nil
    )
    private static let trailing = Example(
        seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
        chunks: [
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
        ],
        trailer:
            "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
    )

    private func body(_ example: Example, lastSignature: String? = nil) -> [UInt8] {
        var body: [UInt8] = []
        for (size, signature) in zip([65_536, 1024, 0], example.chunks) {
            let used = size == 0 ? lastSignature ?? signature : signature
            body += Array("\(String(size, radix: 16));chunk-signature=\(used)\r\n".utf8)
            body += Self.data.prefix(size)
            if size > 0 { body += Array("\r\n".utf8) }
        }
        return body + Array("\(example.trailer ?? "")\r\n".utf8)
    }

    private func decoder(_ example: Example) -> AWSChunkedDecoder {
        let key = SigningKey(secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope: Self.scope)
        return AWSChunkedDecoder(
            signer: ChunkSigner(key: key, scope: Self.scope, time: "20130524T000000Z", seed: example.seed),
            hasTrailer: example.trailer != nil
        )
    }

    private func decode(
        _ body: [UInt8],
        _ decoder: AWSChunkedDecoder,
        piece: Int = .max
    ) throws -> (
        data: [UInt8], trailer: [String: String]
    ) {
        var decoder = decoder
        var data: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let count = min(piece, rest.count)
            try decoder.decode(rest.prefix(count)) { data += $0 }
            rest = rest.dropFirst(count)
        }
        try decoder.finish()
        return (data, decoder.trailer)
    }

    @Test("the documented signed body is accepted however it is cut", arguments: [1, 7, 85, 4096, 70_000])
    func signed(piece: Int) throws {
        #expect(body(Self.plain).count == 66_824, "the content-length of the example")
        let result = try decode(body(Self.plain), decoder(Self.plain), piece: piece)
        #expect(result.data == Self.data)
        #expect(result.trailer.isEmpty)
    }

    @Test("the documented signed body with a trailer is accepted", arguments: [1, 70_000])
    func signedTrailer(piece: Int) throws {
        let result = try decode(body(Self.trailing), decoder(Self.trailing), piece: piece)
        #expect(result.data == Self.data)
        #expect(result.trailer["x-amz-checksum-crc32c"] == "sOO8/Q==")
        #expect(ChecksumValue.of(result.data, .crc32c).base64 == "sOO8/Q==")
    }

    @Test("a changed byte breaks the signature of its chunk")
    func changedByte() {
        var bytes = body(Self.plain)
        bytes[1000] = UInt8(ascii: "b")
        #expect(throws: AWSChunkedError.signatureMismatch) { try decode(bytes, decoder(Self.plain)) }
    }

    @Test("a changed trailer breaks its signature")
    func changedTrailer() {
        var bytes = body(Self.trailing)
        let index = bytes.count - 120
        bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(throws: (any Error).self) { try decode(bytes, decoder(Self.trailing)) }
    }

    @Test("the last chunk's signature is checked too")
    func lastChunk() {
        let wrong = body(Self.plain, lastSignature: String(repeating: "0", count: 64))
        #expect(throws: AWSChunkedError.signatureMismatch) { try decode(wrong, decoder(Self.plain)) }
    }

    @Test("a body that ends early is refused", arguments: [0, 10, 100, 65_700, 66_700])
    func truncated(count: Int) {
        #expect(throws: AWSChunkedError.incomplete) {
            try decode(Array(body(Self.plain).prefix(count)), decoder(Self.plain))
        }
    }

    @Test("what botocore sends over TLS is read: no signatures, a checksum in the trailer")
    func unsignedTrailer() throws {
        let bytes = Array("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".utf8)
        let result = try decode(bytes, AWSChunkedDecoder(signer: nil, hasTrailer: true))
        #expect(result.data == Array("hello".utf8))
        #expect(result.trailer == ["x-amz-checksum-crc32": "NhCmhg=="])
    }

    @Test(
        "framing that makes no sense is refused",
        arguments: ["hello", "-5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "0\r\n\r\nmore", "zz\r\n"]
    )
    func malformed(text: String) {
        #expect(throws: (any Error).self) {
            try decode(Array(text.utf8), AWSChunkedDecoder(signer: nil, hasTrailer: false))
        }
    }
}
