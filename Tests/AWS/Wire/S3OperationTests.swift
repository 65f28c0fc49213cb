import SluiceModel
import SluiceWire
import Testing

@Suite("Which S3 operation a request asks for")
struct S3OperationTests {
    private func operation(_ method: String, _ target: String, isCopy: Bool = false) throws -> S3Operation {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        return S3Operation(
            method: method,
            target: try S3Target(host: "127.0.0.1:4566", rawPath: parts[0]),
            query: QueryString.parse(parts.count > 1 ? parts[1] : nil),
            isCopy: isCopy
        )
    }

    private static let object = ObjectLocation(bucket: "b", key: "k/l")

    @Test(
        "operations we have",
        arguments: [
            ("GET", "/", S3Operation.listBuckets),
            ("GET", "/?x-id=ListBuckets", .listBuckets),
            ("PUT", "/b", .createBucket("b")),
            ("PUT", "/b/", .createBucket("b")),
            ("HEAD", "/b", .headBucket("b")),
            ("DELETE", "/b", .deleteBucket("b")),
            ("GET", "/b?location", .getBucketLocation("b")),
            ("GET", "/b?location=", .getBucketLocation("b")),
            ("GET", "/b?versioning=", .getBucketVersioning("b")),
            ("GET", "/b", .listObjects("b")),
            ("GET", "/b?prefix=&delimiter=&marker=", .listObjects("b")),
            ("GET", "/b?list-type=2&prefix=", .listObjectsV2("b")),
            ("GET", "/b?uploads", .listMultipartUploads("b")),
            ("POST", "/b?delete", .deleteObjects("b")),
            ("POST", "/b?delete=&x-id=DeleteObjects", .deleteObjects("b")),
            ("PUT", "/b/k/l?x-id=PutObject", .putObject(object)),
            ("GET", "/b/k/l?X-Amz-Signature=&partNumber=1", .getObject(object)),
            ("HEAD", "/b/k/l", .headObject(object)),
            ("DELETE", "/b/k/l", .deleteObject(object)),
            ("POST", "/b/k/l?uploads=", .createMultipartUpload(object)),
            ("PUT", "/b/k/l?partNumber=1&uploadId=u", .uploadPart(object)),
            ("POST", "/b/k/l?uploadId=u", .completeMultipartUpload(object)),
            ("DELETE", "/b/k/l?uploadId=u", .abortMultipartUpload(object)),
            ("GET", "/b/k/l?uploadId=u", .listParts(object)),
        ]
    )
    func known(method: String, target: String, expected: S3Operation) throws {
        #expect(try operation(method, target) == expected)
    }

    @Test("a copy is told by its header")
    func copies() throws {
        #expect(try operation("PUT", "/b/k/l", isCopy: true) == .copyObject(Self.object))
        #expect(try operation("PUT", "/b/k/l?partNumber=1&uploadId=u", isCopy: true) == .uploadPartCopy(Self.object))
    }

    @Test(
        "operations we do not have are named as AWS names them",
        arguments: [
            ("GET", "/b?policy", "GetBucketPolicy"),
            ("GET", "/b?acl=", "GetBucketAcl"),
            ("PUT", "/b?acl", "PutBucketAcl"),
            ("PUT", "/b?versioning", "PutBucketVersioning"),
            ("GET", "/b?versions", "ListObjectVersions"),
            ("GET", "/b?lifecycle", "GetBucketLifecycleConfiguration"),
            ("DELETE", "/b?lifecycle", "DeleteBucketLifecycle"),
            ("GET", "/b?analytics", "ListBucketAnalyticsConfigurations"),
            ("GET", "/b?analytics&id=x", "GetBucketAnalyticsConfiguration"),
            ("GET", "/b?object-lock", "GetObjectLockConfiguration"),
            ("PUT", "/b/k?tagging", "PutObjectTagging"),
            ("GET", "/b/k?acl", "GetObjectAcl"),
            ("GET", "/b/k?attributes", "GetObjectAttributes"),
            ("POST", "/b/k?restore", "RestoreObject"),
            ("POST", "/b/k?select&select-type=2", "SelectObjectContent"),
            ("POST", "/b", "PostObject"),
            ("GET", "/b?somethingNew", "GET ?somethingNew"),
        ]
    )
    func unknown(method: String, target: String, name: String) throws {
        #expect(try operation(method, target) == .notImplemented(name: name))
    }

    @Test("a method that S3 does not have is refused")
    func methods() throws {
        #expect(try operation("PATCH", "/b/k") == .methodNotAllowed(resource: "OBJECT"))
        #expect(try operation("PUT", "/") == .methodNotAllowed(resource: "SERVICE"))
    }

    @Test(
        "bucket and key are found in the path or in the host",
        arguments: [
            ("127.0.0.1:4566", "/b/k", "b", "k"),
            ("localhost:4566", "/b//k/", "b", "/k/"),
            ("s3.localhost:4566", "/b/k", "b", "k"),
            ("b.localhost:4566", "/k", "b", "k"),
            ("b.s3.localhost", "/k", "b", "k"),
            ("my.dotted.s3.localhost", "/k", "my.dotted", "k"),
            ("B.LOCALHOST", "/K", "b", "K"),
            ("b.127.0.0.1.nip.io:80", "/k%2Fl%20m+n", "b", "k/l m+n"),
            ("b.s3.amazonaws.com", "/k", "b", "k"),
            ("host.docker.internal:4566", "/b/k", "b", "k"),
            ("[::1]:4566", "/b/%C3%A9", "b", "é"),
        ]
    )
    func addressing(host: String, path: String, bucket: String, key: String) throws {
        #expect(try S3Target(host: host, rawPath: path) == .object(ObjectLocation(bucket: bucket, key: key)))
    }

    @Test("a bucket in the host leaves the whole path to the key")
    func hostStyleBucket() throws {
        #expect(try S3Target(host: "b.localhost", rawPath: "/") == .bucket("b"))
        #expect(try S3Target(host: "localhost", rawPath: "/") == .service)
    }

    @Test("a path that is not UTF-8 is refused, U+FFFD itself is not")
    func invalidPath() throws {
        #expect(throws: AWSServiceError.invalidURI) { try S3Target(host: nil, rawPath: "/b/%FF") }
        #expect(try S3Target(host: nil, rawPath: "/b/%EF%BF%BD") == .object(.init(bucket: "b", key: "\u{FFFD}")))
    }

    @Test(
        "the source of a copy",
        arguments: [
            ("b/k", "b", "k", nil), ("/b/k%20l/m", "b", "k l/m", nil), ("b/k?versionId=null", "b", "k", "null"),
            ("b/k%3Fv", "b", "k?v", nil), ("b/a+b", "b", "a+b", nil),
        ] as [(String, String, String, String?)]
    )
    func copySource(header: String, bucket: String, key: String, version: String?) throws {
        let source = try CopySource(header)
        #expect(source.location == ObjectLocation(bucket: bucket, key: key))
        #expect(source.versionID == version)
    }

    @Test("a copy without bucket or key is refused", arguments: ["", "/", "b", "b/", "?versionId=x"])
    func badCopySource(header: String) {
        #expect(throws: AWSServiceError.self) { try CopySource(header) }
    }
}
