package import SluiceManifest
import SluiceModel
package import SluiceScaling

/// The configurations worth trying.
package struct TuningSpace: Sendable {
    private let base: Manifest
    private let mostTasks: Int
    private let start: Duration
    /// The share of a job's work that more vCPUs make faster, 0 to 1; nil to keep the task's size.
    private let parallelShare: Double?

    /// The space around `base`.
    ///
    /// - Parameters:
    ///   - base: The manifest as it is.
    ///   - mostTasks: No configuration has more tasks.
    ///   - start: The median start of a task.
    ///   - parallelShare: The share of the work that runs on all vCPUs, for Amdahl's law; nil to keep the task's size.
    package init(base: Manifest, mostTasks: Int, start: Duration, parallelShare: Double?) {
        self.base = base
        self.mostTasks = max(1, mostTasks)
        self.start = start
        self.parallelShare = parallelShare
    }

    /// The coarse grid: every policy with several limits and settings, for each task size.
    package var grid: [Manifest] {
        var all: [Manifest] = [base]
        for size in sizes {
            for (minimum, maximum) in limits {
                for policy in policies(maximum: maximum) {
                    all.append(candidate(size, minimum, maximum, policy))
                }
            }
        }
        return unique(all)
    }

    /// What lies close to `found`: other limits and settings of the same policy.
    package func neighbours(of found: Manifest) -> [Manifest] {
        let (minimum, maximum) = (found.scaling.minimum, found.scaling.maximum)
        let maxima = Set([0.7, 0.85, 0.92, 1.08, 1.15, 1.3].map { Int((Double(maximum) * $0).rounded()) } + [maximum])
        var all: [Manifest] = []
        for top in maxima.sorted() where (1...mostTasks).contains(top) {
            for bottom in Set([0, minimum - 1, minimum, minimum + 1]).sorted() where (0...top).contains(bottom) {
                for policy in variants(of: found.scaling.policy) {
                    var manifest = found
                    manifest.scaling.minimum = bottom
                    manifest.scaling.maximum = top
                    manifest.scaling.desired = bottom
                    manifest.scaling.policy = policy.reaching(atMost: top)
                    all.append(manifest)
                }
            }
        }
        return unique(all)
    }

    private var limits: [(Int, Int)] {
        let maxima = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 350, 500, 1000, 2000, 5000].filter {
            $0 <= mostTasks
        }
        let minima = Set([0, 1, 2, base.scaling.minimum])
        return Set(maxima + [min(mostTasks, base.scaling.maximum)]).sorted().flatMap { top in
            minima.sorted().filter { $0 <= top }.map { ($0, top) }
        }
    }

    private func policies(maximum: Int) -> [ScalingPolicy] {
        var all: [ScalingPolicy] = []
        for idle in [30, 60, 180] {
            for start in [.zero, Duration.seconds(start.wholeSecondsRoundedUp)] {
                all.append(
                    .direct(DirectPolicy(interval: .seconds(5), startTime: start, idleTimeout: .seconds(idle)))
                )
            }
        }
        for target in [1.0, 2, 4, 8, 16] { all.append(.backlog(BacklogPolicy(target: target))) }
        for ratio in [1, 2, 4, 8] { all.append(.steps(StepPolicy.staircase(jobsPerTask: ratio, maximum: maximum))) }
        all.append(base.scaling.policy)
        return all
    }

    private func variants(of policy: ScalingPolicy) -> [ScalingPolicy] {
        switch policy {
        case .direct(let direct):
            return [0.5, 1, 2].map { factor in
                var other = direct
                other.idleTimeout = .seconds((direct.idleTimeout.inSeconds * factor).rounded())
                return .direct(other)
            }
        case .backlog(let backlog):
            return [0.75, 0.9, 1, 1.1, 1.33].map { factor in
                var other = backlog
                other.target = (backlog.target * factor * 100).rounded() / 100
                return .backlog(other)
            }
        case .steps(let steps):
            return [30, 60, 120].map { cooldown in
                var other = steps
                other.cooldown = .seconds(cooldown)
                return .steps(other)
            }
        }
    }

    /// Task sizes with the job's memory, and how long a job takes on each.
    private var sizes: [(size: FargateSizes.Size, duration: Duration)] {
        let own = FargateSizes.Size(cpu: base.task.cpu, memory: base.task.memory)
        guard let parallelShare else { return [(own, base.job.duration)] }
        let cpus = Set(FargateSizes.all.map(\.cpu)).sorted()
        return cpus.compactMap { cpu in
            let fitting = FargateSizes.all.filter { $0.cpu == cpu && $0.memory >= base.task.memory }
            guard let size = fitting.min(by: { $0.memory < $1.memory }) else { return nil }
            // Amdahl's law, relative to the task as it is; below one vCPU everything slows down.
            let serial = (1 - parallelShare) * max(1, 1 / cpu) / max(1, 1 / own.cpu)
            let factor = serial + parallelShare * own.cpu / cpu
            return (size, base.job.duration * factor)
        }
    }

    private func candidate(
        _ size: (size: FargateSizes.Size, duration: Duration),
        _ minimum: Int,
        _ maximum: Int,
        _ policy: ScalingPolicy
    ) -> Manifest {
        var manifest = base
        manifest.task.cpu = size.size.cpu
        manifest.task.memory = size.size.memory
        manifest.job.duration = size.duration
        manifest.scaling.minimum = minimum
        manifest.scaling.maximum = maximum
        manifest.scaling.desired = minimum
        manifest.scaling.policy = policy
        return manifest
    }

    private func unique(_ manifests: [Manifest]) -> [Manifest] {
        var seen: Set<Manifest> = []
        return manifests.filter { seen.insert($0).inserted }
    }
}

extension StepPolicy {
    /// Steps that set the count to the jobs there are, waiting or at work, divided by `jobsPerTask`: 1, 2, 4, 8 … tasks.
    package static func staircase(jobsPerTask: Int, maximum: Int) -> StepPolicy {
        var steps = [ScalingStep(upper: 0, change: 0)]
        var tasks = 1
        var lower = 1
        while tasks < maximum, steps.count < 18 {
            let next = tasks * jobsPerTask + 1
            steps.append(ScalingStep(lower: Double(lower), upper: Double(next), change: tasks))
            lower = next
            tasks *= 2
        }
        steps.append(ScalingStep(lower: Double(lower), change: maximum))
        return StepPolicy(
            metric: .visiblePlusInFlight,
            adjustment: .exactCapacity,
            steps: steps,
            cooldown: .seconds(60)
        )
    }
}

extension ScalingPolicy {
    /// The policy without exact counts beyond `maximum`.
    fileprivate func reaching(atMost maximum: Int) -> ScalingPolicy {
        guard case .steps(var steps) = self, steps.adjustment == .exactCapacity else { return self }
        steps.steps = steps.steps.map { ScalingStep(lower: $0.lower, upper: $0.upper, change: min($0.change, maximum)) }
        return .steps(steps)
    }
}
