import SluiceManifest
import SluiceModel
import SluiceScaling

extension AppStack {
    private static let scalableTarget = Reference("ScalableTarget")

    /// The manifest's policy, rendered from the very value that the simulator and the local fleet decide by.
    func addScaling(to template: inout Template) {
        switch manifest.scaling.policy {
        case .steps(let policy):
            addScalableTarget(to: &template)
            addStepScaling(StepAlarms(policy), policy, to: &template)
        case .backlog(let policy):
            addScalableTarget(to: &template)
            addBacklogScaling(policy, to: &template)
        case .direct(let policy):
            addScaler(policy, to: &template)
        }
    }

    private func addScalableTarget(to template: inout Template) {
        template[Self.scalableTarget] = Resource(
            "AWS::ApplicationAutoScaling::ScalableTarget",
            [
                "MinCapacity": .count(manifest.scaling.minimum), "MaxCapacity": .count(manifest.scaling.maximum),
                "ResourceId": .text("service/\(Self.cluster)/\(Self.service.attribute("Name"))"),
                "ScalableDimension": "ecs:service:DesiredCount", "ServiceNamespace": "ecs",
                "RoleARN": .text(
                    "arn:\(.partition):iam::\(.account):role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
                ),
            ]
        )
    }

    private func addStepScaling(_ alarms: StepAlarms, _ policy: StepPolicy, to template: inout Template) {
        for (name, side) in [("Upper", alarms.upper), ("Lower", alarms.lower)] {
            guard let side else { continue }
            addStepScaling(
                StepScaling(
                    name: name,
                    adjustments: side.adjustments,
                    aggregation: policy.statistic.aggregation,
                    cooldown: policy.cooldown,
                    alarm: AlarmRule(
                        name: name,
                        metric: policy.metric,
                        statistic: policy.statistic,
                        period: policy.period,
                        evaluationPeriods: policy.evaluationPeriods,
                        datapointsToAlarm: policy.datapointsToAlarm,
                        comparison: side.comparison,
                        threshold: side.threshold,
                        missingData: policy.missingData
                    )
                ),
                to: &template
            )
        }
    }

    /// A step policy and the alarm that triggers it.
    struct StepScaling {
        /// `Upper`, `Lower`, `Wake`.
        let name: String
        let adjustments: StepAdjustments
        let aggregation: MetricStatistic
        let cooldown: Duration
        let alarm: AlarmRule
    }

    func addStepScaling(_ scaling: StepScaling, to template: inout Template) {
        let policy = Reference("\(scaling.name)Policy")
        template[policy] = Resource(
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            [
                "PolicyName": .string("\(manifest.name)-\(scaling.name.lowercased())"), "PolicyType": "StepScaling",
                "ScalingTargetId": .ref(Self.scalableTarget),
                "StepScalingPolicyConfiguration": .properties([
                    "AdjustmentType": .string(scaling.adjustments.adjustment.cloudName),
                    "Cooldown": .count(scaling.cooldown.wholeSeconds),
                    "MetricAggregationType": .string(scaling.aggregation.cloudName),
                    "MinAdjustmentMagnitude": scaling.adjustments.minimumMagnitude.map { .count($0) },
                    "StepAdjustments": .array(
                        scaling.adjustments.steps.map { step in
                            .properties([
                                "MetricIntervalLowerBound": step.lower.map { .quantity($0) },
                                "MetricIntervalUpperBound": step.upper.map { .quantity($0) },
                                "ScalingAdjustment": .count(step.change),
                            ])
                        }
                    ),
                ]),
            ]
        )
        template[Reference("\(scaling.name)Alarm")] = alarm(
            scaling.alarm,
            "\(manifest.name): scales when \(scaling.alarm.condition)",
            actions: [.ref(policy)]
        )
    }

    /// Target tracking, and for a fleet that may be empty the alarm that wakes it.
    private func addBacklogScaling(_ policy: BacklogPolicy, to template: inout Template) {
        template[Reference("BacklogPolicy")] = Resource(
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            [
                "PolicyName": .string("\(manifest.name)-backlog"), "PolicyType": "TargetTrackingScaling",
                "ScalingTargetId": .ref(Self.scalableTarget),
                "TargetTrackingScalingPolicyConfiguration": [
                    "TargetValue": .quantity(policy.target),
                    "ScaleOutCooldown": .count(policy.scaleOutCooldown.wholeSeconds),
                    "ScaleInCooldown": .count(policy.scaleInCooldown.wholeSeconds),
                    "DisableScaleIn": .bool(!policy.scalesIn),
                    "CustomizedMetricSpecification": [
                        "Metrics": .array(queries(.backlogPerTask, statistic: .average, period: nil))
                    ],
                ],
            ]
        )
        let limits = CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum)
        for (rule, action) in AlarmAction.all(of: .backlog(policy), limits: limits, rules: AutoScalingRules()) {
            guard case .steps(let adjustments, let aggregation) = action.kind else { continue }
            addStepScaling(
                StepScaling(
                    name: "Wake",
                    adjustments: adjustments,
                    aggregation: aggregation,
                    cooldown: action.cooldown,
                    alarm: rule
                ),
                to: &template
            )
        }
    }
}

extension StepPolicy.Adjustment {
    /// Application Auto Scaling's word.
    var cloudName: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension MetricStatistic {
    /// CloudWatch's word.
    var cloudName: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
