import SluiceModel

/// A time as the JSON protocols carry it: seconds since 1970 with a fraction.
///
/// Only whole milliseconds are kept: services state no more, and a floating-point number of seconds holds no more.
struct EpochSeconds: Decodable, Sendable, Hashable {
    let timestamp: Timestamp

    /// 1677 to 2262, what a `Timestamp` reaches.
    private static let range = -9.2e9...9.2e9

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let seconds = try container.decode(Double.self)
        guard Self.range.contains(seconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(seconds) s is no time")
        }
        timestamp = Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    }
}

extension KeyedDecodingContainer {
    /// The time at `key`.
    /// - Throws: `DecodingError` when there is none.
    func time(forKey key: Key) throws -> Timestamp { try decode(EpochSeconds.self, forKey: key).timestamp }

    /// The time at `key`; nil when there is none.
    /// - Throws: `DecodingError` when it is something else.
    func timeIfPresent(forKey key: Key) throws -> Timestamp? {
        try decodeIfPresent(EpochSeconds.self, forKey: key)?.timestamp
    }
}
