import SluiceManifest
import SluiceModel

extension AppStack {
    /// Tasks that stop by themselves: each is written to a log, and three in a quarter of an hour raise an alarm.
    ///
    /// ECS publishes no count of crashes; EventBridge counts how often a rule matched.
    func addCrashAlarm(to template: inout Template) {
        let rule = Reference("CrashRule")
        let log = Reference("CrashLog")
        template[log] = Resource(
            "AWS::Logs::LogGroup",
            [
                "LogGroupName": .string("/sluice/\(manifest.name)/crashes"),
                "RetentionInDays": .count(manifest.task.logRetention.wholeDays),
            ],
            deletion: .delete
        )
        template[Reference("CrashLogPolicy")] = Resource(
            "AWS::Logs::ResourcePolicy",
            ["PolicyName": .string("\(manifest.name)-crashes"), "PolicyDocument": .text(crashLogPolicy(log))]
        )
        template[rule] = Resource(
            "AWS::Events::Rule",
            [
                "Description": .string("\(manifest.name): tasks that crashed or could not start"), "State": "ENABLED",
                "EventPattern": [
                    "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"],
                    "detail": [
                        "clusterArn": [.ref(Self.cluster.arn)], "lastStatus": ["STOPPED"],
                        "stopCode": ["EssentialContainerExited", "TaskFailedToStart"],
                    ],
                ],
                "Targets": [["Id": "log", "Arn": .text(logARN)]],
            ]
        )
        template[Reference("CrashAlarm")] = Resource(
            "AWS::CloudWatch::Alarm",
            [
                "AlarmDescription": .string(
                    "\(manifest.name): tasks crash again and again; /sluice/\(manifest.name)/crashes says why"
                ),
                "AlarmActions": alarmActions, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 3,
                "EvaluationPeriods": 1, "Period": 900, "Statistic": "Sum", "TreatMissingData": "notBreaching",
                "Namespace": "AWS/Events", "MetricName": "TriggeredRules",
                "Dimensions": [["Name": "RuleName", "Value": .ref(rule)]],
            ]
        )
    }

    /// The log's ARN without the `:*` that its attribute ends with.
    private var logARN: TemplateText {
        "arn:\(.partition):logs:\(.region):\(.account):log-group:/sluice/\(manifest.name)/crashes"
    }

    /// A text in CloudFormation, not an object.
    private func crashLogPolicy(_ log: Reference) -> TemplateText {
        let document: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "EventBridgeWritesCrashes", "Effect": "Allow",
                    "Principal": ["Service": ["delivery.logs.amazonaws.com", "events.amazonaws.com"]],
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "@sluice:CrashLog@",
                    "Condition": ["StringEquals": ["aws:SourceAccount": "@sluice:Account@"]],
                ]
            ],
        ]
        return TemplateText(
            TemplateFormat.jsonText(document),
            replacing: ["@sluice:CrashLog@": log.arn, "@sluice:Account@": .account]
        )
    }
}
