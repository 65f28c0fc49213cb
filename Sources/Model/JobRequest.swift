/// What a user asked for: the body of a queue message (design, section 3.3).
package struct JobRequest: Sendable, Hashable, Codable {
    package var id: JobID
    /// Where the input lies, `s3://bucket/key`; nil for a job that needs none.
    package var input: ObjectLocation?
    /// The user's own parameters, handed to the job as JSON.
    package var parameters: [String: JSONValue]
    /// When the intake accepted it; nil for messages that came another way (then the queue's own time counts).
    package var submittedAt: Timestamp?

    /// A request for one job.
    package init(
        id: JobID,
        input: ObjectLocation?,
        parameters: [String: JSONValue] = [:],
        submittedAt: Timestamp? = nil
    ) {
        self.id = id
        self.input = input
        self.parameters = parameters
        self.submittedAt = submittedAt
    }

    /// Reads a request; parameters may be left out.
    /// - Throws: `DecodingError` naming the field that is missing or wrong.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(JobID.self, forKey: .id)
        input = try container.decodeIfPresent(ObjectLocation.self, forKey: .input)
        parameters = try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:]
        submittedAt = try container.decodeIfPresent(Timestamp.self, forKey: .submittedAt)
    }

    private enum CodingKeys: String, CodingKey {
        case id, input, parameters, submittedAt
    }
}
