import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

/// One request to the AWS API, after its signature has been checked.
struct AWSCall: Sendable {
    /// The request as Hummingbird hands it over; S3 reads its body from here.
    let request: Request
    /// The whole body, for services whose signature covers it; empty for S3.
    let collectedBody: ByteBuffer
    /// The same request as the signature saw it.
    let signable: SignableRequest
    /// What the signature proves; nil only when the server is open to everyone and the request was not signed.
    let verified: VerifiedSignature?
    /// What the signature says about the body; unsigned when there is no signature.
    let payload: PayloadHash
    /// The name we give the request in its answer.
    let requestID: String
    /// When the request came.
    let receivedAt: Timestamp
    /// The account all local resources belong to.
    static let accountID = "000000000000"
}

/// One AWS service of the local cloud.
protocol AWSService: Sendable {
    /// Answers a call, errors included: they are rendered in the service's own form.
    func respond(to call: AWSCall) async -> Response
}
