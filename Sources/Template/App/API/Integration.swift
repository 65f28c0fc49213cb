import SluiceModel

/// One `x-amazon-apigateway-integration`, and what its operation must declare for it.
struct Integration: Sendable {
    /// Where the call goes; nil answers it in the gateway.
    var service: JSONValue?
    var method: String?
    var credentials: Reference?
    /// Parts of the call and what they are made of.
    var requestParameters: [String: String] = [:]
    /// Makes the call of a JSON body; nil hands on whatever there is, as it is.
    var requestTemplate: TemplateText?
    var answers: [Answer]

    /// What becomes of one kind of answer from behind.
    struct Answer: Sendable {
        /// A regular expression over its status, or `default`.
        let backend: String
        let status: Int
        /// Headers and what they are made of.
        let headers: [String: String]
        /// Nil hands the body on.
        var template: TemplateText?

        init(backend: String, status: Int, headers: [String: String], template: TemplateText? = nil) {
            self.backend = backend
            self.status = status
            self.headers = headers
            self.template = template
        }

        /// A problem document (RFC 9457).
        static func problem(_ backend: String, _ status: Int, template: TemplateText) -> Answer {
            Answer(
                backend: backend,
                status: status,
                headers: ["Content-Type": "'application/problem+json'"],
                template: template
            )
        }

        /// A problem document that is always the same.
        static func problem(_ backend: String, _ status: Int, _ title: String, _ detail: String) -> Answer {
            problem(backend, status, template: TemplateText(MappingTemplate.problem(status, title, detail)))
        }
    }

    var json: JSONValue {
        .properties([
            "type": service == nil ? "mock" : "aws", "uri": service, "httpMethod": method.map { .string($0) },
            "credentials": credentials.map { .ref($0.arn) },
            // With a template, other content types than its own are refused with 415. Without one `never` would refuse
            // everything, a GET without a body included.
            "passthroughBehavior": requestTemplate == nil ? "when_no_templates" : "never",
            "requestParameters": requestParameters.isEmpty ? nil : .object(requestParameters.mapValues { .string($0) }),
            "requestTemplates": requestTemplate.map { ["application/json": $0.json] },
            "responses": .object(
                Dictionary(uniqueKeysWithValues: answers.map { ($0.backend, response($0)) })
            ),
        ])
    }

    private func response(_ answer: Answer) -> JSONValue {
        .properties([
            "statusCode": .string(String(answer.status)),
            "responseParameters": .object(
                Dictionary(
                    uniqueKeysWithValues: answer.headers.map { ("method.response.header.\($0.key)", .string($0.value)) }
                )
            ),
            "responseTemplates": answer.template.map { ["application/json": $0.json] },
        ])
    }

    /// The operation's parameters, with the headers that the integration reads.
    func parameters(_ declared: JSONValue?) -> JSONValue? {
        var list: [JSONValue] = if case .array(let values)? = declared { values } else { [] }
        for source in requestParameters.values.sorted() where source.hasPrefix("method.request.header.") {
            list.append([
                "name": .string(String(source.dropFirst("method.request.header.".count))), "in": "header",
                "required": false, "schema": ["type": "string"],
            ])
        }
        return list.isEmpty ? nil : .array(list)
    }

    /// The operation's responses, with the headers that the integration writes.
    func responses(_ declared: JSONValue?) -> JSONValue {
        var all: [String: JSONValue] = if case .object(let members)? = declared { members } else { [:] }
        for answer in answers {
            let key = String(answer.status)
            var response: [String: JSONValue] =
                if case .object(let members)? = all[key] { members } else {
                    ["description": "The service behind it failed."]
                }
            var headers: [String: JSONValue] =
                if case .object(let members)? = response["headers"] { members } else { [:] }
            for name in answer.headers.keys { headers[name] = ["schema": ["type": "string"]] }
            response["headers"] = .object(headers)
            all[key] = .object(response)
        }
        return .object(all)
    }
}
