#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How what a task is told becomes the value of a variable.
enum TaskSettings {
    /// JSON on one line, its keys in order.
    static func json(_ settings: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts, whole and finite numbers: nothing of it can fail to be written.
        return (try? encoder.encode(settings)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
