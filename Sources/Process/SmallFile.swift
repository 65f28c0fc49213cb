#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files of a few kilobytes that the kernel makes up as they are read.
enum SmallFile {
    /// The file's text; empty when it cannot be read.
    static func read(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { _ = close(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Self.read(file, &buffer)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += buffer.prefix(count)
        }
    }

    /// Writes a few bytes; a refusal is of no consequence.
    static func write(_ text: String, to path: String) {
        let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { _ = close(file) }
        let bytes = Array(text.utf8)
        #if canImport(Glibc)
            _ = unsafe Glibc.write(file, bytes, bytes.count)
        #elseif canImport(Musl)
            _ = unsafe Musl.write(file, bytes, bytes.count)
        #else
            _ = unsafe Darwin.write(file, bytes, bytes.count)
        #endif
    }

    /// The names in a folder; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func read(_ file: Int32, _ buffer: inout [UInt8]) -> Int {
        unsafe buffer.withUnsafeMutableBytes { bytes in
            #if canImport(Glibc)
                unsafe Glibc.read(file, bytes.baseAddress, bytes.count)
            #elseif canImport(Musl)
                unsafe Musl.read(file, bytes.baseAddress, bytes.count)
            #else
                unsafe Darwin.read(file, bytes.baseAddress, bytes.count)
            #endif
        }
    }
}
