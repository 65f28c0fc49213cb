extension AWSServiceError {
    /// The queue is not there.
    package static var queueDoesNotExist: AWSServiceError {
        legacy("QueueDoesNotExist", "NonExistentQueue", "The specified queue does not exist.")
    }

    /// A queue of that name has another value for `attribute`.
    package static func queueNameExists(attribute: String) -> AWSServiceError {
        AWSServiceError(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute \(attribute)",
            queryCode: "QueueAlreadyExists;Sender"
        )
    }

    /// The name is taken for a while after a delete.
    package static var queueDeletedRecently: AWSServiceError {
        legacy(
            "QueueDeletedRecently",
            "QueueDeletedRecently",
            "You must wait \(SQSLimits.purgeInterval) seconds after deleting a queue before you can create another with the same name."
        )
    }

    /// A purge of that queue has just been made.
    package static func purgeQueueInProgress(queue: String) -> AWSServiceError {
        legacy(
            "PurgeQueueInProgress",
            "PurgeQueueInProgress",
            "Only one PurgeQueue operation on \(queue) is allowed every \(SQSLimits.purgeInterval) seconds.",
            status: 403
        )
    }

    /// Too many messages are in flight.
    package static var overLimit: AWSServiceError {
        AWSServiceError(
            "OverLimit",
            "Too many messages are in flight: the limit is \(SQSLimits.inFlight).",
            status: 403,
            queryCode: "OverLimit;Sender"
        )
    }

    /// The server holds as many messages as it has memory for.
    package static var tooMuchWaits: AWSServiceError {
        AWSServiceError(
            "RequestThrottled",
            "The queues hold as much as they may. Receive and delete messages, or try again later.",
            status: 403,
            queryCode: "RequestThrottled;Sender"
        )
    }

    /// The attribute is not one of a queue's.
    package static func invalidAttributeName(_ name: String) -> AWSServiceError {
        plain("InvalidAttributeName", "Unknown Attribute \(name).")
    }

    /// The attribute's value is out of its range.
    package static func invalidAttributeValue(_ name: String, _ value: String = "") -> AWSServiceError {
        plain(
            "InvalidAttributeValue",
            "Invalid value for the parameter \(name).\(value.isEmpty ? "" : " Reason: \(value)")"
        )
    }

    /// A parameter is out of its range.
    package static func invalidParameterValue(_ message: String) -> AWSServiceError {
        AWSServiceError("InvalidParameterValueException", message, queryCode: "InvalidParameterValue;Sender")
    }

    /// A parameter is out of its range, in the words SQS uses.
    package static func outOfRange(_ value: Int, _ parameter: String, _ reason: String) -> AWSServiceError {
        invalidParameterValue("Value \(value) for parameter \(parameter) is invalid. Reason: \(reason)")
    }

    /// A needed parameter is not there.
    package static func missingParameter(_ name: String) -> AWSServiceError {
        AWSServiceError(
            "MissingRequiredParameterException",
            "The request must contain the parameter \(name).",
            queryCode: "MissingParameter;Sender"
        )
    }

    /// The receipt handle was not made by this service.
    package static func receiptHandleIsInvalid(_ handle: String) -> AWSServiceError {
        plain(
            "ReceiptHandleIsInvalid",
            "The input receipt handle \"\(handle.prefix(200))\" is not a valid receipt handle."
        )
    }

    /// The body holds characters that SQS does not carry.
    package static var invalidMessageContents: AWSServiceError {
        plain(
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"
        )
    }

    /// The message cannot be hidden because nobody has received it.
    package static var messageNotInflight: AWSServiceError {
        legacy("MessageNotInflight", "MessageNotInflight", "The message referred to isn't in flight.")
    }

    /// A batch without entries.
    package static func emptyBatch(_ entryName: String) -> AWSServiceError {
        legacy(
            "EmptyBatchRequest",
            "EmptyBatchRequest",
            "There should be at least one \(entryName) in the request."
        )
    }

    /// A batch with more than ten entries.
    package static func tooManyEntries(_ count: Int) -> AWSServiceError {
        legacy(
            "TooManyEntriesInBatchRequest",
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are \(SQSLimits.batchEntries). You have sent \(count)."
        )
    }

    /// Two entries of a batch have one id.
    package static func batchEntryIDsNotDistinct(_ id: String) -> AWSServiceError {
        legacy("BatchEntryIdsNotDistinct", "BatchEntryIdsNotDistinct", "Id \(id) repeated.")
    }

    /// An entry's id has characters or a length that are not allowed.
    package static var invalidBatchEntryID: AWSServiceError {
        legacy(
            "InvalidBatchEntryId",
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most \(SQSLimits.batchIDLength) letters long."
        )
    }

    /// The messages of a batch are too long together.
    package static func batchRequestTooLong(_ bytes: Int) -> AWSServiceError {
        legacy(
            "BatchRequestTooLong",
            "BatchRequestTooLong",
            "Batch requests cannot be longer than \(SQSLimits.batchBytes) bytes. You have sent \(bytes) bytes."
        )
    }

    /// A message or its attributes are longer than the queue allows.
    package static func messageTooLong(limit: Int) -> AWSServiceError {
        invalidParameterValue(
            "One or more parameters are invalid. Reason: Message must be shorter than \(limit) bytes."
        )
    }

    /// A queue or task named by a move is not there.
    package static func resourceNotFound(_ message: String) -> AWSServiceError {
        AWSServiceError(
            "ResourceNotFoundException",
            message,
            status: 404,
            queryCode: "ResourceNotFoundException;Sender"
        )
    }

    /// SQS has it, the local one does not.
    package static func unsupportedOperation(_ message: String) -> AWSServiceError {
        legacy("UnsupportedOperation", "UnsupportedOperation", message)
    }

    private static func plain(_ code: String, _ message: String) -> AWSServiceError {
        AWSServiceError(code, message, queryCode: "\(code);Sender")
    }

    private static func legacy(_ code: String, _ old: String, _ message: String, status: Int = 400) -> AWSServiceError {
        AWSServiceError(code, message, status: status, queryCode: "AWS.SimpleQueueService.\(old);Sender")
    }
}
