extension ECS {
    /// Lists the tasks of a service.
    package struct ListTasks: JSONOperation {
        package static let target = ECS.target("ListTasks")
        package var cluster: String
        package var serviceName: String
        package var desiredStatus: String
        package var maxResults = ECS.tasksPerCall
        package var nextToken: String?

        /// Asks for one page of the tasks that shall be `RUNNING`, `PENDING` or `STOPPED`.
        package init(cluster: String, service: String, desiredStatus: String, nextToken: String? = nil) {
            self.cluster = cluster
            serviceName = service
            self.desiredStatus = desiredStatus
            self.nextToken = nextToken
        }

        /// A page.
        package struct Response: Decodable, Sendable, Hashable {
            package let taskArns: [String]
            package let nextToken: String?
        }
    }

    /// Looks at tasks.
    package struct DescribeTasks: JSONOperation {
        package static let target = ECS.target("DescribeTasks")
        package var cluster: String
        package var tasks: [String]

        /// Asks for `tasks`, at most `ECS.tasksPerCall`.
        package init(cluster: String, tasks: [String]) {
            self.cluster = cluster
            self.tasks = tasks
        }

        /// Those that are still known.
        package struct Response: Decodable, Sendable, Hashable {
            package let tasks: [ECSTask]
            package let failures: [Failure]?
        }
    }
}
