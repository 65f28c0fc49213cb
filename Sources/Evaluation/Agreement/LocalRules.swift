package import SluiceModel
package import SluiceScaling
package import SluiceSimulation

extension SimulationSetup {
    /// This run on one machine instead of Fargate: tasks are processes, CloudWatch is the local one, no account has quotas.
    ///
    /// - Parameters:
    ///   - limits: The least and the most tasks that this machine may have.
    ///   - begin: The wall clock at time zero; the local CloudWatch samples at the full minute.
    /// - Returns: The changed run.
    package func onThisMachine(limits: CapacityLimits, begin: Timestamp) -> SimulationSetup {
        var setup = self
        setup.limits = limits
        setup.cloudWatch = .local
        let minute = setup.cloudWatch.samplePeriod.nanoseconds
        let into = begin.nanoseconds - begin.nanoseconds.flooredQuotient(by: minute) * minute
        setup.cloudWatch.samplePhase = .nanoseconds((minute - into) % minute)
        setup.cloudWatch.evaluationPhase = setup.cloudWatch.samplePhase
        setup.platform.startBase = .milliseconds(500)
        setup.platform.startFloor = .zero
        setup.platform.networkSetup = .zero
        setup.platform.launchBurst = 1e6
        setup.platform.launchRate = 1e6
        setup.platform.serviceRate = nil
        setup.platform.processorQuota = nil
        setup.platform.requestRate = 1e6
        setup.platform.requestBurst = 1e6
        setup.size.imageBytes = 0
        return setup
    }
}
