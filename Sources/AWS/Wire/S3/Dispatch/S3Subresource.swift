/// A query parameter that makes a request another operation, with the operations' names by method.
///
/// Source: the API reference of Amazon S3; only what `S3Operation` has no case for.
struct S3Subresource: Sendable {
    enum Level: Sendable {
        case bucket
        case object
    }

    let parameter: String
    let names: [String: String]

    init(_ parameter: String, get: String? = nil, put: String? = nil, post: String? = nil, delete: String? = nil) {
        self.parameter = parameter
        names = ["GET": get, "HEAD": get, "PUT": put, "POST": post, "DELETE": delete].compactMapValues { $0 }
    }

    /// The subresource `parameter` whose operations are called Get, Put and Delete `name`.
    static func usual(_ parameter: String, _ name: String) -> S3Subresource {
        S3Subresource(parameter, get: "Get\(name)", put: "Put\(name)", delete: "Delete\(name)")
    }

    /// The name of the operation that one of `keys` stands for; nil when none of them is a subresource.
    ///
    /// A parameter that nobody knows and that has no value is taken for a subresource too: answering as if it were not
    /// there would be a false success.
    static func operation(
        _ method: String,
        _ keys: Set<String>,
        of level: Level,
        _ query: [(name: String, value: String)]
    ) -> String? {
        let table = level == .bucket ? bucketTable : objectTable
        if let match = table.first(where: { keys.contains($0.parameter) }) {
            if method == "GET", listable.contains(match.parameter), !keys.contains("id") {
                return match.names["GET"].map { "List\($0.dropFirst("Get".count))s" }
            }
            return match.names[method] ?? "\(method) ?\(match.parameter)"
        }
        let unknown = query.first {
            $0.value.isEmpty && !parameters.contains($0.name) && !$0.name.lowercased().hasPrefix("x-amz-")
        }
        return unknown.map { "\(method) ?\($0.name)" }
    }

    /// Subresources of which a bucket has several: without an `id`, GET lists them.
    private static let listable: Set<String> = ["analytics", "intelligent-tiering", "inventory", "metrics"]

    private static let bucketTable: [S3Subresource] = [
        .usual("abac", "BucketAbac"),
        .usual("accelerate", "BucketAccelerateConfiguration"),
        .usual("acl", "BucketAcl"),
        .usual("analytics", "BucketAnalyticsConfiguration"),
        .usual("cors", "BucketCors"),
        .usual("encryption", "BucketEncryption"),
        .usual("intelligent-tiering", "BucketIntelligentTieringConfiguration"),
        .usual("inventory", "BucketInventoryConfiguration"),
        S3Subresource(
            "lifecycle",
            get: "GetBucketLifecycleConfiguration",
            put: "PutBucketLifecycleConfiguration",
            delete: "DeleteBucketLifecycle"
        ),
        .usual("logging", "BucketLogging"),
        S3Subresource(
            "metadataConfiguration",
            get: "GetBucketMetadataConfiguration",
            post: "CreateBucketMetadataConfiguration",
            delete: "DeleteBucketMetadataConfiguration"
        ),
        S3Subresource("metadataInventoryTable", put: "UpdateBucketMetadataInventoryTableConfiguration"),
        S3Subresource("metadataJournalTable", put: "UpdateBucketMetadataJournalTableConfiguration"),
        S3Subresource(
            "metadataTable",
            get: "GetBucketMetadataTableConfiguration",
            post: "CreateBucketMetadataTableConfiguration",
            delete: "DeleteBucketMetadataTableConfiguration"
        ),
        .usual("metrics", "BucketMetricsConfiguration"),
        .usual("notification", "BucketNotificationConfiguration"),
        .usual("object-lock", "ObjectLockConfiguration"),
        .usual("ownershipControls", "BucketOwnershipControls"),
        .usual("policy", "BucketPolicy"),
        .usual("policyStatus", "BucketPolicyStatus"),
        .usual("publicAccessBlock", "PublicAccessBlock"),
        .usual("replication", "BucketReplication"),
        .usual("requestPayment", "BucketRequestPayment"),
        S3Subresource("session", get: "CreateSession"),
        .usual("tagging", "BucketTagging"),
        .usual("versioning", "BucketVersioning"),
        S3Subresource("versions", get: "ListObjectVersions"),
        .usual("website", "BucketWebsite"),
    ]

    private static let objectTable: [S3Subresource] = [
        .usual("acl", "ObjectAcl"),
        S3Subresource("attributes", get: "GetObjectAttributes"),
        S3Subresource("encryption", put: "UpdateObjectEncryption"),
        .usual("legal-hold", "ObjectLegalHold"),
        S3Subresource("renameObject", put: "RenameObject"),
        S3Subresource("restore", post: "RestoreObject"),
        .usual("retention", "ObjectRetention"),
        S3Subresource("select", post: "SelectObjectContent"),
        .usual("tagging", "ObjectTagging"),
        .usual("torrent", "ObjectTorrent"),
    ]

    /// Parameters of the operations we have; they may be empty.
    private static let parameters: Set<String> = [
        "bucket-region", "continuation-token", "delimiter", "encoding-type", "fetch-owner", "key-marker", "list-type",
        "marker", "max-buckets", "max-keys", "max-parts", "max-uploads", "part-number-marker", "partNumber", "prefix",
        "response-cache-control", "response-content-disposition", "response-content-encoding",
        "response-content-language", "response-content-type", "response-expires", "start-after", "upload-id-marker",
        "uploadId", "versionId", "x-id", "AWSAccessKeyId", "Signature", "Expires",
    ]
}
