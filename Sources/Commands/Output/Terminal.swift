import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where words go: results to standard output, everything else to standard error.
enum Terminal {
    /// Whether standard error is a terminal, so that progress may be drawn.
    static let isInteractive = isatty(2) == 1

    /// Whether somebody can be asked.
    static let canAsk = isatty(0) == 1 && isInteractive

    /// Prints a question, behind which the answer is typed.
    static func prompt(_ text: String) { write(text, to: 2) }

    /// Prints a result.
    static func out(_ text: String) { write(text + "\n", to: 1) }

    /// Writes bytes as they are to standard output.
    static func raw(_ bytes: [UInt8]) { FileHandle(fileDescriptor: 1).write(Data(bytes)) }

    /// Prints anything that is not a result.
    static func note(_ text: String) { write((progressIsShown ? "\r\u{1B}[2K" : "") + text + "\n", to: 2) }

    /// Prints a value as JSON with its keys in order.
    static func json(_ value: some Encodable, pretty: Bool = true) throws {
        out(try jsonText(value, pretty: pretty))
    }

    /// A value as JSON with its keys in order.
    static func jsonText(_ value: some Encodable, pretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Draws `line` over the last progress line; nothing when standard error is not a terminal.
    static func progress(_ line: String) {
        guard isInteractive else { return }
        shown.store(true, ordering: .relaxed)
        write("\r\u{1B}[2K" + line.prefix(max(20, width - 1)), to: 2)
    }

    /// Takes the progress line away.
    static func endProgress() {
        guard isInteractive, progressIsShown else { return }
        shown.store(false, ordering: .relaxed)
        write("\r\u{1B}[2K", to: 2)
    }

    /// `text` in a colour, where colours are wanted: on a terminal and without `NO_COLOR`.
    static func coloured(_ text: String, _ colour: Colour, environment: [String: String]) -> String {
        guard isInteractive, (environment["NO_COLOR"] ?? "").isEmpty else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }

    /// The colours we use.
    enum Colour: Int {
        case red = 31
        case green = 32
        case bold = 1
    }

    private static let shown = Atomic(false)
    private static var progressIsShown: Bool { shown.load(ordering: .relaxed) }

    private static var width: Int {
        var size = winsize()
        guard unsafe ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to file: Int32) {
        FileHandle(fileDescriptor: file).write(Data(text.utf8))
    }
}
