/// What a project may be called: queue, bucket and stacks are named after it.
package enum ProjectName {
    /// The rule in words.
    package static let rule = "2 to 40 of a-z, 0-9 and -, beginning with a letter, not ending with -"

    private static let lengths = 2...40

    /// Whether a text is a name.
    package static func isValid(_ name: String) -> Bool {
        lengths.contains(name.utf8.count) && name.utf8.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "-") }
            && name.first?.isLetter == true && name.last != "-"
    }

    /// A name made of a folder's; nil when nothing fit is left of it.
    package static func made(of folder: String) -> String? {
        let words = folder.lowercased().utf8.split { !isWordByte($0) }.map {
            String(decoding: Array($0), as: UTF8.self)
        }
        let text = words.joined(separator: "-").drop { !$0.isLetter }.prefix(lengths.upperBound)
        let name = String(text.last == "-" ? text.dropLast() : text)
        return isValid(name) ? name : nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
