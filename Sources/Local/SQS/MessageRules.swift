import SluiceWire

/// What SQS demands of a message.
enum MessageRules {
    /// The bytes that count against the limit: body, and names, types and values of attributes.
    static func size(_ body: String, _ attributes: [String: SQS.MessageAttribute]) -> Int {
        attributes.reduce(body.utf8.count) { sum, attribute in
            sum + attribute.key.utf8.count + attribute.value.DataType.utf8.count
                + (attribute.value.StringValue?.utf8.count ?? 0) + (attribute.value.BinaryValue?.count ?? 0)
        }
    }

    /// Refuses the characters that XML 1.0 does not have.
    static func check(characters body: String) throws(AWSServiceError) {
        let allowed = body.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
            default: false
            }
        }
        guard allowed else { throw .invalidMessageContents }
    }

    /// Checks the names, types and values of a user's attributes.
    static func check(attributes: [String: SQS.MessageAttribute]) throws(AWSServiceError) {
        guard attributes.count <= SQSLimits.messageAttributes else {
            throw .invalidParameterValue(
                "Number of message attributes [\(attributes.count)] exceeds the allowed maximum [\(SQSLimits.messageAttributes)]."
            )
        }
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
            try check(name: name)
            try check(attribute, name)
        }
    }

    /// Checks the one attribute of the system that a sender may set.
    static func check(systemAttributes: [String: SQS.MessageAttribute]) throws(AWSServiceError) {
        for (name, attribute) in systemAttributes {
            guard name == "AWSTraceHeader" else {
                throw .invalidParameterValue("Message system attribute name '\(name)' is invalid.")
            }
            guard attribute.DataType == "String", attribute.StringValue?.isEmpty == false else {
                throw .invalidParameterValue(
                    "The message system attribute 'AWSTraceHeader' must be a non-empty String."
                )
            }
        }
    }

    private static func check(name: String) throws(AWSServiceError) {
        let lower = name.lowercased()
        let characters = name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95].contains(byte)
        }
        guard (1...SQSLimits.attributeNameLength).contains(name.utf8.count), characters, !lower.hasPrefix("aws."),
            !lower.hasPrefix("amazon."), !name.hasPrefix("."), !name.hasSuffix("."), !name.contains("..")
        else {
            throw .invalidParameterValue("Message (user) attribute name '\(name.prefix(300))' is invalid.")
        }
    }

    private static func check(_ attribute: SQS.MessageAttribute, _ name: String) throws(AWSServiceError) {
        let type = attribute.DataType.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
        switch type {
        case "String":
            guard let value = attribute.StringValue, !value.isEmpty else { throw empty(name, attribute.DataType) }
            try check(characters: value)
        case "Number":
            guard let value = attribute.StringValue, !value.isEmpty else { throw empty(name, attribute.DataType) }
            guard isNumber(value) else {
                throw .invalidParameterValue("Can't cast the value of message (user) attribute '\(name)' to a number.")
            }
        case "Binary":
            guard let value = attribute.BinaryValue, !value.isEmpty else { throw empty(name, attribute.DataType) }
        default:
            throw .invalidParameterValue(
                "The type of message (user) attribute '\(name)' is invalid. You must use only the following supported type prefixes: Binary, Number, String."
            )
        }
    }

    private static func empty(_ name: String, _ type: String) -> AWSServiceError {
        .invalidParameterValue("Message (user) attribute '\(name)' must contain a non-empty value of type '\(type)'.")
    }

    /// Up to 38 significant digits between -10^128 and 10^126.
    private static func isNumber(_ text: String) -> Bool {
        guard let value = Double(text), value >= -1e128, value <= 1e126 else { return false }
        let mantissa = text.split(whereSeparator: { $0 == "e" || $0 == "E" }).first ?? ""
        return mantissa.filter(\.isNumber).drop { $0 == "0" }.count <= 38
    }
}

/// What SQS demands of a batch.
enum BatchRules {
    /// The entries, if there are 1 to 10 with distinct, well-formed ids.
    static func check<Entry>(
        _ entries: [Entry]?,
        id: (Entry) -> String,
        entryName: String
    ) throws(AWSServiceError) -> [Entry] {
        let entries = entries ?? []
        guard !entries.isEmpty else { throw .emptyBatch(entryName) }
        guard entries.count <= SQSLimits.batchEntries else { throw .tooManyEntries(entries.count) }
        var seen: Set<String> = []
        for entry in entries {
            let id = id(entry)
            guard id.utf8.count <= SQSLimits.batchIDLength, QueueARN.isValid(id) else { throw .invalidBatchEntryID }
            guard seen.insert(id).inserted else { throw .batchEntryIDsNotDistinct(id) }
        }
        return entries
    }
}

extension SQS.BatchResultError {
    /// The failure of the entry `id`, with the code that older clients know.
    init(id: String, _ error: AWSServiceError) {
        let code = error.queryCode?.split(separator: ";").first.map(String.init) ?? error.code
        self.init(id: id, code: code, message: error.message, senderFault: error.isSenderFault)
    }
}
