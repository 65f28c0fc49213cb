import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceSimulation
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Lint")
struct LinterTests {
    private static let head = "name: demo\njob: {command: [x], duration: 30s}\n"
    /// A gap for rest, but counted with the work of its own tasks.
    private static let banded = "[{upper: 0, change: -1}, {lower: 2, change: 1}, {lower: 10, change: 5}]"
    private static let exact = "[{upper: 0, change: 0}, {lower: 1, upper: 3, change: 2}, {lower: 3, change: 10}]"

    /// The findings in a manifest on an account with room for everything, unless a quota is given.
    private func findings(_ text: String, worker: WorkerRules = .sluice, quota: Double = 100_000) throws -> [Finding] {
        let manifest = try Manifest.load(text: text, file: "sluice.yaml").manifest
        var platform = PlatformRules()
        platform.processorQuota = quota
        return Linter.findings(in: manifest, worker: worker, platform: platform)
    }

    private static func steps(_ steps: String, min: Int = 1, more: String = "") -> String {
        head + "task: {stopTimeout: 60s}\nscaling:\n  {min: \(min), max: 10, policy: steps, "
            + "steps: {metric: visiblePlusInFlight, cooldown: 2m, \(more)steps: \(steps)}}\n"
    }

    @Test("a manifest with Sluice's defaults has no fault")
    func clean() throws {
        #expect(try findings(Self.head).isEmpty)
        #expect(try findings(Self.steps(Self.exact, min: 0, more: "adjustment: exactCapacity, ")).isEmpty)
    }

    @Test(
        "each fault is found, and only that",
        arguments: [
            (head + "task: {cpu: 1, memory: 10GiB}\n", ["fargate-size"]),
            (head + "task: {cpu: 3, memory: 6GiB}\n", ["fargate-size"]),
            (head + "task: {stopTimeout: 20s}\n", ["stop-timeout"]),
            (steps("[{upper: 1, change: -1}, {lower: 2, change: 1}]"), ["no-dead-band", "counts-own-work"]),
            (steps(banded), ["counts-own-work"]),
            (steps(banded).replacing("visiblePlusInFlight", with: "visible"), ["scale-in-ignores-work"]),
            (steps(exact, more: "adjustment: exactCapacity, period: 5m, "), ["long-period"]),
            (
                steps("[{upper: 0, change: 1}, {lower: 2, change: 12}]", more: "adjustment: exactCapacity, "),
                ["unreachable"]
            ),
            (steps("[{lower: 20, change: 1}, {lower: 40, change: 50}]"), ["step-too-large", "no-scale-in"]),
            (steps("[{upper: -1, change: -1}, {lower: 20, change: 1}]"), ["unreachable"]),
            (steps("[{lower: 20, change: 1}]"), ["no-scale-in"]),
            (
                steps("[{upper: 0, change: -1}, {lower: 40, change: 2}]")
                    .replacing("visiblePlusInFlight", with: "inFlight"), ["unreachable"]
            ),
            (steps("[{upper: 0, change: -1}, {lower: 20, change: 1}]", min: 0), ["cannot-wake"]),
            (head + "scaling: {min: 1, policy: backlog, backlog: {target: 0.5}}\n", ["unreachable"]),
            (head + "scaling: {min: 1, policy: backlog, backlog: {target: 2, scalesIn: false}}\n", ["no-scale-in"]),
        ]
    )
    func eachFault(text: String, rules: [String]) throws {
        let found = try findings(text)
        #expect(found.map(\.rule) == rules)
        for finding in found {
            #expect(!finding.problem.isEmpty && !finding.advice.isEmpty)
        }
    }

    @Test("a quota that the greatest fleet exceeds is found, with waits from a simulation of it")
    func quota() throws {
        let finding = try #require(try findings(Self.head + "task: {cpu: 4, memory: 10GiB}\n", quota: 6).first)
        #expect(finding.rule == "vcpu-quota")
        #expect(finding.problem.contains("10 tasks need 40 vCPUs"))
        #expect(finding.problem.contains("no more than 1 task will start"))
        #expect(finding.evidence.contains("50 jobs at once: with the quota p95 wait"))
    }

    @Test("a visibility timeout shorter than the job is a fault only for a worker without a heartbeat")
    func visibility() throws {
        let text = Self.head + "queue: {visibility: 10s}\n"
        #expect(try findings(text).isEmpty)
        let finding = try #require(try findings(text, worker: .plain).first)
        #expect(finding.rule == "visibility-too-short")
        #expect(finding.advice.contains("visibility: 3m"))
    }

    @Test("a short cooldown is a fault where it starts more tasks than a longer one")
    func cooldown() throws {
        let text = Self.steps("[{upper: 0, change: -1}, {lower: 2, change: 2}, {lower: 5, change: 5}]")
            .replacing("visiblePlusInFlight", with: "visible")
        #expect(try findings(text).map(\.rule) == ["scale-in-ignores-work"])
        let found = try findings(text.replacing("cooldown: 2m", with: "cooldown: 10s"))
        #expect(found.map(\.rule).contains("short-cooldown"))
    }

    @Test("the original system's manifest yields its real faults")
    func original() throws {
        let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/fhr/sluice.yaml")
        let found = try findings(try String(contentsOf: examples, encoding: .utf8))
        let rules = Set(found.map(\.rule))
        #expect(rules.isSuperset(of: ["no-dead-band", "long-period", "scale-in-ignores-work"]))
        // Killed jobs of a worker without protection, counted by simulation.
        let ignored = try #require(found.first { $0.rule == "scale-in-ignores-work" })
        let killed = ignored.evidence.firstMatch(of: /had (\d+) jobs killed/).flatMap { Int($0.1) }
        #expect((killed ?? 0) > 0)
    }
}

@Suite("Fargate's sizes")
struct FargateSizesTests {
    @Test(
        "the pairs of the documentation are allowed, others are not",
        arguments: [
            (0.25, "512MiB", true), (0.25, "3GiB", false), (0.5, "4GiB", true), (1, "1GiB", false), (1, "8GiB", true),
            (2, "16GiB", true), (4, "10GiB", true), (4, "31GiB", false), (8, "20GiB", true), (8, "22GiB", false),
            (16, "120GiB", true), (32, "244GiB", true), (3, "8GiB", false),
        ] as [(Double, String, Bool)]
    )
    func pairs(cpu: Double, memory: String, isAllowed: Bool) throws {
        let bytes = try #require(ByteCount(memory))
        #expect(FargateSizes.allows(cpu: cpu, memory: bytes) == isAllowed)
    }

    @Test("the nearest size has room for both")
    func nearest() throws {
        let wanted = try #require(ByteCount("10GiB"))
        let size = try #require(FargateSizes.nearest(cpu: 1, memory: wanted))
        #expect(size.cpu == 2)
        #expect(size.memory == ByteCount("10GiB"))
        #expect(FargateSizes.nearest(cpu: 64, memory: ByteCount(bytes: 1)) == nil)
    }
}
