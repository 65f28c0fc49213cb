import SluiceModel
import SluiceReport

/// This run and the earlier ones.
enum RunsPage {
    static func page(_ names: [String]) -> DashboardPage {
        let items = names.map { name in Element("li", [:], [HTML.link(name, "/dashboard/runs/\(name)")]) }
        return DashboardPage(
            title: "Runs",
            path: "/dashboard/runs",
            head: [
                HTML.p(
                    "Each run of sluice up leaves its timeline; jobs and their results stay until the state folder is removed."
                ),
                Element("p", [:], [HTML.link("This run, as a report", "/dashboard/runs/now")]),
                names.isEmpty ? HTML.p("There is no earlier run.") : Element("ul", [:], items),
            ],
            pieces: [],
            foot: [HTML.commands(["sluice report", "sluice report .sluice/runs/NAME.json"])]
        )
    }
}
