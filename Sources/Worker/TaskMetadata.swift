package import AsyncHTTPClient
import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the ECS metadata endpoint says of the task a worker runs in.
package struct TaskMetadata: Sendable, Hashable {
    /// The last part of the task's ARN.
    package let taskID: String

    /// Asks the endpoint at `uri` (`ECS_CONTAINER_METADATA_URI_V4`); nil when it does not answer within 2 s.
    package static func read(_ uri: String, http: HTTPClient) async -> TaskMetadata? {
        struct Document: Decodable {
            let arn: String

            private enum CodingKeys: String, CodingKey {
                case arn = "TaskARN"
            }
        }
        guard let response = try? await http.execute(HTTPClientRequest(url: "\(uri)/task"), timeout: .seconds(2)),
            let body = try? await response.body.collect(upTo: 256 * 1024),
            let document = try? JSONDecoder().decode(Document.self, from: Data(body.readableBytesView)),
            let id = document.arn.split(separator: "/").last
        else { return nil }
        return TaskMetadata(taskID: String(id))
    }
}
