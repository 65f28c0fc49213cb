/// Where a service answers: a URL of scheme, host, port and perhaps a path.
package struct Endpoint: Sendable, Hashable {
    /// How to speak to it.
    package enum Scheme: String, Sendable {
        case http
        case https

        var defaultPort: Int { self == .http ? 80 : 443 }
    }

    package let scheme: Scheme
    /// A name or an address, IPv6 in its brackets.
    package let host: String
    /// Nil for the one that the scheme implies.
    package let port: Int?
    /// Put before every path: empty, or with a slash at its beginning and none at its end.
    package let path: String

    init(scheme: Scheme, host: String, port: Int? = nil, path: String = "") {
        self.scheme = scheme
        self.host = host
        self.port = port == scheme.defaultPort ? nil : port
        self.path = path
    }

    /// Reads `http://127.0.0.1:4566` or the like; nil for anything that is not such a URL.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let scheme = Scheme(rawValue: parts[0].lowercased()), parts[1].hasPrefix("//") else {
            return nil
        }
        let rest = parts[1].dropFirst(2)
        let authority = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        let after = authority.dropFirst(host.count)
        let port = after.hasPrefix(":") ? Int(after.dropFirst()) : nil
        guard !host.isEmpty, after.isEmpty || port.map({ (1...65_535).contains($0) }) == true,
            !rest.contains(where: { "?#@ ".contains($0) })
        else { return nil }
        self.init(scheme: scheme, host: host.lowercased(), port: port, path: String(path))
    }

    /// Whether what is sent is protected on its way.
    package var isSecure: Bool { scheme == .https }

    /// Whether the host is an address or this machine, so that no name can be put before it.
    package var isAddress: Bool {
        host == "localhost" || host.hasPrefix("[") || Self.octets(of: host) != nil
    }

    /// Whether the host is this very machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || Self.octets(of: host)?.first == 127
    }

    /// The value of the `host` header, with `prefix` and a dot before it when there is one.
    package func authority(prefix: String? = nil) -> String {
        (prefix.map { "\($0)." } ?? "") + host + (port.map { ":\($0)" } ?? "")
    }

    /// The four numbers of an IPv4 address; nil for a name.
    private static func octets(of host: String) -> [UInt8]? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { $0.allSatisfy(\.isNumber) ? UInt8($0) : nil }
        return parts.count == 4 && octets.count == 4 ? octets : nil
    }
}
