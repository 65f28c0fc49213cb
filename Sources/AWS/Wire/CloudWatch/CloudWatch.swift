package import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The shapes of Amazon CloudWatch over the Query protocol, API version 2010-08-01.
package enum CloudWatch {
    static let version = "2010-08-01"

    /// Asks when alarms changed their states.
    package struct DescribeAlarmHistory: QueryOperation {
        package var from: Timestamp
        package var until: Timestamp
        package var nextToken: String?

        /// Asks for the changes of all alarms between two times, the newest first.
        package init(from: Timestamp, until: Timestamp, nextToken: String? = nil) {
            self.from = from
            self.until = until
            self.nextToken = nextToken
        }

        package var form: QueryForm {
            var form = QueryForm(action: "DescribeAlarmHistory", version: CloudWatch.version)
            form.append("HistoryItemType", "StateUpdate")
            form.append("StartDate", from.rfc3339)
            form.append("EndDate", until.rfc3339)
            form.append("MaxRecords", "100")
            form.append("NextToken", nextToken)
            return form
        }

        /// A page of changes.
        package struct Response: Decodable, Sendable, Hashable {
            package let items: QueryList<AlarmHistoryItem>?
            package let nextToken: String?

            private enum CodingKeys: String, CodingKey {
                case items = "AlarmHistoryItems"
                case nextToken = "NextToken"
            }
        }
    }
}

/// A change of an alarm's state.
package struct AlarmHistoryItem: Sendable, Hashable {
    package let alarm: String
    package let at: Timestamp
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`; empty when CloudWatch does not say.
    package let from: String
    package let to: String
    /// What the alarm saw.
    package let reason: String
}

extension AlarmHistoryItem: Decodable {
    private enum CodingKeys: String, CodingKey {
        case alarm = "AlarmName"
        case at = "Timestamp"
        case data = "HistoryData"
        case summary = "HistorySummary"
    }

    /// The JSON within `HistoryData`.
    private struct Change: Decodable {
        struct State: Decodable {
            let stateValue: String?
            let stateReason: String?
        }
        let oldState: State?
        let newState: State?
    }

    /// Reads a member of the answer to DescribeAlarmHistory.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        alarm = try container.decode(String.self, forKey: .alarm)
        let text = try container.decode(String.self, forKey: .at)
        guard let time = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(forKey: .at, in: container, debugDescription: "\(text) is no time")
        }
        at = time
        let data = try container.decodeIfPresent(String.self, forKey: .data) ?? ""
        let change = try? JSONDecoder().decode(Change.self, from: Data(data.utf8))
        from = change?.oldState?.stateValue ?? ""
        to = change?.newState?.stateValue ?? ""
        reason =
            try change?.newState?.stateReason ?? container.decodeIfPresent(String.self, forKey: .summary) ?? ""
    }
}
