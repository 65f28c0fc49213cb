/// The intake API as an OpenAPI 3.1 document: the same locally and on API Gateway (design, section 3.4).
package enum IntakeAPI {
    /// The header that carries the API key.
    package static let keyHeader = "x-api-key"
    /// The largest input that can be uploaded through the API, as on API Gateway; larger files go to S3 directly.
    package static let largestInput = 10_000_000
    /// The largest request for a job: what fits into one queue message with room for what is added.
    package static let largestRequest = 256 * 1024
    /// Seconds after which a client should look again, or try again when refused.
    package static let retryAfterSeconds = 1

    /// The document for a server at `serverURL`.
    package static func document(title: String, serverURL: String) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": .string(title), "version": "1",
                "description":
                    "Submit heavy jobs and read their results. Errors are application/problem+json (RFC 9457).",
            ],
            "servers": [["url": .string(serverURL)]],
            "security": [["apiKey": []]],
            "paths": [
                "/jobs": ["post": submit],
                "/jobs/{id}": ["get": status],
                "/jobs/{id}/output/{name}": ["get": output],
                "/inputs/{name}": ["put": upload],
                "/openapi.json": ["get": document],
                "/health": ["get": health],
            ],
            "components": [
                "securitySchemes": [
                    "apiKey": ["type": "apiKey", "in": "header", "name": .string(keyHeader)]
                ],
                "schemas": schemas,
            ],
        ]
    }

    private static let submit: JSONValue = [
        "operationId": "submitJob", "summary": "Puts a job on the queue.",
        "parameters": [
            [
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "Becomes the job's id: sending the same key again does not run the job again.",
                "schema": ["type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"],
            ]
        ],
        "requestBody": ["required": true, "content": json("JobRequest")],
        "responses": [
            "202": [
                "description": "Accepted and stored.", "content": json("AcceptedJob"),
                "headers": ["Location": textHeader, "Retry-After": textHeader],
            ],
            "400": problem("The body is not a job; the field is named."), "403": forbidden,
            "413": problem("The body is too large; the limit is named."),
            "415": problem("The body is not application/json."),
            "429": problem("Too much waits already; try again after Retry-After seconds."),
        ],
    ]

    private static let status: JSONValue = [
        "operationId": "getJob", "summary": "Reads a job's status document.", "parameters": [jobID],
        "responses": [
            "200": ["description": "The job has been started.", "content": json("JobStatus")],
            "403": forbidden, "404": problem("Not started yet, or no such job."),
        ],
    ]

    private static let output: JSONValue = [
        "operationId": "getOutput", "summary": "Reads one output file.",
        "parameters": [jobID, pathParameter("name", "The output's name as the status document lists it.")],
        "responses": [
            "200": [
                "description": "The file.", "content": ["*/*": ["schema": ["type": "string", "format": "binary"]]],
            ],
            "403": forbidden, "404": problem("No such output."),
        ],
    ]

    private static let upload: JSONValue = [
        "operationId": "putInput", "summary": "Stores an input of at most 10 MB.",
        "parameters": [pathParameter("name", "The name under inputs/ in the data bucket.")],
        "requestBody": [
            "required": true, "content": ["*/*": ["schema": ["type": "string", "format": "binary"]]],
        ],
        "responses": [
            "201": ["description": "Stored.", "content": json("StoredInput")], "403": forbidden,
            "413": problem("The file is too large; the limit is named."),
        ],
    ]

    private static let document: JSONValue = [
        "operationId": "getDocument", "summary": "This document.", "security": [],
        "responses": ["200": ["description": "OpenAPI 3.1.", "content": ["application/json": [:]]]],
    ]

    private static let health: JSONValue = [
        "operationId": "getHealth", "summary": "Says that the API answers.", "security": [],
        "responses": ["200": ["description": "It does.", "content": json("Health")]],
    ]

    private static let schemas: JSONValue = [
        "JobRequest": [
            "type": "object", "additionalProperties": false,
            "properties": [
                "input": ["type": "string", "pattern": "^s3://[^/]+/.+$", "description": "Where the input lies."],
                "parameters": ["type": "object", "description": "Handed to the job as SLUICE_PARAMETERS."],
            ],
        ],
        "AcceptedJob": [
            "type": "object", "required": ["id", "status", "links"],
            "properties": [
                "id": ["type": "string"], "status": ["const": "queued"],
                "links": ["type": "object", "properties": ["self": ["type": "string"]]],
            ],
        ],
        "JobStatus": [
            "type": "object", "required": ["id", "status", "attempt", "outputs"],
            "properties": [
                "id": ["type": "string"],
                "status": ["enum": .array(JobStatus.State.allCases.map { .string($0.rawValue) })],
                "attempt": ["type": "integer"], "startedAt": time, "finishedAt": time, "submittedAt": time,
                "outputs": [
                    "type": "array",
                    "items": [
                        "type": "object",
                        "properties": [
                            "name": ["type": "string"], "bytes": ["type": "integer"], "contentType": ["type": "string"],
                        ],
                    ],
                ],
                "error": [
                    "type": "object",
                    "properties": [
                        "cause": ["enum": .array(JobFailure.Cause.allCases.map { .string($0.rawValue) })],
                        "message": ["type": "string"],
                    ],
                ],
            ],
        ],
        "StoredInput": ["type": "object", "required": ["uri"], "properties": ["uri": ["type": "string"]]],
        "Health": ["type": "object", "required": ["status"], "properties": ["status": ["const": "ok"]]],
        "Problem": [
            "type": "object", "required": ["type", "title", "status"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
                "detail": ["type": "string"], "field": ["type": "string"], "limit": ["type": "integer"],
            ],
        ],
    ]

    private static let time: JSONValue = ["type": "string", "format": "date-time"]
    private static let textHeader: JSONValue = ["schema": ["type": "string"]]
    private static let forbidden = problem("The API key is missing or wrong.")
    private static let jobID = pathParameter("id", "The job's id.")

    private static func json(_ schema: String) -> JSONValue {
        ["application/json": ["schema": ["$ref": .string("#/components/schemas/\(schema)")]]]
    }

    private static func problem(_ description: String) -> JSONValue {
        [
            "description": .string(description),
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }

    private static func pathParameter(_ name: String, _ description: String) -> JSONValue {
        [
            "name": .string(name), "in": "path", "required": true, "description": .string(description),
            "schema": ["type": "string"],
        ]
    }
}
