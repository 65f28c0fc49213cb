// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

extension SQS {
    /// Adds or overwrites tags.
    package struct TagQueue: SQSOperation {
        package typealias Response = Empty
        package static let name = "TagQueue"
        package var QueueUrl: String
        package var Tags: [String: String]?
    }

    /// Removes tags.
    package struct UntagQueue: SQSOperation {
        package typealias Response = Empty
        package static let name = "UntagQueue"
        package var QueueUrl: String
        package var TagKeys: [String]?
    }

    /// Reads the tags.
    package struct ListQueueTags: SQSOperation {
        package static let name = "ListQueueTags"
        package var QueueUrl: String

        /// The tags; the key is absent when there are none.
        package struct Response: Codable, Sendable, Hashable {
            package var Tags: [String: String]?

            /// An answer with these tags.
            package init(tags: [String: String]) {
                Tags = tags.isEmpty ? nil : tags
            }
        }
    }
}
