import SluiceModel
import SluiceWire

/// A multipart upload under way, as it lies on disk.
struct MultipartUpload: Sendable, Hashable, Codable {
    /// Which checksum the parts and the object get.
    struct Checksum: Sendable, Hashable, Codable {
        var algorithm: ChecksumAlgorithm
        var type: ChecksumType
        /// Whether the caller chose it; otherwise it is what S3 takes by itself.
        var isChosen: Bool
    }

    let id: String
    let bucket: String
    let key: String
    let initiatedAt: Timestamp
    let checksum: Checksum
    /// What the object will have; the tag, the checksum and the parts are filled in by the Complete.
    let metadata: ObjectMetadata

    /// Whether `text` has the form of our ids; it becomes part of a path.
    static func isID(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

/// A part of an upload, as it lies on disk beside its bytes.
struct StoredPartRecord: Sendable, Hashable, Codable {
    /// The state of the file it speaks of.
    let stamp: FileStamp
    let part: MultipartAssembly.StoredPart
}

extension StoreLayout {
    /// The record of an upload.
    func uploadRecord(_ id: String) -> String { "\(upload(id))/upload.json" }

    /// The bytes of a part.
    func part(_ number: Int, of id: String) -> String { "\(upload(id))/part-\(Self.padded(number))" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
