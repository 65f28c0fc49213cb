import SluiceManifest
import SluiceModel

extension AppStack {
    private static let dataBucket = Reference("DataBucket")
    private static let dataBucketPolicy = Reference("DataBucketPolicy")

    /// The bucket's name.
    var bucket: TemplateText { manifest.data.bucket.map { TemplateText($0) } ?? "\(Self.dataBucket)" }

    /// The ARN of the bucket.
    var bucketARN: TemplateText { "arn:\(.partition):s3:::\(bucket)" }

    /// The bucket for inputs and results; none when the manifest names one.
    func addDataBucket(to template: inout Template) {
        guard manifest.data.bucket == nil else { return }
        template[Self.dataBucket] = Resource(
            "AWS::S3::Bucket",
            [
                "BucketEncryption": .closed, "PublicAccessBlockConfiguration": .noPublicAccess,
                "OwnershipControls": ["Rules": [["ObjectOwnership": "BucketOwnerEnforced"]]],
                "LifecycleConfiguration": [
                    "Rules": [
                        [
                            "Id": "results", "Status": "Enabled", "Prefix": "jobs/",
                            "ExpirationInDays": .count(manifest.data.expiry.wholeDays),
                        ],
                        [
                            "Id": "unfinished-uploads", "Status": "Enabled",
                            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 1],
                        ],
                    ]
                ],
            ],
            deletion: .delete
        )
        template[Self.dataBucketPolicy] = Resource(
            "AWS::S3::BucketPolicy",
            [
                "Bucket": .ref(Self.dataBucket),
                "PolicyDocument": [
                    PolicyStatement.denyPlain("s3", on: ["\(Self.dataBucket.arn)", "\(Self.dataBucket.arn)/*"])
                ].document,
            ]
        )
    }
}

extension JSONValue {
    /// Encryption of a bucket with keys that S3 keeps.
    static let closed: JSONValue = [
        "ServerSideEncryptionConfiguration": [["ServerSideEncryptionByDefault": ["SSEAlgorithm": "AES256"]]]
    ]

    /// A bucket that no policy and no list can open to the public.
    static let noPublicAccess: JSONValue = [
        "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true,
    ]
}
