import Dispatch
import Synchronization

#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#elseif canImport(Darwin)
    package import Darwin
#endif

/// A running child process.
///
/// Not swift-subprocess, because the usage of each child is needed (`wait4`), and because children outlive the scope
/// that starts them: a fleet keeps its tasks in a table.
package final class ChildProcess: Sendable {
    /// The process id; also its process group's id.
    package let id: pid_t
    private let inheritedMemory: Int64
    private let state = Mutex(State())

    private struct State {
        var exit: ChildExit?
        var waiting: [CheckedContinuation<ChildExit, Never>] = []
    }

    /// Starts `command`.
    /// - Throws: `SpawnError` when there is no such program or the system refuses.
    package init(_ command: ChildCommand) throws(SpawnError) {
        id = try Spawner.spawn(command)
        inheritedMemory = Self.ownPeakMemory()
        // One thread that waits: the only way to learn a child's usage, and cheap beside a heavy job.
        let child = self
        Thread.detach { child.waitForExit() }
    }

    /// The end of the process; returns at once when it has ended.
    package func exit() async -> ChildExit {
        await withCheckedContinuation { continuation in
            let exit = state.withLock { state in
                if state.exit == nil { state.waiting.append(continuation) }
                return state.exit
            }
            if let exit { continuation.resume(returning: exit) }
        }
    }

    /// Whether the process has not ended yet.
    package var isRunning: Bool { state.withLock { $0.exit == nil } }

    /// Sends `signal` to the process; nothing happens when it has ended.
    package func signal(_ signal: Int32) {
        state.withLock { state in
            // The id cannot have been given to another process: it is freed under this lock.
            if state.exit == nil { _ = kill(id, signal) }
        }
    }

    /// Sends `signal` to every process of its group, even when the first of them has ended.
    package func signalGroup(_ signal: Int32) {
        _ = kill(-id, signal)
    }

    private func waitForExit() {
        var info = unsafe siginfo_t()
        // Waits without freeing the id, so that signals cannot hit a stranger.
        while unsafe waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (exit, waiting) = state.withLock { state in
            let exit = Self.collect(id, inherited: inheritedMemory)
            state.exit = exit
            defer { state.waiting = [] }
            return (exit, state.waiting)
        }
        for waiter in waiting { waiter.resume(returning: exit) }
    }

    private static func collect(_ id: pid_t, inherited: Int64) -> ChildExit {
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        let signal = status & 0x7f
        let peak = Int64(usage.ru_maxrss) * memoryUnit
        return ChildExit(
            reason: signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal),
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMemoryBytes: peak > inherited ? peak : nil
        )
    }

    private static func ownPeakMemory() -> Int64 {
        #if canImport(Darwin)
            // There a child's count begins at exec.
            return 0
        #else
            var usage = rusage()
            // 0 is RUSAGE_SELF, whose type differs between C libraries.
            unsafe getrusage(0, &usage)
            return Int64(usage.ru_maxrss) * memoryUnit
        #endif
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    /// Linux counts the resident set in KiB, macOS in bytes.
    private static var memoryUnit: Int64 {
        #if os(macOS)
            1
        #else
            1024
        #endif
    }
}

/// A thread that runs one closure.
private enum Thread {
    static func detach(_ body: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "sluice.child.wait").async(execute: body)
    }
}
