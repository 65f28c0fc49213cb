/// A command written as one line of text.
package enum CommandLineText {
    /// The words as a shell would split them, quotes taken off; nil when a quote is open or a shell would be needed.
    package static func words(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else if "|&;<>()$`\\*?\n".contains(character) {
                return nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return quote == nil ? words : nil
    }
}
