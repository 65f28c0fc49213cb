package import SluiceWire

/// A stack as it shall be.
package struct StackRequest: Sendable {
    package var name: String
    /// The template as compact JSON.
    package var template: String
    package var parameters: [CloudFormation.Parameter]
    /// Only at its creation.
    package var firstParameters: [CloudFormation.Parameter]
    package var tags: [String: String]

    /// The stack `name` made of `template`.
    package init(
        name: String,
        template: String,
        parameters: [CloudFormation.Parameter] = [],
        firstParameters: [CloudFormation.Parameter] = [],
        tags: [String: String] = [:]
    ) {
        self.name = name
        self.template = template
        self.parameters = parameters
        self.firstParameters = firstParameters
        self.tags = tags
    }
}
