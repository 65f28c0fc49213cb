import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceReport
import SluiceWire

/// The pages of `sluice up`: what runs, what has run, and what to do about what did not.
struct Dashboard: PlainService {
    let source: DashboardSource
    let feed: DashboardFeed
    let objects: ObjectStore
    let clock: any TimeSource

    private static let prefix = "/dashboard"
    /// The largest form: as many letters as a page shows.
    private static let longestForm = 4 << 20

    func knows(_ request: SignableRequest) -> Bool {
        if request.rawPath == "/" {
            return request.method == "GET" && request.header("accept")?.contains("text/html") == true
        }
        return request.rawPath == Self.prefix || request.rawPath.hasPrefix("\(Self.prefix)/")
    }

    func respond(to request: Request) async -> Response {
        if let refusal = DashboardGuard.refusal(of: request) {
            return DashboardGuard.guarded(Self.plain(refusal, .forbidden))
        }
        let signable = SignableRequest(request.head)
        if signable.rawPath == "/" { return Self.redirect(to: Self.prefix) }
        let parts = signable.rawPath.split(separator: "/").dropFirst().map { PercentEncoding.decode($0) }
        let query = QueryForm(parsing: signable.rawQuery ?? "").fields.map { (name: $0.name, value: $0.value) }
        switch (request.method, Array(parts)) {
        case (.get, ["style.css"]): return Self.asset(DashboardAssets.style, "text/css; charset=utf-8")
        case (.get, ["live.js"]): return Self.asset(DashboardAssets.script, "text/javascript; charset=utf-8")
        case (.get, ["icon.svg"]): return Self.asset(Self.icon, "image/svg+xml")
        case (.get, ["events"]): return events(query)
        case (.get, let parts) where parts.count == 2 && parts[0] == "runs": return await run(parts[1])
        case (.get, let parts) where parts.count == 3 && parts[0] == "jobs" && parts[2] == "log":
            return await object(parts[1], { JobKeys.log($0) })
        case (.get, let parts) where parts.count >= 4 && parts[0] == "jobs" && parts[2] == "output":
            let name = parts[3...].joined(separator: "/")
            return await object(parts[1], { JobKeys.output($0, name) })
        case (.get, let parts): return await show(parts, query)
        case (.post, ["dead"]): return await settle(request)
        default: return DashboardGuard.guarded(Self.plain("Only GET is possible here.", .methodNotAllowed))
        }
    }

    private func show(_ parts: [String], _ query: [(name: String, value: String)]) async -> Response {
        guard let page = await page(parts, query) else {
            let missing = DashboardPage(
                title: "Not found",
                path: "",
                head: [
                    HTML.p("There is no such page, job or task. A job that still waits has none."),
                    HTML.link("To the overview", Self.prefix),
                ],
                pieces: []
            )
            return await answer(missing, status: .notFound)
        }
        return await answer(page)
    }

    private func answer(_ page: DashboardPage, status: HTTPResponse.Status = .ok) async -> Response {
        let letters = await feed.snapshot().letters
        return DashboardGuard.guarded(
            Response(
                status: status,
                headers: [.contentType: "text/html; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: page.html(project: source.name, letters: letters)))
            )
        )
    }

    /// The page at a path; nil when there is none.
    private func page(_ parts: [String], _ query: [(name: String, value: String)]) async -> DashboardPage? {
        func value(_ name: String) -> String? { query.last { $0.name == name }?.value }
        let snapshot = await feed.snapshot()
        switch parts.first {
        case nil: return OverviewPage.page(snapshot, window: value("window"))
        case "jobs" where parts.count == 1: return JobsPage.page(snapshot, .init(query))
        case "jobs" where parts.count == 2:
            guard let job = snapshot.jobs.first(where: { $0.id.text == parts[1] }) else { return nil }
            let log = await DashboardText.end(of: JobKeys.log(job.id), in: source.bucket, objects)
            let isLetter = job.status == .failed && snapshot.letters > 0
            return JobPage.page(job, log: log, isLetter: isLetter, now: snapshot.at)
        case "tasks" where parts.count == 1: return TasksPage.page(snapshot)
        case "tasks" where parts.count == 2:
            guard let task = snapshot.timeline.tasks.first(where: { $0.id == parts[1] }) else { return nil }
            return TasksPage.page(task, snapshot, log: DashboardText.end(ofFile: "\(source.logFolder)/\(task.id).log"))
        case "dead" where parts.count == 1:
            do {
                return DeadPage.page(try await source.letters(), done: .init(query))
            } catch {
                return DeadPage.unreadable(error)
            }
        case "decisions" where parts.count == 1:
            let moment = value("at").flatMap { Double($0) }.flatMap { $0.isFinite && abs($0) < 1e9 ? $0 : nil }
            let at = moment.map { Timestamp(nanoseconds: Int64(($0 * 1e9).rounded())) }
            return DecisionsPage.page(snapshot, at: at, explain: source.explain)
        case "runs" where parts.count == 1: return RunsPage.page(source.runs())
        default: return nil
        }
    }

    // MARK: Dead letters

    /// A form of the page of dead letters: asked once, done when it was confirmed.
    private func settle(_ request: Request) async -> Response {
        var request = request
        guard let body = try? await request.collectBody(upTo: Self.longestForm) else {
            return DashboardGuard.guarded(Self.plain("The form is too long.", .contentTooLarge))
        }
        let form = QueryForm(parsing: String(buffer: body))
        let words = (form["deed"] ?? "").split(separator: "-")
        guard let deed = words.first.flatMap({ DashboardSource.Deed(rawValue: String($0)) }) else {
            return DashboardGuard.guarded(Self.plain("The form names no deed.", .badRequest))
        }
        let named = Set(form.fields.filter { $0.name == "message" }.map(\.value))
        let isAll = words.last == "all"
        guard form["confirmed"] == "yes" else {
            do {
                let chosen = try await source.letters().filter { isAll || named.contains($0.messageID) }
                return await answer(chosen.isEmpty ? DeadPage.nothingChosen : DeadPage.question(deed, chosen))
            } catch {
                return await answer(DeadPage.unreadable(error), status: .internalServerError)
            }
        }
        do {
            let count = try await source.perform(deed, named)
            _ = await feed.fresh()
            return Self.redirect(to: "/dashboard/dead?done=\(deed.rawValue)&count=\(count)")
        } catch {
            return DashboardGuard.guarded(Self.plain("That did not work: \(error)", .internalServerError))
        }
    }

    // MARK: Files

    private func run(_ name: String) async -> Response {
        let timeline = name == "now" ? await feed.snapshot().timeline : source.run(name)
        guard let timeline else { return DashboardGuard.guarded(Self.plain("There is no run \(name).", .notFound)) }
        let response = Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: ReportPage(timeline).html))
        )
        return DashboardGuard.guarded(response, policy: DashboardGuard.reportPolicy)
    }

    /// Types that a browser may show; anything else is saved.
    private static let shown = ["image/", "text/plain", "application/json"]

    /// An object of a job, which somebody else wrote: it may be looked at and nothing more.
    private func object(_ job: String, _ key: (JobID) -> String) async -> Response {
        let missing = DashboardGuard.guarded(Self.plain("The job has no such file.", .notFound))
        guard let id = JobID(job), let reading = try? await objects.readIfPresent(bucket: source.bucket, key: key(id))
        else {
            return missing
        }
        let type = reading.info.metadata.contentType
        let isShown = Self.shown.contains { type.hasPrefix($0) }
        var response = Response(
            status: .ok,
            headers: [.contentType: isShown ? type : "application/octet-stream"],
            body: ResponseBody(contentLength: Int(reading.info.size)) { writer in
                for try await piece in reading.body { try await writer.write(piece) }
                try await writer.finish(nil)
            }
        )
        if !isShown { response.headers[.contentDisposition] = "attachment" }
        return DashboardGuard.guarded(response, policy: DashboardGuard.outputPolicy)
    }

    // MARK: Live

    /// The living pieces of a page, each sent when it has changed.
    private func events(_ query: [(name: String, value: String)]) -> Response {
        let place = (query.last { $0.name == "page" }?.value ?? Self.prefix)
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = (place.first ?? "").split(separator: "/").dropFirst().map { PercentEncoding.decode($0) }
        let form = QueryForm(parsing: place.count > 1 ? String(place[1]) : "")
        let fields = form.fields.map { (name: $0.name, value: $0.value) }
        let stream = DashboardStream(clock: clock) {
            // Reading letters hides them for a moment from others: their page does not live.
            let page = parts.first == "dead" ? nil : await page(Array(parts), fields)
            let letters = await feed.snapshot().letters
            return (page ?? DashboardPage(title: "", path: "", pieces: [])).living(letters: letters)
        }
        return DashboardGuard.guarded(stream.response)
    }

    // MARK: Answers

    private static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0060a8"/>\
        <path d="M3 11h4V7h4V3h2" fill="none" stroke="#fff" stroke-width="2"/></svg>
        """

    private static func asset(_ text: String, _ type: String) -> Response {
        DashboardGuard.guarded(
            Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
        )
    }

    private static func plain(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text + "\n"))
        )
    }

    private static func redirect(to path: String) -> Response {
        DashboardGuard.guarded(Response(status: .seeOther, headers: [.location: path]))
    }
}
