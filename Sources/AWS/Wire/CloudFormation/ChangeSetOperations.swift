extension CloudFormation {
    /// Where a template is.
    package enum TemplateSource: Sendable, Hashable {
        /// The text itself, of at most `longestTemplateBody` bytes.
        case body(String)
        /// The address of an object in S3.
        case url(String)
    }

    /// Makes a change set.
    package struct CreateChangeSet: QueryOperation {
        package typealias Response = QueryEmpty
        package var stackName: String
        package var name: String
        /// Whether the stack is made, too.
        package var isCreation: Bool
        package var source: TemplateSource
        package var parameters: [Parameter]
        package var tags: [String: String]

        /// The change set `name` of `stackName`.
        package init(
            stackName: String,
            name: String,
            isCreation: Bool,
            source: TemplateSource,
            parameters: [Parameter],
            tags: [String: String] = [:]
        ) {
            self.stackName = stackName
            self.name = name
            self.isCreation = isCreation
            self.source = source
            self.parameters = parameters
            self.tags = tags
        }

        package var form: QueryForm {
            var form = CloudFormation.form("CreateChangeSet")
            form.append("StackName", stackName)
            form.append("ChangeSetName", name)
            form.append("ChangeSetType", isCreation ? "CREATE" : "UPDATE")
            switch source {
            case .body(let text): form.append("TemplateBody", text)
            case .url(let url): form.append("TemplateURL", url)
            }
            for (index, parameter) in parameters.enumerated() {
                form.append("Parameters.member.\(index + 1).ParameterKey", parameter.name)
                form.append("Parameters.member.\(index + 1).ParameterValue", parameter.value)
            }
            // The roles of the templates have no names of their own.
            form.append("Capabilities", members: ["CAPABILITY_IAM"])
            for (index, tag) in tags.sorted(by: { $0.key < $1.key }).enumerated() {
                form.append("Tags.member.\(index + 1).Key", tag.key)
                form.append("Tags.member.\(index + 1).Value", tag.value)
            }
            return form
        }
    }

    /// Looks at a change set, one page of its changes.
    package struct DescribeChangeSet: QueryOperation {
        package typealias Response = ChangeSet
        package var stackName: String
        package var name: String
        package var nextToken: String?

        /// The change set `name` of `stackName`.
        package init(stackName: String, name: String, nextToken: String? = nil) {
            self.stackName = stackName
            self.name = name
            self.nextToken = nextToken
        }

        package var form: QueryForm {
            var form = CloudFormation.form("DescribeChangeSet")
            form.append("StackName", stackName)
            form.append("ChangeSetName", name)
            form.append("NextToken", nextToken)
            return form
        }
    }

    /// Does what a change set says, or forgets it.
    package struct EndChangeSet: QueryOperation {
        package typealias Response = QueryEmpty
        /// The operation.
        package enum Action: String, Sendable {
            case execute = "ExecuteChangeSet"
            case delete = "DeleteChangeSet"
        }
        package var action: Action
        package var stackName: String
        package var name: String

        /// Executes or deletes the change set `name` of `stackName`.
        package init(_ action: Action, stackName: String, name: String) {
            self.action = action
            self.stackName = stackName
            self.name = name
        }

        package var form: QueryForm {
            var form = CloudFormation.form(action.rawValue)
            form.append("StackName", stackName)
            form.append("ChangeSetName", name)
            return form
        }
    }
}
