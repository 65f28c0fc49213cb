package import SluiceModel
package import SluiceScaling

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A line of the scaler's log: its health for people, metrics for CloudWatch in the embedded metric format.
///
/// Source: CloudWatch embedded metric format specification.
package struct ScalerLine: Sendable, Hashable {
    package var at: Timestamp
    /// The project, the metrics' dimension.
    package var project: String
    /// Nil when nothing could be seen.
    package var fleet: Fleet?
    /// Looks since the last line, and how many of them failed.
    package var looks: Int
    package var failures: Int
    /// Why the number was changed; empty when it was not.
    package var because: [String]

    /// What was seen of the fleet, and what is wanted of it.
    package struct Fleet: Sendable, Hashable {
        package var observation: FleetObservation
        /// How many tasks are wanted from now on.
        package var desired: Int

        /// A fleet, and how many tasks it shall have.
        package init(observation: FleetObservation, desired: Int) {
            self.observation = observation
            self.desired = desired
        }
    }

    /// The namespace of the metrics.
    package static let namespace = "Sluice"

    /// How many metrics a line has at most, each of which CloudWatch charges for.
    package static let metricCount = 6

    /// A line.
    package init(
        at: Timestamp,
        project: String,
        fleet: Fleet?,
        looks: Int,
        failures: Int,
        because: [String]
    ) {
        self.at = at
        self.project = project
        self.fleet = fleet
        self.looks = looks
        self.failures = failures
        self.because = because
    }

    /// The values by name; those of what could not be read are left out.
    private var metrics: [(name: String, value: Int)] {
        var metrics: [(name: String, value: Int)] = []
        if let queue = fleet?.observation.queue {
            metrics += [("JobsWaiting", queue.visible), ("JobsInFlight", queue.inFlight)]
        }
        if let fleet {
            let tasks = fleet.observation.tasks
            metrics += [
                ("TasksDesired", fleet.desired), ("TasksRunning", tasks.running), ("TasksPending", tasks.pending),
            ]
        }
        return metrics + [("ScalerFailures", failures)]
    }

    /// The line as JSON with its keys in order, without a line end.
    package var json: String {
        let definitions: [JSONValue] = metrics.map { ["Name": .string($0.name), "Unit": "Count"] }
        var line: [String: JSONValue] = [
            "_aws": [
                "Timestamp": .integer(at.milliseconds),
                "CloudWatchMetrics": [
                    [
                        "Namespace": .string(Self.namespace), "Dimensions": [["Project"]],
                        "Metrics": .array(definitions),
                    ]
                ],
            ],
            "Project": .string(project), "health": .string(failures == 0 ? "ok" : "failing"),
            "looks": .integer(Int64(looks)),
        ]
        for metric in metrics { line[metric.name] = .integer(Int64(metric.value)) }
        if !because.isEmpty { line["because"] = .array(because.map { .string($0) }) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers can always be written.
        return (try? encoder.encode(JSONValue.object(line))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
