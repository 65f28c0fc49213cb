import ServiceLifecycle
import SluiceProcess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ends this process, and what it started, when the process that started us is gone.
///
/// A killed `sluice up` has taken queue and store along: nothing could be settled any more, and the message comes back.
struct ParentWatch: Service {
    let parent: Int32

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while getppid() == parent, !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
            }
            guard getppid() != self.parent else { return }
            ProcessTree.signalSession(getsid(0), 9)
            exit(1)
        }
    }
}
