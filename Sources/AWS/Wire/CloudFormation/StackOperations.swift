extension CloudFormation {
    /// Looks at one stack.
    package struct DescribeStack: QueryOperation {
        package var name: String

        /// The stack of a name or an ARN.
        package init(_ name: String) {
            self.name = name
        }

        package var form: QueryForm { CloudFormation.form("DescribeStacks", stackName: name) }

        /// The stack.
        package struct Response: Decodable, Sendable {
            package let stacks: QueryList<CloudFormationStack>

            private enum CodingKeys: String, CodingKey {
                case stacks = "Stacks"
            }
        }
    }

    /// Deletes a stack and what it made.
    package struct DeleteStack: QueryOperation {
        package typealias Response = QueryEmpty
        package var name: String

        /// The stack of a name or an ARN.
        package init(_ name: String) {
            self.name = name
        }

        package var form: QueryForm { CloudFormation.form("DeleteStack", stackName: name) }
    }

    /// Reads one page of a stack's events, the newest first.
    package struct DescribeStackEvents: QueryOperation {
        package var name: String
        package var nextToken: String?

        /// Of the stack of a name or an ARN.
        package init(_ name: String, nextToken: String? = nil) {
            self.name = name
            self.nextToken = nextToken
        }

        package var form: QueryForm {
            CloudFormation.form("DescribeStackEvents", stackName: name, nextToken: nextToken)
        }

        /// A page.
        package struct Response: Decodable, Sendable {
            package let events: QueryList<StackEvent>
            package let nextToken: String?

            private enum CodingKeys: String, CodingKey {
                case events = "StackEvents"
                case nextToken = "NextToken"
            }
        }
    }

    /// Reads one page of a stack's resources.
    package struct ListStackResources: QueryOperation {
        package var name: String
        package var nextToken: String?

        /// Of the stack of a name or an ARN.
        package init(_ name: String, nextToken: String? = nil) {
            self.name = name
            self.nextToken = nextToken
        }

        package var form: QueryForm {
            CloudFormation.form("ListStackResources", stackName: name, nextToken: nextToken)
        }

        /// A page.
        package struct Response: Decodable, Sendable {
            package let resources: QueryList<StackResource>
            package let nextToken: String?

            private enum CodingKeys: String, CodingKey {
                case resources = "StackResourceSummaries"
                case nextToken = "NextToken"
            }
        }
    }

    /// Reads the template of a stack as it was given.
    package struct GetTemplate: QueryOperation {
        package var name: String

        /// Of the stack of a name or an ARN.
        package init(_ name: String) {
            self.name = name
        }

        package var form: QueryForm {
            var form = CloudFormation.form("GetTemplate", stackName: name)
            form.append("TemplateStage", "Original")
            return form
        }

        /// The text.
        package struct Response: Decodable, Sendable {
            package let body: String

            private enum CodingKeys: String, CodingKey {
                case body = "TemplateBody"
            }
        }
    }

    private static func form(_ action: String, stackName: String, nextToken: String? = nil) -> QueryForm {
        var form = form(action)
        form.append("StackName", stackName)
        form.append("NextToken", nextToken)
        return form
    }
}
