import SluiceModel

/// The mapping templates of the intake, in API Gateway's dialect of Velocity.
///
/// A template cannot refuse a request by itself. A request that must not become a job is sent on without a message, so
/// that SQS refuses it with 400 and nothing is queued; `refused` then says why.
enum MappingTemplate {
    /// The caller's key, whichever way the header was written, or a fresh id.
    ///
    /// On one line, as all that comes before other text: line breaks between directives may or may not be swallowed, and one
    /// before `Action` would be a part of its name.
    private static let findID = """
        #set($id = $input.params('Idempotency-Key'))\
        #if(!$id || $id == '')#set($id = $input.params('idempotency-key'))#end\
        #if(!$id || $id == '')#set($id = $context.requestId)#end
        """

    /// `POST /jobs` as a call of SQS: the message of design section 3.3.
    static let sendMessage = TemplateText(
        findID + """
            #set($action = 'SendMessage')\
            #if($input.body.length() > \(IntakeAPI.largestRequest))#set($action = '\(tooLarge)')#end\
            #set($source = $input.path('$.input'))\
            #set($parameters = $input.path('$.parameters'))\
            Action=$action&Version=2012-11-05\
            #if($id.matches('[A-Za-z0-9_-]{1,64}') && $action == 'SendMessage')\
            &MessageBody=%7B%22id%22%3A%22$id%22\
            #if($source && $source != '')%2C%22input%22%3A$util.urlEncode($input.json('$.input'))#end\
            #if($parameters && $parameters != '')%2C%22parameters%22%3A$util.urlEncode($input.json('$.parameters'))#end\
            %7D#end
            """
    )

    /// An operation that SQS does not have, so that its refusal can be told from others.
    private static let tooLarge = "RequestIsTooLarge"

    /// The answer to a job that is on the queue.
    ///
    /// `$input.params` is the request's in the templates of answers, too: API Gateway's reference names the method request,
    /// and nothing else. It is the one thing here that no test can tell.
    static let accepted = TemplateText(
        findID + """
            #set($location = "/$context.stage/jobs/$id")
            #set($context.responseOverride.header.Location = $location)
            {"id":"$id","links":{"self":"$location"},"status":"queued"}
            """
    )

    /// Why SQS did not take the message.
    static let refused = TemplateText(
        """
        #set($code = $input.path('$.Error.Code'))
        #if($code == 'InvalidAction')
        #set($context.responseOverride.status = 413)
        \(problem(413, "Too large", "A request has at most \(IntakeAPI.largestRequest) bytes; put large data into the input."))
        #elseif($code == 'MissingParameter')
        \(problem(400, "Invalid request", "Idempotency-Key must be 1 to 64 characters of A-Z a-z 0-9 - _."))
        #else
        #set($context.responseOverride.status = 502)
        \(problem(502, "Bad gateway", "The queue did not take the job; nothing was stored."))
        #end
        """
    )

    /// The answer to a stored input; the name is the last part of the path.
    static func stored(bucket: TemplateText) -> TemplateText {
        #"{"uri":"s3://\#(bucket)/inputs/$util.escapeJavaScript($input.params('name')).replaceAll("\\'","'")"}"#
    }

    /// A problem document (RFC 9457).
    static func problem(_ status: Int, _ title: String, _ detail: String) -> String {
        TemplateFormat.jsonText([
            "type": "about:blank", "title": .string(title), "status": .count(status), "detail": .string(detail),
        ])
    }

    /// A document in which nothing is taken for a reference or a directive.
    static func literal(_ document: JSONValue) -> String {
        let text = TemplateFormat.jsonText(document)
        let marked = text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "${dollar}")
            .split(separator: "#", omittingEmptySubsequences: false).joined(separator: "${hash}")
        return "#set($dollar = '$')#set($hash = '#')\n" + marked
    }
}
