extension AWSServiceError {
    /// The bucket is not there.
    package static func noSuchBucket(_ bucket: String) -> AWSServiceError {
        .init(
            "NoSuchBucket",
            "The specified bucket does not exist",
            status: 404,
            details: [Detail("BucketName", bucket)]
        )
    }

    /// The object is not there.
    package static func noSuchKey(_ key: String) -> AWSServiceError {
        .init("NoSuchKey", "The specified key does not exist.", status: 404, details: [Detail("Key", key)])
    }

    /// The multipart upload is not there, or no longer.
    package static func noSuchUpload(_ id: String) -> AWSServiceError {
        .init(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            status: 404,
            details: [Detail("UploadId", id)]
        )
    }

    /// The version is not there: versions are not kept here.
    package static func noSuchVersion(key: String, version: String) -> AWSServiceError {
        .init(
            "NoSuchVersion",
            "The specified version does not exist.",
            status: 404,
            details: [Detail("Key", key), Detail("VersionId", version)]
        )
    }

    /// A bucket of that name is there already and the caller's own.
    package static func bucketAlreadyOwnedByYou(_ bucket: String) -> AWSServiceError {
        .init(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            status: 409,
            details: [Detail("BucketName", bucket)]
        )
    }

    /// The bucket still holds objects.
    package static func bucketNotEmpty(_ bucket: String) -> AWSServiceError {
        .init(
            "BucketNotEmpty",
            "The bucket you tried to delete is not empty",
            status: 409,
            details: [Detail("BucketName", bucket)]
        )
    }

    /// No bucket can have that name.
    package static func invalidBucketName(_ bucket: String) -> AWSServiceError {
        .init("InvalidBucketName", "The specified bucket is not valid.", details: [Detail("BucketName", bucket)])
    }

    /// The bucket is asked for in another region than the endpoint's.
    package static func illegalLocation(_ location: String) -> AWSServiceError {
        .init(
            "IllegalLocationConstraintException",
            "The \(location) location constraint is incompatible for the region specific endpoint this request was sent to."
        )
    }

    /// No region has that name, or it must not be named (us-east-1).
    package static func invalidLocation(_ location: String) -> AWSServiceError {
        .init(
            "InvalidLocationConstraint",
            "The specified location-constraint is not valid",
            details: [Detail("LocationConstraint", location)]
        )
    }

    /// An argument that cannot be used.
    package static func invalidArgument(_ name: String, _ value: String, _ message: String) -> AWSServiceError {
        .init(
            "InvalidArgument",
            message,
            details: [Detail("ArgumentName", name), Detail("ArgumentValue", value)]
        )
    }

    /// A request that makes no sense as a whole.
    package static func invalidRequest(_ message: String) -> AWSServiceError {
        .init("InvalidRequest", message)
    }

    /// The path is not UTF-8.
    package static var invalidURI: AWSServiceError {
        .init("InvalidURI", "Couldn't parse the specified URI.")
    }

    /// The key has more than 1,024 bytes.
    package static func keyTooLong(_ key: String) -> AWSServiceError {
        .init(
            "KeyTooLongError",
            "Your key is too long",
            details: [Detail("Size", String(key.utf8.count)), Detail("MaxSizeAllowed", String(S3Limits.keyBytes))]
        )
    }

    /// The XML of the body cannot be read.
    package static var malformedXML: AWSServiceError {
        .init(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema"
        )
    }

    /// The user metadata is too long.
    package static func metadataTooLarge(_ size: Int) -> AWSServiceError {
        .init(
            "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
            details: [Detail("Size", String(size)), Detail("MaxSizeAllowed", String(S3Limits.metadataBytes))]
        )
    }

    /// A condition does not hold; `condition` is the header that stated it.
    package static func preconditionFailed(_ condition: String) -> AWSServiceError {
        .init(
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            status: 412,
            details: [Detail("Condition", condition)]
        )
    }

    /// The range lies outside the object.
    package static func invalidRange(_ range: String, size: Int64) -> AWSServiceError {
        .init(
            "InvalidRange",
            "The requested range is not satisfiable",
            status: 416,
            details: [Detail("RangeRequested", range), Detail("ActualObjectSize", String(size))]
        )
    }

    /// The method cannot be used there.
    package static func methodNotAllowed(_ method: String, resource: String) -> AWSServiceError {
        .init(
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            status: 405,
            details: [Detail("Method", method), Detail("ResourceType", resource)]
        )
    }

    /// AWS has the operation, the local cloud does not.
    package static func notImplemented(operation: String) -> AWSServiceError {
        .init("NotImplemented", "S3 \(operation) is not implemented by the local cloud.", status: 501)
    }

    /// A header asks for something that is not done here.
    package static func headerNotImplemented(_ header: String, _ value: String = "") -> AWSServiceError {
        .init(
            "NotImplemented",
            "A header you provided implies functionality that is not implemented: \(header)\(value.isEmpty ? "" : ": \(value)")",
            status: 501,
            details: [Detail("Header", header)]
        )
    }

    /// The caller expects another owner.
    package static var accessDenied: AWSServiceError {
        .init("AccessDenied", "Access Denied", status: 403)
    }

    /// The disk, or we, failed.
    package static func internalError(_ message: String) -> AWSServiceError {
        .init("InternalError", message, status: 500)
    }
}
