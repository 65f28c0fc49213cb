import ArgumentParser
import Foundation

/// Starts the servers one after another and prints one table.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures and prints a table.")

    @Option(help: "The sluice to measure.")
    var sluice = "../.build/release/sluice"

    @Option(help: "Seconds per measurement.")
    var seconds = 5.0

    @Option(help: "Times each measurement is made; the median is printed.")
    var rounds = 3

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = Bench(seconds: seconds, rounds: rounds)
        print("| what | connections | requests/s | of no-op | p50 ms | p99 ms | failed |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for connections in [1, 64] {
            let noop = try await noOp(bench, connections)
            row("no-op POST", connections, noop, noop)
            row("durable POST /jobs", connections, try await intake(bench, connections, folder), noop)
            let sqs = try await queue(bench, connections, folder)
            for (name, result) in sqs { row(name, connections, result, noop) }
        }
    }

    private func noOp(_ bench: Bench, _ connections: Int) async throws -> LoadGenerator.Result {
        let server = try ServerProcess(CommandLine.arguments[0], ["noop"])
        defer { server.stop() }
        return try await bench.median(server.port, connections) { _, _ in Self.job(key: "") }
    }

    private func intake(_ bench: Bench, _ connections: Int, _ folder: URL) async throws -> LoadGenerator.Result {
        let manifest = folder.appending(path: "sluice.yaml")
        try Data("name: bench\njob:\n  command: [\"true\"]\n  duration: 1s\n".utf8).write(to: manifest)
        let server = try ServerProcess(
            sluice,
            ["up", "--file", manifest.path(), "--state", folder.appending(path: "up-\(connections)").path()]
                + ["--port", "0", "--no-tasks", "--json"]
        )
        defer { server.stop() }
        let key = server.apiKey
        return try await bench.median(server.port, connections) { _, _ in Self.job(key: key) }
    }

    private func queue(
        _ bench: Bench,
        _ connections: Int,
        _ folder: URL
    ) async throws -> [(String, LoadGenerator.Result)] {
        let state = folder.appending(path: "cloud-\(connections)").path()
        let server = try ServerProcess(sluice, ["cloud", "--state", state, "--port", "0", "--open", "--json"])
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/000000000000/bench"
        _ = try await LoadGenerator(port: server.port, connections: 1, seconds: 5).run { _, answer in
            answer == nil ? Self.sqs("CreateQueue", #"{"QueueName":"bench"}"#) : nil
        }
        let send = Self.sqs("SendMessage", #"{"QueueUrl":"\#(url)","MessageBody":"\#(Self.body300)"}"#)
        let receive = Self.sqs("ReceiveMessage", #"{"QueueUrl":"\#(url)","VisibilityTimeout":43200}"#)
        let sent = try await bench.median(server.port, connections) { _, _ in send }
        // What was sent above is received here; each receipt is deleted on the same connection.
        let pair = try await bench.median(server.port, connections) { _, answer in
            guard let answer, let range = answer.range(of: #""ReceiptHandle":""#) else { return receive }
            let handle = answer[range.upperBound...].prefix { $0 != "\"" }
            return Self.sqs("DeleteMessage", #"{"QueueUrl":"\#(url)","ReceiptHandle":"\#(handle)"}"#)
        }
        return [("SQS SendMessage", sent), ("SQS ReceiveMessage, DeleteMessage in turn", pair)]
    }

    private func row(
        _ name: String,
        _ connections: Int,
        _ result: LoadGenerator.Result,
        _ noop: LoadGenerator.Result
    ) {
        let cells = [
            name, "\(connections)", String(format: "%.0f", result.perSecond),
            String(format: "%.2f", result.perSecond / noop.perSecond),
            String(format: "%.2f", result.milliseconds(50)), String(format: "%.2f", result.milliseconds(99)),
            "\(result.failures)",
        ]
        print("| \(cells.joined(separator: " | ")) |")
        fflushStandardOutput()
    }

    private static let body300 = String(repeating: "sluice-", count: 43).prefix(300)

    private static func job(key: String) -> LoadRequest {
        LoadRequest(
            path: "/jobs",
            headers: [("content-type", "application/json"), ("x-api-key", key)],
            body: #"{"input":"s3://bench/key","parameters":{"text":"\#(body300.prefix(240))"}}"#
        )
    }

    private static func sqs(_ operation: String, _ body: String) -> LoadRequest {
        LoadRequest(
            headers: [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", "AmazonSQS.\(operation)")],
            body: body
        )
    }
}

/// Makes a measurement several times and keeps the one in the middle.
struct Bench: Sendable {
    let seconds: Double
    let rounds: Int

    func median(
        _ port: Int,
        _ connections: Int,
        _ next: @escaping @Sendable (Int, String?) -> LoadRequest?
    ) async throws -> LoadGenerator.Result {
        _ = try await LoadGenerator(port: port, connections: connections, seconds: 0.5).run(next)
        var results: [LoadGenerator.Result] = []
        for _ in 0..<rounds {
            results.append(try await LoadGenerator(port: port, connections: connections, seconds: seconds).run(next))
        }
        return results.sorted { $0.perSecond < $1.perSecond }[rounds / 2]
    }
}
