import SluiceFetalHeartRate
import Testing

@Suite("Beat annotations")
struct AnnotationTests {
    private func word(_ code: Int, _ interval: Int) -> [UInt8] { FileBuilder.int16([code << 10 | interval]) }

    @Test("the first bytes of a published file give its first beats")
    func published() throws {
        let annotations = try BeatAnnotations([0x63, 0x05, 0xB7, 0x05, 0xF5, 0x05, 0, 0], file: "a01.fqrs")
        #expect(annotations.samples == [355, 794, 1295])
        #expect(annotations.seconds(samplingRate: 1000) == [0.355, 0.794, 1.295])
    }

    @Test("a long interval adds to the one of the next word")
    func skip() throws {
        // 70000 is 0x00011170: high half first.
        let bytes = word(1, 10) + word(59, 0) + [0x01, 0x00, 0x70, 0x11] + word(1, 5) + [0, 0] + word(1, 1)
        #expect(try BeatAnnotations(bytes, file: "x").samples == [10, 70015])
    }

    @Test("fields, text, comments and rhythm changes are no beats")
    func others() throws {
        let bytes =
            word(1, 100) + word(60, 3) + word(61, 1) + word(62, 2) + word(63, 3) + [65, 66, 67, 0]
            + word(28, 50) + word(5, 50) + word(38, 7) + word(14, 1) + [0, 0]
        #expect(try BeatAnnotations(bytes, file: "x").samples == [100, 200, 207])
    }

    @Test("a time resolution note overrides the record's rate, and code 0 with an interval is a step in time")
    func resolution() throws {
        let note = FileBuilder.bytes("## time resolution: 250")
        let bytes =
            word(22, 0) + word(63, note.count) + note + [0] + word(59, 0) + [0xFF, 0xFF, 0xFF, 0xFF]
            + word(0, 1) + word(1, 250) + [0, 0]
        let annotations = try BeatAnnotations(bytes, file: "x")
        #expect(annotations.resolution == 250)
        #expect(annotations.samples == [250])
        #expect(annotations.seconds(samplingRate: 1000) == [1])
    }

    @Test("a file that ends inside an entry is refused at its byte")
    func truncated() {
        let skip = #expect(throws: RecordingError.self) { try BeatAnnotations(word(59, 0) + [1, 0], file: "x.fqrs") }
        #expect(skip?.description.contains("x.fqrs, byte 2") == true)
        #expect(throws: RecordingError.self) { try BeatAnnotations(word(63, 9) + [1], file: "x") }
    }
}

@Suite("Beat annotations, written")
struct AnnotationBytesTests {
    @Test("the first beats of a published file give its first bytes")
    func published() {
        let bytes = BeatAnnotations(samples: [355, 794, 1295]).bytes
        #expect(bytes == [0x63, 0x05, 0xB7, 0x05, 0xF5, 0x05, 0, 0])
    }

    @Test("what is written is read again, with steps of any length and a resolution", arguments: [nil, 250, 333.5])
    func roundTrip(resolution: Double?) throws {
        let beats = BeatAnnotations(samples: [0, 1, 1023, 2047, 70_000, 9_000_000], resolution: resolution)
        #expect(try BeatAnnotations(beats.bytes, file: "x") == beats)
    }

    @Test("a step of 1024 or more goes before its beat, high half first")
    func skip() {
        let bytes = BeatAnnotations(samples: [70_000]).bytes
        #expect(bytes == [0x00, 0xEC, 0x01, 0x00, 0x70, 0x11, 0x00, 0x04, 0, 0])
    }
}
