// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

extension SQS {
    /// Makes a queue, or finds the one of that name.
    package struct CreateQueue: SQSOperation {
        package static let name = "CreateQueue"
        package var QueueName: String?
        package var Attributes: [String: String]?
        /// Lower case in this operation alone.
        package var tags: [String: String]?

        /// A queue with attributes, all written as text.
        package init(name: String, attributes: [String: String] = [:], tags: [String: String]? = nil) {
            QueueName = name
            Attributes = attributes
            self.tags = tags
        }

        /// The queue's URL.
        package struct Response: Codable, Sendable, Hashable {
            package var QueueUrl: String

            /// The answer for the queue at `queueURL`.
            package init(queueURL: String) {
                QueueUrl = queueURL
            }
        }
    }

    /// Finds a queue by name.
    package struct GetQueueUrl: SQSOperation {
        package typealias Response = CreateQueue.Response
        package static let name = "GetQueueUrl"
        package var QueueName: String?
        package var QueueOwnerAWSAccountId: String?

        /// The queue called `name` in the caller's account.
        package init(name: String) {
            QueueName = name
        }
    }

    /// Lists queues by name.
    package struct ListQueues: SQSOperation {
        package static let name = "ListQueues"
        package var QueueNamePrefix: String?
        package var MaxResults: Int?
        package var NextToken: String?

        /// The queues whose names begin with `prefix`.
        package init(prefix: String? = nil, maxResults: Int? = nil, nextToken: String? = nil) {
            QueueNamePrefix = prefix
            MaxResults = maxResults
            NextToken = nextToken
        }

        /// One page of URLs; the token only when more follow.
        package struct Response: Codable, Sendable, Hashable {
            package var QueueUrls: [String]?
            package var NextToken: String?

            /// A page; an empty one leaves the key out.
            package init(queueURLs: [String], nextToken: String?) {
                QueueUrls = queueURLs.isEmpty ? nil : queueURLs
                NextToken = nextToken
            }
        }
    }

    /// Removes a queue and its messages.
    package struct DeleteQueue: SQSOperation {
        package typealias Response = Empty
        package static let name = "DeleteQueue"
        package var QueueUrl: String

        /// The queue at `queueURL`.
        package init(queueURL: String) {
            QueueUrl = queueURL
        }
    }

    /// Removes every message of a queue.
    package struct PurgeQueue: SQSOperation {
        package typealias Response = Empty
        package static let name = "PurgeQueue"
        package var QueueUrl: String

        /// The queue at `queueURL`.
        package init(queueURL: String) {
            QueueUrl = queueURL
        }
    }

    /// Reads a queue's attributes.
    package struct GetQueueAttributes: SQSOperation {
        package static let name = "GetQueueAttributes"
        package var QueueUrl: String
        package var AttributeNames: [String]?

        /// The named attributes, or all of them for `All`.
        package init(queueURL: String, names: [String] = ["All"]) {
            QueueUrl = queueURL
            AttributeNames = names
        }

        /// The attributes as text.
        package struct Response: Codable, Sendable, Hashable {
            package var Attributes: [String: String]?

            /// An answer with these attributes; none leaves the key out.
            package init(attributes: [String: String]) {
                Attributes = attributes.isEmpty ? nil : attributes
            }
        }
    }

    /// Changes a queue's attributes.
    package struct SetQueueAttributes: SQSOperation {
        package typealias Response = Empty
        package static let name = "SetQueueAttributes"
        package var QueueUrl: String
        package var Attributes: [String: String]?

        /// New values for some attributes.
        package init(queueURL: String, attributes: [String: String]) {
            QueueUrl = queueURL
            Attributes = attributes
        }
    }

    /// Lists the queues that use a queue for dead letters.
    package struct ListDeadLetterSourceQueues: SQSOperation {
        package static let name = "ListDeadLetterSourceQueues"
        package var QueueUrl: String
        package var MaxResults: Int?
        package var NextToken: String?

        /// The sources of the queue at `queueURL`.
        package init(queueURL: String) {
            QueueUrl = queueURL
        }

        /// The URLs, under a name that is lower case in this operation alone.
        package struct Response: Codable, Sendable, Hashable {
            package var queueUrls: [String]
            package var NextToken: String?

            /// A page of URLs.
            package init(queueURLs: [String], nextToken: String?) {
                queueUrls = queueURLs
                NextToken = nextToken
            }
        }
    }
}
