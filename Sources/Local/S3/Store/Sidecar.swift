import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file that holds an object's metadata: right only while the object's file bears the same stamp.
struct Sidecar: Sendable, Hashable, Codable {
    let stamp: FileStamp
    let object: ObjectMetadata

    /// The sidecar at `path`; nil when there is none or it cannot be read, which costs no more than a new one.
    static func read(_ path: String) -> Sidecar? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? JSONDecoder().decode(Sidecar.self, from: data)
    }

    /// Writes the sidecar into a new file at `path`, which is left to be brought to disk.
    /// - Throws: `FileError`, or `EncodingError`.
    @discardableResult
    func write(to path: String) throws -> OpenFile {
        try JSONFile.write(self, to: path)
    }
}

/// Small JSON files of the store.
enum JSONFile {
    /// Writes `value` into a new file at `path`, which is left to be brought to disk.
    /// - Throws: `FileError`, or `EncodingError`.
    static func write(_ value: some Encodable, to path: String) throws -> OpenFile {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let data = Array(try encoder.encode(value))
        let file = try OpenFile.create(path)
        try unsafe data.withUnsafeBytes { try unsafe file.write($0) }
        return file
    }

    /// The value at `path`; nil when there is none.
    /// - Throws: `DecodingError` when the file holds something else.
    static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try JSONDecoder().decode(type, from: data)
    }
}
