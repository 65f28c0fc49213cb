package import Logging
package import SluiceModel
package import SluiceProcess
package import SluiceScaling

/// The local fleet: each task is a child process that runs one worker.
///
/// Tasks that are protected from scale-in are not stopped; tasks that crash are replaced, more slowly each time.
package actor ProcessFleet: Fleet {
    /// What the fleet needs to know about a task and cannot see from outside.
    package struct Observer: Sendable {
        /// Called before a task starts.
        package var willStart: @Sendable (_ task: String) -> Void
        /// Called when a task is asked to stop.
        package var willStop: @Sendable (_ task: String) -> Void
        /// Called when a task has ended.
        package var didEnd: @Sendable (_ task: String) -> Void
        /// Whether the worker in a task has come up.
        package var hasStarted: @Sendable (_ task: String) -> Bool
        /// Whether a task is protected from scale-in.
        package var isProtected: @Sendable (_ task: String) -> Bool

        /// An observer from its parts.
        package init(
            willStart: @escaping @Sendable (_ task: String) -> Void,
            willStop: @escaping @Sendable (_ task: String) -> Void,
            didEnd: @escaping @Sendable (_ task: String) -> Void,
            hasStarted: @escaping @Sendable (_ task: String) -> Bool,
            isProtected: @escaping @Sendable (_ task: String) -> Bool
        ) {
            self.willStart = willStart
            self.willStop = willStop
            self.didEnd = didEnd
            self.hasStarted = hasStarted
            self.isProtected = isProtected
        }
    }

    private struct RunningTask {
        let process: ChildProcess
        let startedAt: Timestamp
        var isDraining = false
    }

    private let command: @Sendable (_ task: String) -> ChildCommand
    private let observer: Observer
    private let clock: any TimeSource
    private let logger: Logger
    private let newID: @Sendable () -> String
    private var tasks: [String: RunningTask] = [:]
    private var desired = 0
    private var restarts = RestartBackoff()
    private var isStopping = false
    private var waitingForEnd: [CheckedContinuation<Void, Never>] = []

    /// A fleet without tasks.
    ///
    /// - Parameters:
    ///   - command: The command of a task of that name.
    ///   - observer: Sees what the fleet cannot.
    ///   - clock: Where the time comes from.
    ///   - logger: Where starts and ends are told.
    ///   - newID: Makes a task's name.
    package init(
        command: @escaping @Sendable (_ task: String) -> ChildCommand,
        observer: Observer,
        clock: any TimeSource,
        logger: Logger,
        newID: @escaping @Sendable () -> String
    ) {
        self.command = command
        self.observer = observer
        self.clock = clock
        self.logger = logger
        self.newID = newID
    }

    /// The counts of this moment; draining tasks are in none of them.
    package func counts() -> TaskCounts {
        let active = tasks.filter { !$0.value.isDraining }
        let running = active.keys.count { observer.hasStarted($0) }
        return TaskCounts(desired: desired, pending: active.count - running, running: running)
    }

    /// Starts tasks, or lets idle ones go, until there are `count`.
    package func setDesired(_ count: Int) {
        guard !isStopping else { return }
        desired = count
        let active = tasks.filter { !$0.value.isDraining }
        if active.count < count {
            guard restarts.mayStart(at: clock.now) else { return }
            for _ in active.count..<count { start() }
        } else if active.count > count {
            // The youngest first: the older ones have proven that they work.
            let idle = active.filter { !observer.isProtected($0.key) }
                .sorted { ($0.value.startedAt, $0.key) > ($1.value.startedAt, $1.key) }
            for (id, _) in idle.prefix(active.count - count) { drain(id) }
        }
    }

    /// Asks every task to stop, waits up to `patience`, then kills what is left.
    package func stop(patience: Duration) async {
        isStopping = true
        desired = 0
        for id in tasks.keys { drain(id) }
        let alarm = Task { [clock] in
            try await clock.sleep(until: clock.now.advanced(by: patience), tolerance: nil)
            self.kill()
        }
        if !tasks.isEmpty { await withCheckedContinuation { waitingForEnd.append($0) } }
        alarm.cancel()
    }

    /// Kills every task and everything it has started, at once.
    package func kill() {
        isStopping = true
        for (id, task) in tasks {
            logger.warning("killing a task", metadata: ["task": "\(id)"])
            ProcessTree.signalSession(task.process.id, 9)
            task.process.signal(9)
        }
    }

    private func start() {
        let id = newID()
        observer.willStart(id)
        do throws(SpawnError) {
            let process = try ChildProcess(command(id))
            tasks[id] = RunningTask(process: process, startedAt: clock.now)
            logger.debug("task started", metadata: ["task": "\(id)", "pid": "\(process.id)"])
            Task { self.ended(id, await process.exit()) }
        } catch {
            observer.didEnd(id)
            logger.error("a task could not be started", metadata: ["error": "\(error)"])
            restarts.failed(at: clock.now)
        }
    }

    private func drain(_ id: String) {
        guard let task = tasks[id] else { return }
        tasks[id]?.isDraining = true
        observer.willStop(id)
        task.process.signal(15)
    }

    private func ended(_ id: String, _ exit: ChildExit) {
        guard let task = tasks.removeValue(forKey: id) else { return }
        // A worker that dies leaves its job behind; on Fargate the container would take both.
        ProcessTree.signalSession(task.process.id, 9)
        observer.didEnd(id)
        let now = clock.now
        if task.isDraining || exit.reason == .exited(0) {
            logger.debug("task ended", metadata: ["task": "\(id)"])
        } else {
            restarts.crashed(startedAt: task.startedAt, at: now)
            logger.error(
                "a task crashed",
                metadata: [
                    "task": "\(id)", "end": "\(exit.reason)", "next start in": "\(restarts.wait(at: now).inSeconds) s",
                ]
            )
        }
        if tasks.isEmpty {
            for waiter in waitingForEnd { waiter.resume() }
            waitingForEnd = []
        }
    }
}
