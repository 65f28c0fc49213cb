import XMLCoder

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// XML bodies of S3, both ways.
package enum S3XML {
    /// `document` as XML with its header, in UTF-8.
    /// - Throws: `EncodingError` when a value cannot be written.
    package static func encode<Document: S3Document>(_ document: Document) throws -> [UInt8] {
        let encoder = XMLEncoder()
        // A bare carriage return would come back as a line feed (XML 1.0, section 2.11).
        encoder.charactersEscapedInElements += [("\r", "&#13;")]
        let data = try encoder.encode(
            document,
            withRootKey: Document.root,
            rootAttributes: Document.hasNamespace ? ["xmlns": S3.namespace] : nil,
            header: XMLHeader(version: 1.0, encoding: "UTF-8")
        )
        return Array(data)
    }

    /// The `Document` in `bytes`, whatever its namespace.
    /// - Throws: `DecodingError` when the XML is broken or an element is missing or has another form.
    package static func decode<Document: S3Document>(
        _ type: Document.Type,
        from bytes: some Sequence<UInt8>
    ) throws -> Document {
        let decoder = XMLDecoder(trimValueWhitespaces: false, removeWhitespaceElements: true)
        decoder.shouldProcessNamespaces = true
        return try decoder.decode(type, from: Data(bytes))
    }
}
