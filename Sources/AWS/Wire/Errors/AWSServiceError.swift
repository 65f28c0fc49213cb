/// An error as an AWS service states it: thrown by our server, read by our client.
package struct AWSServiceError: Error, Hashable, Sendable {
    /// The error code, such as `QueueDoesNotExist` or `NoSuchKey`, without a namespace.
    package var code: String
    package var message: String
    /// The HTTP status.
    package var status: Int
    /// The code of the older Query protocol where it differs (SQS), such as `AWS.SimpleQueueService.NonExistentQueue`.
    package var queryCode: String?
    /// Further elements of an XML error, in order, such as `BucketName`.
    package var details: [Detail]
    /// The service's name for the request; nil until it has one.
    package var requestID: String?

    /// One further element of an XML error.
    package struct Detail: Hashable, Sendable {
        package let name: String
        package let value: String

        /// The element `name` with the text `value`.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// An error with its HTTP status.
    package init(
        _ code: String,
        _ message: String,
        status: Int = 400,
        queryCode: String? = nil,
        details: [Detail] = [],
        requestID: String? = nil
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.queryCode = queryCode
        self.details = details
        self.requestID = requestID
    }

    /// Whether the sender is at fault rather than the service.
    package var isSenderFault: Bool { status < 500 }
}

extension AWSServiceError: CustomStringConvertible {
    /// Code and message.
    package var description: String { "\(code): \(message)" }
}
