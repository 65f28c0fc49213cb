import Hummingbird
import NIOCore
import SluiceModel
import SluiceReport

/// A page of the dashboard: pieces that stay and pieces that are sent again when they change.
struct DashboardPage {
    /// A piece that lives.
    struct Piece {
        /// Its place in the page.
        let id: String
        let content: [Element]

        /// The inner part of its place.
        var markup: String { content.map(\.markup).joined() }
    }

    let title: String
    /// Where in the navigation it is.
    let path: String
    /// Before the living pieces.
    var head: [Element] = []
    var pieces: [Piece]
    /// After them.
    var foot: [Element] = []

    /// The pages that can be gone to from everywhere.
    private static let places = [
        ("Overview", "/dashboard"), ("Jobs", "/dashboard/jobs"), ("Tasks", "/dashboard/tasks"),
        ("Dead letters", "/dashboard/dead"), ("Decisions", "/dashboard/decisions"), ("Runs", "/dashboard/runs"),
    ]

    /// The page as text, for the project called `project`, with `letters` dead letters.
    func html(project: String, letters: Int) -> String {
        let sections = pieces.map {
            Element("section", ["id": $0.id], $0.content.isEmpty ? [HTML.text("")] : $0.content)
        }
        let main = [Element("h1", text: title)] + head + sections + foot
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(Element.escaped("\(title) - \(project)"))</title>
            <link rel="icon" href="/dashboard/icon.svg">
            <link rel="stylesheet" href="/dashboard/style.css">
            <script src="/dashboard/live.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            \(header(project, letters).markup)
            \(Element("main", ["id": "main"], main).markup)
            </body>
            </html>

            """
    }

    private func header(_ project: String, _ letters: Int) -> Element {
        let items = Self.places.map { name, place in
            var link = HTML.link(name, place)
            if place == path { link = link.with("aria-current", "page") }
            let badge = [Element("span", ["id": "live-letters"], text: Self.badge(letters))]
            return Element("li", [:], [link] + (place == "/dashboard/dead" ? badge : []))
        }
        return Element(
            "header",
            [:],
            [
                Element("strong", text: project),
                Element("nav", ["aria-label": "Pages"], [Element("ul", [:], items)]),
                Element("span", ["id": "link", "role": "status"], text: "connecting"),
            ]
        )
    }

    /// The number of dead letters behind their page's name.
    static func badge(_ letters: Int) -> String { letters > 0 ? " (\(letters))" : "" }

    /// Everything of it that lives, the badge among it.
    func living(letters: Int) -> [Piece] {
        pieces + [Piece(id: "live-letters", content: [HTML.text(Self.badge(letters))])]
    }
}
