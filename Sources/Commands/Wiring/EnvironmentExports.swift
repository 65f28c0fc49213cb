import SluiceLocal
import SluiceWire

/// The shell lines that point AWS clients at a local cloud.
enum EnvironmentExports {
    /// The variables and their values, in order.
    static func variables(endpoint: String, region: String, _ credentials: LocalCredentials) -> [(String, String)] {
        [
            ("AWS_ENDPOINT_URL", endpoint),
            ("AWS_ACCESS_KEY_ID", credentials.keys.accessKeyID),
            ("AWS_SECRET_ACCESS_KEY", credentials.keys.secretAccessKey),
            ("AWS_REGION", region),
            ("AWS_DEFAULT_REGION", region),
            ("SLUICE_API_KEY", credentials.apiKey),
        ]
    }

    /// `export NAME=value` lines.
    static func text(endpoint: String, region: String, _ credentials: LocalCredentials) -> String {
        variables(endpoint: endpoint, region: region, credentials).map { "export \($0.0)=\($0.1)" }
            .joined(separator: "\n")
    }
}
