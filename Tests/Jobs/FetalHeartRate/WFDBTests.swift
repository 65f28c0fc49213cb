import SluiceFetalHeartRate
import Testing

@Suite("WFDB records")
struct WFDBTests {
    private func header(_ text: String) throws -> WFDBHeader { try WFDBHeader(text: text, file: "x.hea") }

    @Test("a published header with CRLF line ends gives gain, checksum and labels")
    func challengeHeader() throws {
        let text =
            "a01 4 1000 60000\r\na01.dat 16 10/uV 12 0 -33 14459 0 AECG1\r\n"
            + "a01.dat 16 10/uV 12 0 -67 -21975 0 AECG2\r\na01.dat 16 10/uV 12 0 30 -14189 0 AECG3\r\n"
            + "a01.dat 16 10/uV 12 0 -35 -17968 0 AECG4\r\n"
        let header = try header(text)
        #expect(header.name == "a01")
        #expect(header.samplingRate == 1000)
        #expect(header.sampleCount == 60000)
        #expect(header.signals.map(\.label) == ["AECG1", "AECG2", "AECG3", "AECG4"])
        #expect(header.signals.map(\.checksum) == [14459, -21975, -14189, -17968])
        #expect(header.signals.allSatisfy { $0.unitsPerMicrovolt == 10 && $0.baseline == 0 && $0.format == 16 })
    }

    @Test(
        "gain, baseline and unit are read in all their forms",
        arguments: [
            ("9.99984741211(0)/uV 16 0", 9.99984741211, 0.0),
            ("200(-7)/mV 12 5", 0.2, -7.0),
            ("200/mV 12 5", 0.2, 5.0),
            ("200 12 5", 0.2, 5.0),
            ("0/mV 12 0", 0.2, 0.0),
            ("1e6/V 12 0", 1.0, 0.0),
        ]
    )
    func gain(field: String, unitsPerMicrovolt: Double, baseline: Double) throws {
        let signal = try header("r 1 500 10\nr.dat 16 \(field)\n").signals[0]
        #expect(abs(signal.unitsPerMicrovolt - unitsPerMicrovolt) < 1e-12)
        #expect(signal.baseline == baseline)
    }

    @Test("comments are passed over and a missing rate means 250 per second")
    func comments() throws {
        let header = try header("# made by hand\nr 1\n# more\nr.dat 212\n# end\n")
        #expect(header.samplingRate == 250)
        #expect(header.sampleCount == nil)
        #expect(header.signals[0].format == 212)
    }

    @Test(
        "what cannot be read is refused with its line",
        arguments: [
            ("", "record line"), ("r x", "line 1"), ("r 2 500 4\nr.dat 16\n", "line 1"),
            ("r 1 -5\nr.dat 16\n", "line 1"), ("r 1 500\nr.dat 8\n", "format 8"), ("r/2 1 500\nr.dat 16\n", "segments"),
            ("r 1 500\nr.dat 16x4\n", "several samples"), ("r 1 500\nr.dat 16 5/mmHg\n", "line 2"),
            ("r 1 500\n../secret 16\n", "another folder"),
        ]
    )
    func refusals(text: String, mention: String) {
        let error = #expect(throws: RecordingError.self) { try header(text) }
        #expect(error?.description.contains(mention) == true, "\(String(describing: error))")
    }

    @Test("format 16 is interleaved, scaled, and knows its invalid value")
    func format16() throws {
        let hea = "r 2 500 3\nr.dat 16 10/uV 16 0 0 0 0 one\nr.dat 16 2(4)/uV 16 0 0 0 0 two\n"
        let dat = FileBuilder.int16([10, 4, -20, 24, -32768, -16])
        let recording = try Recording.read(
            bytes: FileBuilder.bytes(hea),
            name: "folder/r.hea",
            companions: ["r.dat": dat]
        )
        #expect(recording.name == "r")
        #expect(recording.samplingRate == 500)
        #expect(recording.channels[0][0..<2] == [1, -2])
        #expect(recording.channels[0][2].isNaN)
        #expect(recording.channels[1] == [0, 10, -10])
        #expect(recording.labels == ["one", "two"])
    }

    @Test("format 212 keeps the sign of both samples of a pair, also of an odd last one")
    func format212() throws {
        let values = [(-1, 2047), (-2047, 5), (100, 0)]
        let dat = values.flatMap { FileBuilder.packed212($0.0, $0.1) }
        let hea = "r 1 500 5\nr.dat 212 1/uV\n"
        let recording = try Recording.read(bytes: dat, name: "r.dat", companions: ["r.hea": FileBuilder.bytes(hea)])
        #expect(recording.channels == [[-1, 2047, -2047, 5, 100]])
        #expect(FileBuilder.packed212(0x123, 0x456) == [0x23, 0x41, 0x56])
    }

    @Test(
        "the other widths decode too",
        arguments: [
            (80, [0x00, 0x80, 0xFF] as [UInt8], [-128, 0, 127] as [Int32]),
            (24, [0x01, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x80], [1, -1, -8_388_608]),
            (32, [0x00, 0x00, 0x00, 0x80, 0xFE, 0xFF, 0xFF, 0xFF], [.min, -2]),
        ]
    )
    func otherFormats(format: Int, bytes: [UInt8], expected: [Int32]) {
        #expect(WFDBSamples.decode(bytes, format: format, offset: 0) == expected)
        #expect(WFDBSamples.byteCount(samples: expected.count, format: format) == bytes.count)
    }

    @Test("a wrong checksum is a damaged file, and a short file names the byte where it ends")
    func integrity() throws {
        let dat = ["r.dat": FileBuilder.int16([30000, 30000, 30000])]
        // 90000 modulo 65536 is 24464.
        let good = "r 1 500 3\nr.dat 16 1/uV 16 0 30000 24464 0 x\n"
        #expect(try Recording.read(bytes: FileBuilder.bytes(good), name: "r.hea", companions: dat).sampleCount == 3)
        let bad = "r 1 500 3\nr.dat 16 1/uV 16 0 30000 24465 0 x\n"
        #expect(throws: RecordingError.checksumMismatch(file: "r.dat", signal: 0, header: 24465, computed: 24464)) {
            try Recording.read(bytes: FileBuilder.bytes(bad), name: "r.hea", companions: dat)
        }
        let long = FileBuilder.bytes("r 1 500 4\nr.dat 16 1/uV\n")
        let short = #expect(throws: RecordingError.self) {
            try Recording.read(bytes: long, name: "r.hea", companions: dat)
        }
        #expect(short?.description.contains("byte 6") == true)
        #expect(throws: RecordingError.missingCompanion(file: "r.hea", needs: "r.dat")) {
            try Recording.read(bytes: long, name: "r.hea")
        }
    }
}
