import Logging
import SluiceModel

/// How log lines look: time, level, words, then what belongs to them.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let write: @Sendable (String) -> Void

    init(level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        logLevel = level
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
        write("\(WallClock().now.rfc3339) \(event.level) \(event.message)\(details)")
    }

    private static func quoted(_ text: String) -> String {
        text.contains(where: { $0 == " " || $0 == "\"" })
            ? "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\"" : text
    }
}

extension Logger {
    /// A logger that writes to standard error.
    static func standardError(_ label: String, level: Logger.Level) -> Logger {
        Logger(label: label) { _ in LineLogHandler(level: level) { Terminal.note($0) } }
    }
}
