// swift-tools-version: 6.2
import PackageDescription

// Sluice runs heavy jobs from a queue on as many workers as the queue needs.
// Targets stand in the order in which a job and a measurement pass through them;
// ARCHITECTURE.md explains the layers and Tests/Architecture enforces them.

// MARK: Dependencies

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let xmlCoder = Target.Dependency.product(name: "XMLCoder", package: "XMLCoder")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "sluice",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluice", targets: ["sluice"]),
        .library(name: "SluiceJob", targets: ["SluiceJob"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/CoreOffice/XMLCoder", exact: "0.18.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // MARK: Pure: no clock, no I/O, no randomness but a passed generator
        .target(name: "SluiceModel", path: "Sources/Model"),
        .target(name: "SluiceQueue", dependencies: ["SluiceModel", heap], path: "Sources/Queue"),
        .target(name: "SluiceScaling", dependencies: ["SluiceModel"], path: "Sources/Scaling"),
        .target(name: "SluiceWire", dependencies: ["SluiceModel", crypto, xmlCoder], path: "Sources/AWS/Wire"),
        .target(
            name: "SluiceManifest",
            dependencies: ["SluiceModel", "SluiceScaling", yams],
            path: "Sources/Manifest"
        ),
        .target(
            name: "SluiceSimulation",
            dependencies: ["SluiceModel", "SluiceScaling", heap],
            path: "Sources/Simulation"
        ),
        .target(
            name: "SluiceAdvice",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceManifest", "SluiceSimulation"],
            path: "Sources/Advice"
        ),
        .target(
            name: "SluiceTemplate",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceManifest", crypto, yams],
            path: "Sources/Template"
        ),
        .target(name: "SluiceReport", dependencies: ["SluiceModel"], path: "Sources/Report"),
        .target(name: "SluiceImport", dependencies: ["SluiceManifest", yams], path: "Sources/Import"),

        // MARK: Edges: sockets, processes, disk
        .target(
            name: "SluiceAWS",
            dependencies: [
                "SluiceModel", "SluiceWire", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioPosix,
            ],
            path: "Sources/AWS/Client"
        ),
        .target(
            name: "SluiceDeployment",
            dependencies: ["SluiceModel", "SluiceWire", "SluiceAWS"],
            path: "Sources/Deployment"
        ),
        .target(name: "CSpawn", path: "Sources/CSpawn"),
        .target(name: "SluiceProcess", dependencies: ["CSpawn"], path: "Sources/Process"),
        .target(
            name: "SluiceWorker",
            dependencies: [
                "SluiceModel", "SluiceWire", "SluiceAWS", "SluiceProcess", asyncHTTPClient, lifecycle, logging,
                nioCore, nioHTTP1,
            ],
            path: "Sources/Worker"
        ),
        .target(
            name: "SluiceFleet",
            dependencies: [
                "SluiceModel", "SluiceScaling", "SluiceWire", "SluiceAWS", "SluiceProcess", lifecycle, logging,
            ],
            path: "Sources/Fleet"
        ),
        .target(
            name: "SluiceLocal",
            dependencies: [
                "SluiceModel", "SluiceQueue", "SluiceWire", "SluiceReport", crypto, grdb, httpTypes, hummingbird,
                lifecycle, logging, nioCore, nioPosix, nioHTTPTypes,
            ],
            path: "Sources/Local"
        ),

        .target(
            name: "SluiceEvaluation",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceSimulation", "SluiceWire", "SluiceAWS"],
            path: "Sources/Evaluation"
        ),

        // MARK: The jobs we ship: leaves that know nothing of queues
        .target(name: "SluiceJob", path: "Sources/Jobs/Kit"),
        .target(name: "SluiceBurn", dependencies: ["SluiceJob"], path: "Sources/Jobs/Burn"),
        .target(name: "SluiceFetalHeartRate", dependencies: ["SluiceJob"], path: "Sources/Jobs/FetalHeartRate"),

        // MARK: The tool
        .target(
            name: "SluiceCommands",
            dependencies: [
                "SluiceModel", "SluiceQueue", "SluiceManifest", "SluiceScaling", "SluiceSimulation", "SluiceAdvice",
                "SluiceTemplate", "SluiceReport", "SluiceImport", "SluiceDeployment", "SluiceWire", "SluiceAWS",
                "SluiceProcess",
                "SluiceWorker",
                "SluiceFleet", "SluiceLocal", "SluiceEvaluation", "SluiceJob", "SluiceBurn", "SluiceFetalHeartRate",
                argumentParser, asyncHTTPClient, lifecycle, logging, nioCore, nioHTTP1, nioPosix,
                unixSignals,
            ],
            path: "Sources/Commands"
        ),
        .executableTarget(name: "sluice", dependencies: ["SluiceCommands"], path: "Sources/sluice"),

        // MARK: Tests, which mirror Sources
        .testTarget(name: "ArchitectureTests", path: "Tests/Architecture"),
        .testTarget(name: "SluiceModelTests", dependencies: ["SluiceModel"], path: "Tests/Model"),
        .testTarget(name: "SluiceQueueTests", dependencies: ["SluiceModel", "SluiceQueue"], path: "Tests/Queue"),
        .testTarget(name: "SluiceScalingTests", dependencies: ["SluiceModel", "SluiceScaling"], path: "Tests/Scaling"),
        .testTarget(
            name: "SluiceWireTests",
            dependencies: ["SluiceModel", "SluiceWire", crypto],
            path: "Tests/AWS/Wire"
        ),
        .testTarget(
            name: "SluiceAWSTests",
            dependencies: [
                "SluiceModel", "SluiceWire", "SluiceAWS", asyncHTTPClient, logging, nioCore, nioHTTP1, nioPosix,
            ],
            path: "Tests/AWS/Client"
        ),
        .testTarget(
            name: "SluiceManifestTests",
            dependencies: ["SluiceModel", "SluiceManifest"],
            path: "Tests/Manifest"
        ),
        .testTarget(
            name: "SluiceSimulationTests",
            dependencies: ["SluiceModel", "SluiceQueue", "SluiceScaling", "SluiceSimulation"],
            path: "Tests/Simulation"
        ),
        .testTarget(
            name: "SluiceAdviceTests",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceManifest", "SluiceSimulation", "SluiceAdvice"],
            path: "Tests/Advice"
        ),
        .testTarget(
            name: "SluiceTemplateTests",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceManifest", "SluiceTemplate"],
            path: "Tests/Template",
            exclude: ["Reference"]
        ),
        .testTarget(
            name: "SluiceReportTests",
            dependencies: ["SluiceModel", "SluiceReport"],
            path: "Tests/Report"
        ),
        .testTarget(
            name: "SluiceImportTests",
            dependencies: ["SluiceManifest", "SluiceImport"],
            path: "Tests/Import"
        ),
        .testTarget(
            name: "SluiceDeploymentTests",
            dependencies: ["SluiceModel", "SluiceDeployment"],
            path: "Tests/Deployment"
        ),
        .testTarget(name: "SluiceProcessTests", dependencies: ["SluiceProcess"], path: "Tests/Process"),
        .testTarget(
            name: "SluiceWorkerTests",
            dependencies: ["SluiceModel", "SluiceProcess", "SluiceWorker"],
            path: "Tests/Worker"
        ),
        .testTarget(
            name: "SluiceFleetTests",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceAWS", "SluiceFleet", logging],
            path: "Tests/Fleet"
        ),
        .testTarget(
            name: "SluiceEvaluationTests",
            dependencies: ["SluiceModel", "SluiceScaling", "SluiceSimulation", "SluiceEvaluation"],
            path: "Tests/Evaluation"
        ),
        .testTarget(
            name: "SluiceLocalTests",
            dependencies: [
                "SluiceModel", "SluiceQueue", "SluiceWire", "SluiceLocal", crypto, httpTypes, hummingbird, lifecycle,
                logging,
                nioCore,
            ],
            path: "Tests/Local"
        ),
        .testTarget(name: "SluiceBurnTests", dependencies: ["SluiceBurn"], path: "Tests/Jobs/Burn"),
        .testTarget(
            name: "SluiceFetalHeartRateTests",
            dependencies: ["SluiceFetalHeartRate"],
            path: "Tests/Jobs/FetalHeartRate"
        ),
    ],
    swiftLanguageModes: [.v6]
)

// MARK: House settings, applied here so that no target can forget them

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

for target in package.targets where target.name != "CSpawn" {
    target.swiftSettings = house
}
