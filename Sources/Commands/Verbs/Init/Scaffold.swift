/// What the job of a new project is written in.
enum ScaffoldLanguage: String, CaseIterable, Sendable {
    case python, shell
}

/// The files of a new project.
struct Scaffold: Sendable {
    /// The project's name.
    let name: String
    let language: ScaffoldLanguage

    /// One file and its text.
    struct File: Sendable {
        /// Below the project's folder.
        let path: String
        let text: String
    }

    /// All of them.
    var files: [File] {
        [
            File(path: "sluice.yaml", text: manifest),
            File(path: jobFile, text: job),
            File(path: "Dockerfile", text: dockerfile),
            File(path: ".dockerignore", text: Self.dockerignore),
            File(path: ".gitignore", text: Self.gitignore),
            File(path: "deploy/buildspec-image.yml", text: Self.imageBuildspec),
            File(path: "deploy/buildspec-synth.yml", text: Self.synthBuildspec),
            File(path: "README.md", text: readme),
        ]
    }

    /// The command that submits a first job.
    var firstJob: String { "sluice submit README.md --watch" }
}
