import XMLCoder

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The document that answers an operation of the Query protocol:
/// `<XResponse><XResult>…</XResult><ResponseMetadata/></XResponse>`.
package struct QueryAnswer<Result: Decodable & Sendable>: Decodable {
    private let result: Result

    /// Reads the result out of a document; an operation without one answers `{}`.
    /// - Throws: `DecodingError`.
    package static func result(in body: [UInt8]) throws -> Result {
        let decoder = XMLDecoder()
        // Values are kept as they are: an error text may end with a line break, a template too.
        decoder.trimValueWhitespaces = false
        decoder.removeWhitespaceElements = true
        return try decoder.decode(Self.self, from: Data(body)).result
    }

    /// Reads the element whose name ends with `Result`.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyElement.self)
        if let key = container.allKeys.first(where: { $0.stringValue.hasSuffix("Result") }) {
            result = try container.decode(Result.self, forKey: key)
        } else {
            result = try JSONDecoder().decode(Result.self, from: Data("{}".utf8))
        }
    }
}

/// A list of the Query protocol: `<member>` after `<member>`.
package struct QueryList<Element: Decodable & Sendable & Hashable>: Decodable, Sendable, Hashable {
    package let members: [Element]

    private enum CodingKeys: String, CodingKey {
        case members = "member"
    }

    /// Reads the members, none of an empty element.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        // An empty element is no container of anything.
        let container = try? decoder.container(keyedBy: CodingKeys.self)
        members = try container?.decodeIfPresent([Element].self, forKey: .members) ?? []
    }
}

/// The name of an element that is not known beforehand.
private struct AnyElement: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
