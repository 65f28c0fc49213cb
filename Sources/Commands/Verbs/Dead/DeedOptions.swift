import ArgumentParser
import SluiceModel
import SluiceWorker

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What `retry` and `drop` share.
struct DeedOptions: ParsableArguments {
    @Flag(help: "Every letter, when no other option says which.")
    var all = false

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    /// - Throws: `ValidationError` when nothing says which letters are meant.
    func check(_ options: DeadOptions) throws {
        guard all || !options.filter.isEmpty else {
            throw ValidationError("Say which: ids, --cause, --match, --older, --newer, or --all.")
        }
    }

    /// What a deed came to, as JSON.
    private struct Outcome: Encodable {
        let deed: DeadLetterBox.Deed
        let dryRun: Bool
        let done: [DeadLetter]
        let left: [DeadLetter]
    }

    /// Does `deed` to the letters that are meant and says so.
    /// - Throws: `CommandFailure` when there are none, `ExitCode.failure` when some were left.
    func perform(_ deed: DeadLetterBox.Deed, _ options: DeadOptions, asks: Bool = false) async throws {
        let (done, left) = try await options.withBox { box in
            try await box.withLetters(options.filter, limit: options.limit) { letters in
                guard !letters.isEmpty else {
                    throw CommandFailure(options.nothingFound)
                }
                if dryRun { return ([], (done: letters, left: [DeadLetter]())) }
                if asks {
                    Terminal.note(DeadText.table(letters))
                    guard try Confirmation.ask("Drop \(Self.count(letters)) for good?") else {
                        throw CommandFailure("Nothing was dropped.")
                    }
                }
                let settled = try await box.perform(deed, on: letters, by: Self.actor) {
                    Terminal.progress("\($0) of \(letters.count)")
                }
                Terminal.endProgress()
                return (
                    settled,
                    (
                        done: letters.filter { settled.contains($0.messageID) },
                        left: letters.filter { !settled.contains($0.messageID) }
                    )
                )
            }
        }
        if options.output.json {
            try Terminal.json(Outcome(deed: deed, dryRun: dryRun, done: done, left: left))
        } else {
            Terminal.out(DeadText.table(done))
            let verb = deed == .retry ? "sent again" : "dropped"
            Terminal.note(
                "\(Self.count(done)) \(dryRun ? "would be " : "")\(verb)\(dryRun ? "" : "; noted under audit/")."
            )
        }
        guard left.isEmpty else {
            Terminal.note("\(Self.count(left)) could not be settled and are where they were.")
            throw ExitCode.failure
        }
    }

    private static func count(_ letters: [DeadLetter]) -> String {
        letters.count == 1 ? "1 letter" : "\(letters.count) letters"
    }

    /// The name of the account that this process runs under.
    private static var account: String? {
        guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else { return nil }
        return unsafe String(cString: name)
    }

    /// Who does it, for the audit: the user and the machine.
    static var actor: String {
        let environment = ProcessInfo.processInfo.environment
        let user = environment["USER"] ?? environment["LOGNAME"] ?? account ?? "unknown"
        return "\(user)@\(ProcessInfo.processInfo.hostName)"
    }
}

/// Dead letters for people.
enum DeadText {
    static func table(_ letters: [DeadLetter]) -> String {
        var table = TextTable([("job or message", .left), ("since", .left), ("cause", .left), ("what happened", .left)])
        for letter in letters {
            table.add([
                letter.job?.text ?? letter.messageID, letter.sentAt.map { String($0.rfc3339.prefix(19)) } ?? "",
                letter.cause?.rawValue ?? "queue", line(letter.message),
            ])
        }
        return table.text
    }

    static func full(_ letter: DeadLetter) -> String {
        var lines = ["message  \(letter.messageID)"]
        if let job = letter.job { lines.append("job      \(job)") }
        lines.append("since    \(letter.sentAt?.rfc3339 ?? "unknown")")
        lines.append("cause    \(letter.cause?.rawValue ?? "queue"): \(letter.message)")
        if let task = letter.task { lines.append("task     \(task)") }
        lines.append("body     \(letter.body)")
        return lines.joined(separator: "\n")
    }

    /// The first line, cut to what a terminal has room for.
    private static func line(_ text: String) -> String {
        let first = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return first.count > 70 ? "\(first.prefix(69))…" : first
    }
}
