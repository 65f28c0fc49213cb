import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

/// The answers have the form that the API reference shows; the forms are what boto3 sends for the same calls.
@Suite("CloudFormation client")
struct CloudFormationClientTests {
    private func form(_ request: TransportRequest?) throws -> QueryForm {
        QueryForm(parsing: String(decoding: try #require(request).bytes, as: UTF8.self))
    }

    @Test("a change set is created by one form with numbered members")
    func createChangeSet() async throws {
        let transport = ScriptedTransport([
            .status(200, body: "<CreateChangeSetResponse><CreateChangeSetResult/></CreateChangeSetResponse>")
        ])
        try await CloudFormationClient(.test(transport)).create(
            CloudFormation.CreateChangeSet(
                stackName: "demo",
                name: "sluice-1",
                isCreation: true,
                source: .body(#"{"a": "b & c"}"#),
                parameters: [.init("FirstDeployment", "true")],
                tags: ["b": "2", "a": "1"]
            )
        )
        let request = try #require(transport.requests.first)
        #expect(request.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
        let form = try form(request)
        #expect(
            form.fields.map { "\($0.name)=\($0.value)" } == [
                "Action=CreateChangeSet", "Version=2010-05-15", "StackName=demo", "ChangeSetName=sluice-1",
                "ChangeSetType=CREATE", #"TemplateBody={"a": "b & c"}"#,
                "Parameters.member.1.ParameterKey=FirstDeployment", "Parameters.member.1.ParameterValue=true",
                "Capabilities.member.1=CAPABILITY_IAM", "Tags.member.1.Key=a", "Tags.member.1.Value=1",
                "Tags.member.2.Key=b", "Tags.member.2.Value=2",
            ]
        )
    }

    @Test("the pages of a change set are read to the last")
    func pages() async throws {
        func page(_ name: String, next: String) -> String {
            """
            <DescribeChangeSetResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeChangeSetResult>
            <Status>CREATE_COMPLETE</Status>\(next)<Changes><member><Type>Resource</Type><ResourceChange>
            <Action>Modify</Action><LogicalResourceId>\(name)</LogicalResourceId>
            <PhysicalResourceId>p</PhysicalResourceId><ResourceType>AWS::SQS::Queue</ResourceType>
            <Replacement>True</Replacement><Scope><member>Properties</member><member>Tags</member></Scope>
            </ResourceChange></member></Changes></DescribeChangeSetResult></DescribeChangeSetResponse>
            """
        }
        let transport = ScriptedTransport([
            .status(200, body: page("A", next: "<NextToken>t</NextToken>")), .status(200, body: page("B", next: "")),
        ])
        let found = try await CloudFormationClient(.test(transport)).changeSet("c", of: "demo")
        #expect(found.changes.map(\.logicalID) == ["A", "B"])
        #expect(found.changes.first?.scope == ["Properties", "Tags"])
        #expect(found.changes.first?.replacement == "True")
        #expect(try form(transport.requests.last)["NextToken"] == "t")
    }

    @Test(
        "a change set without changes is told from one that failed",
        arguments: [
            ("The submitted information didn't contain changes. Submit different information.", true),
            ("No updates are to be performed.", true), ("Template error: unresolved", false),
        ]
    )
    func empty(reason: String, expected: Bool) async throws {
        let transport = ScriptedTransport([
            .status(
                200,
                body: "<R><DescribeChangeSetResult><Status>FAILED</Status><StatusReason>\(reason)</StatusReason>"
                    + "<Changes/></DescribeChangeSetResult></R>"
            )
        ])
        let found = try await CloudFormationClient(.test(transport)).changeSet("c", of: "demo")
        #expect(found.isEmpty == expected)
        #expect(found.statusReason == reason)
    }

    @Test("a stack that is not there is nil, another error is an error")
    func missing() async throws {
        func error(_ message: String) -> Answer {
            .status(
                400,
                body: "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>\(message)"
                    + "</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            )
        }
        let gone = ScriptedTransport([error("Stack with id demo does not exist")])
        #expect(try await CloudFormationClient(.test(gone)).describeStack("demo") == nil)
        let wrong = ScriptedTransport([error("1 validation error detected")])
        await #expect(throws: AWSServiceError.self) {
            try await CloudFormationClient(.test(wrong)).describeStack("demo")
        }
    }

    @Test("events come oldest first and end at the one that is known")
    func events() async throws {
        let members = [3, 2, 1].map {
            "<member><EventId>e\($0)</EventId><StackId>s</StackId><StackName>demo</StackName><LogicalResourceId>L"
                + "</LogicalResourceId><ResourceType>T</ResourceType><Timestamp>2026-01-02T03:04:0\($0).5Z</Timestamp>"
                + "<ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>"
        }
        let body =
            "<R><DescribeStackEventsResult><StackEvents>\(members.joined())</StackEvents></DescribeStackEventsResult></R>"
        let client = CloudFormationClient(.test(ScriptedTransport([.status(200, body: body)])))
        #expect(try await client.events(of: "demo", after: "e1").map(\.id) == ["e2", "e3"])
        #expect(try await client.events(of: "demo", after: nil).map(\.id) == ["e1", "e2", "e3"])
        #expect(try await client.latestEvent(of: "demo")?.time == Timestamp(rfc3339: "2026-01-02T03:04:03.5Z"))
    }

    @Test("a template keeps its blanks and line breaks")
    func template() async throws {
        let text = "{\n  \"a\": \" b \"\n}\n"
        let body = "<R><GetTemplateResult><TemplateBody>\(text)</TemplateBody></GetTemplateResult></R>"
        let client = CloudFormationClient(.test(ScriptedTransport([.status(200, body: body)])))
        #expect(try await client.template(of: "demo") == text)
    }
}
