#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension QueryForm {
    /// The values of a map, `Name.entry.1.key=…&Name.entry.1.value=…`.
    package func entries(_ name: String) -> [String: String] {
        var entries: [String: String] = [:]
        for number in 1... {
            guard let key = self["\(name).entry.\(number).key"] else { break }
            entries[key] = self["\(name).entry.\(number).value"] ?? ""
        }
        return entries
    }

    /// The values of a list, `Name.member.1=…`.
    package func members(_ name: String) -> [String] {
        var members: [String] = []
        for number in 1... {
            guard let member = self["\(name).member.\(number)"] else { break }
            members.append(member)
        }
        return members
    }

    /// Tags, `Tags.member.1.Key=…&Tags.member.1.Value=…`.
    package var tags: [String: String] {
        var tags: [String: String] = [:]
        for number in 1... {
            guard let key = self["Tags.member.\(number).Key"] else { break }
            tags[key] = self["Tags.member.\(number).Value"] ?? ""
        }
        return tags
    }

    /// The attributes of a message, `MessageAttributes.entry.1.Name=…`, behind `prefix` in a batch.
    ///
    /// - Throws: `AWSServiceError` when a value is missing or is not base64 where it must be.
    package func messageAttributes(prefix: String = "") throws(AWSServiceError) -> [String: SNS.MessageAttribute] {
        var attributes: [String: SNS.MessageAttribute] = [:]
        for number in 1... {
            let place = "\(prefix)MessageAttributes.entry.\(number)"
            guard let name = self["\(place).Name"] else { break }
            let type = self["\(place).Value.DataType"] ?? ""
            if let text = self["\(place).Value.StringValue"] {
                attributes[name] = SNS.MessageAttribute(dataType: type, stringValue: text)
            } else if let text = self["\(place).Value.BinaryValue"], let bytes = Data(base64Encoded: text) {
                attributes[name] = SNS.MessageAttribute(dataType: type, binaryValue: bytes)
            } else {
                throw .invalidSNSParameter("The message attribute '\(name)' has no StringValue and no BinaryValue.")
            }
        }
        return attributes
    }
}
