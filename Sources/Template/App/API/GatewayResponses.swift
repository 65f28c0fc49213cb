import SluiceModel

/// What API Gateway answers before an integration is reached, as problem documents.
enum GatewayResponses {
    static let json: JSONValue = .object(
        Dictionary(
            uniqueKeysWithValues: [
                response(
                    "BAD_REQUEST_BODY",
                    400,
                    "Invalid request",
                    "The body is not a job; the header x-problem says what is wrong."
                ),
                response(
                    "BAD_REQUEST_PARAMETERS",
                    400,
                    "Invalid request",
                    "A parameter is missing; the header x-problem says which."
                ),
                response("ACCESS_DENIED", 403, "Forbidden", "These credentials may not do that."),
                response(
                    "INVALID_API_KEY",
                    403,
                    "Forbidden",
                    "The API key is missing or wrong; send it as \(IntakeAPI.keyHeader)."
                ),
                response("INVALID_SIGNATURE", 403, "Forbidden", "The signature is wrong."),
                response("EXPIRED_TOKEN", 403, "Forbidden", "The credentials have expired."),
                response(
                    "MISSING_AUTHENTICATION_TOKEN",
                    404,
                    "Not found",
                    "There is no such path, or its signature is missing."
                ),
                response("RESOURCE_NOT_FOUND", 404, "Not found", "There is no such path."),
                response(
                    "REQUEST_TOO_LARGE",
                    413,
                    "Too large",
                    "A file has at most \(IntakeAPI.largestInput) bytes here; put larger ones into the bucket."
                ),
                response("UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported media type", "Send application/json."),
                response(
                    "THROTTLED",
                    429,
                    "Too many requests",
                    "Try again after Retry-After seconds.",
                    retryAfter: true
                ),
                response(
                    "QUOTA_EXCEEDED",
                    429,
                    "Too many requests",
                    "The quota of this API key is used up.",
                    retryAfter: true
                ),
                response(
                    "INTEGRATION_TIMEOUT",
                    504,
                    "Gateway timeout",
                    "The service behind it did not answer in time; try again."
                ),
                response(
                    "DEFAULT_4XX",
                    nil,
                    "Bad request",
                    "The request was refused; the header x-problem may say why."
                ),
                response("DEFAULT_5XX", nil, "Internal error", "The request failed; try again."),
            ]
        )
    )

    /// The text of API Gateway goes into a header: it holds quotes, and a gateway response cannot escape them.
    private static func response(
        _ type: String,
        _ status: Int?,
        _ title: String,
        _ detail: String,
        retryAfter: Bool = false
    ) -> (String, JSONValue) {
        var document: [String: JSONValue] = [
            "type": "about:blank", "title": .string(title), "detail": .string(detail),
        ]
        document["status"] = status.map { .count($0) }
        return (
            type,
            .properties([
                "statusCode": status.map { .string(String($0)) },
                "responseParameters": .properties([
                    "gatewayresponse.header.Content-Type": "'application/problem+json'",
                    "gatewayresponse.header.x-problem": type.hasPrefix("BAD_REQUEST")
                        ? "context.error.validationErrorString" : "context.error.message",
                    "gatewayresponse.header.Retry-After": retryAfter
                        ? .string("'\(IntakeAPI.retryAfterSeconds)'") : nil,
                ]),
                "responseTemplates": ["application/json": .string(TemplateFormat.jsonText(.object(document)))],
            ])
        )
    }
}
