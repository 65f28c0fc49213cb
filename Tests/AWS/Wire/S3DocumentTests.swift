import SluiceModel
import SluiceWire
import Testing

@Suite("S3 documents")
struct S3DocumentTests {
    private func xml(_ document: some S3Document) throws -> String {
        String(decoding: try S3XML.encode(document), as: UTF8.self)
    }

    @Test("a root carries the namespace of S3, an error's does not")
    func namespaces() throws {
        let location = try xml(S3.LocationConstraint(region: "eu-west-1"))
        #expect(location.contains("<LocationConstraint xmlns=\"\(S3.namespace)\">eu-west-1</LocationConstraint>"))
        let error = try xml(S3.ErrorDocument(.noSuchKey("a")))
        #expect(
            error.hasSuffix(
                "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a</Key></Error>"
            )
        )
    }

    @Test("the location of us-east-1 is empty")
    func emptyLocation() throws {
        let text = try xml(S3.LocationConstraint(region: "us-east-1"))
        #expect(text.contains("<LocationConstraint xmlns"))
        #expect(!text.contains("us-east-1"))
        #expect(try S3XML.decode(S3.LocationConstraint.self, from: text.utf8).region == "")
    }

    @Test("a listing survives the way out and back, keys with odd characters included")
    func listing() throws {
        var page = S3.ListObjectsV2Result(name: "b", prefix: " p", keyCount: 2, maxKeys: 1000, isTruncated: true)
        page.nextContinuationToken = "1kYQ"
        page.contents = [" lead", "trail ", "a<b>&\"c'", "tab\tnl\ncr\r", "é", "e\u{301}", "日本"].map {
            S3.ObjectEntry(key: $0, lastModified: Timestamp(nanoseconds: 1_000_000), eTag: "\"x\"", size: 1 << 40)
        }
        page.commonPrefixes = [S3.CommonPrefix(prefix: "x/")]
        let back = try S3XML.decode(S3.ListObjectsV2Result.self, from: try S3XML.encode(page))
        #expect(back == page)
        #expect(back.contents.map { Array($0.key.utf8) } == page.contents.map { Array($0.key.utf8) })
    }

    @Test("an empty listing has no entries")
    func emptyListing() throws {
        let page = S3.ListObjectsResult(name: "b", prefix: "", marker: "", maxKeys: 1000, isTruncated: false)
        let text = try xml(page)
        #expect(text.contains("<Prefix></Prefix>") || text.contains("<Prefix />") || text.contains("<Prefix/>"))
        #expect(try S3XML.decode(S3.ListObjectsResult.self, from: text.utf8) == page)
    }

    @Test("what AWS answers is read: element order, unknown elements and white space do not matter")
    func foreignListing() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>

            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <IsTruncated>false</IsTruncated>
              <Contents><Key>a b</Key><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size>
                <LastModified>2026-11-23T21:35:33.000Z</LastModified><ChecksumAlgorithm>CRC32</ChecksumAlgorithm>
                <RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress></RestoreStatus></Contents>
              <Name>bucket</Name><Prefix/><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys>
            </ListBucketResult>
            """
        let page = try S3XML.decode(S3.ListObjectsV2Result.self, from: text.utf8)
        #expect(page.contents.map(\.key) == ["a b"])
        #expect(page.contents.first?.eTag == "\"d41d8cd98f00b204e9800998ecf8427e\"")
        #expect(page.contents.first?.checksumAlgorithm == ["CRC32"])
        #expect(page.prefix == "")
    }

    @Test("buckets survive the way out and back", arguments: [0, 1, 3])
    func buckets(count: Int) throws {
        let buckets = (0..<count).map {
            S3.ListBucketsResult.Bucket(name: "b\($0)", creationDate: Timestamp(nanoseconds: 0))
        }
        let result = S3.ListBucketsResult(owner: S3.Owner(id: "o", displayName: "me"), buckets: buckets)
        #expect(try S3XML.decode(S3.ListBucketsResult.self, from: try S3XML.encode(result)) == result)
    }

    @Test("the body that boto3 sends for a Complete is read")
    func complete() throws {
        let text = """
            <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ETag>"aa"</ETag>\
            <ChecksumCRC32>NhCmhg==</ChecksumCRC32><PartNumber>1</PartNumber></Part><Part><ETag>bb</ETag>\
            <PartNumber>2</PartNumber></Part></CompleteMultipartUpload>
            """
        let body = try S3XML.decode(S3.CompleteMultipartUpload.self, from: text.utf8)
        #expect(body.parts.map(\.partNumber) == [1, 2])
        #expect(body.parts[0].checksums == [.crc32: "NhCmhg=="])
        #expect(try S3XML.decode(S3.CompleteMultipartUpload.self, from: try S3XML.encode(body)) == body)
    }

    @Test("the body that boto3 sends for DeleteObjects is read")
    func delete() throws {
        let text = """
            <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a&amp;b</Key></Object>\
            <Object><Key>c</Key></Object><Quiet>true</Quiet></Delete>
            """
        let body = try S3XML.decode(S3.Delete.self, from: text.utf8)
        #expect(body == S3.Delete(objects: [.init(key: "a&b"), .init(key: "c")], quiet: true))
    }

    @Test("results of writes survive the way out and back")
    func results() throws {
        let values = S3.CopyValues(
            lastModified: Timestamp(nanoseconds: 5_000_000),
            eTag: "\"a\"",
            checksums: [.crc64nvme: "rosUhgp5mIg="],
            checksumType: "FULL_OBJECT"
        )
        try expectRoundTrip(S3.CopyObjectResult(values))
        try expectRoundTrip(S3.CopyPartResult(values))
        try expectRoundTrip(S3.InitiateMultipartUploadResult(bucket: "b", key: "k", uploadID: "u"))
        try expectRoundTrip(
            S3.CompleteMultipartUploadResult(location: "http://h/b/k", bucket: "b", key: "k", eTag: "\"x-2\"")
        )
        try expectRoundTrip(
            S3.DeleteResult(deleted: [.init(key: "a")], errors: [.init(key: "b", code: "C", message: "m")])
        )
        try expectRoundTrip(S3.VersioningConfiguration())
        try expectRoundTrip(S3.CreateBucketConfiguration(locationConstraint: "eu-west-1"))
    }

    @Test("lists of parts and uploads survive the way out and back")
    func multipartListings() throws {
        let part = S3.Part(
            partNumber: 3,
            lastModified: Timestamp(nanoseconds: 0),
            eTag: "\"a\"",
            size: 5,
            checksums: [.sha1: "x"]
        )
        try expectRoundTrip(
            S3.ListPartsResult(
                bucket: "b",
                key: "k",
                uploadID: "u",
                partNumberMarker: 2,
                maxParts: 1,
                isTruncated: true,
                parts: [part]
            )
        )
        var uploads = S3.ListMultipartUploadsResult(
            bucket: "b",
            prefix: "",
            keyMarker: "",
            uploadIDMarker: "",
            maxUploads: 10,
            isTruncated: false
        )
        uploads.uploads = [S3.Upload(key: "k", uploadID: "u", initiated: Timestamp(nanoseconds: 0))]
        try expectRoundTrip(uploads)
    }

    @Test("an error's further elements are kept")
    func errors() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchBucket</Code><Message>gone</Message>\
            <BucketName>b</BucketName><RequestId>r</RequestId><HostId>h</HostId></Error>
            """
        let error = try S3XML.decode(S3.ErrorDocument.self, from: text.utf8).error(status: 404)
        #expect(error.code == "NoSuchBucket")
        #expect(error.details == [.init("BucketName", "b")])
        #expect(error.requestID == "r")
        #expect(error.status == 404)
    }

    @Test("broken XML is refused", arguments: ["", "no", "<Delete>", "<Delete></Other>", "<Other/>"])
    func broken(text: String) {
        #expect(throws: (any Error).self) { try S3XML.decode(S3.CompletedPartHolder.self, from: text.utf8) }
    }

    private func expectRoundTrip<Document: S3Document>(_ document: Document) throws {
        #expect(try S3XML.decode(Document.self, from: try S3XML.encode(document)) == document)
    }
}

extension S3 {
    /// A document with a needed element.
    fileprivate struct CompletedPartHolder: S3Document {
        static let root = "Holder"
        let part: CompletedPart
    }
}
