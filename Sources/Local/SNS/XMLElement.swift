/// An element of an answer in XML.
struct XMLElement: Sendable, Hashable {
    /// What an element holds.
    enum Content: Sendable, Hashable {
        case text(String)
        case elements([XMLElement])
    }
    let name: String
    let content: Content

    /// An element with a text.
    init(_ name: String, _ text: String) {
        self.name = name
        content = .text(text)
    }

    /// An element with others in it.
    init(_ name: String, _ elements: [XMLElement]) {
        self.name = name
        content = .elements(elements)
    }

    /// A map, as `<name><entry><key>…</key><value>…</value></entry></name>`, its keys in order.
    init(_ name: String, map: [String: String]) {
        self.init(
            name,
            map.sorted { $0.key < $1.key }.map {
                XMLElement("entry", [XMLElement("key", $0.key), XMLElement("value", $0.value)])
            }
        )
    }

    /// A list, as `<name><member>…</member></name>`.
    init(_ name: String, members: [[XMLElement]]) {
        self.init(name, members.map { XMLElement("member", $0) })
    }

    /// The element as text.
    var text: String {
        let inside =
            switch content {
            case .text(let text): XMLErrorResponse.escape(text)
            case .elements(let elements): elements.map(\.text).joined()
            }
        return "<\(name)>\(inside)</\(name)>"
    }
}
