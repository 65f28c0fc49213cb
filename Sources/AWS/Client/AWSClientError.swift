/// Why a call could not be sent, or its answer not be used.
package enum AWSClientError: Error, Hashable, Sendable {
    /// Neither `AWS_REGION` nor the profile names a region.
    case noRegion
    /// The configured endpoint is not a URL.
    case badEndpoint(String)
    /// A setting has a value that cannot be followed.
    case badSetting(name: String, value: String, expected: String)
    /// A call was put together wrongly.
    case badCall(String)
    /// The answer is not what the operation answers.
    case badAnswer(String)
    /// What came is not what was stored.
    case corrupted(String)
}

extension AWSClientError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .noRegion: "no region is set: set AWS_REGION, or 'region' in the profile"
        case .badEndpoint(let text): "'\(text)' is not an endpoint such as http://127.0.0.1:4566"
        case .badSetting(let name, let value, let expected): "\(name) is '\(value)', but must be \(expected)"
        case .badCall(let reason): "the call makes no sense: \(reason)"
        case .badAnswer(let reason): "the answer makes no sense: \(reason)"
        case .corrupted(let reason): "the data was damaged on its way: \(reason)"
        }
    }
}
