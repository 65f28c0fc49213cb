import Synchronization

/// Whether the platform has asked the worker to stop, and what is to happen then.
final class DrainState: Sendable {
    private struct State {
        var isRequested = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Whether the worker has been asked to stop.
    var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Asks the worker to stop.
    func request() {
        let action = state.withLock { state in
            state.isRequested = true
            defer { state.action = nil }
            return state.action
        }
        action?()
    }

    /// Calls `action` once when the worker is asked to stop; at once when it has been already.
    func onRequest(_ action: @escaping @Sendable () -> Void) {
        let isRequested = state.withLock { state in
            if !state.isRequested { state.action = action }
            return state.isRequested
        }
        if isRequested { action() }
    }

    /// Drops the action.
    func forgetRequest() {
        state.withLock { $0.action = nil }
    }
}
