package import SluiceModel

/// A CloudFormation template.
package struct Template: Sendable, Hashable {
    package var description: String
    package var parameters: [String: JSONValue] = [:]
    package var conditions: [String: JSONValue] = [:]
    package private(set) var resources: [String: Resource] = [:]
    package private(set) var outputs: [String: JSONValue] = [:]

    /// A template without resources.
    package init(_ description: String) {
        self.description = description
    }

    /// The resource of a logical id.
    package subscript(_ reference: Reference) -> Resource? {
        get { resources[reference.logicalID] }
        set { resources[reference.logicalID] = newValue }
    }

    /// Adds an output.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - description: What it is.
    ///   - value: Its value.
    ///   - export: The name under which other stacks import it; nil for none.
    ///   - condition: The condition under which there is one; nil for always.
    package mutating func output(
        _ name: String,
        _ description: String,
        _ value: JSONValue,
        export: String? = nil,
        condition: String? = nil
    ) {
        outputs[name] = .properties([
            "Description": .string(description), "Value": value, "Export": export.map { ["Name": .string($0)] },
            "Condition": condition.map { .string($0) },
        ])
    }

    /// The whole template.
    package var json: JSONValue {
        .properties([
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": .string(description),
            "Parameters": parameters.isEmpty ? nil : .object(parameters),
            "Conditions": conditions.isEmpty ? nil : .object(conditions),
            "Resources": .object(resources.mapValues(\.json)),
            "Outputs": outputs.isEmpty ? nil : .object(outputs),
        ])
    }
}
