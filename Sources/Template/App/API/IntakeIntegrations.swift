import SluiceManifest
import SluiceModel

/// What API Gateway does with each operation of the intake.
struct IntakeIntegrations: Sendable {
    let stack: AppStack
    /// The document that clients are shown.
    let document: JSONValue

    init(_ stack: AppStack, document: JSONValue) {
        self.stack = stack
        self.document = document
    }

    /// The integration of an operation; nil for one that the intake does not have.
    func integration(of operationID: String) -> Integration? {
        switch operationID {
        case "submitJob": submit
        case "getJob": read(["id"], "jobs/{id}/status.json", "Not started yet, or no such job.")
        case "getOutput":
            read(["id", "name"], "jobs/{id}/output/{name}", "No such output.")
        case "putInput": upload
        case "getDocument":
            constant(MappingTemplate.literal(document))
        case "getHealth": constant(#"{"status":"ok"}"#)
        default: nil
        }
    }

    private var submit: Integration {
        Integration(
            service: .text(
                "arn:\(.partition):apigateway:\(.region):sqs:path/\(.account)/\(AppStack.queue.attribute("QueueName"))"
            ),
            method: "POST",
            credentials: AppStack.apiRole,
            requestParameters: [
                "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"
            ],
            requestTemplate: MappingTemplate.sendMessage,
            answers: [
                .init(
                    backend: "2\\d{2}",
                    status: 202,
                    headers: [
                        "Content-Type": "'application/json'",
                        "Retry-After": "'\(IntakeAPI.retryAfterSeconds)'",
                    ],
                    template: MappingTemplate.accepted
                ),
                .problem("4\\d{2}", 400, template: MappingTemplate.refused),
                .problem("default", 502, "Bad gateway", "The queue did not take the job; nothing was stored."),
            ]
        )
    }

    /// An object of the data bucket.
    private func read(_ parameters: [String], _ key: String, _ missing: String) -> Integration {
        Integration(
            service: .text("arn:\(.partition):apigateway:\(.region):s3:path/\(stack.bucket)/\(key)"),
            method: "GET",
            credentials: AppStack.apiRole,
            requestParameters: Dictionary(
                uniqueKeysWithValues: parameters.map { ("integration.request.path.\($0)", "method.request.path.\($0)") }
            ),
            answers: [
                .init(
                    backend: "2\\d{2}",
                    status: 200,
                    headers: [
                        "Content-Type": "integration.response.header.Content-Type",
                        "ETag": "integration.response.header.ETag",
                        "Last-Modified": "integration.response.header.Last-Modified",
                    ]
                ),
                .problem("403|404", 404, "Not found", missing),
                .problem("default", 502, "Bad gateway", "The store did not answer as it should."),
            ]
        )
    }

    private var upload: Integration {
        Integration(
            service: .text("arn:\(.partition):apigateway:\(.region):s3:path/\(stack.bucket)/inputs/{name}"),
            method: "PUT",
            credentials: AppStack.apiRole,
            requestParameters: [
                "integration.request.path.name": "method.request.path.name",
                "integration.request.header.Content-Type": "method.request.header.Content-Type",
            ],
            answers: [
                .init(
                    backend: "2\\d{2}",
                    status: 201,
                    headers: ["Content-Type": "'application/json'"],
                    template: MappingTemplate.stored(bucket: stack.bucket)
                ),
                .problem("default", 502, "Bad gateway", "The store did not take the file."),
            ]
        )
    }

    /// An answer that is always the same.
    private func constant(_ body: String) -> Integration {
        Integration(
            service: nil,
            method: nil,
            requestTemplate: .init(#"{"statusCode": 200}"#),
            answers: [
                .init(
                    backend: "default",
                    status: 200,
                    headers: ["Content-Type": "'application/json'"],
                    template: TemplateText(body)
                )
            ]
        )
    }
}
