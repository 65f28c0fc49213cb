import Foundation
import SluiceModel
import SluiceTemplate
import Testing

/// Foundation reads what is written, and writes the same.
@Suite("JSON of templates")
struct JSONTextTests {
    static let values: [JSONValue] = [
        .null, true, false, 0, -7, .integer(.max), .integer(.min), .number(0.5), .number(-1.25e-9), .number(1e300), "",
        "plain",
        "a \"quoted\" \\ word", "lines\none\r\ttwo", "\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}", "Zürich, 東京, 🚰, \u{2028}",
        "</script>",
        [], [:], [[], [[]], [:]], ["b": 1, "a": ["d": [1, "x", .null], "c": [:]], "A": 2, "": "", "ä": true],
    ]

    @Test("what is written is read as the same value, with blanks and without", arguments: values)
    func same(value: JSONValue) throws {
        for indented in [false, true] {
            let text = TemplateFormat.jsonText(value, indented: indented)
            #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) == value, "\(text)")
        }
    }

    @Test("without blanks it is what Foundation writes", arguments: values)
    func foundation(value: JSONValue) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        // It has names for two more control characters, and its own way with exponents.
        let ours = TemplateFormat.jsonText(value)
        guard !ours.contains("\\u000"), !ours.contains("e") || value.isText else { return }
        #expect(ours == text)
    }

    @Test("a template that is too long for a call with blanks has a line for each resource")
    func lines() throws {
        var template = Template("long")
        for number in 0..<350 {
            template[Reference("Queue\(number)")] = Resource(
                "AWS::SQS::Queue",
                [
                    "QueueName": .string("queue-\(number)"),
                    "Tags": [["Key": "a", "Value": "b"], ["Key": "c", "Value": "d"]],
                ]
            )
        }
        let text = TemplateFormat.json.text(template)
        #expect(TemplateFormat.jsonText(template.json, indented: true).utf8.count > TemplateFormat.longestBody)
        #expect(text.utf8.count < TemplateFormat.longestBody)
        #expect(text.split(separator: "\n").count { $0.hasPrefix(#""Queue"#) } == 350)
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) == template.json)
    }
}

extension JSONValue {
    fileprivate var isText: Bool { if case .string = self { true } else { false } }
}
