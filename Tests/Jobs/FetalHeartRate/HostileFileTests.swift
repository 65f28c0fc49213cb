import SluiceFetalHeartRate
import Testing

/// Files that are cut off, damaged or made up: each is refused with a place, or read; none ends the program or asks for memory
/// that its bytes cannot fill.
@Suite("Hostile files")
struct HostileFileTests {
    /// A kind of file, small and valid.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let companions: [String: [UInt8]]

        var testDescription: String { name }
    }

    static let kinds: [Kind] = [
        Kind(
            name: "r.csv",
            bytes: FileBuilder.bytes("time_s,ch1_uV,ch2_mV\n0.000,1.5,-2\n0.002,,3\n0.004,2e1,4\n0.006,-,nan\n"),
            companions: [:]
        ),
        Kind(
            name: "r.hea",
            bytes: FileBuilder.bytes(
                "r 2 500/1(0) 4 12:00:00\nr.dat 212 200(0)/mV 12 0 1 0 0 a\nr.dat 212 200 12 0 1 0 0 b\n"
            ),
            companions: ["r.dat": [UInt8](0..<12)]
        ),
        Kind(
            name: "r.edf",
            bytes: FileBuilder.edfHeader([.init(samplesPerRecord: 4)], records: 2) + [UInt8](0..<16),
            companions: [:]
        ),
        Kind(name: "r.fqrs", bytes: BeatAnnotations(samples: [3, 9000, 9100], resolution: 250).bytes, companions: [:]),
    ]

    /// Reads a file of the kind; what is refused is refused by a `RecordingError`.
    private func read(_ kind: Kind, _ bytes: [UInt8]) {
        do {
            if kind.name.hasSuffix("fqrs") {
                _ = try BeatAnnotations(bytes, file: kind.name)
            } else {
                _ = try Recording.read(bytes: bytes, name: kind.name, companions: kind.companions)
            }
        } catch {
            #expect(error.description.contains("r."))
        }
    }

    @Test("cut off after any byte", arguments: kinds)
    func truncated(kind: Kind) {
        for length in 0..<kind.bytes.count { read(kind, Array(kind.bytes[..<length])) }
    }

    @Test("with any byte replaced by any of those that formats care for", arguments: kinds)
    func replaced(kind: Kind) {
        for index in kind.bytes.indices {
            for byte in Array("09-.,/()+x \n".utf8) + [0, 0x7F, 0x80, 0xEC, 0xFF] {
                var bytes = kind.bytes
                bytes[index] = byte
                read(kind, bytes)
            }
        }
    }

    @Test("with numbers that lie", arguments: kinds)
    func lying(kind: Kind) {
        let lies = ["99999999", "-1", "0", "1e308", "9223372036854775807", "nan", "inf", ""]
        var start: Int?
        for index in 0...kind.bytes.count {
            let isDigit =
                index < kind.bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(kind.bytes[index])
            if isDigit {
                start = start ?? index
            } else if let from = start {
                for lie in lies { read(kind, kind.bytes[..<from] + Array(lie.utf8) + kind.bytes[index...]) }
                // The same in a field of fixed width.
                for lie in lies {
                    var bytes = kind.bytes
                    for (offset, byte) in lie.utf8.enumerated() where from + offset < bytes.count {
                        bytes[from + offset] = byte
                    }
                    read(kind, bytes)
                }
                start = nil
            }
        }
    }

    @Test("a table of a hundred thousand columns takes no more memory than its file warrants")
    func wide() {
        let line = String(repeating: "1,", count: 100_000) + "1\n"
        let recording = try? Recording.read(bytes: Array(("t," + line + line + line).utf8), name: "r.csv")
        #expect(recording == nil)
    }

    @Test("with several bytes changed by chance", arguments: kinds)
    func random(kind: Kind) {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<20_000 {
            var bytes = kind.bytes
            for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8(next(256)) }
            read(kind, bytes)
        }
    }
}
