import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why an aws-chunked body is refused.
package enum AWSChunkedError: Error, Hashable, Sendable {
    /// The framing is wrong; the text says where.
    case malformed(String)
    /// A chunk's or the trailer's signature does not match.
    case signatureMismatch
    /// The body ended before its last chunk.
    case incomplete
}

/// Takes the aws-chunked framing off a body, piece by piece, and checks the signatures in it.
///
/// Data is handed out as it comes; a chunk with a bad signature is found at its end, so the caller must not make
/// the result visible before `finish()` has returned.
package struct AWSChunkedDecoder: Sendable {
    private enum State {
        case header
        case data(left: Int)
        case dataEnd
        case trailer
        case done
    }

    private var state = State.header
    private var line: [UInt8] = []
    private var signer: ChunkSigner?
    private let hasTrailer: Bool
    private var chunkHash = SHA256()
    private var chunkSignature = ""
    private var trailerLines: [String] = []
    /// The trailer's headers, names in lower case; complete once `finish()` has returned.
    package private(set) var trailer: [String: String] = [:]

    private static let longestLine = 8 * 1024

    /// A decoder that checks chunk signatures with `signer`, or none when it is nil.
    package init(signer: ChunkSigner?, hasTrailer: Bool) {
        self.signer = signer
        self.hasTrailer = hasTrailer
    }

    /// The decoder for a body described by `payload`; nil when the body is not aws-chunked.
    package init?(_ payload: PayloadHash, verified: VerifiedSignature?) {
        switch payload {
        case .sha256, .unsigned: return nil
        case .signedChunks: self.init(signer: verified.map { ChunkSigner($0) }, hasTrailer: false)
        case .signedChunksWithTrailer: self.init(signer: verified.map { ChunkSigner($0) }, hasTrailer: true)
        case .unsignedChunksWithTrailer: self.init(signer: nil, hasTrailer: true)
        }
    }

    /// Takes the next `bytes` of the body and calls `emit` with each run of data in them.
    /// - Throws: `AWSChunkedError`.
    package mutating func decode(
        _ bytes: ArraySlice<UInt8>,
        emit: (ArraySlice<UInt8>) -> Void
    ) throws(AWSChunkedError) {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .header:
                if let text = try takeLine(&rest) { try beginChunk(text) }
            case .data(let left):
                let run = rest.prefix(left)
                rest = rest.dropFirst(run.count)
                if signer != nil { chunkHash.update(data: run) }
                emit(run)
                state = run.count == left ? .dataEnd : .data(left: left - run.count)
            case .dataEnd:
                if let text = try takeLine(&rest) {
                    guard text.isEmpty else { throw .malformed("no line end after the data of a chunk") }
                    try checkChunk()
                    state = .header
                }
            case .trailer:
                if let text = try takeLine(&rest) { try takeTrailer(text) }
            case .done:
                throw .malformed("data after the end of the last chunk")
            }
        }
    }

    /// Says that the body has ended.
    /// - Throws: `AWSChunkedError.incomplete` when its last chunk or trailer has not come.
    package mutating func finish() throws(AWSChunkedError) {
        if case .trailer = state {
            // Some clients leave out the empty line after the trailer.
            try endTrailer()
        }
        guard case .done = state else { throw .incomplete }
    }

    private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) throws(AWSChunkedError) -> String? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            line += rest
            rest = []
            guard line.count <= Self.longestLine else { throw .malformed("a line of the framing is too long") }
            return nil
        }
        line += rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        return String(decoding: line, as: UTF8.self)
    }

    private mutating func beginChunk(_ header: String) throws(AWSChunkedError) {
        let parts = header.split(separator: ";", maxSplits: 1)
        guard let first = parts.first, let size = Int(first, radix: 16), size >= 0 else {
            throw .malformed("'\(header.prefix(80))' is not a chunk header")
        }
        chunkHash = SHA256()
        chunkSignature = ""
        if parts.count == 2, parts[1].hasPrefix("chunk-signature=") {
            chunkSignature = String(parts[1].dropFirst("chunk-signature=".count))
        }
        guard size == 0 else {
            state = .data(left: size)
            return
        }
        try checkChunk()
        state = .trailer
    }

    private mutating func checkChunk() throws(AWSChunkedError) {
        guard signer != nil else { return }
        let expected = signer?.sign(chunkHash: Hashing.hex(chunkHash.finalize()))
        guard expected == chunkSignature else { throw .signatureMismatch }
    }

    private mutating func takeTrailer(_ text: String) throws(AWSChunkedError) {
        guard !text.isEmpty else { return try endTrailer() }
        guard hasTrailer else { throw .malformed("a trailer that was not announced") }
        guard let colon = text.firstIndex(of: ":") else { throw .malformed("a trailer line without a colon") }
        let name = text[..<colon].lowercased()
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        trailer[name] = String(value)
        if name != "x-amz-trailer-signature" { trailerLines.append("\(name):\(value)\n") }
    }

    private mutating func endTrailer() throws(AWSChunkedError) {
        if hasTrailer, signer != nil {
            let expected = signer?.sign(trailer: trailerLines.joined())
            guard expected == trailer["x-amz-trailer-signature"] else { throw .signatureMismatch }
        }
        state = .done
    }
}
