import SluiceManifest
import Testing

@Suite("Names of projects")
struct ProjectNameTests {
    @Test("what is a name", arguments: ["ab", "words", "a1-b", String(repeating: "a", count: 40)])
    func valid(name: String) { #expect(ProjectName.isValid(name)) }

    @Test(
        "what is none",
        arguments: ["", "a", "1a", "-ab", "ab-", "Ab", "a_b", "a b", "größe", String(repeating: "a", count: 41)]
    )
    func invalid(name: String) { #expect(!ProjectName.isValid(name)) }

    @Test(
        "a folder's name is made to fit",
        arguments: [
            ("Heavy Words", "heavy-words"), ("2024_Jobs", "jobs"), ("--a--b--", "a-b"), ("my.job", "my-job"),
            (String(repeating: "ab-", count: 20), String(repeating: "ab-", count: 13) + "a"),
        ]
    )
    func made(folder: String, name: String) { #expect(ProjectName.made(of: folder) == name) }

    @Test("nothing is made of nothing", arguments: ["", "42", "é", "a", "日本"])
    func nothing(folder: String) { #expect(ProjectName.made(of: folder) == nil) }
}
