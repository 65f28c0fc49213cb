/// Builds the text of an SVG picture, coordinates with one decimal.
struct SVGText {
    private(set) var text: String

    init(width: Double, height: Double, title: String) {
        let size = "\(Self.number(width)) \(Self.number(height))"
        text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" \
            width="\(Self.number(width))" height="\(Self.number(height))" role="img" \
            font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
            <title>\(Self.escaped(title))</title>

            """
    }

    static func number(_ value: Double) -> String {
        let text = FixedDecimal.text(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func escaped(_ string: String) -> String {
        var result = ""
        for character in string {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    /// A filled rectangle.
    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, fill: String) {
        text += "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\""
        text += " height=\"\(Self.number(height))\" fill=\"\(fill)\"/>\n"
    }

    /// One path of straight pieces; every piece is a list of points, and pieces are not joined.
    mutating func path(
        _ pieces: [[(x: Double, y: Double)]],
        stroke: String,
        width: Double,
        dashes: String? = nil
    ) {
        guard !pieces.isEmpty else { return }
        text += "<path fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\""
        if let dashes { text += " stroke-dasharray=\"\(dashes)\"" }
        text += " stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\""
        for piece in pieces {
            for (index, point) in piece.enumerated() {
                text += index == 0 ? "M" : index == 1 ? "L" : " "
                text += "\(Self.number(point.x)) \(Self.number(point.y))"
            }
        }
        text += "\"/>\n"
    }

    /// A line of text; `anchor` is start, middle or end.
    mutating func label(
        _ string: String,
        x: Double,
        y: Double,
        size: Double,
        fill: String,
        anchor: String = "start",
        weight: String = "normal"
    ) {
        text += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        text += " fill=\"\(fill)\" text-anchor=\"\(anchor)\" font-weight=\"\(weight)\">"
        text += Self.escaped(string) + "</text>\n"
    }

    /// The whole picture.
    var closed: String { text + "</svg>\n" }
}
