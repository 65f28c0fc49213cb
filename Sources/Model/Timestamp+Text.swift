extension Timestamp {
    /// RFC 3339 in UTC with milliseconds, such as `2026-11-23T21:35:33.120Z`.
    package var rfc3339: String {
        let time = CalendarTime(self)
        return "\(Self.date(time))T\(Self.clock(time)).\(padded(time.nanosecond / 1_000_000, to: 3))Z"
    }

    /// ISO 8601 basic format in whole seconds, such as `20261123T213533Z` (the `X-Amz-Date` form).
    package var iso8601Basic: String {
        let time = CalendarTime(self)
        return padded(time.year, to: 4) + padded(time.month, to: 2) + padded(time.day, to: 2) + "T"
            + padded(time.hour, to: 2) + padded(time.minute, to: 2) + padded(time.second, to: 2) + "Z"
    }

    /// The HTTP date of RFC 9110, such as `Mon, 23 Nov 2026 21:35:33 GMT`.
    package var httpDate: String {
        let time = CalendarTime(self)
        let day = padded(time.day, to: 2)
        return "\(Self.weekdays[time.weekday]), \(day) \(Self.months[time.month - 1]) \(padded(time.year, to: 4)) "
            + "\(Self.clock(time)) GMT"
    }

    /// Reads RFC 3339 with `Z` or a numeric offset, with or without fraction; nil for anything else.
    package init?(rfc3339 text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("T") || scanner.skip("t") || scanner.skip(" "),
            let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2), scanner.skip(":"),
            let second = scanner.number(2), let fraction = scanner.fraction(), let offset = scanner.offset(),
            scanner.isAtEnd,
            let time = CalendarTime(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second,
                nanosecond: fraction
            )
        else { return nil }
        self = time.timestamp.advanced(by: .seconds(-offset))
    }

    /// Reads `20261123T213533Z`; nil for anything else.
    package init?(iso8601Basic text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), let month = scanner.number(2), let day = scanner.number(2),
            scanner.skip("T"), let hour = scanner.number(2), let minute = scanner.number(2),
            let second = scanner.number(2), scanner.skip("Z"), scanner.isAtEnd,
            let time = CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self = time.timestamp
    }

    /// Reads the HTTP date form that servers send today (`Mon, 23 Nov 2026 21:35:33 GMT`); nil for anything else.
    package init?(httpDate text: String) {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" }).map(String.init)
        guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = Self.months.firstIndex(of: parts[2]), let hour = Int(parts[4]), let minute = Int(parts[5]),
            let second = Int(parts[6]),
            let time = CalendarTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self = time.timestamp
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func date(_ time: CalendarTime) -> String {
        "\(padded(time.year, to: 4))-\(padded(time.month, to: 2))-\(padded(time.day, to: 2))"
    }

    private static func clock(_ time: CalendarTime) -> String {
        "\(padded(time.hour, to: 2)):\(padded(time.minute, to: 2)):\(padded(time.second, to: 2))"
    }
}

extension Timestamp: Codable {
    /// Reads RFC 3339 text.
    /// - Throws: `DecodingError.dataCorrupted` when the text is not RFC 3339.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let timestamp = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an RFC 3339 time")
            )
        }
        self = timestamp
    }

    /// Writes RFC 3339 text with milliseconds.
    /// - Throws: whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

/// `number` in decimal, filled with zeros on the left to `width` digits.
private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Reads fixed-width decimal fields from the front of a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        var value = 0
        for byte in rest.prefix(width) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest = rest.dropFirst(width)
        return value
    }

    mutating func skip(_ character: Character) -> Bool {
        guard let byte = rest.first, byte == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Nanoseconds of an optional `.123` part; nil when a point stands without digits.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        return (0..<9).reduce(0) { value, place in
            let byte = digits.dropFirst(place).first ?? 48
            return value * 10 + Int(byte - 48)
        }
    }

    /// Seconds east of UTC of `Z`, `+01:00` or `-05:30`.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2) else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
