import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SNSContext {
    func publish(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard form["PhoneNumber"] == nil else {
            throw .invalidSNSParameter("PhoneNumber Reason: text messages are not implemented by the local cloud")
        }
        let name = try TopicARN.topic(
            form["TopicArn"] ?? form["TargetArn"],
            parameter: form["TopicArn"] == nil && form["TargetArn"] != nil ? "TargetArn" : "TopicArn",
            region: host.region
        )
        let message = try TopicHost.Outgoing(form, prefix: "", id: host.newID())
        try await host.publish([message], to: name)
        return [XMLElement("MessageId", message.id)]
    }

    func publishBatch(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let name = try topic(form)
        let entries = try batchEntries(form)
        var good: [(id: String, message: TopicHost.Outgoing)] = []
        var failed: [[XMLElement]] = []
        for entry in entries {
            do throws(AWSServiceError) {
                good.append((entry.id, try TopicHost.Outgoing(form, prefix: entry.prefix, id: host.newID())))
            } catch {
                failed.append([
                    XMLElement("Id", entry.id), XMLElement("Code", error.code), XMLElement("Message", error.message),
                    XMLElement("SenderFault", String(error.isSenderFault)),
                ])
            }
        }
        let bytes = good.reduce(0) { $0 + SNSMessageRules.size($1.message.text, $1.message.attributes) }
        guard bytes <= SNSLimits.messageBytes else {
            throw AWSServiceError(
                "BatchRequestTooLong",
                "The messages of the batch have \(bytes) bytes together; \(SNSLimits.messageBytes) are allowed."
            )
        }
        try await host.publish(good.map(\.message), to: name)
        let successful = good.map { [XMLElement("Id", $0.id), XMLElement("MessageId", $0.message.id)] }
        return [XMLElement("Successful", members: successful), XMLElement("Failed", members: failed)]
    }

    /// The entries of a batch: the id of each and what its fields begin with.
    private func batchEntries(_ form: QueryForm) throws(AWSServiceError) -> [(id: String, prefix: String)] {
        var entries: [(id: String, prefix: String)] = []
        for number in 1... {
            let prefix = "PublishBatchRequestEntries.member.\(number)."
            guard let id = form["\(prefix)Id"] else { break }
            guard QueueARN.isValid(id) else {
                throw AWSServiceError("InvalidBatchEntryId", "The Id '\(id)' of a batch entry is not well-formed.")
            }
            guard !entries.contains(where: { $0.id == id }) else {
                throw AWSServiceError("BatchEntryIdsNotDistinct", "Two or more batch entries have the Id '\(id)'.")
            }
            entries.append((id, prefix))
            guard entries.count <= SNSLimits.batchEntries else {
                throw AWSServiceError(
                    "TooManyEntriesInBatchRequest",
                    "A batch has at most \(SNSLimits.batchEntries) entries."
                )
            }
        }
        guard !entries.isEmpty else { throw AWSServiceError("EmptyBatchRequest", "The batch has no entries.") }
        return entries
    }
}

extension TopicHost.Outgoing {
    /// Reads a message from a form whose fields for it begin with `prefix`.
    /// - Throws: `AWSServiceError` saying what is wrong with it.
    fileprivate init(_ form: QueryForm, prefix: String, id: String) throws(AWSServiceError) {
        let text = form["\(prefix)Message"] ?? ""
        let subject = form["\(prefix)Subject"]
        let attributes = try form.messageAttributes(prefix: prefix)
        try SNSMessageRules.check(message: text, subject: subject, attributes: attributes)
        guard form["\(prefix)MessageDeduplicationId"] == nil else {
            throw .invalidSNSParameter("MessageDeduplicationId Reason: the topic is not a FIFO topic")
        }
        self.init(
            id: id,
            subject: subject,
            text: text,
            byProtocol: try Self.structured(form["\(prefix)MessageStructure"], text),
            attributes: attributes
        )
    }

    /// The texts of a message with `MessageStructure` `json`, `default` among them, by protocol.
    private static func structured(_ structure: String?, _ text: String) throws(AWSServiceError) -> [String: String] {
        guard let structure else { return [:] }
        guard structure == "json" else { throw .invalidSNSParameter("MessageStructure Reason: only json is known") }
        guard let document = try? JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8)) else {
            throw .invalidSNSParameter("Message Structure - JSON message body failed to parse")
        }
        guard case .string(let fallback)? = document["default"] else {
            throw .invalidSNSParameter("Message Structure - No default entry in JSON message body")
        }
        var texts: [String: String] = [:]
        for name in ["http", "https", "sqs"] {
            if case .string(let special)? = document[name] { texts[name] = special } else { texts[name] = fallback }
        }
        return texts
    }
}
