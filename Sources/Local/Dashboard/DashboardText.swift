import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The ends of long texts.
enum DashboardText {
    /// What a page shows of a log.
    private static let most = 64 << 10

    /// The end of an object's text; nil when there is no such object.
    static func end(of key: String, in bucket: String, _ objects: ObjectStore) async -> String? {
        guard let reading = try? await objects.readIfPresent(bucket: bucket, key: key) else { return nil }
        let size = reading.info.size
        var data = Data()
        do {
            for try await piece in reading.body(max(0, size - Int64(most))..<size) {
                data.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            return nil
        }
        return text(data, isCut: size > Int64(most))
    }

    /// The end of a file's text; words about it when there is none.
    static func end(ofFile path: String) -> String {
        guard let file = FileManager.default.contents(atPath: path) else { return "It has said nothing yet." }
        return text(file.suffix(most), isCut: file.count > most)
    }

    private static func text(_ data: Data, isCut: Bool) -> String {
        guard !data.isEmpty else { return "Empty." }
        return (isCut ? "[…]" : "") + String(decoding: data, as: UTF8.self)
    }
}
