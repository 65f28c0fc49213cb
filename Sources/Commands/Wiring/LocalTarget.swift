import SluiceLocal

/// The system that is running for this project, and the keys to it.
struct LocalTarget: Sendable {
    let server: RunningServer
    let credentials: LocalCredentials
    /// The bucket for inputs and results.
    let bucket: String

    /// A system that this process runs.
    init(_ server: RunningServer, _ credentials: LocalCredentials) {
        self.server = server
        self.credentials = credentials
        bucket = server.bucket ?? ""
    }

    /// Finds it through the state folder.
    /// - Throws: `CommandFailure` when nothing runs there.
    init(_ project: ProjectOptions) throws {
        let folder = Startup.absolute(project.stateFolder)
        guard let server = StateFolder.runningServer(in: folder) else {
            throw CommandFailure(
                "Nothing is running for \(folder). Start it with `sluice up`, or name another folder with --state."
            )
        }
        self.server = server
        credentials = try LocalCredentials.load(path: "\(folder)/credentials")
        bucket = server.bucket ?? ""
    }
}
