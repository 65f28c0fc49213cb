import SluiceModel

/// Jobs: submission, attempts, and where messages go.
extension SimulationRun {
    mutating func submit() {
        if !requestBucket.takeIfReady(at: now) {
            record.throttledRequests += 1
            record.hit("API Gateway request rate", at: now, worst: 0)
        }
        queue.submit(at: now)
        nextArrival = arrivals.next() ?? .max
        if !idle.isEmpty { dispatch() }
        record.peakVisible = max(record.peakVisible, queue.visible)
    }

    /// Hands waiting jobs to idle tasks.
    mutating func dispatch() {
        while queue.visible > 0, let task = takeIdle() {
            guard take(by: task) else {
                idle.append(Int32(task))
                return
            }
        }
    }

    private mutating func takeIdle() -> Int? {
        while let index = idle.popLast() {
            if tasks[Int(index)].phase == .idle { return Int(index) }
        }
        return nil
    }

    /// Lets a free task take the next job; false when there is none.
    mutating func take(by task: Int) -> Bool {
        while queue.inFlight < setup.queue.maximumInFlight, let job = queue.receive() {
            record.deliveries += 1
            let isExpired = now - queue.log.submitted[job] > retention
            if isExpired { record.hit("SQS message retention", at: now, worst: 0) }
            if isExpired || Int(queue.log.receives[job]) > maximumReceives {
                queue.settle(job, as: .failed, at: now)
                continue
            }
            start(job, on: task)
            return true
        }
        if queue.visible > 0 { record.hit("SQS messages in flight", at: now, worst: Double(queue.visible)) }
        return false
    }

    private mutating func start(_ job: Int, on task: Int) {
        if queue.log.started[job] < 0 {
            queue.log.started[job] = now
            queue.log.tasks[job] = Int32(truncatingIfNeeded: task)
        }
        var length = sampler.time(of: job)
        var fate = SimulatedTask.Fate.success
        if hasFaults { (fate, length) = self.fate(of: job, length) }
        if length > timeout { (fate, length) = (.failure, timeout) }
        let end = now + overhead + length
        tasks[task].phase = .busy
        tasks[task].fate = fate
        tasks[task].job = Int32(truncatingIfNeeded: job)
        tasks[task].receipt = returnStamp(of: job)
        tasks[task].stamp &+= 1
        tasks[task].attemptStart = now
        tasks[task].attemptEnd = end
        heap.push(.attemptEnds, at: end, index: task, stamp: tasks[task].stamp)
        if !setup.worker.sendsHeartbeats, end > now + visibility { scheduleReturn(of: job, at: now + visibility) }
    }

    /// How an attempt ends, and when; a failure or a lack of memory may show at any point of it.
    private func fate(of job: Int, _ length: Int64) -> (SimulatedTask.Fate, Int64) {
        let faults = setup.faults
        let attempt = job &* 64 &+ Int(queue.log.receives[job])
        if SeededGenerator.draw(job, of: memorySeed) < faults.outOfMemoryShare {
            return (.outOfMemory, Int64(Double(length) * SeededGenerator.draw(attempt, of: memorySeed &+ 1)))
        }
        if SeededGenerator.draw(attempt, of: faultSeed) < faults.failureShare {
            return (.failure, Int64(Double(length) * SeededGenerator.draw(attempt, of: faultSeed &+ 1)))
        }
        return (.success, length)
    }

    /// Makes a job's message visible at `time`, unless it was received again by then.
    func returnStamp(of job: Int) -> UInt32 { UInt32(queue.log.receives[job]) }

    mutating func scheduleReturn(of job: Int, at time: Int64) {
        heap.push(.messageReturns, at: time, index: job, stamp: returnStamp(of: job))
    }

    mutating func messageReturns(_ job: Int, stamp: UInt32) {
        guard returnStamp(of: job) == stamp else { return }
        queue.giveBack(job)
        dispatch()
        record.peakVisible = max(record.peakVisible, queue.visible)
    }

    mutating func attemptEnds(of task: Int, stamp: UInt32) {
        guard tasks[task].stamp == stamp, tasks[task].phase == .busy else { return }
        let job = Int(tasks[task].job)
        let length = now - tasks[task].attemptStart
        record.busyTime += length
        record.longestAttempt = max(record.longestAttempt, length)
        queue.log.attempts[job] &+= 1
        switch tasks[task].fate {
        case .success:
            if !queue.settle(job, as: .succeeded, at: now) {
                record.wastedTime += length
                record.duplicates += 1
            }
        case .failure:
            record.wastedTime += length
            failed(job, on: task, retries: setup.worker.retries)
        case .outOfMemory:
            record.wastedTime += length
            failed(job, on: task, retries: setup.worker.outOfMemoryRetries)
            if !setup.worker.isSupervisor {
                note("killed", "task \(task) ran out of memory and ended with its job")
                return end(task, .outOfMemory)
            }
        }
        release(task)
    }

    private mutating func failed(_ job: Int, on task: Int, retries: Int) {
        guard queue.isOpen(job) else { return }
        guard setup.worker.countsAttempts else {
            if holdsMessage(task) { scheduleReturn(of: job, at: max(now, leaseEnd(of: task))) }
            return
        }
        let attempts = Int(queue.log.attempts[job])
        if attempts > retries {
            queue.settle(job, as: .failed, at: now)
        } else if holdsMessage(task) {
            scheduleReturn(of: job, at: now + setup.worker.backoff(after: attempts).nanoseconds)
        }
    }

    /// Whether the message of a task's job has not been received again, by a worker that decides about it now.
    func holdsMessage(_ task: Int) -> Bool { tasks[task].receipt == returnStamp(of: Int(tasks[task].job)) }

    /// When the message of a task's job comes back if the task says nothing more.
    func leaseEnd(of task: Int) -> Int64 {
        let start = tasks[task].attemptStart
        guard setup.worker.sendsHeartbeats else { return start + visibility }
        let beat = max(1, visibility / 3)
        return start + (now - start) / beat * beat + visibility
    }

    mutating func note(_ kind: String, _ text: @autoclosure () -> String) {
        guard record.events.count < RunRecord.mostEvents else { return }
        record.events.append(.init(at: Timestamp(nanoseconds: now), kind: kind, text: text()))
    }
}
