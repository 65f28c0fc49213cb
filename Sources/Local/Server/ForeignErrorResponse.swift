import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

/// An error of a service we do not have, in a form that its clients can read: Query XML, EC2's XML, or REST JSON.
enum ForeignErrorResponse {
    static func make(_ error: AWSServiceError, service: String, _ call: AWSCall) -> Response {
        guard isQuery(call) else { return json(error) }
        let inner =
            "<Error><Type>Sender</Type><Code>\(error.code)</Code>"
            + "<Message>\(XMLErrorResponse.escape(error.message))</Message></Error>"
        let document =
            service == "ec2"
            ? "<Response><Errors>\(inner)</Errors><RequestID>\(call.requestID)</RequestID></Response>"
            : "<ErrorResponse>\(inner)<RequestId>\(call.requestID)</RequestId></ErrorResponse>"
        return Response(
            status: .init(code: error.status),
            headers: [.contentType: "text/xml"],
            body: .init(byteBuffer: ByteBuffer(string: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(document)"))
        )
    }

    private static func isQuery(_ call: AWSCall) -> Bool {
        String(buffer: call.collectedBody).contains("Action=") || call.signable.rawQuery?.contains("Action=") == true
    }

    private static func json(_ error: AWSServiceError) -> Response {
        var response = Response.json(
            JSONValue.object(["message": .string(error.message)]),
            status: .init(code: error.status)
        )
        if let name = HTTPField.Name("x-amzn-errortype") { response.headers[name] = error.code }
        return response
    }
}
