import SluiceDeployment
import SluiceModel
import Testing

@Suite("Differences of templates")
struct TemplateDifferenceTests {
    private func template(_ resources: [String: JSONValue]) -> JSONValue { ["Resources": .object(resources)] }

    private func queue(_ properties: [String: JSONValue]) -> JSONValue {
        ["Type": "AWS::SQS::Queue", "Properties": .object(properties)]
    }

    @Test("a template does not differ from itself")
    func same() {
        let one = template(["Queue": queue(["VisibilityTimeout": 30])])
        #expect(TemplateDifference(from: one, to: one).isEmpty)
    }

    @Test("everything is new where nothing is deployed")
    func new() {
        let difference = TemplateDifference(from: nil, to: template(["B": queue([:]), "A": queue([:])]))
        #expect(difference.items.map(\.name) == ["A", "B"])
        #expect(difference.items.allSatisfy { $0.kind == .added && $0.type == "AWS::SQS::Queue" })
    }

    @Test("a changed value is told with its path, an added and a removed one with nothing on the other side")
    func changed() throws {
        let old = template(["Q": queue(["A": 1, "B": ["x": ["y": "old"]], "C": 3])])
        let new = template(["Q": queue(["A": 1, "B": ["x": ["y": "new"]], "D": 4])])
        let item = try #require(TemplateDifference(from: old, to: new).items.first)
        #expect(item.kind == .changed)
        #expect(item.changes.map(\.path) == ["Properties.B.x.y", "Properties.C", "Properties.D"])
        #expect(item.changes.map(\.old) == ["old", 3, nil])
        #expect(item.changes.map(\.new) == ["new", nil, 4])
    }

    @Test("lists of one length are compared member by member, others as a whole")
    func lists() throws {
        let old = template(["Q": queue(["L": [1, 2, 3], "M": [1]])])
        let new = template(["Q": queue(["L": [1, 5, 3], "M": [1, 2]])])
        let item = try #require(TemplateDifference(from: old, to: new).items.first)
        #expect(item.changes.map(\.path) == ["Properties.L[1]", "Properties.M"])
    }

    @Test("a reference that becomes another one is one change")
    func intrinsics() throws {
        let old = template(["Q": queue(["K": ["Ref": "A"], "S": ["Fn::Sub": "a"]])])
        let new = template(["Q": queue(["K": ["Fn::GetAtt": ["A", "Arn"]], "S": ["Fn::Sub": "b"]])])
        let item = try #require(TemplateDifference(from: old, to: new).items.first)
        #expect(item.changes.map(\.path) == ["Properties.K", "Properties.S"])
        #expect(item.changes.first?.old == ["Ref": "A"])
    }

    @Test("a removed resource and a changed type are told")
    func removed() {
        let old = template(["Gone": queue([:]), "Kept": queue([:])])
        let new = template(["Kept": ["Type": "AWS::SNS::Topic", "Properties": [:]]])
        let items = TemplateDifference(from: old, to: new).items
        #expect(items.map(\.name) == ["Gone", "Kept"])
        #expect(items.map(\.kind) == [.removed, .changed])
        #expect(items.last?.changes.map(\.path) == ["Type"])
    }

    @Test("outputs, parameters and conditions are compared too")
    func sections() {
        let old: JSONValue = ["Outputs": ["A": ["Value": 1]], "Parameters": ["P": ["Default": "x"]]]
        let new: JSONValue = [
            "Outputs": ["A": ["Value": 2]], "Parameters": ["P": ["Default": "x"]], "Conditions": ["C": true],
        ]
        #expect(TemplateDifference(from: old, to: new).items.map(\.section) == ["Conditions", "Outputs"])
    }
}
