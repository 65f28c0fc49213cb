import SluiceModel
import SluiceScaling

@testable import SluiceSimulation

/// Setups of every kind, each of which follows from a seed.
struct RandomScenario {
    private var generator: SeededGenerator

    private init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The setup of `seed`.
    static func setup(_ seed: UInt64) -> SimulationSetup {
        var scenario = RandomScenario(seed: seed)
        return scenario.setup(seed)
    }

    private mutating func setup(_ seed: UInt64) -> SimulationSetup {
        let maximum = whole(1...12)
        let limits = CapacityLimits(minimum: whole(0...min(3, maximum)), maximum: maximum)
        let policies = policies()
        var setup = SimulationSetup(
            load: (0..<whole(1...3)).map { _ in arrivals() },
            service: service(),
            policies: policies,
            limits: limits,
            initialTasks: policies.isEmpty ? whole(1...maximum) : whole(0...maximum + 2)
        )
        setup.seed = seed
        setup.worker = worker()
        setup.queue.visibility = .seconds(whole(5...120))
        if chance(0.5) { setup.queue.maximumReceives = whole(2...6) }
        if chance(0.2) { setup.queue.retention = .seconds(whole(600...6000)) }
        if chance(0.2) { setup.queue.maximumInFlight = whole(1...8) }
        if chance(0.4) { setup.faults.failureShare = fraction() / 2 }
        if chance(0.4) { setup.faults.outOfMemoryShare = fraction() / 5 }
        setup.faults.interruptionsPerHour = 4 * fraction()
        setup.size = size()
        platform(&setup.platform)
        if chance(0.3) { setup.deployments = (0..<whole(1...3)).map { _ in .seconds(whole(1...4000)) } }
        setup.autoScaling.base = chance(0.5) ? .running : .desired
        setup.rest = .seconds(whole(0...1800))
        setup.limit = .seconds(whole(1800...20_000))
        return setup
    }

    private mutating func arrivals() -> ArrivalProcess {
        let span = Duration.seconds(whole(600...4000))
        let rate = 0.05 * fraction()
        return switch whole(0...6) {
        case 0: .burst(count: whole(1...80), at: .seconds(whole(0...2000)))
        case 1: .constant(rate: rate, for: span)
        case 2: .poisson(rate: rate, for: span)
        case 3: .onOff(rate: 2 * rate, on: .seconds(whole(1...400)), off: .seconds(whole(0...400)), for: span)
        case 4: .daily(mean: rate, swing: fraction(), peakHour: 24 * fraction(), for: span)
        case 5: .ramp(from: 0.05 * fraction(), to: 0.05 * fraction(), for: span)
        default: .trace((0..<whole(0...60)).map { _ in .milliseconds(whole(0...3_000_000)) }.sorted())
        }
    }

    private mutating func service() -> ServiceTime {
        let mean = Duration.milliseconds(whole(100...90_000))
        return switch whole(0...4) {
        case 0: .fixed(mean)
        case 1: .exponential(mean: mean)
        case 2: .normal(mean: mean, deviation: mean * fraction())
        case 3: .logNormal(mean: mean, deviation: mean * (2 * fraction()))
        default: .empirical((0..<whole(1...20)).map { _ in .milliseconds(whole(1...90_000)) })
        }
    }

    private mutating func policies() -> [ScalingPolicy] {
        let steps = ScalingPolicy.steps(
            StepPolicy(
                metric: chance(0.5) ? .visible : .visiblePlusInFlight,
                period: .seconds(chance(0.3) ? 300 : 60),
                evaluationPeriods: whole(1...3),
                adjustment: chance(0.3) ? .percentChangeInCapacity : .changeInCapacity,
                minimumMagnitude: 1,
                steps: [
                    .init(upper: 0, change: -whole(1...50)), .init(lower: 1, change: whole(1...3)),
                    .init(lower: 10, change: whole(4...100)),
                ],
                cooldown: .seconds(whole(0...600))
            )
        )
        let backlog = ScalingPolicy.backlog(
            BacklogPolicy(
                target: 0.5 + 5 * fraction(),
                scaleInCooldown: .seconds(whole(0...300)),
                scalesIn: chance(0.8)
            )
        )
        let direct = ScalingPolicy.direct(
            DirectPolicy(
                interval: .seconds(whole(1...10)),
                startTime: .seconds(whole(0...60)),
                idleTimeout: .seconds(whole(0...120)),
                maximumStartsPerDecision: chance(0.3) ? whole(1...4) : nil
            )
        )
        return [[], [steps], [backlog], [direct], [steps, backlog], [direct, steps]][whole(0...5)]
    }

    private mutating func worker() -> WorkerRules {
        guard chance(0.6) else {
            var plain = WorkerRules.plain
            plain.shutdown = chance(0.5) ? .dies : .workOn
            return plain
        }
        var worker = WorkerRules.sluice
        worker.isProtected = chance(0.7)
        worker.retries = whole(0...4)
        worker.outOfMemoryRetries = whole(0...2)
        worker.overhead = .milliseconds(whole(0...3000))
        worker.stopTimeout = .seconds(whole(1...120))
        if chance(0.2) { worker.timeout = .seconds(whole(5...120)) }
        return worker
    }

    private mutating func size() -> TaskSize {
        TaskSize(
            cpu: [0.25, 1, 4][whole(0...2)],
            isARM: chance(0.3),
            spotShare: chance(0.5) ? 0 : fraction(),
            imageBytes: 1e9 * fraction()
        )
    }

    private mutating func platform(_ platform: inout PlatformRules) {
        platform.victim = [.random, .oldest, .newest][whole(0...2)]
        platform.stopsPendingFirst = chance(0.7)
        platform.startSpread = fraction() / 2
        if chance(0.3) { platform.processorQuota = Double(whole(4...24)) }
        if chance(0.3) {
            platform.launchBurst = Double(whole(1...3))
            platform.launchRate = 0.05 + fraction()
        }
    }

    private mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func fraction() -> Double { generator.unit() }

    private mutating func chance(_ share: Double) -> Bool { generator.unit() < share }
}
