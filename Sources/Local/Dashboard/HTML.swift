import SluiceModel
import SluiceReport

/// An element of a page; pictures and pages are written by the same code.
typealias Element = SVGElement

/// Pieces of pages.
enum HTML {
    /// A link.
    static func link(_ text: String, _ address: String) -> Element { Element("a", ["href": address], text: text) }

    /// A paragraph.
    static func p(_ text: String, class style: String = "") -> Element {
        Element("p", style.isEmpty ? [:] : ["class": style], text: text)
    }

    /// A table with heads; a cell is an element.
    static func table(_ caption: String, _ heads: [String], _ rows: [[Element]]) -> Element {
        let head = Element("tr", [:], heads.map { Element("th", ["scope": "col"], text: $0) })
        let body = rows.map { cells in Element("tr", [:], cells) }
        return Element(
            "div",
            ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption],
            [Element("table", [:], [Element("thead", [:], [head]), Element("tbody", [:], body)])]
        )
    }

    /// A cell with a text.
    static func cell(_ text: String, class style: String = "") -> Element {
        Element("td", style.isEmpty ? [:] : ["class": style], text: text)
    }

    /// A cell with an element.
    static func cell(_ element: Element) -> Element { Element("td", [:], [element]) }

    /// A cell with a time of the day.
    static func cell(_ time: Timestamp?) -> Element {
        guard let time else { return cell("") }
        return cell(self.time(time))
    }

    /// A time of the day, with all of it for those who hover or listen.
    static func time(_ time: Timestamp) -> Element {
        let text = time.rfc3339
        return Element("time", ["datetime": text, "title": text], text: String(text.dropFirst(11).prefix(8)))
    }

    /// A state in its colour and in words.
    static func state(_ status: JobStatus.State) -> Element {
        Element("span", ["class": "state \(status.rawValue)"], text: status.rawValue)
    }

    /// Names and values.
    static func facts(_ rows: [(name: String, value: Element)]) -> Element {
        Element(
            "dl",
            ["class": "facts"],
            rows.flatMap { [Element("dt", text: $0.name), Element("dd", ["class": "break"], [$0.value])] }
        )
    }

    /// A text in a line.
    static func text(_ text: String) -> Element { Element("span", text: text) }

    /// The commands that do the same.
    static func commands(_ commands: [String]) -> Element {
        Element(
            "p",
            ["class": "cli"],
            [text("On the command line: ")]
                + commands.enumerated().flatMap { index, command in
                    (index > 0 ? [text(" · ")] : []) + [Element("code", text: command)]
                }
        )
    }

    /// A number of bytes for people.
    static func bytes(_ count: Int64) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB"]
        var (value, unit) = (Double(count), 0)
        while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0
            ? "\(count) bytes"
            : "\(Int((value * 10).rounded()) / 10).\(Int((value * 10).rounded()) % 10) \(units[unit])"
    }

    /// Seconds between two times; nothing when either is missing.
    static func span(_ from: Timestamp?, _ until: Timestamp?) -> String {
        guard let from, let until else { return "" }
        return Seconds.text(max(0, from.duration(to: until).inSeconds))
    }
}
