import SluiceModel

/// Tasks: launch, readiness, stops of every kind.
extension SimulationRun {
    /// Starts or stops tasks until there are as many as are wanted.
    ///
    /// What happens meanwhile may call it again; it then goes round once more when it is through.
    mutating func reconcile() {
        isUnsettled = true
        guard !isReconciling else { return }
        isReconciling = true
        defer { isReconciling = false }
        while isUnsettled {
            isUnsettled = false
            if isDeploying {
                rollOn()
            } else if active.count < desired {
                launch(desired - active.count)
            } else if active.count > desired {
                stop(active.count - desired, .scaleIn) { _ in true }
            }
        }
    }

    /// Asks the platform for `count` tasks, as far as the vCPU quota allows.
    mutating func launch(_ count: Int) {
        var allowed = count
        if let quota = setup.platform.processorQuota {
            let room = Int(((quota - Double(alive) * setup.size.cpu) / setup.size.cpu + 1e-9).rounded(.down))
            allowed = min(count, max(0, room))
            if allowed < count { record.hit("Fargate vCPU quota", at: now, worst: Double(count - allowed)) }
        }
        for _ in 0..<allowed { addTask(launchedAt: now, isReady: false) }
    }

    mutating func addTask(launchedAt time: Int64, isReady: Bool) {
        let index = tasks.count
        let isSpot = Double(aliveSpot + 1) <= setup.size.spotShare * Double(alive + 1) + 1e-9
        var launch = time
        var start: Int64 = 0
        if !isReady {
            launch = isSpot ? spotBucket.take(at: time) : onDemandBucket.take(at: time)
            // A wait of less than a second is not worth telling.
            if launch - time >= 1_000_000_000 {
                record.hit("Fargate launch rate", at: now, worst: Double(launch - time) / 1e9)
            }
            if let scheduled = serviceBucket?.take(at: time), scheduled > launch {
                if scheduled - launch >= 1_000_000_000 {
                    record.hit("ECS service scheduler rate", at: now, worst: Double(scheduled - launch) / 1e9)
                }
                launch = scheduled
            }
            start = setup.platform.startTime(of: index, imageBytes: setup.size.imageBytes, seed: startSeed)
        }
        let billed = launch + min(start, setup.platform.networkSetup.nanoseconds)
        var task = SimulatedTask(isSpot: isSpot, version: version, requested: time, billed: billed)
        task.place = Int32(active.count)
        tasks.append(task)
        active.append(Int32(index))
        alive += 1
        if isSpot { aliveSpot += 1 }
        starting += 1
        if isReady { taskIsReady(index) } else { heap.push(.taskReady, at: launch + start, index: index) }
    }

    mutating func taskIsReady(_ task: Int) {
        guard tasks[task].phase == .starting else { return }
        tasks[task].phase = .idle
        tasks[task].ready = now
        starting -= 1
        running += 1
        record.peakRunning = max(record.peakRunning, running)
        if tasks[task].isSpot, setup.faults.interruptionsPerHour > 0 {
            let wait = 3600e9 / setup.faults.interruptionsPerHour * interruptions.exponential()
            if wait < 1e18 { heap.push(.interruption, at: now + Int64(wait), index: task) }
        }
        idle.append(Int32(task))
        dispatch()
        if isDeploying { reconcile() }
    }

    /// Gives a task that has finished an attempt its next job, or lets it go if it should have gone before.
    mutating func release(_ task: Int) {
        if tasks[task].isStopping { return end(task, tasks[task].end) }
        tasks[task].phase = .idle
        if shouldGo(task) {
            requestStop(task, isDeploying ? .deployment : .scaleIn)
        } else if !take(by: task) {
            idle.append(Int32(task))
        }
    }

    /// Whether a task is one too many, which only its protection has kept.
    private func shouldGo(_ task: Int) -> Bool {
        guard isDeploying else { return active.count > desired }
        return tasks[task].version != version && surplusOfOld > 0
    }

    /// Stops up to `count` of the tasks that `isCandidate` names; those that are protected stay.
    mutating func stop(_ count: Int, _ reason: SimulatedTask.End, among isCandidate: (Int) -> Bool) {
        let candidates = active.map(Int.init).filter(isCandidate)
        var pending: [Int] = []
        var rest: [Int] = []
        for task in candidates {
            if setup.platform.stopsPendingFirst, tasks[task].phase == .starting {
                pending.append(task)
            } else if !(setup.worker.isProtected && tasks[task].phase == .busy) {
                rest.append(task)
            }
        }
        // The last to be asked for goes first among those that do not run yet.
        let first = pending.sorted(by: >).prefix(count)
        for task in first { requestStop(task, reason) }
        var left = min(count - first.count, rest.count)
        while left > 0 {
            let place: Int
            switch setup.platform.victim {
            case .random: place = victims.index(below: rest.count)
            case .oldest: place = rest.indices.min { rest[$0] < rest[$1] } ?? 0
            case .newest: place = rest.indices.max { rest[$0] < rest[$1] } ?? 0
            }
            let task = rest.remove(at: place)
            left -= 1
            // A message that another victim gave back may have made this one busy.
            guard !(setup.worker.isProtected && tasks[task].phase == .busy) else { continue }
            requestStop(task, reason)
        }
    }

    /// SIGTERM: an idle task ends, a busy one does what its worker's rules say.
    mutating func requestStop(_ task: Int, _ reason: SimulatedTask.End) {
        tasks[task].isStopping = true
        tasks[task].stopping = now
        tasks[task].end = reason
        leaveFleet(task)
        guard tasks[task].phase == .busy else { return end(task, reason) }
        let left = tasks[task].attemptEnd - now
        switch setup.worker.shutdown {
        case .giveBack:
            if left > stopTimeout { cutShort(task, messageBackAt: now, "gave its job back") }
        case .workOn:
            if left > stopTimeout {
                heap.push(.killDeadline, at: now + stopTimeout, index: task, stamp: tasks[task].stamp)
            }
        case .dies: cutShort(task, messageBackAt: leaseEnd(of: task), "was killed at work")
        }
    }

    mutating func killDeadline(of task: Int, stamp: UInt32) {
        guard tasks[task].stamp == stamp, tasks[task].phase == .busy else { return }
        cutShort(task, messageBackAt: leaseEnd(of: task), "was killed at work")
    }

    mutating func interrupted(_ task: Int) {
        guard tasks[task].phase != .stopped, !tasks[task].isStopping else { return }
        note("interruption", "Fargate takes the Spot task \(task) back")
        requestStop(task, .interruption)
        reconcile()
    }

    /// Ends the attempt of a task before its time, and the task with it.
    private mutating func cutShort(_ task: Int, messageBackAt back: Int64, _ what: String) {
        let job = Int(tasks[task].job)
        let length = now - tasks[task].attemptStart
        record.busyTime += length
        record.wastedTime += length
        let isGivenBack = setup.worker.shutdown == .giveBack
        if isGivenBack { record.givenBack += 1 } else { record.killed += 1 }
        let comesBack = queue.isOpen(job) && holdsMessage(task)
        let wait = comesBack ? Duration.nanoseconds(back - now).wholeSecondsRoundedUp : 0
        let after = Duration.nanoseconds(length).wholeSecondsRoundedUp
        note(
            "killed",
            "task \(task) \(what) after \(after) s" + (wait > 0 ? "; the message is back in \(wait) s" : "")
        )
        tasks[task].stamp &+= 1
        let reason = tasks[task].end
        end(task, reason)
        guard queue.isOpen(job), holdsMessage(task) else { return }
        if isGivenBack {
            queue.giveBack(job)
            dispatch()
        } else if back > now {
            scheduleReturn(of: job, at: back)
        }
    }

    /// The container is gone.
    mutating func end(_ task: Int, _ reason: SimulatedTask.End) {
        if !tasks[task].isStopping { leaveFleet(task) }
        tasks[task].phase = .stopped
        tasks[task].isStopping = true
        tasks[task].end = reason
        tasks[task].stopped = now
        alive -= 1
        if tasks[task].isSpot { aliveSpot -= 1 }
        if active.count < desired || isDeploying { reconcile() }
    }

    /// Takes a task out of the counts.
    private mutating func leaveFleet(_ task: Int) {
        if tasks[task].phase == .starting { starting -= 1 } else { running -= 1 }
        let place = Int(tasks[task].place)
        let last = active.removeLast()
        if Int(last) != task {
            active[place] = last
            tasks[Int(last)].place = Int32(place)
        }
        tasks[task].place = -1
    }
}
