/// What AWS CloudFormation says and is told, in its Query protocol.
package enum CloudFormation {
    /// The most bytes of a template that a call carries; a longer one has to be in S3.
    ///
    /// Source: AWS CloudFormation quotas.
    package static let longestTemplateBody = 51_200

    /// The form of an operation.
    static func form(_ action: String) -> QueryForm { QueryForm(action: action, version: "2010-05-15") }

    /// A name and its text.
    package struct Parameter: Sendable, Hashable, Decodable {
        package let name: String
        package let value: String

        /// The parameter `name` with `value`.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        private enum CodingKeys: String, CodingKey {
            case name = "ParameterKey"
            case value = "ParameterValue"
        }
    }
}
