#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Recording {
    /// Reads a recording from a path: `.hea` or `.dat` with its companion beside it, `.edf`, `.bdf`, or CSV.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - samplingRate: samples per second for a table without a time column.
    /// - Returns: the recording in microvolts.
    /// - Throws: `RecordingError`.
    package static func read(path: String, samplingRate: Double? = nil) throws(RecordingError) -> Recording {
        let bytes = try contents(ofFile: path)
        var companions: [String: [UInt8]] = [:]
        for needed in try companionFiles(of: path, bytes) {
            companions[needed] = try contents(ofFile: sibling(needed, of: path))
        }
        return try read(bytes: bytes, name: path, companions: companions, samplingRate: samplingRate)
    }

    /// The bytes of a file.
    package static func contents(ofFile path: String) throws(RecordingError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
        } catch {
            throw .unreadable(path: path, reason: reason(path) ?? "\(error)")
        }
    }

    /// Why nothing can be read at a path, as far as one can see.
    private static func reason(_ path: String) -> String? {
        let manager = FileManager.default
        var isFolder = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { return "no such file" }
        if isFolder { return "it is a folder; name one recording in it" }
        return manager.isReadableFile(atPath: path) ? nil : "there is no permission to read it"
    }

    /// Records of a folder that have reference beats (`NAME.fqrs` beside `NAME.hea`), as paths of the headers, sorted.
    package static func annotatedRecords(inFolder folder: String) throws(RecordingError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .unreadable(path: folder, reason: "no such folder")
        }
        let present = Set(names)
        return names.filter { $0.hasSuffix(".fqrs") }
            .map { stem(of: $0) + ".hea" }
            .filter(present.contains)
            .sorted()
            .map { "\(folder)/\($0)" }
    }

    /// Reference beats of the record whose header is at `path`, in seconds.
    package static func referenceBeats(besideHeader path: String) throws(RecordingError) -> [Double] {
        let annotations = stem(of: path) + ".fqrs"
        let header = String(decoding: try contents(ofFile: path), as: UTF8.self)
        let rate = try WFDBHeader(text: header, file: fileName(of: path)).samplingRate
        let bytes = try contents(ofFile: sibling(annotations, of: path))
        return try BeatAnnotations(bytes, file: annotations).seconds(samplingRate: rate)
    }

    private static func companionFiles(of path: String, _ bytes: [UInt8]) throws(RecordingError) -> [String] {
        switch fileExtension(of: path) {
        case "hea":
            let header = try WFDBHeader(text: String(decoding: bytes, as: UTF8.self), file: fileName(of: path))
            return Array(Set(header.signals.map(\.file)))
        case "dat":
            return [stem(of: path) + ".hea"]
        default:
            return []
        }
    }

    private static func sibling(_ name: String, of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }
}
