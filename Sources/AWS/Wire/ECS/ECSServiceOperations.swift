extension ECS {
    /// Looks at services of a cluster.
    package struct DescribeServices: JSONOperation {
        package static let target = ECS.target("DescribeServices")
        package var cluster: String
        package var services: [String]

        /// Asks for `services`, at most ten.
        package init(cluster: String, services: [String]) {
            self.cluster = cluster
            self.services = services
        }

        /// Those that are there, deleted ones among them for a while.
        package struct Response: Decodable, Sendable, Hashable {
            package let services: [ECSService]
            package let failures: [Failure]?
        }
    }

    /// Changes a service; only the number of its tasks.
    package struct UpdateService: JSONOperation {
        package static let target = ECS.target("UpdateService")
        package var cluster: String
        package var service: String
        package var desiredCount: Int

        /// Makes it `desiredCount` tasks.
        package init(cluster: String, service: String, desiredCount: Int) {
            self.cluster = cluster
            self.service = service
            self.desiredCount = desiredCount
        }

        /// The service as it is now.
        package struct Response: Decodable, Sendable, Hashable {
            package let service: ECSService
        }
    }
}
