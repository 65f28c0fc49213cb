import SluiceAWS
import SluiceDeployment
import SluiceManifest
import SluiceModel
import SluiceProcess
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Brings a project's image into its repository and records its tag, so that the service finds something to run.
struct ImagePublisher {
    let clients: DeploymentClients
    let manifest: Manifest
    /// The folder that holds the Dockerfile.
    let folder: String
    /// Where images are pushed.
    let repositoryURI: String
    /// The program that builds, such as docker or podman.
    let builder: String
    let environment: [String: String]

    private static let dockerfile = "Dockerfile"
    /// The tag of Sluice's own image.
    private static let base = "sluice-\(Sluice.version)"

    /// Sees to it that the recorded tag names an image that is there.
    ///
    /// - Parameter wanted: A tag that is in the repository already; nil builds the image where that can be done, and
    ///   else keeps the one that is recorded.
    /// - Returns: The tag.
    /// - Throws: `CommandFailure` when there is no image and none can be built, `AWSServiceError`, or what
    ///   `AWSClient` throws.
    func publish(_ wanted: String?) async throws -> String {
        let tags = Set(try await clients.ecr.images(in: manifest.name)?.compactMap(\.imageTag) ?? [])
        let recorded = try await clients.ssm.parameter(manifest.imageTagParameter)
        let tag = try await tag(wanted, recorded: recorded, tags: tags)
        if tag != recorded {
            try await clients.ssm.putParameter(
                manifest.imageTagParameter,
                tag,
                description: "The tag of the image that \(manifest.name) runs."
            )
        }
        return tag
    }

    private func tag(_ wanted: String?, recorded: String?, tags: Set<String>) async throws -> String {
        if let wanted {
            guard tags.contains(wanted) else {
                throw CommandFailure("\(repositoryURI) has no image with the tag '\(wanted)'. Push it first.")
            }
            return wanted
        }
        if let program = ProgramSearch.find(builder, in: environment["PATH"]) {
            return try await build(program, tags: tags)
        }
        guard let recorded, tags.contains(recorded) else { throw noImage() }
        Terminal.note("  there is no \(builder) here to build the image: the service keeps \(recorded)")
        return recorded
    }

    /// Builds the image, and pushes it unless the same one is there already: its tag is made of its contents.
    private func build(_ program: String, tags: Set<String>) async throws -> String {
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Self.dockerfile)") else {
            throw CommandFailure(
                "\(folder)/\(Self.dockerfile): there is no such file, so the image of '\(manifest.name)' cannot be built. "
                    + "`sluice init` writes one, docs/image.md explains it; or set task.image in the manifest."
            )
        }
        let scratch = "\(FileManager.default.temporaryDirectory.path)/sluice-image-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let idFile = "\(scratch)/id"
        let platform = manifest.task.isARM ? "linux/arm64" : "linux/amd64"
        Terminal.note("  building the image for \(platform)")
        try await run(
            program,
            ["build", "--platform", platform, "--iidfile", idFile, "--tag", manifest.name, folder],
            log: "\(scratch)/build.log"
        )
        let id = FileManager.default.contents(atPath: idFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
        // `sha256:…`
        let digest = id.drop { $0 != ":" }.dropFirst().prefix(12)
        guard !digest.isEmpty else { throw CommandFailure("\(builder) build wrote no image id.") }
        let tag = "built-\(digest)"
        let isNew = !tags.contains(tag)
        // A pipeline may have come to a project whose image is there already.
        let lacksBase = manifest.pipeline != nil && !tags.contains(Self.base)
        if isNew || lacksBase { try await logIn(program, log: "\(scratch)/login.log") }
        if isNew {
            Terminal.note("  pushing \(repositoryURI):\(tag)")
            let image = String(id.filter { !$0.isWhitespace })
            try await run(program, ["tag", image, "\(repositoryURI):\(tag)"], log: "\(scratch)/tag.log")
            try await run(program, ["push", "\(repositoryURI):\(tag)"], log: "\(scratch)/push.log")
        } else {
            Terminal.note("  the image \(tag) is in the repository already")
        }
        if lacksBase { await pushBase(program, log: "\(scratch)/base.log") }
        return tag
    }

    /// Sluice's own image, which the pipeline's builds begin from, beside the project's.
    private func pushBase(_ program: String, log: String) async {
        let base = Self.base
        do {
            try await run(program, ["tag", "sluice:\(base)", "\(repositoryURI):\(base)"], log: log)
            try await run(program, ["push", "\(repositoryURI):\(base)"], log: log)
            Terminal.note("  pushed Sluice's own image as \(base), which the pipeline builds upon")
        } catch {
            Terminal.note(
                "  the pipeline's builds begin from \(repositoryURI):\(base), which is not there; docs/image.md tells how to push it"
            )
        }
    }

    private func logIn(_ program: String, log: String) async throws {
        let authorization = try await clients.ecr.authorization()
        guard let data = Data(base64Encoded: authorization.authorizationToken),
            case let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1),
            parts.count == 2
        else { throw CommandFailure("ECR's password for \(authorization.proxyEndpoint) cannot be read.") }
        let registry = repositoryURI.prefix { $0 != "/" }
        // By a pipe: arguments of a process can be read by everybody on the machine.
        let script = "printf %s \"$SLUICE_PASSWORD\" | exec \"$0\" login --username \"$1\" --password-stdin \"$2\""
        try await run(
            "/bin/sh",
            ["-c", script, program, String(parts[0]), String(registry)],
            log: log,
            secrets: ["SLUICE_PASSWORD": String(parts[1])]
        )
    }

    private func run(
        _ program: String,
        _ arguments: [String],
        log: String,
        secrets: [String: String] = [:]
    ) async throws {
        // The id of an image must depend on what is in it, not on when it was built.
        let settings = ["BUILDX_NO_DEFAULT_ATTESTATIONS": "1"].merging(secrets) { $1 }
        let child = try ChildProcess(
            ChildCommand(
                program: program,
                arguments: arguments,
                environment: environment.merging(settings) { $1 },
                logFile: log
            )
        )
        guard case .exited(0) = await child.exit().reason else {
            let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let end = text.split(separator: "\n").suffix(30).joined(separator: "\n")
            throw CommandFailure("\(builder) \(arguments.first ?? "") failed:\n\(end)")
        }
    }

    private func noImage() -> CommandFailure {
        CommandFailure(
            """
            There is no image for the service yet, and no \(builder) here to build one. Either
              - build and push it where there is one, then say --image-tag TAG:
                  docker build -t \(repositoryURI):TAG . && docker push \(repositoryURI):TAG
              - let the pipeline build it: sluice deploy --stack network --stack repository --stack pipeline, then push the source
              - or name an image that exists as task.image in the manifest.
            """
        )
    }
}
