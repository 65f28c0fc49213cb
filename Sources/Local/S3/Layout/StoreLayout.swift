/// Where things lie in the state folder.
///
/// `objects/<bucket>/<key>` holds the objects, `metadata/<bucket>/` what else is known of them under the same paths, and
/// `uploads/` whatever is not complete.
struct StoreLayout: Sendable, Hashable {
    let root: String

    var objects: String { "\(root)/objects" }
    var metadata: String { "\(root)/metadata" }
    var uploads: String { "\(root)/uploads" }
    /// Files being written; nothing here outlives a restart.
    var drafts: String { "\(root)/uploads/drafts" }

    /// The folder of a bucket's objects.
    func objects(of bucket: String) -> String { "\(objects)/\(bucket)" }

    /// The folder of what is known of a bucket's objects.
    func metadata(of bucket: String) -> String { "\(metadata)/\(bucket)" }

    /// What is known of a bucket itself.
    func record(of bucket: String) -> String { "\(metadata)/\(bucket)%bucket.json" }

    /// The paths of an object.
    func paths(bucket: String, key: String) -> ObjectPaths {
        let names = KeyName.components(of: key)
        let path = names.joined(separator: "/")
        return ObjectPaths(
            bucketFolder: objects(of: bucket),
            names: names,
            sidecar: "\(metadata(of: bucket))/\(path)%.json",
            nextSidecar: "\(metadata(of: bucket))/\(path)%next.json"
        )
    }

    /// The folder of a multipart upload.
    func upload(_ id: String) -> String { "\(uploads)/\(id)" }
}

/// The paths of one object.
struct ObjectPaths: Sendable, Hashable {
    let bucketFolder: String
    /// The folders under the bucket's, then the file.
    let names: [String]
    /// What is known of the object; it bears the stamp of the file it speaks of.
    let sidecar: String
    /// The sidecar of a file that is about to take the object's place.
    let nextSidecar: String

    /// The object, unless that path is a folder.
    var file: String { "\(bucketFolder)/\(names.joined(separator: "/"))" }
    /// The object when `file` is a folder.
    var fileBesideFolder: String { file + KeyName.itself }

    /// The folders under the bucket's that lead to the object, the outermost first.
    var folders: [String] {
        names.dropLast().indices.map { "\(bucketFolder)/\(names[...$0].joined(separator: "/"))" }
    }
}
