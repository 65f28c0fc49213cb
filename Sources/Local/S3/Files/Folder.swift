#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Operations on names in folders.
///
/// All of them block; call them on `FileThreads`.
enum Folder {
    /// Makes the folder at `path`; false when something is there already.
    /// - Throws: `FileError`.
    @discardableResult
    static func make(_ path: String) throws(FileError) -> Bool {
        if unsafe mkdir(path, 0o755) == 0 { return true }
        let error = FileError.last("make folder", path)
        if error.code == EEXIST { return false }
        throw error
    }

    /// Makes the folder at `path` and those above it that are missing.
    /// - Returns: The folders in which others were made.
    /// - Throws: `FileError`.
    @discardableResult
    static func makeAll(_ path: String) throws(FileError) -> [String] {
        let parent = self.parent(of: path)
        do {
            return try make(path) ? [parent] : []
        } catch {
            guard error.code == ENOENT, parent != path else { throw error }
            let above = try makeAll(parent)
            try make(path)
            return above + [parent]
        }
    }

    /// The path without its last component.
    static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Calls `visit` with the name of each entry but `.` and `..`, in no order, with its kind where the system says it.
    ///
    /// Names that are not UTF-8 are left out: no key could name them. A folder that is not there has no entries.
    /// - Throws: `FileError`, or what `visit` throws.
    static func forEachEntry(in path: String, _ visit: (String, FileStatus.Kind?) throws -> Void) throws {
        guard let folder = unsafe opendir(path) else {
            let error = FileError.last("list", path)
            if error.isAbsence { return }
            throw error
        }
        defer { _ = unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            guard let name = unsafe name(of: entry), name != ".", name != ".." else { continue }
            let kind: FileStatus.Kind? =
                switch unsafe Int(entry.pointee.d_type) {
                case Int(DT_REG): .file
                case Int(DT_DIR): .folder
                default: nil
                }
            try visit(name, kind)
        }
    }

    /// The names in a folder, in no order.
    /// - Throws: `FileError`.
    static func names(in path: String) throws -> [String] {
        var names: [String] = []
        try forEachEntry(in: path) { name, _ in names.append(name) }
        return names
    }

    /// Puts what is at `source` in the place of whatever file is at `target`, in one step.
    /// - Throws: `FileError`.
    static func rename(_ source: String, to target: String) throws(FileError) {
        guard systemRename(source, target) == 0 else { throw .last("rename \(source) to", target) }
    }

    /// Gives the file at `source` the second name `target`.
    /// - Throws: `FileError`.
    static func link(_ source: String, as target: String) throws(FileError) {
        guard systemLink(source, target) == 0 else { throw .last("link \(source) as", target) }
    }

    /// Removes the file at `path`; false when there is none.
    /// - Throws: `FileError`.
    @discardableResult
    static func removeFile(_ path: String) throws(FileError) -> Bool {
        if unsafe unlink(path) == 0 { return true }
        let error = FileError.last("remove", path)
        if error.isAbsence { return false }
        throw error
    }

    /// Removes the folder at `path` if it is empty; false when it is not, or not there.
    /// - Throws: `FileError`.
    @discardableResult
    static func removeIfEmpty(_ path: String) throws(FileError) -> Bool {
        if unsafe rmdir(path) == 0 { return true }
        let error = FileError.last("remove folder", path)
        if error.isAbsence || error.code == ENOTEMPTY || error.code == EEXIST || error.code == EBUSY { return false }
        throw error
    }

    /// Removes `path` with everything in it.
    /// - Throws: `FileError`.
    static func removeAll(_ path: String) throws {
        for name in try names(in: path) {
            let child = "\(path)/\(name)"
            // A link is removed, never followed.
            if unsafe unlink(child) != 0 { try removeAll(child) }
        }
        try removeIfEmpty(path)
    }

    /// Returns once the names in the folder at `path` are on disk.
    /// - Throws: `FileError`.
    static func synchronize(_ path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let error = FileError.last("open", path)
            // Somebody removed the folder since, and what was in it with it.
            if error.isAbsence { return }
            throw error
        }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last("sync", path) }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            let end = unsafe bytes.firstIndex(of: 0) ?? bytes.count
            return unsafe String(validating: bytes[..<end], as: UTF8.self)
        }
    }

    private static func systemRename(_ source: String, _ target: String) -> CInt {
        #if canImport(Glibc)
            unsafe Glibc.rename(source, target)
        #elseif canImport(Musl)
            unsafe Musl.rename(source, target)
        #else
            unsafe Darwin.rename(source, target)
        #endif
    }

    private static func systemLink(_ source: String, _ target: String) -> CInt {
        #if canImport(Glibc)
            unsafe Glibc.link(source, target)
        #elseif canImport(Musl)
            unsafe Musl.link(source, target)
        #else
            unsafe Darwin.link(source, target)
        #endif
    }
}
