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

    /// What a name must be, in words.
    static let nameRule = "2 to 40 of a-z, 0-9 and -, a letter first and no - last"

    /// Whether a name may be a project's, for the manifest has the same rule.
    static func fits(_ name: String) -> Bool {
        (2...40).contains(name.utf8.count) && name.utf8.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "-") }
            && name.utf8.first.map { isWordByte($0) && $0 >= UInt8(ascii: "a") } == true && name.utf8.last != 45
    }

    /// A name made of a folder's; nil when nothing is left of it.
    static func name(of folder: String) -> String? {
        let bytes = folder.lowercased().utf8.map { isWordByte($0) ? $0 : UInt8(ascii: "-") }
        let words = bytes.split(separator: UInt8(ascii: "-")).map { String(decoding: $0, as: UTF8.self) }
        let text = String(words.joined(separator: "-").drop { !$0.isLetter }.prefix(40))
        let name = text.hasSuffix("-") ? String(text.dropLast()) : text
        return fits(name) ? name : nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
