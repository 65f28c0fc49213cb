/// Stretches of more than 1.5 s without a reference beat: the reference was lost there, and nothing is judged.
struct ReferenceGaps {
    private static let limit = 1.5
    private static let margin = 0.06

    /// The gaps in seconds, ends excluded.
    let ranges: [ClosedRange<Double>]

    init(_ reference: [Double]) {
        ranges = zip(reference, reference.dropFirst()).filter { $1 - $0 > Self.limit }
            .map { $0 + 1e-6...$1 - 1e-6 }
    }

    /// Times that lie outside every gap or near its ends.
    func outside(_ times: [Double]) -> [Double] {
        times.filter { time in
            !ranges.contains { time > $0.lowerBound + Self.margin && time < $0.upperBound - Self.margin }
        }
    }

    /// Whether a window touches a gap.
    func touch(_ from: Double, _ to: Double) -> Bool {
        ranges.contains { to > $0.lowerBound && from < $0.upperBound }
    }
}
