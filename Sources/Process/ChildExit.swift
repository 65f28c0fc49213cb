/// How a child process ended and what it used.
package struct ChildExit: Sendable, Hashable {
    /// The two ways to end.
    package enum Reason: Sendable, Hashable {
        /// By itself, with a code of 0 to 255.
        case exited(Int32)
        /// By a signal.
        case signalled(Int32)
    }

    package let reason: Reason
    /// User and system time of the process and its waited-for descendants.
    package let cpuSeconds: Double
    /// The largest resident set of any one of them; nil when it was no larger than what Linux lets a child inherit.
    ///
    /// Linux counts the pages that a child shares with its parent between fork and exec, so a reading that is not above
    /// the parent's own size says nothing.
    package let peakMemoryBytes: Int64?

    /// An end, as `wait4` reports it.
    package init(reason: Reason, cpuSeconds: Double, peakMemoryBytes: Int64?) {
        self.reason = reason
        self.cpuSeconds = cpuSeconds
        self.peakMemoryBytes = peakMemoryBytes
    }
}
