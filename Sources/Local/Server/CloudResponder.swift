import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Decides who answers a request: an AWS service, or one of the plain HTTP services beside them.
///
/// Both share one port. A signature, or an `X-Amz-Target` header, marks a call of the AWS API.
struct CloudResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let sqs: SQSService
    let sns: SNSService
    let s3: any AWSService
    /// Intake API, task endpoints: the first that knows the path answers.
    let plainServices: [any PlainService]
    let verifier: SignatureVerifier
    /// Whether unsigned AWS calls are let in.
    let isOpen: Bool
    let clock: any TimeSource
    let logger: Logger

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let signable = SignableRequest(request.head)
        let target = signable.header("x-amz-target")
        if target == nil, !SignatureClaim.isPresent(in: signable) {
            for service in plainServices where service.knows(signable) {
                return await service.respond(to: request)
            }
        }
        let response = await answer(request, signable, target)
        logger.trace(
            "request",
            metadata: [
                "method": "\(signable.method)", "path": "\(signable.rawPath)", "target": "\(target ?? "")",
                "status": "\(response.status.code)",
            ]
        )
        return response
    }

    private func answer(_ request: Request, _ signable: SignableRequest, _ target: String?) async -> Response {
        let service = ServiceName(signable, target)
        var request = request
        var body = ByteBuffer()
        if service != .s3 {
            do {
                body = try await request.collectBody(upTo: SQSService.longestBody)
            } catch {
                let error = AWSServiceError(
                    "RequestEntityTooLarge",
                    "The request is longer than \(SQSService.longestBody) bytes.",
                    status: 413
                )
                return refuse(error, service, call(request, signable, body, nil))
            }
        }
        var verified: VerifiedSignature?
        if !isOpen || SignatureClaim.isPresent(in: signable) {
            do throws(SignatureError) {
                verified = try verifier.verify(
                    signable,
                    bodyHash: service == .s3 ? nil : Hashing.sha256Hex(body.readableBytesView),
                    at: clock.now
                )
            } catch {
                return refuse(AWSServiceError(error, isS3: service == .s3), service, call(request, signable, body, nil))
            }
        }
        let call = call(request, signable, body, verified)
        switch service {
        case .s3: return await s3.respond(to: call)
        case .sqs: return await sqs.respond(to: call)
        case .sns: return await sns.respond(to: call)
        case .other(let name):
            let operation = ServiceName.operation(signable, target, body)
            return refuse(
                AWSServiceError(
                    "NotImplemented",
                    "\(name) \(operation) is not implemented by the local cloud.",
                    status: 501
                ),
                service,
                call
            )
        }
    }

    private func call(
        _ request: Request,
        _ signable: SignableRequest,
        _ body: ByteBuffer,
        _ verified: VerifiedSignature?
    ) -> AWSCall {
        let claimed = signable.header("x-amz-content-sha256").flatMap { PayloadHash($0) }
        return AWSCall(
            request: request,
            collectedBody: body,
            signable: signable,
            verified: verified,
            payload: verified?.payload ?? claimed ?? .unsigned,
            requestID: UUID().uuidString.lowercased(),
            receivedAt: clock.now
        )
    }

    private func refuse(_ error: AWSServiceError, _ service: ServiceName, _ call: AWSCall) -> Response {
        if call.signable.header("x-amz-target") != nil { return SQSService.response(error, call) }
        return switch service {
        case .sns: SNSService.response(error, requestID: call.requestID)
        case .other(let name): ForeignErrorResponse.make(error, service: name, call)
        case .s3, .sqs: XMLErrorResponse.make(error, call)
        }
    }
}

/// Something on our port that is not the AWS API.
protocol PlainService: Sendable {
    /// Whether the request is one of ours.
    func knows(_ request: SignableRequest) -> Bool
    /// Answers it, errors included.
    func respond(to request: Request) async -> Response
}

/// Which AWS service a request is for.
enum ServiceName: Hashable, Sendable {
    case s3
    case sqs
    case sns
    case other(String)

    init(_ request: SignableRequest, _ target: String?) {
        if let target {
            self = target.hasPrefix(SQS.targetPrefix) ? .sqs : .other(String(target.split(separator: ".")[0]))
            return
        }
        let scope = (try? SignatureClaim(request))?.scope.service
        switch scope {
        case nil where request.isForm: self = .sns
        case nil, "s3": self = .s3
        case "sns": self = .sns
        case "sqs": self = .other("The SQS Query protocol:")
        case let name?: self = .other(name)
        }
    }

    /// The operation's name, for the answer that says we do not have it.
    static func operation(_ request: SignableRequest, _ target: String?, _ body: ByteBuffer) -> String {
        if let target { return String(target.split(separator: ".").last ?? "") }
        let form = QueryString.parse(String(buffer: body)) + request.queryItems
        return form.first { $0.name == "Action" }?.value ?? "\(request.method) \(request.rawPath)"
    }
}

extension SignableRequest {
    /// Whether it is a call of the Query protocol as far as its head tells; S3 takes no form at `/`.
    fileprivate var isForm: Bool {
        method == "POST" && rawPath == "/"
            && header("content-type")?.hasPrefix("application/x-www-form-urlencoded") == true
    }

    /// The request as it came over the wire.
    init(_ head: HTTPRequest) {
        let target = head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = head.headerFields.map { (name: $0.name.rawName, value: $0.value) }
        // HTTPTypes keeps the Host header apart.
        if let authority = head.authority { headers.append(("host", authority)) }
        self.init(
            method: head.method.rawValue,
            rawPath: parts.first.map(String.init) ?? "/",
            rawQuery: parts.count > 1 ? String(parts[1]) : nil,
            headers: headers
        )
    }
}
