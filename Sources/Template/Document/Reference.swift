package import SluiceModel

/// Something of a template that another part of it names: a resource, one of its attributes, a parameter or a pseudo parameter.
package struct Reference: Sendable, Hashable {
    /// As `Fn::Sub` writes it between `${` and `}`.
    package let name: String

    /// A resource or a parameter.
    package init(_ logicalID: String) { name = logicalID }

    private init(name: String) { self.name = name }

    /// An attribute of the resource, such as `Arn`.
    package func attribute(_ attribute: String) -> Reference { Reference(name: "\(name).\(attribute)") }

    /// The attribute `Arn`.
    package var arn: Reference { attribute("Arn") }

    /// The logical id without an attribute.
    package var logicalID: String { String(name.prefix { $0 != "." }) }

    /// `Ref` or `Fn::GetAtt`.
    package var json: JSONValue {
        guard let dot = name.firstIndex(of: ".") else { return ["Ref": .string(name)] }
        return ["Fn::GetAtt": [.string(String(name[..<dot])), .string(String(name[name.index(after: dot)...]))]]
    }

    /// The Region of the stack.
    package static let region = Reference("AWS::Region")
    /// The account of the stack.
    package static let account = Reference("AWS::AccountId")
    /// `aws`, `aws-cn` or `aws-us-gov`.
    package static let partition = Reference("AWS::Partition")
    /// The end of host names, `amazonaws.com` in most Regions.
    package static let urlSuffix = Reference("AWS::URLSuffix")
    /// The stack's name.
    package static let stackName = Reference("AWS::StackName")
    /// Stands for a property that is not there.
    package static let noValue = Reference("AWS::NoValue")
}
