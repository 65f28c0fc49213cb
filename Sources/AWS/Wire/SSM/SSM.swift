/// What AWS Systems Manager's parameter store says and is told, in JSON 1.1.
package enum SSM {
    private static func target(_ operation: String) -> JSONTarget {
        JSONTarget(.v11, prefix: "AmazonSSM.", operation: operation)
    }

    /// Reads a parameter.
    package struct GetParameter: JSONOperation {
        package static let target = SSM.target("GetParameter")
        package var name: String

        /// The parameter `name`.
        package init(name: String) {
            self.name = name
        }

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
        }

        /// The parameter.
        package struct Response: Decodable, Sendable {
            package let parameter: Parameter

            private enum CodingKeys: String, CodingKey {
                case parameter = "Parameter"
            }
        }

        /// What is read of it.
        package struct Parameter: Decodable, Sendable {
            package let value: String

            private enum CodingKeys: String, CodingKey {
                case value = "Value"
            }
        }
    }

    /// Writes a parameter of plain text, over the one that is there.
    package struct PutParameter: JSONOperation {
        package typealias Response = JSONEmpty
        package static let target = SSM.target("PutParameter")
        package var name: String
        package var value: String
        package var description: String
        private let type = "String"
        private let overwrite = true

        /// Makes the parameter `name` be `value`.
        package init(name: String, value: String, description: String) {
            self.name = name
            self.value = value
            self.description = description
        }

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
            case value = "Value"
            case description = "Description"
            case type = "Type"
            case overwrite = "Overwrite"
        }
    }

    /// Deletes a parameter.
    package struct DeleteParameter: JSONOperation {
        package typealias Response = JSONEmpty
        package static let target = SSM.target("DeleteParameter")
        package var name: String

        /// The parameter `name`.
        package init(name: String) {
            self.name = name
        }

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
        }
    }
}
