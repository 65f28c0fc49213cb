import SluiceAdvice
import SluiceFleet
import SluiceManifest
import SluiceModel
import SluiceSimulation
import SluiceTemplate

/// What a project costs at rest and at work, at list prices; needs no account.
struct ProjectPrice: Encodable {
    /// A month without jobs, line by line, in US dollars.
    let monthAtRest: [Timeline.CostLine]
    /// A thousand jobs that come at once, until the fleet is at rest again, in US dollars.
    let thousandJobs: Double
    /// How long those take, in seconds; nil when they are not done within the simulation's limit.
    let thousandJobsSeconds: Double?

    /// The sum of the month's lines.
    var restTotal: Double { monthAtRest.reduce(0) { $0 + $1.dollars } }

    private static let endpointHour = 0.01

    /// The price of what the templates of a manifest make.
    /// - Throws: `ManifestError` when the manifest cannot be simulated.
    init(_ manifest: Manifest, _ stacks: ProjectStacks) throws {
        let made = ResourceCount(stacks)
        let scenario = try Scenario.load(text: "", file: "price", changes: ["load.burst=1000"])
        var setup = try SimulationSetup(manifest, scenario: scenario)
        setup.usage.natGateways = made.natGateways
        setup.usage.hasPublicAddresses = manifest.network.access == .public
        let summary = SimulationResult(setup).summary
        thousandJobs = summary.costPer1000
        thousandJobsSeconds = summary.drainTime
        var lines = Bill.monthAtRest(setup).lines
        func add(_ item: String, _ count: Double, _ unit: String, _ price: Double) {
            guard count > 0 else { return }
            lines.append(
                .init(item: item, dollars: count * price, basis: "\(Int(count)) \(unit) at \(price) USD")
            )
        }
        let hours = Bill.hoursOfMonth * Double(made.endpointNetworkInterfaces)
        add("Interface endpoints", hours, "endpoint-hours", Self.endpointHour)
        add("Operator's alarms", Double(made.operatorAlarmMetrics), "alarm metrics", setup.prices.alarmMonth)
        if made.hasScaler {
            add("Scaler's metrics", Double(ScalerLine.metricCount), "metrics", setup.prices.metricMonth)
        }
        monthAtRest = lines
    }

    /// The price as a person reads it.
    var text: String {
        var table = TextTable([("at rest, a month", .left), ("USD", .right), ("", .left)])
        for line in monthAtRest.sorted(by: { $0.dollars > $1.dollars }) {
            table.add(["  \(line.item)", Self.dollars(line.dollars), line.basis])
        }
        table.add(["  together", Self.dollars(restTotal), ""])
        let time =
            thousandJobsSeconds.map { "done after \(SpanText.seconds($0))" } ?? "not done within the simulated time"
        return table.text + "\n1000 jobs at once: \(Self.dollars(thousandJobs)) USD, \(time) (simulated)"
            + "\nList prices of us-east-1 without free tiers; storage, traffic and CodeBuild come on top (docs/cost.md)."
    }

    private static func dollars(_ amount: Double) -> String {
        let cents = Int((amount * 100).rounded())
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}

/// What of the templates is paid for by its presence.
private struct ResourceCount {
    var natGateways = 0
    /// One for each interface endpoint and subnet.
    var endpointNetworkInterfaces = 0
    /// Metrics in alarms that call a person rather than change the number of tasks.
    var operatorAlarmMetrics = 0
    /// Whether Sluice's own loop runs beside the workers.
    var hasScaler = false

    init(_ stacks: ProjectStacks) {
        for stack in stacks.all {
            let resources = stack.template.resources
            for resource in resources.values {
                switch resource.type {
                case "AWS::EC2::NatGateway": natGateways += 1
                case "AWS::ECS::Service" where resource.properties["ServiceName"] == .string("\(stack.name)-scaler"):
                    hasScaler = true
                case "AWS::EC2::VPCEndpoint":
                    guard resource.properties["VpcEndpointType"] == "Interface" else { continue }
                    endpointNetworkInterfaces += resource.properties["SubnetIds"].elements.count
                case "AWS::CloudWatch::Alarm":
                    let scales = resource.properties["AlarmActions"].elements.contains { action in
                        guard case .object(let members) = action, case .string(let name)? = members["Ref"] else {
                            return false
                        }
                        return resources[name]?.type == "AWS::ApplicationAutoScaling::ScalingPolicy"
                    }
                    // Those that scale are in the simulator's bill.
                    if !scales { operatorAlarmMetrics += Self.metrics(of: resource.properties["Metrics"]) }
                default: break
                }
            }
        }
    }

    /// A plain alarm has one metric; an expression as many as it looks at.
    private static func metrics(of list: JSONValue?) -> Int {
        max(
            1,
            list.elements.count { element in
                if case .object(let members) = element { members["MetricStat"] != nil } else { false }
            }
        )
    }
}

extension JSONValue? {
    fileprivate var elements: [JSONValue] {
        if case .array(let elements)? = self { elements } else { [] }
    }
}
