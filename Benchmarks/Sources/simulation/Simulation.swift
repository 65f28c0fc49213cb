import ArgumentParser
import Foundation

/// Simulated jobs per second of one core, beside the least that any event simulator has to do.
@main
struct Simulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Times `sluice simulate` as a process, and a bare event loop for comparison."
    )

    @Option(help: "The tool.")
    var sluice = "../.build/release/sluice"

    @Option(help: "Rounds; the best of each is printed, because others use the machine too.")
    var rounds = 5

    func run() throws {
        var bare = 0.0
        for _ in 0..<rounds { bare = max(bare, BareLoop.jobsPerSecond(jobs: 2_000_000)) }
        print("| what | jobs | CPU s | million jobs/s of one core | of the bare loop | peak MiB |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        print(row("bare loop, M/D/20", 2_000_000, 2_000_000 / bare, bare, 1, nil))
        for jobs in [100_000, 1_000_000, 10_000_000] {
            let best = try best { try Child.run(sluice, Self.fixed(jobs: jobs)) }
            let rate = Double(jobs) / best.seconds
            print(row("sluice simulate, M/D/20", jobs, best.seconds, rate, rate / bare, best.peakBytes))
        }
        let runs = 200
        for policy in ["direct", "backlog"] {
            let best = try best { try Child.run(sluice, Self.hour(policy: policy, runs: runs)) }
            let rate = Double(runs * 3600) / best.seconds
            print(
                row(
                    "an hour of AWS by \(policy), \(runs) times",
                    runs * 3600,
                    best.seconds,
                    rate,
                    rate / bare,
                    nil
                )
            )
            print("<!-- one hour by \(policy): \(Self.fixed(best.seconds / Double(runs) * 1000, 2)) ms -->")
        }
    }

    private func best(_ run: () throws -> Child.Usage) rethrows -> Child.Usage {
        var best = try run()
        for _ in 1..<max(2, rounds) {
            let next = try run()
            if next.seconds < best.seconds { best = next }
        }
        return best
    }

    /// Twenty tasks at 95 %: jobs of a second, nineteen a second.
    private static func fixed(jobs: Int) -> [String] {
        [
            "simulate", "--set", "job.duration=1s", "--set", "scaling.min=20", "--set", "scaling.max=20", "--rate",
            "19/s",
            "--for", "\(jobs / 19)s", "--json",
        ]
    }

    /// 3600 jobs of 15 s in an hour on up to 20 tasks, every model of AWS in use.
    private static func hour(policy: String, runs: Int) -> [String] {
        [
            "simulate", "--set", "job.duration=15s", "--set", "scaling.min=1", "--set", "scaling.max=20", "--set",
            "scaling.policy=\(policy)", "--rate", "1/s", "--for", "1h", "--runs", "\(runs)", "--json",
        ]
    }

    private func row(
        _ what: String,
        _ jobs: Int,
        _ seconds: Double,
        _ rate: Double,
        _ ratio: Double,
        _ peak: Int?
    ) -> String {
        "| \(what) | \(jobs) | \(Self.fixed(seconds, 2)) | \(Self.fixed(rate / 1e6, 2)) | \(Self.fixed(ratio, 2)) | "
            + "\(peak.map { String($0 >> 20) } ?? "") |"
    }

    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }
}
