import SluiceWire
import Testing

@testable import SluiceLocal

/// The examples are those of Amazon SNS, "Subscription filter policies".
@Suite("A filter policy")
struct FilterPolicyTests {
    /// A policy's condition on the attribute `a`, and the attribute's type and value.
    struct Case: Sendable, CustomTestStringConvertible {
        let condition: String
        let type: String
        let value: String
        var testDescription: String { "\(condition) and \(type) \(value)" }

        init(_ condition: String, _ type: String, _ value: String) {
            self.condition = condition
            self.type = type
            self.value = value
        }

        var isAccepted: Bool {
            get throws {
                try SNSFilterPolicy("{\"a\": \(condition)}")
                    .accepts(["a": SNS.MessageAttribute(dataType: type, stringValue: value)])
            }
        }
    }

    @Test(
        "lets a message through when a condition holds",
        arguments: [
            Case(#"["rugby", "tennis"]"#, "String", "tennis"),
            Case(#"["rugby"]"#, "String.Array", #"["soccer", "rugby"]"#),
            Case(#"[{"anything-but": ["rugby", "tennis"]}]"#, "String", "baseball"),
            Case(#"[{"anything-but": ["rugby"]}]"#, "String.Array", #"["rugby", "baseball"]"#),
            Case(#"[{"anything-but": "rugby"}]"#, "String", "football"),
            Case(#"[{"anything-but": {"prefix": "order-"}}]"#, "String", "data-entry"),
            Case(#"[{"anything-but": [100, 500]}]"#, "Number", "100.1"),
            Case(#"[{"prefix": "bas"}]"#, "String", "baseball"),
            Case(#"[{"suffix": "ball"}]"#, "String", "baseball"),
            Case(#"[{"equals-ignore-case": "tennis"}]"#, "String", "Tennis"),
            Case(#"[{"numeric": ["=", 301.5]}]"#, "Number", "3.015e2"),
            Case(#"[{"numeric": [">", 0, "<=", 150]}]"#, "Number", "150"),
            Case("[301.5]", "Number", "301.50"),
            Case(#"[{"exists": true}]"#, "String", "anything"),
            Case(#"["soccer", {"numeric": ["<", 0]}]"#, "Number", "-1"),
            Case("[true, null]", "String.Array", "[null]"),
        ]
    )
    func accepts(_ example: Case) throws {
        #expect(try example.isAccepted)
    }

    @Test(
        "keeps it back when none does",
        arguments: [
            Case(#"["rugby"]"#, "String", "Rugby"),
            Case(#"["1"]"#, "Number", "1"),
            Case(#"[{"anything-but": ["rugby"]}]"#, "String", "rugby"),
            Case(#"[{"anything-but": {"prefix": "order-"}}]"#, "String", "order-1"),
            Case(#"[{"anything-but": [100, 500]}]"#, "Number", "100"),
            Case(#"[{"prefix": "bas"}]"#, "String", "rugby"),
            Case(#"[{"numeric": [">", 0, "<=", 150]}]"#, "Number", "0"),
            Case(#"[{"exists": false}]"#, "String", "there"),
            Case(#"["x"]"#, "String.Array", "not a list"),
        ]
    )
    func refuses(_ example: Case) throws {
        #expect(try !example.isAccepted)
    }

    @Test("demands every name it has, and sees no binary values")
    func names() throws {
        let policy = try SNSFilterPolicy(#"{"a": ["1"], "b": [{"exists": false}]}"#)
        let text = SNS.MessageAttribute(dataType: "String", stringValue: "1")
        #expect(policy.accepts(["a": text]))
        #expect(!policy.accepts(["a": text, "b": text]))
        #expect(!policy.accepts(["b": text]))
        #expect(policy.accepts(["a": text, "b": SNS.MessageAttribute(dataType: "Binary", binaryValue: .init([1]))]))
    }

    @Test(
        "is refused with its reason when it is none, or needs what is not here",
        arguments: [
            ("[]", "object"), (#"{"a": "x"}"#, "list"), (#"{"a": []}"#, "list"), (#"{"a": [["x"]]}"#, "list in a list"),
            (#"{"$or": []}"#, "$or"), (#"{"a": [{"cidr": "10.0.0.0/8"}]}"#, "cidr"),
            (#"{"a": [{"prefix": 1}]}"#, "prefix"), (#"{"a": [{"numeric": ["~", 1]}]}"#, "numeric"),
            (#"{"a": [{"numeric": [">", 1, "<"]}]}"#, "numeric"), (#"{"a": [{"prefix": "x", "suffix": "y"}]}"#, "one"),
            (#"{"a":["x"],"b":["x"],"c":["x"],"d":["x"],"e":["x"],"f":["x"]}"#, "at most 5"),
            (#"{"a":[1,2,3,4,5,6,7,8,9,0,11,12,13],"b":[1,2,3,4,5,6,7,8,9,0,11,12]}"#, "complex"),
        ]
    )
    func reasons(_ text: String, _ reason: String) {
        let error = #expect(throws: AWSServiceError.self) { try SNSFilterPolicy(text) }
        #expect(error?.code == "InvalidParameter")
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }
}
