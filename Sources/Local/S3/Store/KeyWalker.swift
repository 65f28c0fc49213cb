import SluiceWire

/// Finds the keys of a bucket in byte order by walking its folders, reading only those that can hold what is asked for.
///
/// It blocks. Of a folder with very many names it keeps the next few thousand and reads it again for those after.
struct KeyWalker {
    /// How many names of a folder are kept at once.
    static let batchSize = 4096

    private struct Entry {
        /// What its keys begin with after the folder's own part; a folder's ends with the slash.
        let stem: [UInt8]
        /// The folder's path; nil for a file.
        let folder: String?
    }

    private struct Level {
        let path: String
        let stem: [UInt8]
        /// What comes next, in descending order.
        var entries: [Entry] = []
        /// Names up to this one are done; nil when none is.
        var bound: [UInt8]?
        var isComplete = false
    }

    private var levels: [Level]
    private var request: ListRequest
    private var last: [UInt8]?

    /// A walk through the bucket whose objects lie in `folder`, for the keys that `request` admits.
    init(folder: String, _ request: ListRequest) {
        levels = [Level(path: folder, stem: [])]
        self.request = request
    }

    /// Leaves out the keys that begin with `prefix`, and all before them.
    mutating func skip(past prefix: [UInt8]) {
        request.after = .prefix(prefix)
    }

    /// The next key; nil after the last one.
    /// - Throws: `FileError`.
    mutating func next() throws -> [UInt8]? {
        while var level = levels.popLast() {
            if level.entries.isEmpty, !level.isComplete { try load(&level) }
            guard let entry = level.entries.popLast() else { continue }
            let stem = level.stem + entry.stem
            levels.append(level)
            if let folder = entry.folder {
                if request.mayAdmitKeys(beginningWith: stem) { levels.append(Level(path: folder, stem: stem)) }
            } else if request.admits(stem), stem != last {
                last = stem
                return stem
            }
        }
        return nil
    }

    private func load(_ level: inout Level) throws {
        var entries: [Entry] = []
        var limit: [UInt8]?
        let (path, stem, bound) = (level.path, level.stem, level.bound)
        try Folder.forEachEntry(in: path) { name, kind in
            guard let entry = try entry(name, kind, in: path), isWanted(entry, stem, after: bound) else { return }
            if let limit, !entry.stem.lexicographicallyPrecedes(limit) { return }
            entries.append(entry)
            if entries.count == 2 * Self.batchSize { limit = Self.keepFirst(&entries) }
        }
        if entries.count > Self.batchSize { limit = Self.keepFirst(&entries) }
        level.isComplete = limit == nil
        entries.sort { $1.stem.lexicographicallyPrecedes($0.stem) }
        level.bound = entries.first?.stem
        level.entries = entries
    }

    /// Cuts `entries` down to the first ones; what it returns and all after it must be found again.
    private static func keepFirst(_ entries: inout [Entry]) -> [UInt8] {
        entries.sort { $0.stem.lexicographicallyPrecedes($1.stem) }
        let limit = entries[batchSize].stem
        entries.removeLast(entries.count - batchSize)
        return limit
    }

    private func isWanted(_ entry: Entry, _ stem: [UInt8], after bound: [UInt8]?) -> Bool {
        if let bound, !bound.lexicographicallyPrecedes(entry.stem) { return false }
        let whole = stem + entry.stem
        return entry.folder == nil ? request.admits(whole) : request.mayAdmitKeys(beginningWith: whole)
    }

    private func entry(_ name: String, _ kind: FileStatus.Kind?, in path: String) throws -> Entry? {
        guard let meaning = KeyName.decode(name) else { return nil }
        let child = "\(path)/\(name)"
        switch (try kind ?? FileStatus.at(child)?.kind, meaning) {
        case (.file, .chunk(let bytes)), (.file, .itself(let bytes)): return Entry(stem: bytes, folder: nil)
        case (.folder, .chunk(let bytes)): return Entry(stem: bytes + [UInt8(ascii: "/")], folder: child)
        case (.folder, .continued(let bytes)): return Entry(stem: bytes, folder: child)
        default: return nil
        }
    }
}
