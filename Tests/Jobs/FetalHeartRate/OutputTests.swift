import Foundation
import SluiceFetalHeartRate
import Testing

@Suite("Outputs")
struct OutputTests {
    private func result() throws -> FetalHeartRateResult {
        var record = SyntheticRecord(seconds: 60).recording
        record.name = "a <&\"b"
        for channel in 0..<4 { for index in 0..<2000 { record.channels[channel][index] = .nan } }
        return try FetalHeartRateAnalysis.run(record)
    }

    @Test("the JSON has the agreed keys, and null where a rate is unknown")
    func json() throws {
        let text = try result().json()
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let keys = [
            "channels", "duration_s", "events", "fetal", "fs", "gaps", "maternal", "parameters", "record", "seconds",
            "summary",
            "trace", "version",
        ]
        #expect(object.keys.sorted() == keys)
        #expect(object["record"] as? String == "a <&\"b")
        #expect(object["fs"] as? Double == 500)
        #expect(object["seconds"] is NSNull)
        let fetal = try #require(object["fetal"] as? [String: [Double]])
        #expect(fetal["r_s"]?.count == fetal["conf"]?.count)
        #expect(fetal["conf"]?.allSatisfy { (0...1).contains($0) } == true)
        let trace = try #require(object["trace"] as? [String: Any])
        #expect(trace["rate_hz"] as? Int == 4)
        let rates = try #require(trace["fhr_bpm"] as? [Any])
        #expect(rates.count == 240 && rates[0] is NSNull && rates[200] is Double)
        #expect((trace["quality"] as? [Double])?.count == 240)
        let gap = try #require((object["gaps"] as? [[String: Any]])?.first)
        #expect(gap["from_s"] as? Double == 0 && gap["to_s"] as? Double == 4 && gap["reason"] as? String == "lost")
        let summary = try #require(object["summary"] as? [String: Any])
        #expect(Set(summary.keys).isSuperset(of: ["fhr_mean", "fhr_coverage", "mhr_mean"]))
    }

    @Test("times have four decimals")
    func decimals() throws {
        let text = try result().json()
        #expect(text.contains(#/"maternal": \{"r_s":\[\d+\.\d{4},\d+\.\d{4},/#))
        #expect(try result().json(seconds: 1.25).contains("\"seconds\": 1.250"))
    }

    @Test("the strip is well-formed XML, names the record, and needs nothing from outside")
    func svg() throws {
        let text = try result().ctgSVG()
        #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
        #expect(text.contains("a &lt;&amp;&quot;b"))
        #expect(!text.contains("NaN") && !text.contains("inf") && !text.contains("href"))
        for tag in ["svg", "text", "title"] {
            let opened = text.components(separatedBy: "<\(tag)").count
            #expect(opened == text.components(separatedBy: "</\(tag)>").count)
        }
        #expect(text.contains(">fetal<") && text.contains(">maternal<") && text.contains(">quality<"))
    }

    @Test("a blank in the trace is not drawn over")
    func gaps() throws {
        var result = try result()
        let pieces = { (text: String) in text.components(separatedBy: "stroke=\"#10243f\"")[1].prefix { $0 != "/" } }
        #expect(pieces(result.ctgSVG()).filter { $0 == "M" }.count == 1)
        for index in 120..<140 { result.fetalTrace.values[index] = nil }
        #expect(pieces(result.ctgSVG()).filter { $0 == "M" }.count == 2)
        result.fetalTrace.values = result.fetalTrace.values.map { _ in nil }
        #expect(!result.ctgSVG().contains("stroke=\"#10243f\""))
    }

    @Test("a steady rate has no variation, and an alternating one has that of its steps")
    func baseline() {
        let steady = RateTrace(values: [Double?](repeating: 140, count: 1200))
        #expect(BaselineRate(steady).mean == 140)
        var values = steady.values
        for index in 400..<520 { values[index] = 165 }
        for index in 700..<760 { values[index] = nil }
        #expect(BaselineRate(RateTrace(values: values)).mean == 140)
        #expect(BaselineRate(RateTrace(values: Array(values[..<300]))).mean == nil)
    }
}
