import SluiceModel
import SluiceWire
import Testing

/// The worked examples of AWS's own pages on Signature Version 4.
@Suite("Signing examples")
struct SigningExampleTests {
    /// "Authenticating requests: using the authorization header", and "using query parameters", of the S3 API.
    private static let s3Keys = AWSCredentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    private static let s3Time = Timestamp(seconds: 1_369_353_600)
    private static let s3Scope = SigningScope(at: s3Time, region: "us-east-1", service: "s3")
    private static let s3Signer = RequestSigner(credentials: s3Keys, region: "us-east-1", service: "s3")
    private static let s3Host = (name: "Host", value: "examplebucket.s3.amazonaws.com")

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var method = "GET"
        let path: String
        var query: String?
        var headers: [(name: String, value: String)] = []
        var body = ""
        /// SHA-256 of the canonical request.
        let canonicalHash: String
        let signature: String

        var request: SignableRequest {
            SignableRequest(method: method, rawPath: path, rawQuery: query, headers: [s3Host] + headers)
        }
    }

    static let examples = [
        Example(
            testDescription: "GET of a range",
            path: "/test.txt",
            headers: [(name: "Range", value: "bytes=0-9")],
            canonicalHash: "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        Example(
            testDescription: "PUT",
            method: "PUT",
            path: "/test%24file.text",
            headers: [
                (name: "Date", value: "Fri, 24 May 2013 00:00:00 GMT"),
                (name: "x-amz-storage-class", value: "REDUCED_REDUNDANCY"),
            ],
            body: "Welcome to Amazon S3.",
            canonicalHash: "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        Example(
            testDescription: "GET of a subresource",
            path: "/",
            query: "lifecycle",
            canonicalHash: "9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        Example(
            testDescription: "GET of a listing",
            path: "/",
            query: "max-keys=2&prefix=J",
            canonicalHash: "df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ]

    @Test("requests of S3 come out as published", arguments: examples)
    func header(example: Example) throws {
        let payload = PayloadHash.sha256(Hashing.sha256Hex(example.body))
        var signed = example.request
        signed.headers += Self.s3Signer.headers(signing: signed, payload: payload, at: Self.s3Time)
        let claim = try SignatureClaim(signed)
        let canonical = CanonicalRequest(
            signed,
            signedHeaders: claim.signedHeaders,
            payloadHash: payload.text,
            pathStyle: .s3
        )
        #expect(canonical.hash == example.canonicalHash)
        #expect(claim.signature == example.signature)
        #expect(claim.scope == Self.s3Scope)
    }

    @Test("a presigned GET comes out as published")
    func presigned() throws {
        let request = SignableRequest(method: "GET", rawPath: "/test.txt", rawQuery: nil, headers: [Self.s3Host])
        let query = Self.s3Signer.presignedQuery(request, expires: 86_400, at: Self.s3Time)
        var signed = request
        signed.rawQuery = query
        let claim = try SignatureClaim(signed)
        #expect(claim.signature == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
        #expect(
            query.hasPrefix(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                    + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                    + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
            )
        )
        let canonical = CanonicalRequest(
            signed,
            signedHeaders: ["host"],
            payloadHash: "UNSIGNED-PAYLOAD",
            pathStyle: .s3,
            leavingOut: "X-Amz-Signature"
        )
        #expect(canonical.hash == "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04")
    }

    @Test("the keys of the three examples come out as published")
    func keys() {
        func key(_ secret: String, _ date: String, _ service: String) -> String {
            let scope = SigningScope(date: date, region: "us-east-1", service: service)
            return Hashing.hex(SigningKey(secretAccessKey: secret, scope: scope).bytes)
        }
        let generic = SigningCase.keys.secretAccessKey
        #expect(
            key(Self.s3Keys.secretAccessKey, "20130524", "s3")
                == "dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378"
        )
        #expect(
            key(generic, "20150830", "iam") == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
        )
        #expect(
            key(generic, "20150830", "service") == "938127b5336810ddb6a5d6af445fcac9e371f9ed418ed386b022aed82901be75"
        )
    }

    @Test("the IAM example of the general reference comes out as published")
    func iam() throws {
        let request = SignableRequest(
            method: "GET",
            rawPath: "/",
            rawQuery: "Action=ListUsers&Version=2010-05-08",
            headers: [
                (name: "Host", value: "iam.amazonaws.com"),
                (name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8"),
            ]
        )
        let signer = RequestSigner(credentials: SigningCase.keys, region: "us-east-1", service: "iam")
        var signed = request
        signed.headers += signer.headers(
            signing: request,
            payload: .sha256(Hashing.emptySHA256),
            at: SigningCase.time
        )
        let claim = try SignatureClaim(signed)
        #expect(claim.signature == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
        let canonical = CanonicalRequest(
            signed,
            signedHeaders: claim.signedHeaders,
            payloadHash: Hashing.emptySHA256,
            pathStyle: .standard
        )
        #expect(canonical.hash == "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")
    }
}

extension SigningExampleTests {
    /// "Signature calculations for the authorization header: multiple chunks", without and with trailer.
    struct ChunkExample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let payload: PayloadHash
        let headers: [(name: String, value: String)]
        let seed: String
        let chunks: [String]
        let trailer: String?
    }

    static let chunkExamples = [
        ChunkExample(
            testDescription: "signed chunks",
            payload: .signedChunks,
            headers: [(name: "Content-Length", value: "66824")],
            seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            chunks: [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ],
            trailer: nil
        ),
        ChunkExample(
            testDescription: "signed chunks and trailer",
            payload: .signedChunksWithTrailer,
            headers: [(name: "x-amz-trailer", value: "x-amz-checksum-crc32c")],
            seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            chunks: [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ],
            trailer: "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
        ),
    ]

    @Test("a chain of chunks begins at the request's signature", arguments: chunkExamples)
    func chunks(example: ChunkExample) throws {
        let request = SignableRequest(
            method: "PUT",
            rawPath: "/examplebucket/chunkObject.txt",
            rawQuery: nil,
            headers: [
                (name: "Host", value: "s3.amazonaws.com"), (name: "Content-Encoding", value: "aws-chunked"),
                (name: "x-amz-decoded-content-length", value: "66560"),
                (name: "x-amz-storage-class", value: "REDUCED_REDUNDANCY"),
            ] + example.headers
        )
        var signed = request
        signed.headers += Self.s3Signer.headers(signing: request, payload: example.payload, at: Self.s3Time)
        let verifier = SignatureVerifier(region: nil) { _ in Self.s3Keys.secretAccessKey }
        let verified = try verifier.verify(signed, bodyHash: nil, at: Self.s3Time)
        #expect(verified.signature == example.seed)
        #expect(verified.payload == example.payload)
        var chain = ChunkSigner(verified)
        for (count, signature) in zip([65_536, 1024, 0], example.chunks) {
            let data = [UInt8](repeating: UInt8(ascii: "a"), count: count)
            #expect(chain.sign(chunkHash: Hashing.sha256Hex(data)) == signature)
        }
        if let trailer = example.trailer {
            #expect(chain.sign(trailer: "x-amz-checksum-crc32c:sOO8/Q==\n") == trailer)
        }
    }
}
