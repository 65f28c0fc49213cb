import SluiceModel

/// One statement of an IAM policy: named actions on named resources.
struct PolicyStatement: Sendable, Hashable {
    var id: String
    var isDenial = false
    /// nil in the policies of roles, which have their principal already.
    var principal: JSONValue?
    var actions: [String]
    var resources: [TemplateText]
    /// Operators and their keys and values.
    var conditions: [String: JSONValue] = [:]

    /// Allows `actions` on `resources`.
    static func allow(
        _ id: String,
        _ actions: [String],
        on resources: [TemplateText],
        if conditions: [String: JSONValue] = [:]
    ) -> PolicyStatement {
        PolicyStatement(id: id, actions: actions, resources: resources, conditions: conditions)
    }

    /// Denies everybody what does not come over TLS.
    static func denyPlain(_ service: String, on resources: [TemplateText]) -> PolicyStatement {
        PolicyStatement(
            id: "OnlyOverTLS",
            isDenial: true,
            principal: ["AWS": "*"],
            actions: ["\(service):*"],
            resources: resources,
            conditions: ["Bool": ["aws:SecureTransport": "false"]]
        )
    }

    var json: JSONValue {
        .properties([
            "Sid": .string(id), "Effect": isDenial ? "Deny" : "Allow", "Principal": principal,
            "Action": actions.count == 1 ? .string(actions[0]) : .strings(actions.sorted()),
            "Resource": resources.count == 1 ? resources[0].json : .array(resources.map(\.json)),
            "Condition": conditions.isEmpty ? nil : .object(conditions),
        ])
    }
}

extension [PolicyStatement] {
    /// The statements as a policy document.
    var document: JSONValue { ["Version": "2012-10-17", "Statement": .array(map(\.json))] }
}

extension Resource {
    /// A role that a service assumes, with what it may do.
    ///
    /// - Parameters:
    ///   - service: The service.
    ///   - description: Whose role it is, and what for.
    ///   - statements: What it may do.
    ///   - source: For whose sake the service may assume it; nil for anybody's.
    ///   - saysSource: Whether the service is known to say for whose sake it comes. If not, it may also say nothing.
    /// - Returns: The role.
    static func role(
        for service: String,
        _ description: String,
        _ statements: [PolicyStatement],
        onlyFrom source: TemplateText? = nil,
        saysSource: Bool = true
    ) -> Resource {
        let suffix = saysSource ? "" : "IfExists"
        let conditions: [String: JSONValue] =
            source.map { source in
                [
                    "StringEquals\(suffix)": ["aws:SourceAccount": .ref(.account)],
                    "ArnLike\(suffix)": ["aws:SourceArn": source.json],
                ]
            } ?? [:]
        let trust = JSONValue.properties([
            "Effect": "Allow", "Principal": ["Service": .string(service)], "Action": "sts:AssumeRole",
            "Condition": conditions.isEmpty ? nil : .object(conditions),
        ])
        return Resource(
            "AWS::IAM::Role",
            [
                "Description": .string(description),
                "AssumeRolePolicyDocument": ["Version": "2012-10-17", "Statement": [trust]],
                "Policies": statements.isEmpty
                    ? nil : [["PolicyName": "permissions", "PolicyDocument": statements.document]],
            ]
        )
    }
}
