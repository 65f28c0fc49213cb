import Foundation
import NIOHTTP1
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

/// Each test has a process of its own, so that nobody else's memory counts.
@Suite("Memory of transfers")
struct MemoryTests {
    /// 300 MB of zeros.
    private static let size = 300_000_000

    /// Above what the process has before the transfer, in bytes; the object would take five times as much.
    private static let allowance = 64 << 20

    #if os(Linux)
        @Test("uploading 300 MB needs little memory")
        func upload() async {
            await #expect(processExitsWith: .success) {
                let folder = try TemporaryFolder()
                let path = try folder.zeros("f", size: UInt64(MemoryTests.size))
                try await MemoryTests.measure { s3 in
                    try await s3.upload(file: path, bucket: "b", key: "k", contentType: "a/b")
                }
            }
        }

        @Test("downloading 300 MB needs little memory")
        func download() async {
            await #expect(processExitsWith: .success) {
                let folder = try TemporaryFolder()
                let path = folder.path + "/back"
                try await MemoryTests.measure { s3 in
                    try await s3.download(bucket: "b", key: "k", to: path)
                }
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
                #expect(size == MemoryTests.size)
            }
        }

        private static func measure(_ transfer: @Sendable (S3Client) async throws -> Void) async throws {
            try await TestServer.run(respond) { server in
                try await TransportTests.with { transport in
                    let s3 = S3Client(.test(transport, environment: ["AWS_ENDPOINT_URL": server.endpoint]))
                    _ = try await s3.headObject(bucket: "b", key: "k")
                    let before = memory("VmRSS:")
                    try await transfer(s3)
                    let growth = memory("VmHWM:") - before
                    #expect(before > 0)
                    #expect(growth < allowance, "grew by \(growth >> 20) MiB")
                }
            }
        }

        /// A number of `/proc/self/status` in bytes: what is resident now, or was at its highest.
        private static func memory(_ name: String) -> Int {
            let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
            return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) << 10
        }

        /// An S3 with one object of zeros, which takes in anything.
        private static func respond(_ request: TestServer.Request) -> TestServer.Response {
            var response = TestServer.Response(headers: [("etag", "\"e\"")])
            switch request.head.method {
            case .HEAD: response.announced = size
            case .GET:
                let range = request.head.headers.first(name: "range")
                    .flatMap { ByteRange($0)?.resolve(size: Int64(size)) }
                response.status = 206
                response.bodyCount = range.map(\.count) ?? 0
            case .POST where request.head.uri.contains("uploads="):
                response.text = """
                    <InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId>\
                    </InitiateMultipartUploadResult>
                    """
            default: break
            }
            return response
        }
    #endif
}
