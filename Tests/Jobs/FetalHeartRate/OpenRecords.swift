import Foundation
import SluiceFetalHeartRate

/// The openly licensed recordings with reference beats, where they lie beside the repository.
///
/// Sources: PhysioNet/CinC Challenge 2013 set A and adfecgdb (ODC-BY 1.0), B2 Labour (CC0).
enum OpenRecords {
    private static let folder: String = {
        var url = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<5 { url.deleteLastPathComponent() }
        return url.appending(path: "shared/data/fhr/open").path
    }()

    static let arePresent = FileManager.default.fileExists(atPath: folder + "/set-a/a01.hea")

    static func header(_ name: String) -> String {
        "\(folder)/\(name.hasPrefix("r") ? "labour" : "set-a")/\(name).hea"
    }

    /// Beats of an independent detector, for which the expected figures below were computed by an independent scorer.
    static func otherDetections(_ name: String) throws -> [Double] {
        let path = URL(filePath: folder).deletingLastPathComponent().appending(path: "baseline_open.json")
        let all = try JSONDecoder().decode([String: Detections].self, from: Data(contentsOf: path))
        guard let record = all[name] else { throw CocoaError(.coderValueNotFound) }
        return record.fqrs.map { $0 / record.fs }
    }

    private struct Detections: Decodable {
        var fs: Double
        var fqrs: [Double]
    }

    static func reference(_ name: String) throws -> [Double] {
        try Recording.referenceBeats(besideHeader: header(name))
    }
}
