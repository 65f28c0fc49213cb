import SluiceModel

/// Watches jobs until all have ended.
struct JobFollower: Sendable {
    let intake: IntakeClient

    /// The time between two rounds of questions.
    private static let interval = Duration.milliseconds(250)
    /// How many questions are asked at once.
    private static let width = 8

    /// Returns the final documents once every job has ended; `progress` hears how many have, and how many of them failed.
    func follow(
        _ ids: [JobID],
        progress: (_ ended: Int, _ failed: Int) -> Void
    ) async throws -> [JobID: JobStatus] {
        var ended: [JobID: JobStatus] = [:]
        while true {
            for status in try await ask(ids.filter { ended[$0] == nil }) where status.status.isFinal {
                ended[status.id] = status
            }
            progress(ended.count, ended.values.count { $0.status != .succeeded })
            if ended.count == Set(ids).count { return ended }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func ask(_ ids: [JobID]) async throws -> [JobStatus] {
        try await withThrowingTaskGroup(of: JobStatus?.self) { group in
            var found: [JobStatus] = []
            for (index, id) in ids.enumerated() {
                if index >= Self.width, let status = try await group.next() ?? nil { found.append(status) }
                group.addTask { try await intake.status(id) }
            }
            for try await status in group {
                if let status { found.append(status) }
            }
            return found
        }
    }
}
