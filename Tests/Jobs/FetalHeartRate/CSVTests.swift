import SluiceFetalHeartRate
import Testing

@Suite("CSV recordings")
struct CSVTests {
    private func read(_ text: String, rate: Double? = nil) throws -> Recording {
        try Recording.read(bytes: FileBuilder.bytes(text), name: "s3/t.csv", samplingRate: rate)
    }

    @Test(
        "headings, line ends, marks for missing samples and a missing last newline make no difference",
        arguments: [
            "time_s,ch1_uV,ch2_uV\n0.000,1.5,-2\n0.002,,3\n0.004,2,4\n",
            "time_s,ch1_uV,ch2_uV\r\n0.000,1.5,-2\r\n0.002,,3\r\n0.004,2,4",
            "'Elapsed time','AECG1','AECG2'\n'seconds','uV','uV'\n0.000,1.500,-2.0\n0.002,-,3\n0.004,2,4\n",
            "0.000;1.5;-2\n0.002;NaN;3\n0.004;+2;0.4e1\n",
            "\u{feff}\"time\",\"a\",\"b\"\n\n0.000, 1.5, -2\n0.002, nan, 3\n0.004, 2, 4\n\n",
            "t\ta\tb\n0\t1.5\t-2\n0.002\t\t3\n0.004\t2\t4\n",
        ]
    )
    func variants(text: String) throws {
        let recording = try read(text)
        #expect(recording.name == "t")
        #expect(recording.samplingRate == 500)
        #expect(recording.channels.count == 2)
        #expect(recording.channels[0][0] == 1.5 && recording.channels[0][2] == 2)
        #expect(recording.channels[0][1].isNaN)
        #expect(recording.channels[1] == [-2, 3, 4])
    }

    @Test("units in the heading scale the samples, and labels come from the first heading")
    func units() throws {
        let suffix = try read("time_s,a_mV,b_uV\n0,1,1\n0.004,2,2\n")
        #expect(suffix.channels == [[1000, 2000], [1, 2]])
        #expect(suffix.labels == ["a_mV", "b_uV"])
        let line = try read("time,a,b\ns,mV,V\n0,1,1\n0.004,2,2\n")
        #expect(line.channels == [[1000, 2000], [1_000_000, 2_000_000]])
        #expect(line.samplingRate == 250)
    }

    @Test("without a time column the rate must be given")
    func noTimeColumn() throws {
        let text = "ch1,ch2\n5,1\n3,2\n9,3\n"
        let error = #expect(throws: RecordingError.self) { try read(text) }
        #expect(error?.description.contains("sampling rate") == true)
        let recording = try read(text, rate: 1000)
        #expect(recording.channels == [[5, 3, 9], [1, 2, 3]])
        #expect(recording.samplingRate == 1000)
    }

    @Test("times printed with three decimals still give an exact rate")
    func coarseTimes() throws {
        let lines = (0..<5120).map { index in
            let milliseconds = Int((Double(index) / 512 * 1000).rounded())
            let rest = String(milliseconds % 1000)
            return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest),1,2"
        }
        #expect(try read(lines.joined(separator: "\n")).samplingRate == 512)
    }

    @Test(
        "errors name the line",
        arguments: [
            ("time,a\n0,1\n0.002,2,3\n", "line 3"), ("time,a\n0,1\n0.002,x\n", "line 3"),
            ("time,a\n0,1\n0.002,1\n0.004,1\n9.0,1\n", "line 5"), ("time,a\n", "two or more"),
            ("time\n0\n0.002\n", "column of samples"), ("", "two or more"),
        ]
    )
    func errors(text: String, mention: String) {
        let error = #expect(throws: RecordingError.self) { try read(text) }
        #expect(error?.description.contains(mention) == true, "\(String(describing: error))")
    }

    @Test("numbers are read exactly as the standard library reads them")
    func numbers() throws {
        var seed: UInt64 = 7
        let texts = (0..<2000).map { index -> String in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let whole = Int(seed >> 40) - 8_388_608
            let digits = String(seed >> 50)
            return index % 3 == 0 ? "\(whole)" : index % 3 == 1 ? "\(whole).\(digits)" : "\(whole)e-\(index % 7)"
        }
        let recording = try read("a\n" + texts.joined(separator: "\n"), rate: 500)
        #expect(recording.channels[0] == texts.compactMap(Double.init))
    }
}
