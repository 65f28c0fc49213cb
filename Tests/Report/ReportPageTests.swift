import Foundation
import SluiceModel
import SluiceReport
import Testing

@Suite("The report's page")
struct ReportPageTests {
    private let run: Timeline = {
        var run = Timeline(source: .init(kind: .simulated, name: "a<b>", title: "steps & \"100\" jobs", seed: 7))
        run.length = .seconds(120)
        run.series.append(at: .epoch, visible: 3, inFlight: 0, tasks: (1, 1, 0))
        run.series.append(at: .epoch.advanced(by: .seconds(60)), visible: 0, inFlight: 3, tasks: (1, 0, 1))
        run.alarms = [
            .init(at: .epoch.advanced(by: .seconds(30)), alarm: "upper", from: "OK", to: "ALARM", reason: "")
        ]
        for index in 0..<3 {
            var job = Timeline.Job(id: "\(index)", submitted: .epoch)
            job.started = .epoch.advanced(by: .seconds(10 * (index + 1)))
            job.finished = .epoch.advanced(by: .seconds(10 * (index + 2)))
            job.outcome = index == 2 ? .failed : .succeeded
            run.jobs.append(job)
        }
        run.cost = [.init(item: "Fargate", dollars: 0.0123, basis: "half an hour")]
        return run
    }()

    @Test("pages and pictures are well-formed XML, whatever a project is called")
    func wellFormed() throws {
        let page = ReportPage(run).html
        let main =
            try #require(page.range(of: "<main>")).lowerBound..<(try #require(page.range(of: "</main>"))).upperBound
        #expect(XMLCheck.isWellFormed(String(page[main])))
        #expect(page.contains("a&lt;b&gt;"))
        for chart in ReportPage.charts {
            for size in ChartSize.allCases { #expect(XMLCheck.isWellFormed(ReportPage.file(chart.draw(run, size)))) }
        }
    }

    @Test("an empty run has a page, too")
    func empty() {
        let page = ReportPage(Timeline(source: .init(kind: .measured, name: "x", title: ""))).html
        #expect(page.contains("The run has no bill."))
        #expect(!page.contains("nan") && !page.contains("inf\""))
    }

    @Test("nothing on the page is fetched from elsewhere")
    func selfContained() {
        let page = ReportPage(run).html.replacing("http://www.w3.org/2000/svg", with: "")
        for word in ["http:", "https:", "//", "src=", "@import", "url(", "<script"] { #expect(!page.contains(word)) }
    }

    @Test("every picture says in words what it shows")
    func words() {
        let page = ReportPage(run).html
        #expect(page.contains("<desc>At most 3 messages waited, first after 0 s; at most 3 were in flight"))
        #expect(
            page.contains("<desc>At most 1 tasks were wanted, first after 0 s; at most 1 ran, first after 1m.</desc>")
        )
        #expect(page.contains("Waited: half of 3 jobs up to 20 s, 95 % up to 30 s, the longest 30 s."))
        #expect(page.components(separatedBy: "role=\"img\"").count == 1 + 2 * ReportPage.charts.count)
    }

    @Test("the first numbers are the run's")
    func facts() {
        let rows = Dictionary(uniqueKeysWithValues: TimelineFacts(run).rows.map { ($0.name, $0.value) })
        #expect(rows["jobs"] == "3 (1 failed)")
        #expect(rows["last job done after"] == "40 s")
        #expect(rows["most tasks running"] == "1")
        #expect(rows["cost, USD"] == "0.0123")
    }
}

/// A second opinion about markup.
private enum XMLCheck {
    /// Whether every element that is opened is closed in its turn; entities are checked by their form.
    static func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        for part in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstIndex(of: ">") else { return false }
            let tag = part[..<end]
            if tag.hasPrefix("?") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(tag.prefix { $0 != " " })
            }
        }
        let loose = text.replacing(#/&(amp|lt|gt|quot);/#, with: "").contains("&")
        return open.isEmpty && !loose
    }
}
