extension Recording {
    /// Reads a recording from bytes that the caller has fetched.
    ///
    /// The kind is told from the content (EDF, BDF) or the extension (`.hea`, `.dat`; anything else is CSV).
    /// - Parameters:
    ///   - bytes: the file itself.
    ///   - name: its name; a folder in front is ignored.
    ///   - companions: files beside it by name: the signal files of a `.hea`, the header of a `.dat`.
    ///   - samplingRate: samples per second for a table without a time column.
    /// - Returns: the recording in microvolts.
    /// - Throws: `RecordingError` naming the file, the place and what was expected there.
    package static func read(
        bytes: [UInt8],
        name: String,
        companions: [String: [UInt8]] = [:],
        samplingRate: Double? = nil
    ) throws(RecordingError) -> Recording {
        let file = fileName(of: name)
        if EDFHeader.matches(bytes) { return try edf(bytes, name: file) }
        switch fileExtension(of: file) {
        case "hea":
            return try wfdb(header: bytes, name: file, companions: companions)
        case "dat":
            let header = stem(of: file) + ".hea"
            guard let headerBytes = companions[header] else {
                throw .missingCompanion(file: file, needs: header)
            }
            return try wfdb(header: headerBytes, name: header, companions: companions.merging([file: bytes]) { $1 })
        case "edf", "bdf":
            return try edf(bytes, name: file)
        default:
            return try csv(bytes, name: file, samplingRate: samplingRate)
        }
    }

    /// Last path component.
    static func fileName(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// File name without its last extension.
    static func stem(of path: String) -> String {
        let file = fileName(of: path)
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
        return String(file[..<dot])
    }

    /// Lower-case extension without the dot, or an empty text.
    static func fileExtension(of path: String) -> String {
        let file = fileName(of: path)
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return "" }
        return file[file.index(after: dot)...].lowercased()
    }
}
