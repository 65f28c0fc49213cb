import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Timelines on disk.
enum TimelineReader {
    /// Reads the timeline at `path`.
    /// - Throws: `CommandFailure` when there is none or it is something else.
    static func read(_ path: String) throws -> Timeline {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(
                "\(path): there is no such file. `sluice up` keeps one, `sluice simulate --timeline FILE` writes one."
            )
        }
        let file: TimelineFile
        do {
            file = try JSONDecoder().decode(TimelineFile.self, from: data)
        } catch {
            throw CommandFailure(
                "\(path): this is no timeline, as `sluice simulate --timeline`, `sluice evaluate` and `sluice up` write them"
            )
        }
        do {
            return try file.timeline()
        } catch {
            throw CommandFailure("\(path): this is no timeline: \(error)")
        }
    }

    /// Writes `timeline` to `path`.
    /// - Throws: `CommandFailure` when that is not possible.
    static func write(_ timeline: Timeline, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(TimelineFile(timeline))
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure("\(path): could not be written: \(PlainReason.of(error))")
        }
    }
}
