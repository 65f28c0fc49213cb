import Hummingbird
import SluiceModel
import SluiceWire

/// The counts of queue and fleet as JSON, for who measures a run: what DescribeServices is on AWS.
package struct FleetEndpoint: PlainService {
    /// Where it answers; no bucket can have this name.
    package static let path = "/_sluice/fleet"

    let board: FleetBoard

    func knows(_ request: SignableRequest) -> Bool { request.rawPath == Self.path && request.method == "GET" }

    func respond(to request: Request) async -> Response {
        guard let counts = board.counts else {
            return .json(JSONValue.object(["title": "The fleet has not begun."]), status: .serviceUnavailable)
        }
        return .json(counts)
    }
}
