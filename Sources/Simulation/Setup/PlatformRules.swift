import SluiceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How Fargate and ECS start and stop tasks: documented quotas, and defaults where nothing is documented.
package struct PlatformRules: Sendable, Hashable, Codable {
    /// Which task goes when the count is lowered; undocumented.
    package enum Victim: String, Sendable, Hashable, Codable, CaseIterable {
        case random, oldest, newest
    }

    /// Tasks that may be launched at once; the token bucket of an account and Region.
    package var launchBurst = 100.0
    /// Launches per second after that.
    package var launchRate = 20.0
    /// Tasks per second that the service scheduler starts for one service, 500 a minute; nil for no such limit.
    package var serviceRate: Double? = 500.0 / 60
    /// vCPUs the account may use at once; nil for no limit that matters.
    package var processorQuota: Double?
    /// From launch to ready with an image of no size: network interface, container, start of the worker.
    ///
    /// With `pullRate` this meets the mean of 57 s that was measured with 413 MB (elasticscale, 2024); one measurement cannot
    /// tell the two apart.
    package var startBase: Duration = .seconds(25)
    /// Bytes per second at which an image is pulled and unpacked.
    package var pullRate = 13e6
    /// The spread of start-up times: the standard deviation of their logarithm; ten measured ones lay within 53 to 62 s.
    package var startSpread = 0.05
    /// No task starts faster.
    package var startFloor: Duration = .seconds(20)
    /// How much of the start passes before the image is pulled, which is when billing begins.
    package var networkSetup: Duration = .seconds(10)
    /// The least time that is billed.
    package var minimumBilling: Duration = .seconds(60)
    package var victim = Victim.random
    /// Whether tasks that do not run yet go first when the count is lowered; undocumented.
    package var stopsPendingFirst = true
    /// The rate limit of the intake API per second, and its burst; API Gateway's per account.
    package var requestRate = 10_000.0
    package var requestBurst = 5000.0

    /// The defaults: an older Region, an image as the manifest says.
    package init() {}

    /// The median time from launch to ready, for an image of `bytes`.
    package func medianStart(imageBytes bytes: Double) -> Duration {
        startBase + .seconds(bytes / max(1, pullRate))
    }

    /// The start-up time of task `index` in nanoseconds: log-normal around the median, not below the floor.
    func startTime(of index: Int, imageBytes: Double, seed: UInt64) -> Int64 {
        let median = Double(medianStart(imageBytes: imageBytes).nanoseconds)
        guard startSpread > 0 else { return max(startFloor.nanoseconds, Int64(median)) }
        let normal = NormalQuantile.value(SeededGenerator.draw(index, of: seed))
        return max(startFloor.nanoseconds, Int64(median * exp(startSpread * normal)))
    }
}
