import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a receive gives out to delete a message by: the queue, the message and which receive it was.
struct ReceiptHandle: Sendable, Hashable {
    let queueID: Int64
    let sequence: Int64
    let receiveCount: Int

    init(queueID: Int64, sequence: Int64, receiveCount: Int) {
        self.queueID = queueID
        self.sequence = sequence
        self.receiveCount = receiveCount
    }

    /// Reads a handle; nil when it was not made here.
    init?(_ text: String) {
        guard let data = Data(base64Encoded: text) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ".").map(String.init)
        guard parts.count == 4, let queueID = Int64(parts[0]), let sequence = Int64(parts[1]), let count = Int(parts[2])
        else { return nil }
        self.init(queueID: queueID, sequence: sequence, receiveCount: count)
        guard parts[3] == check else { return nil }
    }

    /// The handle as text.
    var text: String { Data("\(plain).\(check)".utf8).base64EncodedString() }

    private var plain: String { "\(queueID).\(sequence).\(receiveCount)" }

    /// Tells our handles from texts that merely look like one.
    private var check: String { String(Hashing.sha256Hex("sluice receipt \(plain)").prefix(16)) }
}
