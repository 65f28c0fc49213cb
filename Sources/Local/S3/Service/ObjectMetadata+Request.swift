import SluiceWire

extension ObjectMetadata {
    /// Headers that are kept with an object as they are sent; the content type has its own place.
    private static let keptHeaders = [
        "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
    ]
    private static let storageClasses: Set<String> = [
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR",
    ]
    private static let archiveClasses: Set<String> = [
        "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
    ]
    /// Headers that ask for what is not done here: passing over them would be a false success.
    private static let refusedHeaders = [
        "x-amz-tagging", "x-amz-website-redirect-location", "x-amz-object-lock-mode",
        "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold", "x-amz-write-offset-bytes",
        "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-aws-kms-key-id",
    ]

    /// The metadata that a request gives its object; the tag and the checksum are not known yet.
    /// - Throws: `MetadataTooLarge`, `InvalidStorageClass`, or 501 for what is not done here.
    init(_ request: S3Request) throws(AWSServiceError) {
        try Self.checkRefused(request)
        self.init(tag: EntityTag(""), contentType: request.header("content-type") ?? S3.defaultContentType)
        for name in Self.keptHeaders { headers[name] = request.header(name) }
        headers["content-encoding"] = Self.withoutFraming(headers["content-encoding"])
        user = request.headers(beginningWith: S3.metadataPrefix)
        let size = user.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= S3Limits.metadataBytes else { throw .metadataTooLarge(size) }
        storageClass = try Self.storageClass(request)
    }

    /// The storage class that a request asks for; nil for STANDARD.
    static func storageClass(_ request: S3Request) throws(AWSServiceError) -> String? {
        guard let name = request.header("x-amz-storage-class") else { return nil }
        if archiveClasses.contains(name) { throw .headerNotImplemented("x-amz-storage-class", name) }
        guard storageClasses.contains(name) else {
            throw AWSServiceError(
                "InvalidStorageClass",
                "The storage class you specified is not valid",
                details: [.init("StorageClassRequested", name)]
            )
        }
        return name == "STANDARD" ? nil : name
    }

    /// Refuses a request for what is not done here.
    static func checkRefused(_ request: S3Request) throws(AWSServiceError) {
        for name in refusedHeaders {
            if let value = request.header(name) { throw .headerNotImplemented(name, value) }
        }
        if let value = request.header("x-amz-server-side-encryption"), value != "AES256" {
            throw .headerNotImplemented("x-amz-server-side-encryption", value)
        }
        try checkAccess(request)
    }

    /// Refuses to give others access: everything here is the owner's.
    static func checkAccess(_ request: S3Request) throws(AWSServiceError) {
        if let acl = request.header("x-amz-acl"), !["private", "bucket-owner-full-control"].contains(acl) {
            throw .headerNotImplemented("x-amz-acl", acl)
        }
        if let grant = request.headers(beginningWith: "x-amz-grant-").keys.sorted().first {
            throw .headerNotImplemented("x-amz-grant-\(grant)")
        }
    }

    /// The encodings of the object itself: `aws-chunked` was only the way it travelled.
    private static func withoutFraming(_ encoding: String?) -> String? {
        let names = (encoding ?? "").split(separator: ",").map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let kept = names.filter { !$0.isEmpty && $0.lowercased() != "aws-chunked" }
        return kept.isEmpty ? nil : kept.joined(separator: ",")
    }
}
