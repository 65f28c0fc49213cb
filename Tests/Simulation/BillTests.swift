import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// Bills worked out by hand from the list prices of us-east-1 in 2026.
@Suite("Bills")
struct BillTests {
    /// The size of the original system's task.
    private static func size(isARM: Bool = false, spotShare: Double = 0) -> TaskSize {
        TaskSize(cpu: 4, memory: 10 * 1_073_741_824, isARM: isARM, spotShare: spotShare, imageBytes: 0)
    }

    private func run(
        jobs: Int = 1,
        of length: Duration,
        size: TaskSize = size(),
        _ change: (inout SimulationSetup) -> Void = { _ in }
    ) -> SimulationResult {
        var setup = SimulationSetup.fixed(1, load: [.burst(count: jobs, at: .zero)], service: .fixed(length))
        setup.size = size
        setup.faults.interruptionsPerHour = 0
        change(&setup)
        return SimulationResult(setup)
    }

    private func dollars(_ item: String, _ result: SimulationResult) -> Double {
        result.bill.lines.first { $0.item == item }?.dollars ?? 0
    }

    private func expect(_ value: Double, _ exact: Double, at location: SourceLocation = #_sourceLocation) {
        #expect(abs(value - exact) <= 1e-9 * max(exact, 1e-3), "\(value), expected \(exact)", sourceLocation: location)
    }

    @Test("4 vCPU and 10 GB cost 0.20637 an hour on x86 and 0.16512 on ARM")
    func taskHour() {
        let prices = Prices()
        expect(prices.taskHour(Self.size(), isSpot: false), 4 * 0.04048 + 10 * 0.004445)
        expect(prices.taskHour(Self.size(), isSpot: false), 0.20637)
        expect(prices.taskHour(Self.size(isARM: true), isSpot: false), 0.16512)
        expect(prices.taskHour(Self.size(), isSpot: true), 0.061911)
    }

    @Test(
        "time is billed by started seconds, and a minute at least",
        arguments: [(30_000, 60), (60_000, 60), (60_001, 61), (90_500, 91), (3_600_000, 3600)]
    )
    func seconds(milliseconds: Int, billed: Double) {
        let length = Duration.milliseconds(milliseconds)
        expect(dollars("Fargate", run(of: length)), billed / 3600 * 0.20637)
        expect(dollars("Fargate", run(of: length, size: Self.size(isARM: true))), billed / 3600 * 0.16512)
        expect(dollars("Public addresses", run(of: length)), billed / 3600 * 0.005)
    }

    @Test("billing begins when the image is pulled, and what was never pulled is free")
    func billingBegins() {
        var setup = SimulationSetup.direct(
            maximum: 3,
            load: [.burst(count: 3, at: .zero)],
            service: .fixed(.seconds(100))
        )
        setup.size = Self.size()
        let result = SimulationResult(setup)
        // Each is asked for at 0, pulls from 10 s, is ready at 25 s, works to 125 s and stops 5 s later.
        expect(dollars("Fargate", result), 3 * 120.0 / 3600 * 0.20637)
        expect(result.summary.taskHours, 360.0 / 3600)
        setup.limit = .seconds(9)
        expect(dollars("Fargate", SimulationResult(setup)), 0)
    }

    @Test("Spot costs three tenths")
    func spot() {
        let result = run(of: .seconds(3600), size: Self.size(spotShare: 1))
        expect(dollars("Fargate Spot", result), 0.061911)
        expect(dollars("Fargate", result), 0)
    }

    @Test("ten jobs of 90 s make 75 requests to SQS")
    func queueRequests() {
        // Ten sends, receives and deletes; the timeout of 60 s is renewed every 20 s, 45 times in 900 s; no idle time.
        expect(dollars("SQS", run(jobs: 10, of: .seconds(90))), 75 * 0.40e-6)
    }

    @Test("an idle worker makes three requests a minute")
    func emptyReceives() {
        let result = run(jobs: 1, of: .seconds(60)) { setup in
            setup.load.append(.burst(count: 1, at: .seconds(3600)))
            setup.worker.sendsHeartbeats = false
        }
        // 3540 s idle at 20 s each are 177, and three for each of two jobs.
        expect(dollars("SQS", result), 183 * 0.40e-6)
    }

    @Test("requests to the intake and to S3, and logs, follow the number of jobs")
    func perJob() {
        let result = run(jobs: 1000, of: .seconds(1))
        expect(dollars("API Gateway", result), 2000 * 3.50e-6)
        expect(dollars("S3 writes", result), 6000 * 0.005e-3)
        expect(dollars("S3 reads", result), 4000 * 0.0004e-3)
        expect(dollars("Logs", result), 0.01 * 0.50)
    }

    @Test("alarms cost a tenth of a dollar a month for each metric they look at")
    func alarms() {
        let steps = StepPolicy(steps: [.init(upper: 0, change: -1), .init(lower: 1, change: 1)])
        let monthly = { (policy: ScalingPolicy) in
            let result = run(of: .seconds(7200)) { setup in
                setup.policies = [policy]
                setup.limits.minimum = 0
                setup.limit = .seconds(7200)
            }
            let months = 2.0 / 730
            return (dollars("Alarms", result) / months, dollars("Metrics", result) / months)
        }
        // Two alarms on the visible messages.
        expect(monthly(.steps(steps)).0, 0.20)
        expect(monthly(.steps(steps)).1, 0)
        // Three metrics in the alarms for more and for less, two in the one that wakes, and the count of running tasks.
        expect(monthly(.backlog(BacklogPolicy(target: 2))).0, 0.80)
        expect(monthly(.backlog(BacklogPolicy(target: 2))).1, 0.30)
    }

    @Test("NAT gateways cost by the hour and by what is pulled through them")
    func natGateways() {
        var setup = SimulationSetup.direct(
            maximum: 4,
            load: [.burst(count: 4, at: .zero)],
            service: .fixed(.seconds(3600))
        )
        setup.usage.natGateways = 2
        setup.usage.hasPublicAddresses = false
        setup.size.imageBytes = 500e6
        setup.limit = .seconds(3600)
        let result = SimulationResult(setup)
        expect(dollars("NAT gateways", result), 0.09)
        expect(dollars("NAT traffic", result), 4 * 0.5 * 0.045)
        expect(dollars("Public addresses", result), 0)
        // The loop's own task: a quarter vCPU and half a GB.
        expect(dollars("Scaler", result), 0.01012 + 0.0022225)
        expect(dollars("Scaler's address", result), 0)
        setup.usage.hasPublicAddresses = true
        expect(dollars("Scaler's address", SimulationResult(setup)), 0.005)
    }

    @Test("Lambda with 10 GB costs as much when Fargate works 34.4 % of its time")
    func lambda() {
        let result = run(jobs: 10, of: .seconds(360))
        // 0.20637 / (10 × 3600 × 0.0000166667).
        #expect(abs(result.summary.lambda.breakEvenUtilisation - 0.34395) < 5e-6)
        expect(result.summary.lambda.dollars ?? 0, 36_000 * 0.0000166667 + 10 * 0.20e-6)
        #expect(result.summary.lambda.obstacle == nil)
        let arm = run(of: .seconds(360), size: Self.size(isARM: true)).summary.lambda
        #expect(abs(arm.breakEvenUtilisation - 0.16512 / (36_000 * 0.0000133334)) < 1e-12)
        #expect(run(of: .seconds(901)).summary.lambda.obstacle != nil)
        let large = TaskSize(cpu: 4, memory: 16 * 1_073_741_824)
        #expect(run(of: .seconds(360), size: large).summary.lambda.dollars == nil)
    }

    @Test("the total is the sum of its lines, and a thousand jobs cost a thousand times one job's share")
    func total() {
        let result = run(jobs: 50, of: .seconds(30))
        expect(result.bill.total, result.bill.lines.reduce(0) { $0 + $1.dollars })
        expect(result.summary.cost, result.bill.total)
        expect(result.summary.costPer1000, result.bill.total * 20)
    }
}
