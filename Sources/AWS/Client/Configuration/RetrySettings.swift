/// What environment and profile say of retries.
///
/// There is one scheme here, AWS's `standard` mode; `adaptive` differs by a rate limit of its own that we do not add,
/// and `legacy` is taken for its number of attempts.
struct RetrySettings: Sendable, Hashable {
    /// 1 or more.
    let maximumAttempts: Int
    /// A value that cannot be followed.
    let problem: AWSClientError?

    init(environment: [String: String], profile: [String: String]) {
        let mode = environment["AWS_RETRY_MODE"] ?? profile["retry_mode"] ?? "standard"
        let attempts = environment["AWS_MAX_ATTEMPTS"] ?? profile["max_attempts"]
        let usual = mode.lowercased() == "legacy" ? 5 : 3
        guard ["standard", "adaptive", "legacy"].contains(mode.lowercased()) else {
            maximumAttempts = usual
            problem = .badSetting(name: "AWS_RETRY_MODE", value: mode, expected: "standard, adaptive or legacy")
            return
        }
        guard let attempts else {
            (maximumAttempts, problem) = (usual, nil)
            return
        }
        if let number = Int(attempts), number >= 1 {
            (maximumAttempts, problem) = (number, nil)
        } else {
            maximumAttempts = usual
            problem = .badSetting(name: "AWS_MAX_ATTEMPTS", value: attempts, expected: "a number from 1 on")
        }
    }
}
