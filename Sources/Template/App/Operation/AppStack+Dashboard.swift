import SluiceManifest
import SluiceModel

extension AppStack {
    private static let dashboard = Reference("Dashboard")

    /// One page of CloudWatch: the queue, the tasks, the intake, what went wrong.
    func addDashboard(to template: inout Template) {
        let body: JSONValue = ["widgets": .array(widgets)]
        let markers = [
            "@sluice:Region@": Reference.region, "@sluice:Api@": Self.api, "@sluice:Cluster@": Self.cluster,
        ]
        template[Self.dashboard] = Resource(
            "AWS::CloudWatch::Dashboard",
            [
                "DashboardName": .string(manifest.name),
                "DashboardBody": .text(TemplateText(TemplateFormat.jsonText(body), replacing: markers)),
            ]
        )
    }

    private var widgets: [JSONValue] {
        let (queue, dead) = (manifest.name, "\(manifest.name)-dead")
        return [
            widget(
                0,
                "Jobs waiting and in work",
                "Maximum",
                [
                    sqs("ApproximateNumberOfMessagesVisible", queue, "waiting"),
                    sqs("ApproximateNumberOfMessagesNotVisible", queue, "in work"),
                ]
            ),
            widget(
                1,
                "Age of the oldest job (seconds)",
                "Maximum",
                [
                    sqs("ApproximateAgeOfOldestMessage", queue, "oldest")
                ]
            ),
            widget(
                2,
                "Tasks",
                "SampleCount",
                [
                    [
                        "AWS/ECS", "CPUUtilization", "ClusterName", "@sluice:Cluster@", "ServiceName",
                        .string(manifest.name), ["label": "running"],
                    ]
                ]
            ),
            widget(
                3,
                "Jobs in and out (per minute)",
                "Sum",
                [
                    sqs("NumberOfMessagesSent", queue, "in"), sqs("NumberOfMessagesDeleted", queue, "out"),
                ]
            ),
            widget(
                4,
                "Processor and memory of the tasks (per cent)",
                "Average",
                [
                    [
                        "AWS/ECS", "CPUUtilization", "ClusterName", "@sluice:Cluster@", "ServiceName",
                        .string(manifest.name), ["label": "processor"],
                    ],
                    [
                        "AWS/ECS", "MemoryUtilization", "ClusterName", "@sluice:Cluster@", "ServiceName",
                        .string(manifest.name), ["label": "memory"],
                    ],
                ]
            ),
            widget(5, "Dead letters", "Maximum", [sqs("ApproximateNumberOfMessagesVisible", dead, "dead")]),
            widget(
                6,
                "Requests and refusals (per minute)",
                "Sum",
                [
                    apiMetric("Count", "requests"), apiMetric("4XXError", "refused"), apiMetric("5XXError", "failed"),
                ]
            ),
            widget(7, "Answer of the intake (milliseconds)", "p95", [apiMetric("Latency", "p95")]),
        ]
    }

    private func sqs(_ metric: String, _ queue: String, _ label: String) -> JSONValue {
        ["AWS/SQS", .string(metric), "QueueName", .string(queue), ["label": .string(label)]]
    }

    private func apiMetric(_ metric: String, _ label: String) -> JSONValue {
        ["AWS/ApiGateway", .string(metric), "ApiName", .string(manifest.name), ["label": .string(label)]]
    }

    /// Three to a row of the grid of 24 columns.
    private func widget(_ place: Int, _ title: String, _ statistic: String, _ metrics: [JSONValue]) -> JSONValue {
        [
            "type": "metric", "width": 8, "height": 6, "x": .count(place % 3 * 8), "y": .count(place / 3 * 6),
            "properties": [
                "title": .string(title), "stat": .string(statistic), "metrics": .array(metrics), "period": 60,
                "region": "@sluice:Region@", "view": "timeSeries", "yAxis": ["left": ["min": 0]],
            ],
        ]
    }
}
