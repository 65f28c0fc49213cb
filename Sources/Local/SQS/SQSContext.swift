import Hummingbird
import SluiceModel
import SluiceWire
import Synchronization

/// What an operation of SQS works with.
struct SQSContext: Sendable {
    let host: QueueHost
    /// `http://host:port` as the caller reached us, for queue URLs.
    let baseURL: String
    /// The access key of the caller, which stands for the sender's id.
    let senderID: String
    let newID: @Sendable () -> String
    let connection: CallerConnection

    /// The URL of a queue.
    func url(_ queue: String) -> String { "\(baseURL)/\(AWSCall.accountID)/\(queue)" }

    /// The queue's name in a URL.
    func queue(_ url: String) throws(AWSServiceError) -> String {
        guard let name = QueueARN.name(inURL: url) else { throw .queueDoesNotExist }
        return name
    }
}

/// The connection of a caller who may hang up while he waits.
final class CallerConnection: Sendable {
    private let request: Request
    private let used = Atomic(false)

    init(_ request: Request) {
        self.request = request
    }

    /// Whether the connection has been watched; it cannot carry another request then.
    var mustClose: Bool { used.load(ordering: .relaxed) }

    /// Runs `operation`, and cancels it when the caller hangs up, so that nothing is handed to nobody.
    func whileOpen(
        _ operation: @Sendable @escaping () async throws(AWSServiceError) -> [StoredMessage]
    ) async throws(AWSServiceError) -> [StoredMessage] {
        used.store(true, ordering: .relaxed)
        do {
            return try await request.body.consumeWithCancellationOnInboundClose { _ in try await operation() }
        } catch let error as AWSServiceError {
            throw error
        } catch {
            return []
        }
    }
}

/// An operation that the local server answers.
protocol LocalSQSOperation: SQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response
}
