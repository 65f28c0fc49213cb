package import SluiceModel

/// Follows the jobs of a ledger to their ends.
///
/// It asks for the oldest that have not ended, and goes on while it finds ends: about one question for each job, however
/// many there are.
package struct JobWatch: Sendable {
    /// Asks for a job's status; nil while it waits.
    package typealias Ask = @Sendable (JobID) async throws -> JobStatus?

    private let ask: Ask

    /// How many jobs are asked for in one go, and how many questions are under way at once.
    private static let window = 64
    private static let width = 8

    /// A watch that asks by `ask`.
    package init(ask: @escaping Ask) { self.ask = ask }

    /// Looks once; questions that are not answered are asked again the next time.
    ///
    /// - Returns: How many questions were not answered.
    package func look(_ ledger: JobLedger) async -> Int {
        var unanswered = 0
        while !Task.isCancelled {
            let asked = ledger.unended(most: Self.window)
            guard !asked.isEmpty else { break }
            let answers = await answers(asked, ledger)
            for answer in answers {
                if let status = answer.status { ledger.saw(status, of: answer.index) }
            }
            let failed = answers.count { !$0.isAnswer }
            unanswered += failed
            let ended = answers.count { $0.status?.status.isFinal ?? false }
            if ended * 2 < asked.count || failed > 0 { break }
        }
        return unanswered
    }

    /// What came of one question.
    private struct Answer: Sendable {
        let index: Int
        let isAnswer: Bool
        let status: JobStatus?
    }

    private func answers(_ indices: [Int], _ ledger: JobLedger) async -> [Answer] {
        await withTaskGroup(of: Answer.self) { group in
            var answers: [Answer] = []
            for (place, index) in indices.enumerated() {
                if place >= Self.width, let answer = await group.next() { answers.append(answer) }
                let id = ledger.entry(index).id
                group.addTask {
                    do {
                        return Answer(index: index, isAnswer: true, status: try await ask(id))
                    } catch {
                        return Answer(index: index, isAnswer: false, status: nil)
                    }
                }
            }
            for await answer in group { answers.append(answer) }
            return answers
        }
    }
}
