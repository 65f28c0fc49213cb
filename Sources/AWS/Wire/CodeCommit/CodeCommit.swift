/// What AWS CodeCommit says and is told, in JSON 1.1.
package enum CodeCommit {
    /// Asks for a repository.
    package struct GetRepository: JSONOperation {
        package typealias Response = JSONEmpty
        package static let target = JSONTarget(.v11, prefix: "CodeCommit_20150413.", operation: "GetRepository")
        package var repositoryName: String

        /// The repository `name`.
        package init(_ name: String) {
            repositoryName = name
        }
    }
}
