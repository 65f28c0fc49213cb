import SluiceModel
import SluiceReport
import SluiceWire

/// The dead letters, to be looked at, sent again or dropped.
enum DeadPage {
    /// What was done just now.
    struct Done {
        let deed: DashboardSource.Deed
        let count: Int

        init?(_ items: [(name: String, value: String)]) {
            func value(_ name: String) -> String? { items.last { $0.name == name }?.value }
            guard let deed = value("done").flatMap(DashboardSource.Deed.init),
                let count = value("count").flatMap({ Int($0) })
            else { return nil }
            self.deed = deed
            self.count = count
        }
    }

    static func page(_ letters: [DashboardSource.Letter], done: Done?) -> DashboardPage {
        var head: [Element] = []
        if let done {
            let verb = done.deed == .retry ? "sent again" : "dropped"
            head.append(
                Element(
                    "p",
                    ["class": "said", "role": "status"],
                    text:
                        "\(done.count) \(done.count == 1 ? "letter was" : "letters were") \(verb), and that was noted under audit/."
                )
            )
        }
        if letters.isEmpty {
            head.append(HTML.p("There are no dead letters: every job that could not be done has been dealt with."))
        } else {
            head += [
                HTML.p("Messages that nobody could work. A letter that is sent again has its job run afresh."),
                form(letters),
            ]
        }
        return DashboardPage(
            title: "Dead letters",
            path: "/dashboard/dead",
            head: head,
            pieces: [],
            foot: [HTML.commands(["sluice dead list", "sluice dead retry ID", "sluice dead drop ID"])]
        )
    }

    private static func form(_ letters: [DashboardSource.Letter]) -> Element {
        let rows = letters.map { letter -> [Element] in
            let name = letter.job?.text ?? letter.messageID
            let box = Element(
                "input",
                [
                    "type": "checkbox", "name": "message", "value": letter.messageID, "id": "m-\(letter.messageID)",
                    "aria-label": "Choose \(name)",
                ]
            )
            let body = Element(
                "details",
                [:],
                [Element("summary", text: "message"), Element("pre", ["tabindex": "0"], text: letter.body)]
            )
            return [
                HTML.cell(box),
                letter.job.map { HTML.cell(HTML.link($0.text, "/dashboard/jobs/\($0)")) } ?? HTML.cell("no job"),
                HTML.cell(letter.since), HTML.cell(letter.cause), HTML.cell(letter.message, class: "break"),
                HTML.cell(body),
            ]
        }
        return Element(
            "form",
            ["method": "post", "action": "/dashboard/dead"],
            [
                HTML.table("Dead letters", ["", "job", "since", "cause", "what happened", ""], rows),
                Element(
                    "p",
                    ["class": "pager"],
                    [
                        button("Send the chosen again", "retry"), button("Drop the chosen", "drop", danger: true),
                        button("Send all again", "retry-all"), button("Drop all", "drop-all", danger: true),
                    ]
                ),
            ]
        )
    }

    private static func button(_ text: String, _ value: String, danger: Bool = false) -> Element {
        Element("button", ["name": "deed", "value": value, "class": danger ? "danger" : "plain"], text: text)
    }

    /// The question before a deed is done.
    static func question(_ deed: DashboardSource.Deed, _ letters: [DashboardSource.Letter]) -> DashboardPage {
        let count = letters.count == 1 ? "1 letter" : "\(letters.count) letters"
        let items = letters.prefix(50).map { letter in
            Element("li", text: "\(letter.job?.text ?? letter.messageID): \(letter.cause), \(letter.message)")
        }
        let hidden = letters.map { Element("input", ["type": "hidden", "name": "message", "value": $0.messageID]) }
        let names = letters.prefix(20).map { $0.job?.text ?? $0.messageID }.joined(separator: " ")
        let rest = letters.count > 50 ? [HTML.p("and \(letters.count - 50) more")] : []
        let words = deed == .retry ? "Send \(count) again" : "Drop \(count) for good"
        return DashboardPage(
            title: "\(words)?",
            path: "/dashboard/dead",
            head: [
                Element("ul", [:], Array(items))
            ] + rest + [
                Element(
                    "form",
                    ["method": "post", "action": "/dashboard/dead", "class": "pager"],
                    hidden + [
                        Element("input", ["type": "hidden", "name": "confirmed", "value": "yes"]),
                        button(words, deed.rawValue, danger: deed == .drop),
                        HTML.link("No, leave them", "/dashboard/dead"),
                    ]
                )
            ],
            pieces: [],
            foot: [HTML.commands(["sluice dead \(deed.rawValue) \(letters.count > 20 ? "--all" : names)"])]
        )
    }

    /// The letters could not be read, which must not look as if there were none.
    static func unreadable(_ error: any Error) -> DashboardPage {
        DashboardPage(
            title: "The dead letters could not be read",
            path: "/dashboard/dead",
            head: [
                Element("p", ["class": "said error", "role": "alert"], text: "\(error)"),
                HTML.link("Try again", "/dashboard/dead"),
            ],
            pieces: []
        )
    }

    /// Nothing was chosen.
    static var nothingChosen: DashboardPage {
        DashboardPage(
            title: "Nothing was chosen",
            path: "/dashboard/dead",
            head: [
                HTML.p(
                    "Choose letters by the boxes before them, or take all. They may have been dealt with meanwhile."
                ),
                HTML.link("Back to the dead letters", "/dashboard/dead"),
            ],
            pieces: []
        )
    }
}
