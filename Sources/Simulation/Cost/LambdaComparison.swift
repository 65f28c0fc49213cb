import SluiceModel

/// The same jobs on AWS Lambda with the same memory.
package struct LambdaComparison: Sendable, Hashable, Codable {
    /// US dollars for the run's attempts on Lambda; nil when they do not fit there.
    package let dollars: Double?
    /// The share of its paid time that a Fargate task must be at work to cost as much as Lambda; above it Fargate is cheaper.
    package let breakEvenUtilisation: Double
    /// Why the jobs do not fit; nil when they do.
    package let obstacle: String?

    /// The most memory and time a function can have.
    private static let mostGigabytes = 10.0
    private static let longest = Duration.seconds(900)

    /// Compares `attempts` attempts that took `busyHours` hours in all.
    init(busyHours: Double, attempts: Double, longestJob: Duration, setup: SimulationSetup) {
        let (prices, size) = (setup.prices, setup.size)
        let gigabyteSecond = size.isARM ? prices.lambdaARMGigabyteSecond : prices.lambdaGigabyteSecond
        let hour = gigabyteSecond * size.gigabytes * 3600
        breakEvenUtilisation = hour > 0 ? prices.taskHour(size, isSpot: false) / hour : 0
        if size.gigabytes > Self.mostGigabytes {
            obstacle = "a function has at most 10 GB of memory"
        } else if longestJob > Self.longest {
            obstacle = "a function runs for at most 15 minutes"
        } else {
            obstacle = nil
        }
        dollars = obstacle == nil ? busyHours * hour + attempts * prices.lambdaRequest : nil
    }
}
