import NIOCore
import SluiceWire

/// How a file is cut into pieces that travel at the same time, and how long they may take.
enum TransferPlan {
    /// From this size on a file is sent in parts.
    static let multipartThreshold: Int64 = 64 << 20
    /// The size of a part or range, unless there would be too many.
    static let pieceSize: Int64 = 16 << 20
    /// How many travel at once.
    static let piecesAtOnce = 4

    /// The pieces of `size` bytes in order; none for nothing.
    static func pieces(of size: Int64) -> [Range<Int64>] {
        let mostParts = Int64(S3Limits.partNumbers.count)
        let step = max(pieceSize, (size + mostParts - 1) / mostParts)
        return stride(from: 0, to: size, by: Int64.Stride(step)).map { $0..<min(size, $0 + step) }
    }

    /// How long a request with `size` bytes may take: a minute, and as long as they need at 64 KiB/s.
    ///
    /// A connection on which nothing moves at all ends sooner.
    static func timeout(sending size: Int64) -> TimeAmount { .seconds(60 + size / (64 << 10)) }
}
