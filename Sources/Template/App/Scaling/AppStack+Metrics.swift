import SluiceManifest
import SluiceModel
import SluiceScaling

extension AppStack {
    /// A metric of CloudWatch.
    struct CloudMetric {
        let namespace: String
        let name: String
        let dimensions: [(name: String, value: JSONValue)]

        var json: [String: JSONValue] {
            [
                "Namespace": .string(namespace), "MetricName": .string(name),
                "Dimensions": .array(dimensions.map { ["Name": .string($0.name), "Value": $0.value] }),
            ]
        }
    }

    /// A metric of a queue.
    func queueMetric(_ name: String, of queue: Reference = Self.queue) -> CloudMetric {
        CloudMetric(
            namespace: "AWS/SQS",
            name: name,
            dimensions: [("QueueName", .ref(queue.attribute("QueueName")))]
        )
    }

    private var visible: CloudMetric { queueMetric("ApproximateNumberOfMessagesVisible") }
    private var inFlight: CloudMetric { queueMetric("ApproximateNumberOfMessagesNotVisible") }
    private var running: CloudMetric {
        CloudMetric(
            namespace: "ECS/ContainerInsights",
            name: "RunningTaskCount",
            dimensions: [("ClusterName", .ref(Self.cluster)), ("ServiceName", .ref(Self.service.attribute("Name")))]
        )
    }

    /// An alarm on one of the metrics that scaling knows.
    func alarm(_ rule: AlarmRule, _ description: String, actions: [JSONValue]) -> Resource {
        var properties: [String: JSONValue?] = [
            "AlarmDescription": .string(description), "AlarmActions": .array(actions),
            "ComparisonOperator": .string(rule.comparison.rawValue), "Threshold": .quantity(rule.threshold),
            "EvaluationPeriods": .count(rule.evaluationPeriods),
            "DatapointsToAlarm": rule.datapointsToAlarm < rule.evaluationPeriods ? .count(rule.datapointsToAlarm) : nil,
            "TreatMissingData": rule.missingData == .missing ? nil : .string(rule.missingData.rawValue),
        ]
        if let metric = plainMetric(rule.metric) {
            properties.merge(metric.json) { $1 }
            properties["Period"] = .count(rule.period.wholeSeconds)
            properties["Statistic"] = .string(rule.statistic.cloudName)
        } else {
            properties["Metrics"] = .array(queries(rule.metric, statistic: rule.statistic, period: rule.period))
        }
        return Resource("AWS::CloudWatch::Alarm", properties)
    }

    /// A metric that needs no arithmetic; nil for the others.
    private func plainMetric(_ metric: ScalingMetric) -> CloudMetric? {
        switch metric {
        case .visible: visible
        case .inFlight: inFlight
        case .visiblePlusInFlight, .backlogPerTask, .visibleWithoutTasks: nil
        }
    }

    /// The queries of a metric: those it is made of, then the expression; without a period as target tracking has them.
    func queries(_ metric: ScalingMetric, statistic: MetricStatistic, period: Duration?) -> [JSONValue] {
        let parts: [(id: String, CloudMetric)]
        let expression: String
        switch metric {
        case .visible: (parts, expression) = ([("visible", visible)], "visible")
        case .inFlight: (parts, expression) = ([("inFlight", inFlight)], "inFlight")
        case .visiblePlusInFlight:
            (parts, expression) = ([("visible", visible), ("inFlight", inFlight)], "visible + FILL(inFlight, 0)")
        case .backlogPerTask:
            parts = [("visible", visible), ("inFlight", inFlight), ("running", running)]
            expression = "(visible + FILL(inFlight, 0)) / running"
        case .visibleWithoutTasks:
            parts = [("visible", visible), ("running", running)]
            expression = "IF(FILL(running, 0) < 1, visible, 0)"
        }
        return queries(parts, expression: expression, label: metric.rawValue, statistic: statistic, period: period)
    }

    /// Queries of metrics and an expression over them.
    func queries(
        _ parts: [(id: String, CloudMetric)],
        expression: String,
        label: String,
        statistic: MetricStatistic,
        period: Duration?
    ) -> [JSONValue] {
        parts.map { id, metric in
            [
                "Id": .string(id), "ReturnData": false,
                "MetricStat": .properties([
                    "Metric": .object(metric.json), "Stat": .string(statistic.cloudName),
                    "Period": period.map { .count($0.wholeSeconds) },
                ]),
            ]
        } + [["Id": "value", "Label": .string(label), "Expression": .string(expression), "ReturnData": true]]
    }
}
