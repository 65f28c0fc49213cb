import Foundation
import SluiceModel

/// The timelines of earlier runs in a state folder, `runs/<start>.json`.
struct RunArchive: Sendable {
    private let folder: String
    private let current: String

    /// Older runs than these are removed.
    private static let most = 50

    /// The runs in the state folder `state`.
    init(state: String) {
        folder = "\(state)/runs"
        current = "\(state)/\(RunRecording.fileName)"
    }

    /// Puts the last run, if it left a timeline, among the earlier ones; a new one is about to begin.
    func archive() {
        guard let timeline = try? TimelineReader.read(current) else { return }
        let manager = FileManager.default
        let name = timeline.start.rfc3339.prefix(19).replacing(":", with: "")
        try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? manager.removeItem(atPath: "\(folder)/\(name).json")
        try? manager.moveItem(atPath: current, toPath: "\(folder)/\(name).json")
        for name in names.dropFirst(Self.most) { try? manager.removeItem(atPath: "\(folder)/\(name).json") }
    }

    /// The names of earlier runs, the latest first.
    var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted(by: >)
    }

    /// An earlier run; nil when there is none of that name.
    func run(_ name: String) -> Timeline? {
        guard names.contains(name) else { return nil }
        return try? TimelineReader.read("\(folder)/\(name).json")
    }
}
