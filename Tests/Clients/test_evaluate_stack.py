"""`sluice evaluate --stack`: a deployed system is measured through SQS, ECS, CloudWatch and Application Auto Scaling."""
import csv
import json
import pathlib
import subprocess

import boto3
import botocore.session
import pytest
from botocore.parsers import QueryParser
from deployed import REGION, SLUICE, Account
from played_service import PlayedService

MANIFEST = "name: demo\njob: {command: [python3, job.py], duration: 1s}\nscaling: {min: 1, max: 2}\n"


@pytest.fixture
def account(tmp_path):
    running = Account(tmp_path / "moto.log")
    yield running
    running.stop()


@pytest.fixture
def played():
    service = PlayedService("demo")
    yield service
    service.stop()


@pytest.fixture
def stack(account, played):
    """A stack with the outputs that commands need."""
    queue = account.client("sqs").create_queue(QueueName="demo")["QueueUrl"]
    account.client("s3").create_bucket(Bucket="demo-data", CreateBucketConfiguration={"LocationConstraint": REGION})
    values = {
        "ApiUrl": "https://abc.execute-api.eu-central-1.amazonaws.com/v1", "QueueUrl": queue, "DataBucket": "demo-data",
        "DeadLetterQueueUrl": queue,
        "Cluster": "demo", "Service": "demo",
    }
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in values.items()},
    }
    account.client("cloudformation").create_stack(StackName="demo", TemplateBody=json.dumps(template))
    return account.environment | {
        f"AWS_ENDPOINT_URL_{name}": played.address
        for name in ["ECS", "CLOUDWATCH", "APPLICATION_AUTO_SCALING", "EXECUTE_API"]
    }


def test_boto3_reads_what_is_played(played):
    """The answers that stand for AWS's are in AWS's form, or agreeing with them would mean nothing."""
    played.submit("a")
    options = {
        "endpoint_url": played.address, "region_name": REGION, "aws_access_key_id": "test", "aws_secret_access_key": "test"
    }
    ecs = boto3.client("ecs", **options)
    arns = ecs.list_tasks(cluster="demo", serviceName="demo", desiredStatus="RUNNING")["taskArns"]
    assert ecs.describe_tasks(cluster="demo", tasks=arns)["tasks"][0]["startedAt"]
    scaling = boto3.client("application-autoscaling", **options)
    activities = scaling.describe_scaling_activities(ServiceNamespace="ecs", ResourceId="service/demo/demo")
    assert activities["ScalingActivities"][0]["Description"] == "Setting desired count to 2."
    # boto3 prefers another protocol of CloudWatch's; its parser of the Query protocol reads ours.
    shape = botocore.session.get_session().get_service_model("cloudwatch").operation_model("DescribeAlarmHistory").output_shape
    history = played.alarm_history({"Action": ["DescribeAlarmHistory"], "HistoryItemType": ["StateUpdate"]}).encode()
    read = QueryParser().parse({"status_code": 200, "headers": {}, "body": history}, shape)
    assert read["AlarmHistoryItems"][0]["AlarmName"] == "demo-upper"
    assert json.loads(read["AlarmHistoryItems"][0]["HistoryData"])["newState"]["stateValue"] == "ALARM"


def test_a_deployed_stack_is_measured_from_outside(stack, played, tmp_path):
    (tmp_path / "sluice.yaml").write_text(MANIFEST)
    result = subprocess.run(
        [SLUICE, "evaluate", "--stack", "demo", "--burst", "20", "--concurrency", "5", "--rest", "0s", "--json"],
        cwd=tmp_path, env=stack, capture_output=True, text=True, timeout=120,
    )
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    folder = pathlib.Path(told["folder"])
    assert told["target"] == "the stack demo" and folder.name.endswith("-demo")
    # Every fourth answer was lost: the request was sent again with its key, and no job is there twice.
    assert told["sending"]["repeated"] == len(played.requests) - 20 > 0
    assert len(played.jobs) == 20 and told["measured"]["succeeded"] == 20
    rows = {row["id"]: row for row in csv.DictReader((folder / "jobs.csv").open())}
    for key, (submitted, start, task) in played.jobs.items():
        assert float(rows[key]["wait"]) == pytest.approx(start - submitted, abs=0.003)
        assert rows[key]["task"] == f"task{task}"
    timeline = json.loads((folder / "timeline.json").read_text())
    assert timeline["tasks"]["id"] == ["task0", "task1"] and timeline["tasks"]["isSpot"] == [False, True]
    ready = played.second - min(submitted for submitted, _, _ in played.jobs.values())
    assert timeline["tasks"]["ready"][1] == pytest.approx(ready, abs=0.5)
    assert [change["alarm"] for change in timeline["alarms"]] == ["demo-upper"]
    assert "Threshold Crossed" in timeline["alarms"][0]["reason"]
    assert [(move["from"], move["to"]) for move in timeline["decisions"]] == [(1, 2)]
    assert timeline["decisions"][0]["reasons"][0]["text"].startswith("monitor alarm demo-upper in state ALARM")
    assert max(timeline["series"]["running"]) == 2 and told["measured"]["peakTasks"] == 2
    assert {line["item"] for line in timeline["cost"]} > {"Fargate", "Fargate Spot"}
    assert not told["remarks"] and not (folder / "state").exists()


def test_what_may_not_be_read_is_a_remark(stack, tmp_path):
    """Without a CloudWatch that knows the history the rest is still measured."""
    (tmp_path / "sluice.yaml").write_text(MANIFEST)
    environment = stack | {"AWS_ENDPOINT_URL_CLOUDWATCH": stack["AWS_ENDPOINT_URL"]}
    result = subprocess.run(
        [SLUICE, "evaluate", "--stack", "demo", "--burst", "3", "--rest", "0s", "--json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
    )
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["measured"]["succeeded"] == 3
    assert any("alarm history could not be read" in remark for remark in told["remarks"])
