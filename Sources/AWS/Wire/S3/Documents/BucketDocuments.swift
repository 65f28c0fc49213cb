package import SluiceModel

extension S3 {
    /// The owner of a bucket or an object.
    package struct Owner: Codable, Sendable, Hashable {
        package var id: String
        package var displayName: String?

        private enum CodingKeys: String, CodingKey {
            case id = "ID"
            case displayName = "DisplayName"
        }

        /// The owner with this canonical id.
        package init(id: String, displayName: String? = nil) {
            self.id = id
            self.displayName = displayName
        }
    }

    /// The answer of ListBuckets.
    package struct ListBucketsResult: S3Document {
        package static let root = "ListAllMyBucketsResult"
        package var owner: Owner?
        package var buckets: Buckets
        /// Where the next page begins; nil on the last one.
        package var continuationToken: String?
        package var prefix: String?

        /// The list inside `ListBucketsResult`.
        package struct Buckets: Codable, Sendable, Hashable {
            package var bucket: [Bucket]

            private enum CodingKeys: String, CodingKey {
                case bucket = "Bucket"
            }
        }

        /// One bucket.
        package struct Bucket: Codable, Sendable, Hashable {
            package var name: String
            package var creationDate: Timestamp
            package var bucketRegion: String?

            private enum CodingKeys: String, CodingKey {
                case name = "Name"
                case creationDate = "CreationDate"
                case bucketRegion = "BucketRegion"
            }

            /// A bucket created at `creationDate`.
            package init(name: String, creationDate: Timestamp, bucketRegion: String? = nil) {
                self.name = name
                self.creationDate = creationDate
                self.bucketRegion = bucketRegion
            }
        }

        private enum CodingKeys: String, CodingKey {
            case owner = "Owner"
            case buckets = "Buckets"
            case continuationToken = "ContinuationToken"
            case prefix = "Prefix"
        }

        /// A page of `buckets`.
        package init(owner: Owner?, buckets: [Bucket], continuationToken: String? = nil, prefix: String? = nil) {
            self.owner = owner
            self.buckets = Buckets(bucket: buckets)
            self.continuationToken = continuationToken
            self.prefix = prefix
        }
    }

    /// The body of CreateBucket.
    package struct CreateBucketConfiguration: S3Document {
        package static let root = "CreateBucketConfiguration"
        /// The region to create the bucket in; nil for us-east-1.
        package var locationConstraint: String?

        private enum CodingKeys: String, CodingKey {
            case locationConstraint = "LocationConstraint"
        }

        /// A configuration for that region.
        package init(locationConstraint: String?) {
            self.locationConstraint = locationConstraint
        }
    }

    /// The answer of GetBucketLocation.
    package struct LocationConstraint: S3Document {
        package static let root = "LocationConstraint"
        /// The region; empty for us-east-1.
        package var region: String

        private enum CodingKeys: String, CodingKey {
            case region = ""
        }

        /// The location of a bucket in `region`.
        package init(region: String) {
            self.region = region == "us-east-1" ? "" : region
        }
    }

    /// The answer of GetBucketVersioning.
    package struct VersioningConfiguration: S3Document {
        package static let root = "VersioningConfiguration"
        /// `Enabled` or `Suspended`; nil when it was never set.
        package var status: String?

        private enum CodingKeys: String, CodingKey {
            case status = "Status"
        }

        /// A configuration with that status.
        package init(status: String? = nil) {
            self.status = status
        }
    }
}
