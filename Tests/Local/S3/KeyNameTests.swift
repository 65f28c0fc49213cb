import SluiceModel
import Testing

@testable import SluiceLocal

@Suite("Names of files for keys")
struct KeyNameTests {
    @Test(
        "ordinary keys read as they are, others are escaped",
        arguments: [
            ("jobs/1/output/fhr.json", "jobs/1/output/fhr.json"),
            ("Fotos/Grüße aus Köln.jpg", "Fotos/Grüße aus Köln.jpg"),
            ("a", "a"),
            (".", "%2E"),
            ("../..", "%2E%2E/%2E%2E"),
            ("...", "..."),
            (".hidden", ".hidden"),
            ("/lead", "%_/lead"),
            ("trail/", "trail/%_"),
            ("a//b", "a/%_/b"),
            ("50%", "50%25"),
            ("%2E", "%252E"),
            ("a\u{0}b\n", "a%00b%0A"),
            ("a%self", "a%25self"),
            (String(repeating: "x", count: 239), String(repeating: "x", count: 239)),
            (String(repeating: "x", count: 240), String(repeating: "x", count: 240) + "%+/%_"),
            (String(repeating: "x", count: 250), String(repeating: "x", count: 240) + "%+/xxxxxxxxxx"),
        ]
    )
    func names(key: String, path: String) {
        #expect(KeyName.components(of: key).joined(separator: "/") == path)
    }

    /// The key that a path stands for.
    private func key(_ names: [String]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for (index, name) in names.enumerated() {
            switch KeyName.decode(name) {
            case .chunk(let chunk): bytes += chunk + (index == names.count - 1 ? [] : [UInt8(ascii: "/")])
            case .continued(let chunk): bytes += chunk
            default: return nil
            }
        }
        return bytes
    }

    static func randomKey(_ generator: inout SeededGenerator) -> String {
        let pieces = [
            "a", "b", "/", "/", ".", "..", "%", "%2F", "%self", "%+", "%_", "\u{1}", "\u{7F}", "-", "0", "é",
            "e\u{301}",
            "日本", "😀", " ", String(repeating: "y", count: 238), String(repeating: "ü", count: 130), ".json", "\\", "~",
        ]
        var key = ""
        repeat {
            key += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        } while key.utf8.count < 700 && Int.random(in: 0..<6, using: &generator) > 0
        return key
    }

    @Test("every key comes back from its names, which no file system refuses", arguments: UInt64(0)..<30)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let key = Self.randomKey(&generator)
            let names = KeyName.components(of: key)
            #expect(self.key(names).map { $0 == Array(key.utf8) } == true, "seed \(seed): \(key.debugDescription)")
            for name in names {
                #expect(name != "." && name != ".." && !name.isEmpty && !name.utf8.contains(0))
                #expect(name.utf8.count + "%next.json".utf8.count <= 255)
            }
        }
    }

    @Test("the longest key still fits into a path")
    func longest() {
        for key in [String(repeating: "/", count: 1024), String(repeating: "\u{1}", count: 1024)] {
            #expect(KeyName.components(of: key).joined(separator: "/").utf8.count < 3200)
        }
    }

    @Test(
        "names that no key leads to stand for nothing",
        arguments: ["100%", "%41", "%2e", "a%2Fb", "%", "a%+", "%+", String(repeating: "x", count: 240), "a%.json"]
    )
    func foreign(name: String) {
        #expect(KeyName.decode(name) == nil)
    }

    @Test("an object beside a folder of its name is told by its ending")
    func itself() {
        #expect(KeyName.decode("a%self") == .itself(Array("a".utf8)))
        #expect(KeyName.decode("%_%self") == .itself([]))
    }
}
