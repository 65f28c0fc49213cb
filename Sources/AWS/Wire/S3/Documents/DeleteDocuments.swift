extension S3 {
    /// The body of DeleteObjects.
    package struct Delete: S3Document {
        package static let root = "Delete"
        package var objects: [ObjectIdentifier]
        /// Whether the answer leaves out what was deleted; nil means no.
        package var quiet: Bool?

        private enum CodingKeys: String, CodingKey {
            case objects = "Object"
            case quiet = "Quiet"
        }

        /// The objects to delete.
        package init(objects: [ObjectIdentifier], quiet: Bool? = nil) {
            self.objects = objects
            self.quiet = quiet
        }
    }

    /// One object that DeleteObjects names.
    package struct ObjectIdentifier: Codable, Sendable, Hashable {
        package var key: String
        package var versionID: String?
        /// Deletes only an object with this tag.
        package var eTag: String?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case versionID = "VersionId"
            case eTag = "ETag"
        }

        /// The object `key`.
        package init(key: String, versionID: String? = nil, eTag: String? = nil) {
            self.key = key
            self.versionID = versionID
            self.eTag = eTag
        }
    }

    /// The answer of DeleteObjects.
    package struct DeleteResult: S3Document {
        package static let root = "DeleteResult"
        package var deleted: [DeletedObject]
        package var errors: [DeleteError]

        private enum CodingKeys: String, CodingKey {
            case deleted = "Deleted"
            case errors = "Error"
        }

        /// What was deleted and what was not.
        package init(deleted: [DeletedObject], errors: [DeleteError]) {
            self.deleted = deleted
            self.errors = errors
        }
    }

    /// An object that is gone, whether it was there before or not.
    package struct DeletedObject: Codable, Sendable, Hashable {
        package var key: String
        package var versionID: String?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case versionID = "VersionId"
        }

        /// The object `key`.
        package init(key: String, versionID: String? = nil) {
            self.key = key
            self.versionID = versionID
        }
    }

    /// Why an object of a batch was not deleted.
    package struct DeleteError: Codable, Sendable, Hashable {
        package var key: String
        package var code: String
        package var message: String
        package var versionID: String?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case code = "Code"
            case message = "Message"
            case versionID = "VersionId"
        }

        /// The error for `key`.
        package init(key: String, code: String, message: String, versionID: String? = nil) {
            self.key = key
            self.code = code
            self.message = message
            self.versionID = versionID
        }
    }
}
