import SluiceManifest
import SluiceModel

/// The intake's OpenAPI document as API Gateway imports it: OpenAPI 3.0 with its integrations.
struct IntakeBody: Sendable {
    let stack: AppStack
    private let document: JSONValue

    /// The document of a stack's API.
    init(_ stack: AppStack) {
        self.stack = stack
        document = IntakeAPI.document(title: stack.manifest.name, serverURL: "/")
    }

    var json: JSONValue {
        guard case .object(var body) = Self.older(document) else { return document }
        body["openapi"] = "3.0.1"
        body["servers"] = nil
        body["security"] = nil
        body["paths"] = paths(body["paths"])
        body["components"] = components(body["components"])
        body["x-amazon-apigateway-request-validators"] = [
            "everything": ["validateRequestBody": true, "validateRequestParameters": true]
        ]
        // These pass unchanged, byte by byte; everything else is text in UTF-8.
        body["x-amazon-apigateway-binary-media-types"] = .strings(ContentType.binary)
        body["x-amazon-apigateway-gateway-responses"] = GatewayResponses.json
        return .object(body)
    }

    /// OpenAPI 3.0 has no `const`; it is a choice of one.
    private static func older(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.reduce(into: [:]) { result, member in
                    if member.key == "const" {
                        result["enum"] = [member.value]
                        result["type"] = "string"
                    } else {
                        result[member.key] = older(member.value)
                    }
                }
            )
        case .array(let values): .array(values.map(older))
        default: value
        }
    }

    private func paths(_ value: JSONValue?) -> JSONValue {
        guard case .object(let paths)? = value else { return [:] }
        return .object(
            paths.mapValues { path in
                guard case .object(let operations) = path else { return path }
                return .object(operations.mapValues(operation))
            }
        )
    }

    /// An operation with its integration, and who may call it.
    private func operation(_ value: JSONValue) -> JSONValue {
        guard case .object(var operation) = value, case .string(let id)? = operation["operationId"],
            let integration = IntakeIntegrations(stack, document: document).integration(of: id)
        else { return value }
        operation["x-amazon-apigateway-integration"] = integration.json
        operation["x-amazon-apigateway-request-validator"] = "everything"
        operation["parameters"] = integration.parameters(operation["parameters"])
        operation["responses"] = integration.responses(operation["responses"])
        // Operations that need no key say so themselves.
        if operation["security"] == nil { operation["security"] = [.object([scheme.name: []])] }
        return .object(operation)
    }

    private var scheme: (name: String, json: JSONValue) {
        stack.manifest.api.usesIAM
            ? (
                "sigv4",
                [
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "x-amazon-apigateway-authtype": "awsSigv4",
                ]
            ) : ("apiKey", ["type": "apiKey", "in": "header", "name": .string(IntakeAPI.keyHeader)])
    }

    private func components(_ value: JSONValue?) -> JSONValue {
        guard case .object(var components)? = value else { return [:] }
        components["securitySchemes"] = .object([scheme.name: scheme.json])
        return .object(components)
    }
}
