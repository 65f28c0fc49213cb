package import SluiceWire

/// The objects of a bucket whose keys begin with a prefix, in the order of their keys.
///
/// A page of up to 1000 is fetched when the one before it has been used up, so memory stays flat.
package struct S3ObjectList: AsyncSequence, Sendable {
    package typealias Element = S3.ObjectEntry

    private let s3: S3Client
    private let bucket: String
    private let prefix: String

    init(_ s3: S3Client, bucket: String, prefix: String) {
        self.s3 = s3
        self.bucket = bucket
        self.prefix = prefix
    }

    /// Begins with the first page.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(list: self) }

    /// Goes from object to object.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let list: S3ObjectList
        fileprivate var page: ArraySlice<S3.ObjectEntry> = []
        fileprivate var token: String?
        fileprivate var isAtEnd = false

        /// The next object; nil after the last.
        /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
        package mutating func next() async throws -> S3.ObjectEntry? {
            while page.isEmpty, !isAtEnd {
                let answer = try await list.page(after: token)
                page = answer.contents[...]
                token = answer.isTruncated ? answer.nextContinuationToken : nil
                isAtEnd = token == nil
            }
            return page.popFirst()
        }
    }

    private func page(after token: String?) async throws -> S3.ListObjectsV2Result {
        // XML cannot carry every character that a key may have.
        var query = [(name: "list-type", value: "2"), ("prefix", prefix), ("encoding-type", "url")]
        if let token { query.append(("continuation-token", token)) }
        let (_, body) = try await s3.sendAndCollect(try s3.call("GET", bucket: bucket, query: query))
        var result: S3.ListObjectsV2Result
        do {
            result = try S3XML.decode(S3.ListObjectsV2Result.self, from: body)
        } catch {
            throw AWSClientError.badAnswer("ListObjectsV2: \(error)")
        }
        guard result.encodingType == "url" else { return result }
        for index in result.contents.indices {
            result.contents[index].key = PercentEncoding.decode(result.contents[index].key, plusIsSpace: true)
        }
        return result
    }
}

extension S3Client {
    /// The objects whose keys begin with `prefix`, fetched page by page.
    package func listObjects(bucket: String, prefix: String) -> S3ObjectList {
        S3ObjectList(self, bucket: bucket, prefix: prefix)
    }
}
