import SluiceFetalHeartRate
import Testing

@Suite("EDF and BDF files")
struct EDFTests {
    @Test("digital values become physical ones, record by record")
    func samples() throws {
        let signals = [
            FileBuilder.Signal(),
            FileBuilder.Signal(label: "Abdomen_2", unit: "mV", physical: ("-1", "1")),
        ]
        let data = FileBuilder.int16([0, 1000, -1000, 500, 10, -10, 0, 1])
        let recording = try Recording.read(bytes: FileBuilder.edfHeader(signals, records: 2) + data, name: "x.edf")
        #expect(recording.name == "x")
        #expect(recording.samplingRate == 2)
        #expect(recording.labels == ["Abdomen_1", "Abdomen_2"])
        #expect(recording.channels[0].map { ($0 * 1e9).rounded() / 1e9 } == [0, 100, 1, -1])
        #expect(recording.channels[1].map { ($0 * 1e9).rounded() / 1e9 } == [-1000, 500, 0, 1])
    }

    @Test("annotation signals, slower signals and signals that are no voltage are passed over")
    func otherSignals() throws {
        let signals = [
            FileBuilder.Signal(label: "EDF Annotations", unit: "", samplesPerRecord: 3),
            FileBuilder.Signal(samplesPerRecord: 2),
            FileBuilder.Signal(label: "Toco", unit: "mmHg", samplesPerRecord: 2),
            FileBuilder.Signal(label: "Slow", samplesPerRecord: 1),
        ]
        let data = FileBuilder.int16([9, 9, 9, 100, 200, 7, 7, 5])
        let header = FileBuilder.edfHeader(signals, records: -1, seconds: "0.5", reserved: "EDF+C")
        let recording = try Recording.read(bytes: header + data, name: "y.edf")
        #expect(recording.labels == ["Abdomen_1"])
        #expect(recording.samplingRate == 4)
        #expect(recording.channels[0].map { ($0 * 1e9).rounded() / 1e9 } == [10, 20])
    }

    @Test("BDF samples are three bytes wide and signed")
    func bdf() throws {
        let signals = [
            FileBuilder.Signal(physical: ("-8388608", "8388607"), digital: ("-8388608", "8388607"))
        ]
        let version = [0xFF] + FileBuilder.bytes("BIOSEMI")
        let header = FileBuilder.edfHeader(signals, records: 1, reserved: "24BIT", version: version)
        let recording = try Recording.read(bytes: header + [0xFE, 0xFF, 0xFF, 0x00, 0x01, 0x00], name: "z.bdf")
        #expect(recording.channels == [[-2, 256]])
    }

    @Test("a discontinuous, a short and a nonsensical file are refused")
    func refusals() {
        let signals = [FileBuilder.Signal()]
        #expect(throws: RecordingError.unsupported(file: "d.edf", feature: "a discontinuous recording (EDF+D)")) {
            try Recording.read(bytes: FileBuilder.edfHeader(signals, records: 1, reserved: "EDF+D"), name: "d.edf")
        }
        let short = #expect(throws: RecordingError.self) {
            try Recording.read(bytes: FileBuilder.edfHeader(signals, records: 3) + [0, 0, 0, 0], name: "s.edf")
        }
        #expect(short?.description.contains("byte 516") == true)
        var flat = signals
        flat[0].digital = ("5", "5")
        #expect(throws: RecordingError.self) {
            try Recording.read(bytes: FileBuilder.edfHeader(flat, records: 0), name: "f.edf")
        }
        #expect(throws: RecordingError.self) { try Recording.read(bytes: [1, 2, 3], name: "n.edf") }
    }
}
