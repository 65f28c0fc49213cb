import SluiceModel
import Testing

@testable import SluiceReport

@Suite("Tasks as rows")
struct GanttTests {
    private func task(_ from: Int, _ until: Int?) -> Timeline.Task {
        var task = Timeline.Task(id: "\(from)", requested: .epoch.advanced(by: .seconds(from)))
        task.ready = .epoch.advanced(by: .seconds(from + 1))
        task.stopped = until.map { .epoch.advanced(by: .seconds($0)) }
        return task
    }

    @Test("a row is used again when its task is gone, and there are as many as tasks at once")
    func lanes() {
        let lanes = Lanes([task(0, 10), task(0, nil), task(5, 9), task(10, 20), task(11, 12), task(12, 13)])
        #expect(lanes.laneOfTask == [0, 1, 2, 0, 2, 2])
        #expect(lanes.count == 3)
        #expect(Lanes([]).count == 0)
    }

    @Test("jobs that a pixel cannot hold apart become one shape; others stay apart")
    func bars() {
        let short = JobBars.path((0..<1000).map { Double($0) / 10...Double($0) / 10 + 0.1 }, in: 0...8)
        #expect(short.count(where: { $0 == "M" }) == 1 && short.hasPrefix("M0 0h99.5v8"))
        let long = JobBars.path([0...10, 10...20, 30...40], in: 0...8)
        #expect(long.count(where: { $0 == "M" }) == 3)
        // A slot takes several jobs at once: the shape shows that it is busy.
        #expect(JobBars.path([0...10, 2...5, 9...12], in: 0...8) == "M0 0h11.5v8h-11.5z")
    }

    @Test("10,000 jobs on 20 tasks are drawn in less than 300 kB, in both sizes together")
    func size() {
        var run = Timeline(source: .init(kind: .measured, name: "many", title: ""))
        run.length = .seconds(600)
        run.tasks = (0..<20).map { _ in task(0, nil) }
        for index in 0..<10_000 {
            var job = Timeline.Job(id: "\(index)", submitted: .epoch)
            job.started = .epoch.advanced(by: .milliseconds(1000 + index / 20 * 1190))
            job.finished = .epoch.advanced(by: .milliseconds(1000 + index / 20 * 1190 + 1000 + index % 150))
            job.outcome = index.isMultiple(of: 50) ? .failed : .succeeded
            job.task = index % 20
            run.jobs.append(job)
        }
        let marks = ChartSize.allCases.map { GanttChart.draw(run, $0).markup.utf8.count }
        #expect(marks.reduce(0, +) < 300_000, "\(marks)")
        #expect(ReportPage(run).html.utf8.count < 500_000)
    }

    @Test("a job that was tried twice ends with the task of its first attempt, in another colour")
    func repeated() {
        var run = Timeline(source: .init(kind: .measured, name: "one", title: ""))
        run.length = .seconds(100)
        run.tasks = [task(0, 50)]
        var job = Timeline.Job(id: "j", submitted: .epoch)
        job.started = .epoch.advanced(by: .seconds(25))
        job.finished = .epoch.advanced(by: .seconds(90))
        job.attempts = 2
        job.outcome = .succeeded
        job.task = 0
        run.jobs = [job]
        let markup = GanttChart.draw(run, .wide).markup
        // The axis is 44 to 866 for 100 s: 25 s are 205.5 units.
        #expect(markup.contains("class=\"bar repeated\" x=\"249.5\"") && markup.contains("width=\"205.5\""))
        #expect(markup.contains("more than one attempt"))
    }
}

@Suite("The course of the cost")
struct CostCurveTests {
    @Test("tasks cost while they live, jobs when they come, the rest evenly; the end is the bill")
    func curve() {
        var run = Timeline(source: .init(kind: .measured, name: "x", title: ""))
        run.length = .seconds(100)
        var first = Timeline.Task(id: "a", requested: .epoch)
        first.billed = .epoch
        var second = Timeline.Task(id: "b", requested: .epoch)
        second.billed = .epoch.advanced(by: .seconds(50))
        second.stopped = .epoch.advanced(by: .seconds(75))
        run.tasks = [first, second]
        run.jobs = [
            .init(id: "1", submitted: .epoch.advanced(by: .seconds(10))),
            .init(id: "2", submitted: .epoch.advanced(by: .seconds(60))),
        ]
        run.cost = [
            .init(item: "Fargate", dollars: 125, basis: "", growth: .tasks),
            .init(item: "SQS", dollars: 10, basis: "", growth: .jobs),
            .init(item: "NAT", dollars: 100, basis: "", growth: .time),
        ]
        let curve = CostCurve(run, count: 4)
        #expect(curve.at == [0, 25, 50, 75, 100])
        #expect(curve.tasks == [0, 25, 50, 100, 125])
        let total: [Double] = [0, 55, 105, 185, 235]
        #expect(curve.total == total)
    }
}

@Suite("Several runs upon each other")
struct OverlayTests {
    @Test("each run has its line and its column; names are data")
    func lines() {
        var runs: [ReportRun] = []
        for (index, name) in ["a <fast>", "b"].enumerated() {
            var run = Timeline(source: .init(kind: .simulated, name: name, title: ""))
            run.length = .seconds(60 * (index + 1))
            run.series.append(at: .epoch, visible: 3, inFlight: 0, tasks: (1, 1, index))
            runs.append(ReportRun(label: name, timeline: run))
        }
        let page = ReportPage(title: "two", subtitle: "of them", runs: runs).html
        #expect(page.contains("<th scope=\"col\">a &lt;fast&gt;</th><th scope=\"col\">b</th>"))
        for chart in OverlayChart.all {
            let markup = chart.draw(runs, .narrow).markup
            for style in ["run-0", "run-1"] {
                #expect(markup.contains("path class=\"line \(style)\""), "\(chart.name) \(style)")
            }
        }
    }
}
