package import NIOPosix
import SluiceModel
import SluiceWire

/// Objects on disk as plain files (design, section 3.9): `objects/<bucket>/<key>` can be opened, and filled, by anyone.
///
/// What a file cannot say (content type, user metadata, checksums, the tag of a multipart object) lies in a sidecar that
/// names the state of the file it speaks of. A file without one is an object all the same; its tag is computed on the
/// first read. Writes go to a draft first, which takes its place under its name only when it is complete and on disk,
/// so that nobody sees half an object and nothing that was answered is lost, whenever the process ends.
package struct ObjectStore: Sendable {
    let layout: StoreLayout
    let threads: FileThreads
    let locks = BucketLocks()
    /// Who wants to know of writes.
    package let changes = ObjectChanges()

    /// Opens the store in the state folder `root`, which no other process may use, and clears away what a crash left.
    ///
    /// - Parameters:
    ///   - root: The state folder; it is made if it is missing.
    ///   - threads: Where files are read and written; whoever started it ends it.
    /// - Throws: A `FileError` when a folder cannot be made or read.
    package init(root: String, threads: NIOThreadPool = .singleton) throws {
        layout = StoreLayout(root: root)
        self.threads = FileThreads(threads)
        try Folder.removeAll(layout.drafts)
        for folder in [layout.objects, layout.metadata, layout.uploads, layout.drafts] { try Folder.makeAll(folder) }
        try removeUnfinishedUploads()
    }

    /// A path for a new file that nobody else uses.
    func draftPath() -> String {
        var generator = SystemRandomNumberGenerator()
        return "\(layout.drafts)/\(Self.randomName(using: &generator))"
    }

    /// 32 random hex digits.
    static func randomName(using generator: inout some RandomNumberGenerator) -> String {
        Hashing.hex((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// An empty draft in the store's folder.
    func draft(_ plan: ObjectDraft.Plan) async throws -> ObjectDraft {
        try await threads.run { try ObjectDraft(draftPath(), plan) }
    }
}
