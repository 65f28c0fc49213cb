/// The keys of a job's objects in the data bucket (design, section 3.2); the one place that spells them.
package enum JobKeys {
    /// The status document.
    package static func status(_ id: JobID) -> String { "jobs/\(id)/status.json" }
    /// The job's standard output and error.
    package static func log(_ id: JobID) -> String { "jobs/\(id)/log.txt" }
    /// One output file; `name` is its path below the output folder.
    package static func output(_ id: JobID, _ name: String) -> String { "jobs/\(id)/output/\(name)" }
    /// An input uploaded through the API.
    package static func input(_ name: String) -> String { "inputs/\(name)" }
    /// Where a deed done to dead letters at `now` is noted, beginning with the message called `first`.
    package static func audit(at now: Timestamp, _ first: String) -> String {
        let time = now.rfc3339.replacing(":", with: "")
        return "audit/\(time.prefix(10))/\(time)-\(first).jsonl"
    }
    /// What every job's objects begin with.
    package static let jobsPrefix = "jobs/"

    /// The job whose status document `key` is; nil for any other key.
    package static func job(ofStatusKey key: String) -> JobID? {
        guard key.hasPrefix(jobsPrefix), key.hasSuffix("/status.json") else { return nil }
        return JobID(String(key.dropFirst(jobsPrefix.count).dropLast("/status.json".count)))
    }
}
