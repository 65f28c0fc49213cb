import NIOCore
import NIOPosix

/// Finds a port to listen on.
enum PortSearch {
    /// `wanted` if it is free on the loopback interface, else the next free one of the hundred after it; 0 stays 0.
    ///
    /// - Throws: `PortSearchError` when none of them is free.
    static func firstFree(from wanted: Int, mayMove: Bool) async throws -> Int {
        guard wanted != 0 else { return 0 }
        for port in wanted...(mayMove ? min(65_535, wanted + 100) : wanted) where await isFree(port) { return port }
        throw PortSearchError.taken(wanted)
    }

    private static func isFree(_ port: Int) async -> Bool {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        guard let channel = try? await bootstrap.bind(host: LocalCloud.address, port: port).get() else { return false }
        try? await channel.close()
        return true
    }
}

/// No port could be had.
package enum PortSearchError: Error, Hashable, Sendable {
    /// The port is taken, and so are those after it if they were allowed.
    case taken(Int)
}
