extension Timeline {
    /// One line of the bill.
    package struct CostLine: Sendable, Hashable {
        /// What a line of the bill grows with.
        package enum Growth: String, Sendable, Hashable, Codable {
            /// With the hours of tasks.
            case tasks
            /// With each job.
            case jobs
            /// With time alone.
            case time
        }

        package var item: String
        /// US dollars for the whole run.
        package var dollars: Double
        /// How it comes about, such as `3.2 task-hours at 0.2064 USD`.
        package var basis: String
        /// What it grew with in the course of the run.
        package var growth: Growth

        /// A line.
        package init(item: String, dollars: Double, basis: String, growth: Growth = .time) {
            self.item = item
            self.dollars = dollars
            self.basis = basis
            self.growth = growth
        }
    }
}

extension Timeline.CostLine: Codable {
    private enum CodingKeys: CodingKey {
        case item, dollars, basis, growth
    }

    /// Reads a line; one without a growth is spread evenly over the run.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        item = try fields.decode(String.self, forKey: .item)
        dollars = try fields.decode(Double.self, forKey: .dollars)
        basis = try fields.decode(String.self, forKey: .basis)
        growth = try fields.decodeIfPresent(Growth.self, forKey: .growth) ?? .time
    }
}
