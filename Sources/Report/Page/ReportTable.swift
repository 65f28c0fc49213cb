/// A table of a report: a heading, what it is about, columns and rows.
package struct ReportTable: Sendable, Hashable {
    package var title: String
    /// What the table says, in a sentence or two; may be empty.
    package var note: String
    /// The heads of the columns; none for a table of names and values.
    package var columns: [String]
    package var rows: [Row]

    /// A row; its first cell names it.
    package struct Row: Sendable, Hashable {
        package var cells: [String]
        /// Whether it is set apart from the others, as one that is off.
        package var isMarked: Bool

        /// A row.
        package init(_ cells: [String], isMarked: Bool = false) {
            self.cells = cells
            self.isMarked = isMarked
        }
    }

    /// A table.
    package init(title: String, note: String = "", columns: [String] = [], rows: [Row]) {
        self.title = title
        self.note = note
        self.columns = columns
        self.rows = rows
    }

    /// The table as a section of a page.
    var section: SVGElement {
        let words = note.isEmpty ? [] : [SVGElement("p", text: note)]
        return SVGElement(
            "section",
            [:],
            (title.isEmpty ? [] : [SVGElement("h2", text: title)]) + words
                + [SVGElement("div", ["class": "scroll"], [table])]
        )
    }

    private var table: SVGElement {
        let head = SVGElement("tr", [:], columns.map { SVGElement("th", ["scope": "col"], text: $0) })
        return SVGElement("table", [:], (columns.isEmpty ? [] : [head]) + rows.map(Self.element))
    }

    private static func element(_ row: Row) -> SVGElement {
        let cells = row.cells.enumerated().map { column, text in
            column == 0 ? SVGElement("th", ["scope": "row"], text: text) : SVGElement("td", text: text)
        }
        return SVGElement("tr", row.isMarked ? ["class": "off"] : [:], cells)
    }
}
