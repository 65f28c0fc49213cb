import Logging
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

@Suite("Credential cache")
struct CredentialCacheTests {
    /// Gives out keys that are good for an hour, `AK1`, `AK2` and so on, and fails when told to.
    private actor Source: CredentialProvider {
        private(set) var questions = 0
        private var isFailing = false
        private let gate: Gate?

        init(gate: Gate? = nil) {
            self.gate = gate
        }

        func fail(_ isFailing: Bool) { self.isFailing = isFailing }

        func credentials(at now: Timestamp) async throws -> AWSCredentials? {
            questions += 1
            let number = questions
            await gate?.wait()
            if isFailing { throw CredentialError.failed(source: "test", reason: "not now") }
            return AWSCredentials(
                accessKeyID: "AK\(number)",
                secretAccessKey: "s",
                expiration: now.advanced(by: .seconds(3600))
            )
        }
    }

    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func cache(_ source: some CredentialProvider, _ clock: ManualClock) -> CredentialCache {
        CredentialCache(source, clock: clock, logger: Self.quiet)
    }

    @Test(
        "keys are used until 15 minutes before their end, and waited for from 10 minutes before",
        arguments: [
            (3600, RefreshRule.use), (901, .use), (900, .refreshMeanwhile), (601, .refreshMeanwhile),
            (600, .refreshFirst), (0, .refreshFirst), (-1, .refreshFirst),
        ]
    )
    func rule(secondsLeft: Int, expected: RefreshRule) {
        let keys = AWSCredentials(
            accessKeyID: "a",
            secretAccessKey: "s",
            expiration: ManualClock.start.advanced(by: .seconds(secondsLeft))
        )
        #expect(RefreshRule(keys, at: ManualClock.start) == expected)
        #expect(RefreshRule(.test, at: ManualClock.start) == .use)
    }

    @Test("many callers at once lead to one question")
    func singleFlight() async throws {
        let gate = Gate()
        let source = Source(gate: gate)
        let cache = cache(source, ManualClock())
        let keys = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await cache.current().accessKeyID } }
            await gate.open()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(keys == ["AK1"])
        #expect(await source.questions == 1)
    }

    @Test("a failure is not remembered")
    func recovery() async throws {
        let source = Source()
        let cache = cache(source, ManualClock())
        await source.fail(true)
        for _ in 0..<2 { await #expect(throws: CredentialError.self) { try await cache.current() } }
        await source.fail(false)
        #expect(try await cache.current().accessKeyID == "AK3")
    }

    @Test("between 15 and 10 minutes before the end callers do not wait for new keys")
    func advisory() async throws {
        let clock = ManualClock()
        let gate = Gate()
        await gate.open()
        let source = Source(gate: gate)
        let cache = cache(source, clock)
        _ = try await cache.current()
        clock.advance(by: .seconds(2700))
        #expect(try await cache.current().accessKeyID == "AK1")
        // The new keys come when they come; only how often is asked for them is bounded.
        while try await cache.current().accessKeyID == "AK1" { await Task.yield() }
        #expect(await source.questions == 2)
    }

    @Test("when no new keys are to be had the old ones serve until their end")
    func oldKeys() async throws {
        let clock = ManualClock()
        let source = Source()
        let cache = cache(source, clock)
        _ = try await cache.current()
        await source.fail(true)
        clock.advance(by: .seconds(3599))
        #expect(try await cache.current().accessKeyID == "AK1")
        clock.advance(by: .seconds(1))
        await #expect(throws: CredentialError.self) { try await cache.current() }
        await source.fail(false)
        #expect(try await cache.current().accessKeyID == "AK4")
    }

    @Test("keys that have expired already are refused with the time of their end")
    func expired() async throws {
        let environment = [
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s",
            "AWS_CREDENTIAL_EXPIRATION": "2015-08-30T12:00:00Z",
        ]
        let cache = cache(StaticCredentials(environment: environment), ManualClock())
        let end = try #require(Timestamp(rfc3339: "2015-08-30T12:00:00Z"))
        await #expect(throws: CredentialError.expired(at: end)) { try await cache.current() }
    }
}
