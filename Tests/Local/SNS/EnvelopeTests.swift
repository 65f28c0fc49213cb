import Foundation
import SluiceModel
import SluiceWire
import Testing

@Suite("The envelope of a notification")
struct EnvelopeTests {
    /// As printed in Amazon SNS, "HTTP/HTTPS notification JSON format", its signature shortened.
    private static let published = """
        {
          "Type" : "Notification",
          "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
          "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
          "Subject" : "My First Message",
          "Message" : "Hello world!",
          "Timestamp" : "2012-05-02T00:54:06.655Z",
          "SignatureVersion" : "1",
          "Signature" : "EXAMPLE",
          "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService.pem",
          "UnsubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe"
        }
        """

    @Test("has exactly the members that AWS documents")
    func members() throws {
        let ours = SNS.Envelope(
            messageID: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            topicARN: "arn:aws:sns:us-west-2:123456789012:MyTopic",
            subject: "My First Message",
            message: "Hello world!",
            attributes: [:],
            timestamp: try #require(Timestamp(rfc3339: "2012-05-02T00:54:06.655Z")),
            unsubscribeURL: "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe"
        )
        var theirs = try JSONDecoder().decode([String: String].self, from: Data(Self.published.utf8))
        // Nobody but Amazon can sign.
        theirs["Signature"] = ""
        theirs["SigningCertURL"] = ""
        #expect(try JSONDecoder().decode([String: String].self, from: Data(ours.json.utf8)) == theirs)
    }

    @Test("carries attributes by type and value, binary ones in base64")
    func attributes() throws {
        let envelope = SNS.Envelope(
            messageID: "m",
            topicARN: "t",
            subject: nil,
            message: "x",
            attributes: [
                "state": .init(dataType: "String", stringValue: "failed"),
                "raw": .init(dataType: "Binary", binaryValue: Data([0, 255])),
            ],
            timestamp: Timestamp(nanoseconds: 0),
            unsubscribeURL: "u"
        )
        let document = try JSONDecoder().decode([String: JSONValue].self, from: Data(envelope.json.utf8))
        #expect(document["Subject"] == nil)
        #expect(
            document["MessageAttributes"] == [
                "state": ["Type": "String", "Value": "failed"], "raw": ["Type": "Binary", "Value": "AP8="],
            ]
        )
    }
}
