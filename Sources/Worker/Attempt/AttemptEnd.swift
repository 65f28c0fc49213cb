package import SluiceModel
package import SluiceProcess

/// How one run of the job process ended, in the terms of the contract (design, section 3.1).
package enum AttemptEnd: Sendable, Hashable {
    /// Code 0.
    case succeeded
    /// Code 4, or stopped because the worker must go: not counted.
    case givenBack(reason: String)
    /// Everything else.
    case failed(JobFailure)

    /// Why the worker itself ended the process, if it did.
    package enum Intervention: Sendable, Hashable {
        /// It ran longer than allowed.
        case timeout(Duration)
        /// It held more than allowed.
        case memory(limit: Int64, held: Int64)
        /// The worker must go before the job can end.
        case drain
        /// Somebody else holds the job now.
        case leaseLost
    }

    /// Reads the end of a process.
    ///
    /// - Parameters:
    ///   - exit: How the process ended.
    ///   - intervention: Why we ended it; nil when we did not.
    ///   - memoryLimit: The task's memory in bytes, to tell a kill for memory from any other.
    ///   - peakMemory: The most the job held, in bytes.
    package init(
        _ exit: ChildExit,
        intervention: Intervention?,
        memoryLimit: Int64?,
        peakMemory: Int64
    ) {
        switch (intervention, exit.reason) {
        case (_, .exited(0)):
            // It finished after all, before the signal took effect.
            self = .succeeded
        case (.timeout(let limit), _):
            self = .failed(JobFailure(cause: .timeout, message: "the job ran longer than \(Self.seconds(limit)) s"))
        case (.memory(let limit, let held), _):
            self = .failed(Self.outOfMemory(limit: limit, held: held))
        case (.drain, _): self = .givenBack(reason: "the task was stopped")
        case (.leaseLost, _): self = .givenBack(reason: "another task took the job over")
        case (nil, .exited(3)):
            self = .failed(JobFailure(cause: .rejected, message: "the job ended with code 3: never to be tried again"))
        case (nil, .exited(4)): self = .givenBack(reason: "the job ended with code 4: not now")
        case (nil, .exited(let code)):
            self = .failed(JobFailure(cause: .exitCode, message: "the job ended with code \(code)"))
        case (nil, .signalled(let signal)):
            self = .failed(Self.signalled(signal, memoryLimit, peakMemory))
        }
    }

    /// Signal 9 from nobody here, with memory nearly used up, is the kernel short of memory.
    private static func signalled(_ signal: Int32, _ limit: Int64?, _ peak: Int64) -> JobFailure {
        if signal == 9, let limit, peak >= limit - limit / 10 { return outOfMemory(limit: limit, held: peak) }
        return JobFailure(cause: .signal, message: "the job was ended by signal \(signal)")
    }

    private static func outOfMemory(limit: Int64, held: Int64) -> JobFailure {
        JobFailure(
            cause: .outOfMemory,
            message: "the job held \(held >> 20) MiB, more than the \(limit >> 20) MiB its task has"
        )
    }

    private static func seconds(_ duration: Duration) -> Int { duration.wholeSecondsRoundedUp }
}
