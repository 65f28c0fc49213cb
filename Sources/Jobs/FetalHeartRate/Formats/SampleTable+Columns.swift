extension SampleTable {
    /// Whether the first column holds times: the heading says so, or its values rise in even steps.
    var hasTimeColumn: Bool {
        if let heading = headings.first?.first?.lowercased() {
            if heading.hasPrefix("time") || heading.hasPrefix("elapsed") || heading.hasPrefix("sec") || heading == "t" {
                return true
            }
            if !heading.isEmpty { return false }
        }
        guard columns.count > 1 else { return false }
        let start = columns[0].prefix(1000)
        guard let first = start.first, let last = start.last, last > first else { return false }
        let step = (last - first) / Double(start.count - 1)
        guard step < 0.1 else { return false }
        for (index, value) in start.enumerated() {
            let expected = first + Double(index) * step
            if !(abs(value - expected) <= step) { return false }
        }
        return true
    }

    /// Removes the time column and returns the sampling rate it implies, a whole number where it is close to one.
    mutating func takeTimeColumn() throws(RecordingError) -> Double {
        let times = columns.removeFirst()
        for index in headings.indices where !headings[index].isEmpty { headings[index].removeFirst() }
        guard let first = times.first, let last = times.last, last > first else {
            throw .malformed(
                file: file,
                at: .line(firstLine),
                expected: "times in seconds that rise",
                found: "\(times.first ?? .nan) at the start and \(times.last ?? .nan) at the end"
            )
        }
        let exact = Double(times.count - 1) / (last - first)
        let whole = exact.rounded()
        let rate = abs(exact - whole) <= 1e-3 * whole ? whole : exact
        // Times are often printed with three decimals only.
        let tolerance = max(0.0025, 1.5 / rate)
        let isEven = times.indices.allSatisfy { abs(times[$0] - (first + Double($0) / exact)) <= tolerance }
        guard isEven else { throw unevenTimes(times) }
        return rate
    }

    /// Names the line at which the longest step ends.
    private func unevenTimes(_ times: [Double]) -> RecordingError {
        var worst = 1
        for index in 1..<times.count
        where !(abs(times[index] - times[index - 1]) <= abs(times[worst] - times[worst - 1])) { worst = index }
        return .malformed(
            file: file,
            at: .line(firstLine + worst),
            expected: "evenly spaced times",
            found: "\(times[worst]) after \(times[worst - 1])"
        )
    }

    /// Scale of every remaining column; an unknown or missing unit counts as microvolts.
    func microvoltsPerUnit() throws(RecordingError) -> [Double] {
        columns.indices.map { index in
            for heading in headings.reversed() where heading.indices.contains(index) {
                let cell = heading[index]
                let suffix = cell.split(whereSeparator: { "_/ ".contains($0) }).last ?? ""
                if let scale = PhysicalUnit.microvolts(per: suffix) { return scale }
            }
            return 1
        }
    }

    /// A name for every remaining column.
    func labels() -> [String] {
        columns.indices.map { index in
            if let names = headings.first, names.indices.contains(index), !names[index].isEmpty {
                return names[index]
            }
            return "ch\(index + 1)"
        }
    }
}
