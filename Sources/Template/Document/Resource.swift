package import SluiceModel

/// One resource of a template; the names of its properties are CloudFormation's own.
///
/// The properties are not a Swift type for each of forty kinds: CloudFormation's schemas say what is allowed, and the tests
/// hold every template against them with cfn-lint.
package struct Resource: Sendable, Hashable {
    /// Such as `AWS::SQS::Queue`.
    package let type: String
    package var properties: [String: JSONValue]
    /// Resources that must be there first although no property names them.
    package var dependsOn: [Reference]
    /// The condition under which it is made; nil for always.
    package var condition: String?
    /// What happens to it when the stack or the resource goes.
    package var deletion: Deletion?

    /// What happens to a resource that leaves its stack.
    package enum Deletion: String, Sendable, Hashable {
        case delete = "Delete"
        /// Kept, unless the deployment that makes it fails.
        case retain = "RetainExceptOnCreate"

        /// What happens to it when another one takes its place, which knows no exception.
        fileprivate var onReplacement: String { self == .delete ? rawValue : "Retain" }
    }

    /// A resource; properties that are nil are left out.
    package init(
        _ type: String,
        _ properties: [String: JSONValue?] = [:],
        dependsOn: [Reference] = [],
        condition: String? = nil,
        deletion: Deletion? = nil
    ) {
        self.type = type
        self.properties = properties.compactMapValues(\.self)
        self.dependsOn = dependsOn
        self.condition = condition
        self.deletion = deletion
    }

    var json: JSONValue {
        .properties([
            "Type": .string(type),
            "Properties": properties.isEmpty ? nil : .object(properties),
            "DependsOn": dependsOn.isEmpty ? nil : .strings(dependsOn.map(\.logicalID).sorted()),
            "Condition": condition.map { .string($0) },
            "DeletionPolicy": deletion.map { .string($0.rawValue) },
            "UpdateReplacePolicy": deletion.map { .string($0.onReplacement) },
        ])
    }
}
