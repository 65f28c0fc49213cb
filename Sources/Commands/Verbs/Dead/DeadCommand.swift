import ArgumentParser
import AsyncHTTPClient
import SluiceModel
import SluiceWorker

/// `sluice dead`: messages that nobody could work.
struct Dead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at dead letters, sends them again, or drops them.",
        discussion: """
            sluice dead list
            sluice dead retry 01jd0m3x7k1v8q2s4t6w9y0z5a
            sluice dead retry --cause out_of_memory --newer 2h --dry-run
            sluice dead drop --cause rejected --stack fhr

            Letters that are looked at are hidden from others for as long as that takes. Every retry and drop is noted \
            under audit/ in the data bucket before it is done.
            """,
        subcommands: [DeadList.self, DeadShow.self, DeadRetry.self, DeadDrop.self],
        defaultSubcommand: DeadList.self
    )
}

/// Which letters, and of which system.
struct DeadOptions: ParsableArguments {
    @Argument(help: "Ids of jobs or messages.")
    var names: [String] = []

    @Option(help: ArgumentHelp("Only with this cause, such as timeout or exit_code. May be repeated."))
    var cause: [JobFailure.Cause] = []

    @Option(help: "Only with this text in the message or the error.")
    var match: String?

    @Option(help: "Only those that came at least so long ago, such as 2h.")
    var older: String?

    @Option(help: "Only those that came at most so long ago.")
    var newer: String?

    @Option(help: "The most letters to look through.")
    var limit = 10_000

    @OptionGroup var target: TargetOptions
    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for (name, text) in [("--older", older), ("--newer", newer)] {
            if let text, Duration(text: text) == nil { throw ValidationError("\(name) is a time such as 30m or 2h.") }
        }
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1.") }
    }

    var filter: DeadLetterFilter {
        var filter = DeadLetterFilter()
        filter.names = Set(names)
        filter.causes = Set(cause)
        filter.text = match
        filter.olderThan = older.flatMap { Duration(text: $0) }
        filter.newerThan = newer.flatMap { Duration(text: $0) }
        return filter
    }

    /// What to say when no letter is meant.
    var nothingFound: String {
        let meant = names.isEmpty ? "" : ": \(names.joined(separator: ", "))"
        return "There is no such dead letter\(meant). `sluice dead list` lists them."
    }

    /// Runs `body` on the dead letters of the system.
    func withBox<Result>(_ body: (DeadLetterBox) async throws -> Result) async throws -> Result {
        try await Connections.withHTTP { http in
            try await body(DeadLetterBox(try await target.find(project, http: http)))
        }
    }
}

extension DeadLetterBox {
    /// The letters of a running system.
    init(_ target: JobTarget) {
        self.init(
            aws: target.aws,
            queueURL: target.queueURL,
            deadLetterQueueURL: target.deadLetterQueueURL,
            bucket: target.bucket,
            clock: WallClock()
        )
    }
}

extension JobFailure.Cause: ExpressibleByArgument {}

/// `sluice dead list`.
struct DeadList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists dead letters, oldest first.")

    @OptionGroup var options: DeadOptions

    func run() async throws {
        let letters = try await options.withBox { box in
            try await box.withLetters(options.filter, limit: options.limit) { ([], $0) }
        }
        if options.output.json { return try Terminal.json(letters) }
        guard !letters.isEmpty else {
            return Terminal.note("There are no dead letters\(options.filter.isEmpty ? "" : " of this kind").")
        }
        Terminal.out(DeadText.table(letters))
    }
}

/// `sluice dead show`.
struct DeadShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints dead letters in full: why they are here, and their messages."
    )

    @OptionGroup var options: DeadOptions

    func run() async throws {
        let letters = try await options.withBox { box in
            try await box.withLetters(options.filter, limit: options.limit) { ([], $0) }
        }
        if options.output.json { return try Terminal.json(letters) }
        guard !letters.isEmpty else {
            throw CommandFailure(options.nothingFound)
        }
        Terminal.out(letters.map(DeadText.full).joined(separator: "\n\n"))
    }
}

/// `sluice dead retry`.
struct DeadRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Sends dead letters again; their jobs run afresh, with all their attempts.",
        discussion: "Names letters by id or by filters; all of them only with --all."
    )

    @OptionGroup var options: DeadOptions
    @OptionGroup var deed: DeedOptions

    func validate() throws { try deed.check(options) }

    func run() async throws { try await deed.perform(.retry, options) }
}

/// `sluice dead drop`.
struct DeadDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Deletes dead letters for good, after a question.",
        discussion: "Names letters by id or by filters; all of them only with --all. Jobs keep their status documents."
    )

    @OptionGroup var options: DeadOptions
    @OptionGroup var deed: DeedOptions

    @Flag(help: "Do not ask.")
    var yes = false

    func validate() throws { try deed.check(options) }

    func run() async throws { try await deed.perform(.drop, options, asks: !yes) }
}
