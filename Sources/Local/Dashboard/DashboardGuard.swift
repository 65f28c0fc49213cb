import HTTPTypes
import Hummingbird

/// Keeps other web pages away from the dashboard: it is on a port that every page in the same browser can call.
///
/// A page elsewhere cannot read our answers, but could make its own name lead here (DNS rebinding), which `Host` betrays,
/// or send a form here, which `Origin` betrays.
enum DashboardGuard {
    private static let names: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

    /// Why a request is refused; nil when it is not.
    static func refusal(of request: Request) -> String? {
        let head = request.head
        guard let host = head.authority, names.contains(withoutPort(host)) else {
            return "The dashboard answers at 127.0.0.1 and localhost only."
        }
        let site = HTTPField.Name("sec-fetch-site").flatMap { request.headers[$0] }
        guard head.method != .get, head.method != .head else {
            // Following a link to a page is fine, taking a piece of it into another page is not.
            let mode = HTTPField.Name("sec-fetch-mode").flatMap { request.headers[$0] }
            let isElsewhere = site == "cross-site" && mode != "navigate"
            return isElsewhere ? "Other pages cannot use the dashboard's." : nil
        }
        guard request.headers[.origin] == "http://\(host)", site == nil || site == "same-origin" else {
            return "Only the dashboard's own pages can change something."
        }
        return nil
    }

    private static func withoutPort(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }

    /// What a page of ours may load and do.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'"
    /// What a report, which carries its styles, may.
    static let reportPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
    /// What a job's output may, which somebody else wrote: nothing.
    static let outputPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    /// An answer with the headers that keep a browser to our rules.
    static func guarded(_ response: Response, policy: String = DashboardGuard.policy) -> Response {
        var response = response
        let fields = [
            ("content-security-policy", policy), ("x-content-type-options", "nosniff"),
            // With `no-referrer` a browser would say `Origin: null` of our own forms, too.
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"), ("cache-control", "no-store"),
        ]
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }
}
