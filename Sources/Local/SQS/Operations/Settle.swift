import SluiceModel
import SluiceWire

extension SQS.DeleteMessage: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        let receipt = try Receipts.read(ReceiptHandle)
        try await context.host.delete(try Receipts.sequences([receipt], queue, context), from: queue)
        return SQS.Empty()
    }
}

extension SQS.DeleteMessageBatch: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        _ = try context.host.depth(of: queue)
        let entries = try BatchRules.check(Entries, id: \.Id, entryName: "DeleteMessageBatchRequestEntry")
        var good: [(id: String, receipt: ReceiptHandle)] = []
        var failed: [SQS.BatchResultError] = []
        for entry in entries {
            do throws(AWSServiceError) {
                good.append((entry.Id, try Receipts.read(entry.ReceiptHandle)))
            } catch {
                failed.append(SQS.BatchResultError(id: entry.Id, error))
            }
        }
        try await context.host.delete(try Receipts.sequences(good.map(\.receipt), queue, context), from: queue)
        return Response(successful: good.map { SQS.BatchEntryID(id: $0.id) }, failed: failed)
    }
}

extension SQS.ChangeMessageVisibility: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        _ = try context.host.depth(of: queue)
        try Receipts.changeVisibility(ReceiptHandle, VisibilityTimeout, queue, context)
        return SQS.Empty()
    }
}

extension SQS.ChangeMessageVisibilityBatch: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        _ = try context.host.depth(of: queue)
        let entries = try BatchRules.check(Entries, id: \.Id, entryName: "ChangeMessageVisibilityBatchRequestEntry")
        var successful: [SQS.BatchEntryID] = []
        var failed: [SQS.BatchResultError] = []
        for entry in entries {
            do throws(AWSServiceError) {
                try Receipts.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout, queue, context)
                successful.append(SQS.BatchEntryID(id: entry.Id))
            } catch {
                failed.append(SQS.BatchResultError(id: entry.Id, error))
            }
        }
        return Response(successful: successful, failed: failed)
    }
}

/// What the operations that name a message by receipt have in common.
private enum Receipts {
    static func read(_ text: String?) throws(AWSServiceError) -> ReceiptHandle {
        guard let text else { throw .missingParameter("ReceiptHandle") }
        guard let receipt = ReceiptHandle(text) else { throw .receiptHandleIsInvalid(text) }
        return receipt
    }

    /// The messages of the receipts that belong to this queue and not to an older one of its name.
    static func sequences(
        _ receipts: [ReceiptHandle],
        _ queue: String,
        _ context: SQSContext
    ) throws(AWSServiceError) -> [Int64] {
        let id = try context.host.withQueue(queue) { $0.record.id }
        return receipts.filter { $0.queueID == id }.map(\.sequence)
    }

    static func changeVisibility(
        _ handle: String?,
        _ seconds: Int?,
        _ queue: String,
        _ context: SQSContext
    ) throws(AWSServiceError) {
        let receipt = try read(handle)
        guard let seconds else { throw .missingParameter("VisibilityTimeout") }
        guard SQSLimits.visibilityTimeout.contains(seconds) else {
            throw .outOfRange(
                seconds,
                "VisibilityTimeout",
                "Must be between \(SQSLimits.visibilityTimeout.lowerBound) and \(SQSLimits.visibilityTimeout.upperBound)."
            )
        }
        try context.host.changeVisibility(of: receipt.sequence, in: queue, to: .seconds(seconds))
    }
}
