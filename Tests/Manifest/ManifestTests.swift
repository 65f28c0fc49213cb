import SluiceManifest
import SluiceModel
import SluiceScaling
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Manifests")
struct ManifestTests {
    private static let small = """
        name: demo
        job:
          command: [python3, job.py]
        """

    private func load(_ text: String, changes: [String] = [], forLocal: Bool = false) throws -> LoadedManifest {
        try Manifest.load(text: text, file: "sluice.yaml", changes: changes, forLocal: forLocal)
    }

    private func problems(_ text: String, changes: [String] = []) -> [String] {
        do throws(ManifestError) {
            _ = try Manifest.load(text: text, file: "sluice.yaml", changes: changes)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    @Test("the smallest manifest gets every default")
    func defaults() throws {
        let manifest = try load(Self.small).manifest
        #expect(manifest.job.command == ["python3", "job.py"])
        #expect(manifest.job.timeout == .seconds(120))
        #expect(manifest.task.memory == ByteCount("2GiB"))
        #expect(manifest.task.stopTimeout == .seconds(45))
        #expect(manifest.queue.retries == 3)
        let onAWS = DirectPolicy(interval: .seconds(5), startTime: .seconds(60), idleTimeout: .seconds(60))
        #expect(manifest.scaling.policy == .direct(onAWS))
        let here = try load(Self.small, forLocal: true).manifest
        #expect(here.scaling.policy == .direct(DirectPolicy(idleTimeout: .seconds(10))))
    }

    @Test(
        "a wrong manifest is refused with file, line, key and what was expected",
        arguments: [
            (
                "name: demo\njob:\n  comand: [x]\n",
                "sluice.yaml:3:3: error: job.comand: unknown key; did you mean 'command'?"
            ),
            (
                "name: demo\njob: {command: [x]}\nscaling:\n  max: many\n",
                "sluice.yaml:4:8: error: scaling.max: expected a whole number"
            ),
            (
                "name: demo\njob: {command: [x], timeout: 30}\n",
                "sluice.yaml:2:30: error: job.timeout: expected a duration with its unit"
            ),
            (
                "name: demo\njob: {command: [x]}\ntask: {memory: 10}\n",
                "sluice.yaml:3:16: error: task.memory: expected a size with its unit"
            ),
            ("name: demo\njob: {command: [x]}\nscaling: {policy: direkt}\n", "did you mean 'direct'?"),
            ("name: demo\njob: {command: [x]}\nscaling: {min: 5, max: 2}\n", "scaling.min: 5 is more than scaling.max"),
            (
                "name: demo\njob: {command: [x], duration: 5m, timeout: 1m}\n",
                "job.timeout: 1m is less than job.duration (5m)"
            ),
            ("name: Demo!\njob: {command: [x]}\n", "name: 'Demo!' is not a name"),
            ("name: demo\n", "job.command: this key is needed"),
            ("job: {command: [x]}\n", "name: this key is needed"),
            ("name: demo\nname: again\njob: {command: [x]}\n", "twice"),
            ("name: [\n", "this is not YAML"),
            ("", "the file is empty"),
            ("name: demo\njob: {command: 'a | b'}\n", "job.command: expected a program and its arguments"),
            (
                "name: demo\njob: {command: [x]}\nscaling: {policy: steps}\n",
                "scaling.steps.steps: the policy steps needs them"
            ),
            (
                "name: demo\njob: {command: [x]}\nlocal: {pipeline: {branch: x}}\n",
                "local.pipeline: unknown key"
            ),
        ]
    )
    func refused(text: String, expected: String) {
        let found = problems(text)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test("all problems are told at once, in the order of the lines")
    func allProblems() {
        let text = "name: demo\njob:\n  command: [x]\n  timeout: soon\nqueue:\n  retrys: 3\nscaling:\n  max: -1\n"
        #expect(problems(text).map { $0.split(separator: ":")[1] } == ["4", "6", "8"])
    }

    @Test("a command may be one line of text, split as a shell would")
    func commandLine() throws {
        let text = "name: demo\njob: {command: \"python3 'my job.py' --fast\"}\n"
        #expect(try load(text).manifest.job.command == ["python3", "my job.py", "--fast"])
    }

    @Test("--set takes a command as a line of text or as a list of YAML")
    func commandBySet() throws {
        let words = ["sluice", "job", "burn", "--seconds", "3"]
        for text in ["sluice job burn --seconds 3", "[sluice, job, burn, --seconds, \"3\"]"] {
            #expect(try load(Self.small, changes: ["job.command=\(text)"]).manifest.job.command == words)
        }
    }

    @Test("--set wins over the file and is checked by the same table")
    func changes() throws {
        #expect(try load(Self.small, changes: ["scaling.max=7"]).manifest.scaling.maximum == 7)
        #expect(
            problems(Self.small, changes: ["scaling.maxx=7"]).first?.contains("did you mean 'scaling.max'?") == true
        )
        #expect(problems(Self.small, changes: ["scaling.max=x"]).first?.contains("expected a whole number") == true)
    }

    @Test("values under local win on this machine only, and every value knows where it comes from")
    func local() throws {
        let text = Self.small + "\nscaling: {max: 20}\nlocal:\n  scaling: {max: 4}\n"
        #expect(try load(text).manifest.scaling.maximum == 20)
        let loaded = try load(text, forLocal: true)
        #expect(loaded.manifest.scaling.maximum == 4)
        let origins = Dictionary(uniqueKeysWithValues: loaded.effective.map { ($0.key, $0.origin) })
        #expect(origins["scaling.max"] == "sluice.yaml:6 (local)")
        #expect(origins["name"] == "sluice.yaml:1")
        #expect(origins["job.timeout"] == "default: 4 × job.duration, at least 60s")
    }

    @Test("docs/manifest.md has the table of keys that drives the code")
    func documentation() throws {
        let page = Self.examples.deletingLastPathComponent().appending(path: "docs/manifest.md")
        #expect(try String(contentsOf: page, encoding: .utf8).contains(ManifestReference.markdown))
    }

    private static var examples: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Examples")
    }

    @Test("every example loads, on AWS and on this machine", arguments: ["fhr", "burn", "python-job"], [false, true])
    func examples(name: String, forLocal: Bool) throws {
        let text = try String(contentsOf: Self.examples.appending(path: "\(name)/sluice.yaml"), encoding: .utf8)
        _ = try load(text, forLocal: forLocal)
    }

    // The numbers are those of ../shared/data/cdk, what CDK emits for the original system.
    @Test("the fhr example carries the original system's numbers")
    func original() throws {
        let text = try String(contentsOf: Self.examples.appending(path: "fhr/sluice.yaml"), encoding: .utf8)
        let loaded = try load(text)
        let manifest = loaded.manifest
        #expect(manifest.task.cpu == 4)
        #expect(manifest.task.memory.mebibytes == 10_240)
        #expect(manifest.task.startTimeout == .seconds(120))
        #expect(manifest.task.stopTimeout == .seconds(120))
        #expect(manifest.task.environment["FHR_ENV"] == "DEPLOY")
        #expect(manifest.queue.visibility == .seconds(200))
        #expect(manifest.scaling.minimum == 1)
        #expect(manifest.scaling.maximum == 20)
        #expect(manifest.scaling.desired == 2)
        #expect(manifest.scaling.policy == .steps(.original))
        let values = Dictionary(uniqueKeysWithValues: loaded.effective.map { ($0.key, $0.value) })
        #expect(values["task.port"] == "5000")
        #expect(values["task.spot"] == "0%")
        #expect(values["pipeline.source"] == "codecommit")
    }
}

@Suite("Units")
struct UnitTests {
    @Test(
        "sizes",
        arguments: [("10GiB", 10_737_418_240), ("1.5GB", 1_500_000_000), ("512 MiB", 536_870_912), ("0", 0)]
    )
    func sizes(text: String, bytes: Int64) {
        #expect(ByteCount(text)?.bytes == bytes)
    }

    @Test("what is no size", arguments: ["", "10", "GiB", "10 apples", "-1GiB"])
    func noSizes(text: String) {
        #expect(ByteCount(text) == nil)
    }

    @Test("sizes are printed in the largest unit that is exact", arguments: ["10GiB", "1536MiB", "1001B", "0B"])
    func printed(text: String) {
        #expect(ByteCount(text)?.description == text)
    }

    @Test(
        "durations",
        arguments: [
            ("30s", 30_000), ("250ms", 250), ("2m30s", 150_000), ("1.5h", 5_400_000), ("1d", 86_400_000), ("0", 0),
        ]
    )
    func durations(text: String, milliseconds: Int64) {
        #expect(Duration(text: text) == .milliseconds(milliseconds))
    }

    @Test("durations are printed as one writes them", arguments: ["30s", "250ms", "2m30s", "1h30m", "1d", "0s"])
    func canonical(text: String) {
        #expect(Duration(text: text)?.text == text)
    }

    @Test("what is no duration", arguments: ["", "30", "s", "5 parsecs", "1h-5m"])
    func noDurations(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test("nearest names", arguments: [("comand", "command"), ("tiemout", "timeout"), ("MAX", "max")])
    func nearest(name: String, expected: String) {
        #expect(NearestName.find(name, among: ["command", "timeout", "max", "min"]) == expected)
    }

    @Test("a name unlike any other has no nearest")
    func noNearest() {
        #expect(NearestName.find("elephant", among: ["command", "timeout"]) == nil)
    }
}
