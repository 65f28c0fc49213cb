package import SluiceManifest
import SluiceModel
import SluiceScaling
package import SluiceSimulation

extension SimulationSetup {
    /// The run of a manifest on AWS under the load of a scenario.
    ///
    /// - Parameters:
    ///   - manifest: The system.
    ///   - scenario: The load and the circumstances.
    ///   - arrivals: The times of `load.trace`, read by the caller; nil when the scenario names none.
    ///   - durations: The durations of `service.file`, likewise.
    /// - Throws: `ManifestError` when the scenario asks for what cannot be.
    package init(
        _ manifest: Manifest,
        scenario: Scenario,
        arrivals: [Duration]? = nil,
        durations: [Duration]? = nil
    ) throws(ManifestError) {
        let values = scenario.values
        let mean: Duration =
            if case .duration(let mean)? = values["service.mean"] { mean } else { manifest.job.duration }
        // A fleet that cannot change its size needs nothing that decides about it.
        let isFixed = manifest.scaling.minimum == manifest.scaling.maximum
        self.init(
            name: manifest.name,
            title: "",
            load: try Self.load(scenario, arrivals),
            service: try Self.service(scenario, mean: mean, durations),
            policies: isFixed ? [] : [manifest.scaling.policy],
            limits: CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum),
            initialTasks: max(manifest.scaling.desired, manifest.scaling.minimum),
            size: TaskSize(
                cpu: manifest.task.cpu,
                memory: Double(manifest.task.memory.bytes),
                isARM: manifest.task.isARM,
                spotShare: manifest.task.spotShare,
                imageBytes: Double(manifest.task.imageSize.bytes)
            )
        )
        title = "\(isFixed ? "fixed" : manifest.scaling.policy.name), \(load.map(\.text).joined(separator: " and "))"
        expectedDuration = manifest.job.duration
        queue.visibility = manifest.queue.visibility
        queue.retention = manifest.queue.retention
        worker = Self.worker(manifest, values)
        if !worker.countsAttempts { queue.maximumReceives = manifest.queue.retries + 1 }
        faults.failureShare = values.share("faults.failures")
        faults.outOfMemoryShare = values.share("faults.outOfMemory")
        faults.interruptionsPerHour = (values.number("faults.interruptions") ?? 0) * 3600
        platform = Self.platform(values)
        cloudWatch.publicationDelay = values.duration("cloudwatch.publicationDelay")
        cloudWatch.samplePhase = values.duration("cloudwatch.samplePhase")
        cloudWatch.evaluationPhase = values.duration("cloudwatch.evaluationPhase")
        cloudWatch.alignsPeriods = values.flag("cloudwatch.alignedPeriods")
        cloudWatch.wakeDelay = values.duration("cloudwatch.wakeDelay")
        autoScaling.base = values.text("autoscaling.base").flatMap(AutoScalingRules.Base.init) ?? .running
        autoScaling.targetTrackingOutPeriods = values.integer("autoscaling.outPeriods") ?? 3
        autoScaling.targetTrackingInPeriods = values.integer("autoscaling.inPeriods") ?? 15
        usage.natGateways = values.integer("fargate.natGateways") ?? 0
        deployments = try Self.deployments(scenario)
        rest = values.duration("rest")
        limit = values.duration("limit")
        seed = UInt64(values.integer("seed") ?? 1)
    }

    private static func load(_ scenario: Scenario, _ arrivals: [Duration]?) throws(ManifestError) -> [ArrivalProcess] {
        let values = scenario.values
        var load: [ArrivalProcess] = []
        if let count = values.integer("load.burst") {
            load.append(.burst(count: count, at: values.duration("load.at")))
        }
        if let rate = values.number("load.rate") {
            let span = values.duration("load.for")
            switch values.text("load.shape") {
            case "constant": load.append(.constant(rate: rate, for: span))
            case "onOff":
                load.append(
                    .onOff(rate: rate, on: values.duration("load.on"), off: values.duration("load.off"), for: span)
                )
            case "daily":
                load.append(
                    .daily(
                        mean: rate,
                        swing: values.number("load.swing") ?? 0,
                        peakHour: values.number("load.peakHour") ?? 0,
                        for: span
                    )
                )
            case "ramp":
                guard let end = values.number("load.to") else {
                    throw scenario.problem("load.to", "a ramp needs the rate at its end, such as 10/s")
                }
                load.append(.ramp(from: rate, to: end, for: span))
            default: load.append(.poisson(rate: rate, for: span))
            }
        }
        if let arrivals { load.append(.trace(arrivals)) }
        guard !load.isEmpty else {
            throw scenario.problem("load", "there is no load: give --burst 100, --rate 5/s, --trace FILE or a scenario")
        }
        let expected = load.reduce(0) { $0 + $1.expectedCount }
        guard expected <= 50_000_000 else {
            throw scenario.problem("load", "\(Int(expected)) jobs are too many; 50 million fit into memory")
        }
        return load
    }

    private static func service(
        _ scenario: Scenario,
        mean: Duration,
        _ durations: [Duration]?
    ) throws(ManifestError) -> ServiceTime {
        let values = scenario.values
        let deviation: Duration =
            if case .duration(let deviation)? = values["service.deviation"] { deviation } else { mean / 4 }
        switch durations == nil ? values.text("service.distribution") : "empirical" {
        case "exponential": return .exponential(mean: mean)
        case "normal": return .normal(mean: mean, deviation: deviation)
        case "logNormal":
            guard mean > .zero else { throw scenario.problem("service.mean", "a log-normal mean is more than 0") }
            return .logNormal(mean: mean, deviation: deviation)
        case "empirical":
            guard let durations, !durations.isEmpty else {
                throw scenario.problem("service.file", "empirical durations need a file with at least one")
            }
            return .empirical(durations)
        default: return .fixed(mean)
        }
    }

    private static func worker(_ manifest: Manifest, _ values: ResolvedValues) -> WorkerRules {
        var rules: WorkerRules = values.text("worker.kind") == "plain" ? .plain : .sluice
        if values["worker.protected"] != nil { rules.isProtected = values.flag("worker.protected") }
        if values["worker.heartbeat"] != nil { rules.sendsHeartbeats = values.flag("worker.heartbeat") }
        if let shutdown = values.text("worker.shutdown").flatMap(WorkerRules.Shutdown.init) {
            rules.shutdown = shutdown
        }
        rules.retries = manifest.queue.retries
        rules.outOfMemoryRetries = manifest.queue.outOfMemoryRetries
        rules.initialBackoff = manifest.queue.initialBackoff
        rules.maximumBackoff = manifest.queue.maximumBackoff
        rules.timeout = rules.isSupervisor ? manifest.job.timeout : nil
        rules.overhead = values.duration("service.overhead")
        rules.stopTimeout = manifest.task.stopTimeout
        return rules
    }

    private static func platform(_ values: ResolvedValues) -> PlatformRules {
        var rules = PlatformRules()
        rules.processorQuota = values.number("fargate.processorQuota")
        rules.launchBurst = values.number("fargate.launchBurst") ?? rules.launchBurst
        rules.launchRate = values.number("fargate.launchRate") ?? rules.launchRate
        rules.serviceRate = values.number("fargate.serviceRate") ?? rules.serviceRate
        if case .duration(let start)? = values["fargate.startTime"] {
            rules.startBase = start
            rules.pullRate = 1e15
            rules.startFloor = min(rules.startFloor, start)
            rules.networkSetup = min(rules.networkSetup, start)
        }
        rules.startSpread = values.number("fargate.startSpread") ?? rules.startSpread
        rules.victim = values.text("fargate.victim").flatMap(PlatformRules.Victim.init) ?? .random
        return rules
    }

    private static func deployments(_ scenario: Scenario) throws(ManifestError) -> [Duration] {
        var times: [Duration] = []
        for text in scenario.values.list("deployAt") ?? [] {
            guard let time = Duration(text: text) else {
                throw scenario.problem("deployAt", "'\(text)' is no time after the start, such as 30m")
            }
            times.append(time)
        }
        return times
    }
}

extension ArrivalProcess {
    /// The process in words.
    package var text: String {
        switch self {
        case .burst(let count, let at): "\(count) jobs at once" + (at == .zero ? "" : " after \(at.text)")
        case .constant(let rate, let span): "\(Self.rate(rate)) evenly for \(span.text)"
        case .poisson(let rate, let span): "\(Self.rate(rate)) for \(span.text)"
        case .onOff(let rate, let on, let off, let span):
            "\(Self.rate(rate)) for \(on.text) of every \((on + off).text), \(span.text) in all"
        case .daily(let mean, _, let peak, let span):
            "\(Self.rate(mean)) on average with a peak at hour \(ScalingText.number(peak)), for \(span.text)"
        case .ramp(let from, let to, let span): "\(Self.rate(from)) rising to \(Self.rate(to)) over \(span.text)"
        case .trace(let times): "\(times.count) recorded jobs"
        }
    }

    private static func rate(_ perSecond: Double) -> String {
        let (count, unit): (Double, String) =
            perSecond >= 1 ? (perSecond, "s") : perSecond * 60 >= 1 ? (perSecond * 60, "min") : (perSecond * 3600, "h")
        let number = ScalingText.number(count)
        return "\(number) \(number == "1" ? "job" : "jobs")/\(unit)"
    }
}
