import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The import rules of ARCHITECTURE.md, read from the sources themselves.
@Suite("The house")
struct ImportRulesTests {
    /// What each target may import of ours; a target that is not here may not exist.
    private static let ours: [String: Set<String>] = [
        "Model": [],
        "Queue": ["SluiceModel"],
        "Scaling": ["SluiceModel"],
        "AWS/Wire": ["SluiceModel"],
        "Manifest": ["SluiceModel", "SluiceScaling"],
        "Simulation": ["SluiceModel", "SluiceScaling"],
        "Advice": ["SluiceModel", "SluiceScaling", "SluiceManifest", "SluiceSimulation"],
        "Template": ["SluiceModel", "SluiceScaling", "SluiceManifest"],
        "Report": ["SluiceModel"],
        "Import": ["SluiceManifest"],
        "AWS/Client": ["SluiceModel", "SluiceWire"],
        "Deployment": ["SluiceModel", "SluiceWire", "SluiceAWS"],
        "CSpawn": [],
        "Process": ["CSpawn"],
        "Worker": ["SluiceModel", "SluiceWire", "SluiceAWS", "SluiceProcess"],
        "Fleet": ["SluiceModel", "SluiceScaling", "SluiceWire", "SluiceAWS", "SluiceProcess"],
        "Local": ["SluiceModel", "SluiceQueue", "SluiceWire", "SluiceReport"],
        "Evaluation": ["SluiceModel", "SluiceScaling", "SluiceSimulation", "SluiceWire", "SluiceAWS"],
        "Jobs/Kit": [],
        "Jobs/Burn": [],
        "Jobs/FetalHeartRate": [],
        "Commands": [
            "SluiceModel", "SluiceManifest", "SluiceScaling", "SluiceSimulation", "SluiceAdvice", "SluiceQueue",
            "SluiceTemplate", "SluiceReport", "SluiceImport", "SluiceDeployment", "SluiceWire", "SluiceAWS",
            "SluiceProcess",
            "SluiceWorker",
            "SluiceFleet", "SluiceLocal", "SluiceEvaluation", "SluiceJob", "SluiceBurn", "SluiceFetalHeartRate",
        ],
        "sluice": ["SluiceCommands"],
    ]

    /// What the pure targets may import from outside.
    private static let pure: [String: Set<String>] = [
        "Model": [],
        "Queue": ["HeapModule"],
        "Scaling": [],
        "AWS/Wire": ["Crypto", "XMLCoder"],
        "Manifest": ["Yams"],
        "Simulation": ["HeapModule"],
        "Advice": [],
        "Template": ["Crypto", "Yams"],
        "Report": [],
        "Import": ["Yams"],
        "Jobs/Burn": [],
        // Blocks of a record are solved on all processors.
        "Jobs/FetalHeartRate": ["Dispatch", "Synchronization"],
    ]

    private static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]
    private static let platform: Set<String> = ["Glibc", "Musl", "Darwin"]

    @Test("every folder of Sources with code is a target of the table, and every target exists")
    func targets() throws {
        let found = Set(try Source.all().map(\.target))
        #expect(found == Set(Self.ours.keys))
    }

    @Test("targets import only what lies below them")
    func direction() throws {
        for source in try Source.all() {
            let wrong = source.imports.filter { ($0.hasPrefix("Sluice") || $0 == "CSpawn") }
                .filter { !(Self.ours[source.target]?.contains($0) ?? false) }
            #expect(wrong.isEmpty, "\(source.path) imports \(wrong)")
        }
    }

    @Test("pure targets import nothing that does I/O")
    func purity() throws {
        for source in try Source.all() {
            guard let allowed = Self.pure[source.target] else { continue }
            let outside = source.imports.filter { !$0.hasPrefix("Sluice") }
            var wrong = outside.subtracting(allowed).subtracting(Self.foundation)
            // Numerical code needs the C library's functions; the clock is read in one file of Model.
            if ["Jobs/FetalHeartRate", "Simulation"].contains(source.target)
                || source.path.hasSuffix("Model/SystemTime.swift")
            {
                wrong.subtract(Self.platform)
            }
            #expect(wrong.isEmpty, "\(source.path) imports \(wrong)")
        }
    }

    /// Ways to read a clock or draw a random number without being handed one.
    private static let impure = [
        "Date()", "Date.now", "clock_gettime(", "ContinuousClock", "SystemRandomNumberGenerator", "UUID()",
        "Task.sleep",
        "FileManager", "ProcessInfo",
    ]

    @Test("pure targets read no clock, draw no random number and touch no file")
    func noHiddenInputs() throws {
        let exceptions = [
            "Model/SystemTime.swift", "Model/TimeSource.swift", "Jobs/FetalHeartRate/Formats/Recording+File.swift",
        ]
        for source in try Source.all() where Self.pure.keys.contains(source.target) {
            guard !exceptions.contains(where: source.path.hasSuffix) else { continue }
            for word in Self.impure { #expect(!source.code.contains(word), "\(source.path) uses \(word)") }
        }
    }

    @Test("only Commands reads the environment")
    func environment() throws {
        for source in try Source.all() where !["Commands", "Jobs/Kit"].contains(source.target) {
            #expect(!source.code.contains("ProcessInfo.processInfo.environment"), "\(source.path)")
            #expect(!source.code.contains("getenv("), "\(source.path)")
        }
    }

    @Test("nobody goes around the compiler's checks")
    func noEscapeHatches() throws {
        for source in try Source.all() {
            for word in ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency", "fatalError(", "try!"] {
                #expect(!source.code.contains(word), "\(source.path) uses \(word)")
            }
        }
    }

    @Test("no file has grown past 400 lines")
    func length() throws {
        for source in try Source.all() {
            let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 400, "\(source.path) has \(lines) lines")
        }
    }
}

/// One file of Sources.
private struct Source {
    let path: String
    let text: String
    /// The text without its comments.
    let code: String
    /// The folder of its target, such as `AWS/Wire`.
    let target: String
    let imports: Set<String>

    static func all() throws -> [Source] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path())
        return try paths.filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }.sorted().map {
            try Source($0, in: root)
        }
    }

    private init(_ path: String, in root: URL) throws {
        self.path = path
        text = String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
        let lines = text.split(separator: "\n")
        code = lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        let parts = path.split(separator: "/").map(String.init)
        target = ["AWS", "Jobs"].contains(parts[0]) ? parts[0...1].joined(separator: "/") : parts[0]
        imports = Set(
            lines.compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else {
                    return nil
                }
                return words[index + 1]
            }
        )
    }
}
