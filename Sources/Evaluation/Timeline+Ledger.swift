package import SluiceModel

extension Timeline {
    /// The part of the run from `begin` on, with the jobs of `ledger` in place of its own.
    ///
    /// - Parameters:
    ///   - begin: The wall clock of the new time zero.
    ///   - end: Where the part ends.
    ///   - ledger: The jobs; those that were accepted and have no status count as unfinished.
    /// - Returns: The part.
    package func part(from begin: Timestamp, until end: Timestamp, jobs ledger: [JobLedger.Entry]) -> Timeline {
        var part = part(from: begin, until: end)
        part.jobs = Self.jobs(ledger, since: begin, tasks: part.tasks)
        return part
    }

    private static func jobs(_ ledger: [JobLedger.Entry], since begin: Timestamp, tasks: [Task]) -> [Job] {
        let places = Dictionary(
            tasks.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        return ledger.compactMap { entry -> Job? in
            if let status = entry.status, let job = Job(status, since: begin, tasks: places) { return job }
            guard let sent = entry.sentAt, entry.acceptedAt != nil else { return nil }
            return Job(id: entry.id.text, submitted: .epoch.advanced(by: begin.duration(to: sent)))
        }.sorted { $0.submitted < $1.submitted }
    }
}
