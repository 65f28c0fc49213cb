import SluiceManifest
import SluiceModel
import SluiceScaling

extension AppStack {
    private static let alarmTopic = Reference("AlarmTopic")

    /// What an operator wants to be called for.
    func addAlarms(to template: inout Template) {
        if !manifest.alarms.subscribers.isEmpty {
            // CloudWatch may not use the key of SNS itself, and a key of one's own costs a dollar a month.
            template[Self.alarmTopic] = Resource(
                "AWS::SNS::Topic",
                ["TopicName": .string("\(manifest.name)-alarms")]
            )
            subscribe(manifest.alarms.subscribers, to: Self.alarmTopic, "AlarmSubscription", &template)
        }
        template[Reference("DeadLetterAlarm")] = queueAlarm(
            "messages lie in \(manifest.name)-dead: `sluice dead list` shows why",
            queueMetric("ApproximateNumberOfMessagesVisible", of: Self.deadLetterQueue),
            atLeast: 1
        )
        template[Reference("OldestMessageAlarm")] = queueAlarm(
            "a job has waited longer than \(manifest.alarms.oldestMessage.text)",
            queueMetric("ApproximateAgeOfOldestMessage"),
            atLeast: manifest.alarms.oldestMessage.wholeSeconds
        )
        template[Reference("NoProgressAlarm")] = noProgressAlarm
        addCrashAlarm(to: &template)
    }

    var alarmActions: JSONValue? { manifest.alarms.subscribers.isEmpty ? nil : [.ref(Self.alarmTopic)] }

    private func queueAlarm(_ description: String, _ metric: CloudMetric, atLeast threshold: Int) -> Resource {
        var properties: [String: JSONValue?] = [
            "AlarmDescription": .string("\(manifest.name): \(description)"), "AlarmActions": alarmActions,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": .count(threshold),
            "EvaluationPeriods": 1, "Period": 60, "Statistic": "Maximum", "TreatMissingData": "notBreaching",
        ]
        properties.merge(metric.json) { $1 }
        return Resource("AWS::CloudWatch::Alarm", properties)
    }

    /// Jobs wait and none has ended for twice as long as one may take.
    private var noProgressAlarm: Resource {
        let period = Duration.seconds(300)
        let patience = max(.seconds(900), manifest.job.timeout * 2)
        // CloudWatch looks back a day at most.
        let periods = min(288, Int((patience / period).rounded(.up)))
        let parts = [
            ("visible", queueMetric("ApproximateNumberOfMessagesVisible")),
            ("deleted", queueMetric("NumberOfMessagesDeleted")),
        ]
        return Resource(
            "AWS::CloudWatch::Alarm",
            [
                "AlarmDescription": .string(
                    "\(manifest.name): jobs wait and none has ended for \((period * periods).text)"
                ),
                "AlarmActions": alarmActions, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 1,
                "EvaluationPeriods": .count(periods), "TreatMissingData": "notBreaching",
                "Metrics": .array(
                    queries(
                        parts,
                        expression: "IF(visible > 0 AND FILL(deleted, 0) == 0, 1, 0)",
                        label: "jobs wait and none ends",
                        statistic: .sum,
                        period: period
                    )
                ),
            ]
        )
    }
}
