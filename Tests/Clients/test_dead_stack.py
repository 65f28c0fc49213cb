"""`sluice dead --stack`: the dead letters of a deployed system, on the SQS and S3 that moto plays."""
import json
import subprocess

import pytest
from deployed import REGION, SLUICE, Account


@pytest.fixture
def account(tmp_path):
    running = Account(tmp_path / "moto.log")
    yield running
    running.stop()


def test_letters_of_a_stack_are_sent_again_and_noted(account, tmp_path):
    sqs, s3 = account.client("sqs"), account.client("s3")
    main, dead = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ["demo", "demo-dead"])
    s3.create_bucket(Bucket="demo-data", CreateBucketConfiguration={"LocationConstraint": REGION})
    values = {"ApiUrl": "https://x/v1", "QueueUrl": main, "DeadLetterQueueUrl": dead, "DataBucket": "demo-data"}
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in values.items()},
    }
    account.client("cloudformation").create_stack(StackName="demo", TemplateBody=json.dumps(template))
    for number in range(25):
        sqs.send_message(
            QueueUrl=dead, MessageBody=json.dumps({"id": f"j{number}"}),
            MessageAttributes={
                "sluice.cause": {"DataType": "String", "StringValue": "timeout" if number < 20 else "out_of_memory"},
                "sluice.job": {"DataType": "String", "StringValue": f"j{number}"},
            },
        )

    def run(*arguments):
        result = subprocess.run(
            [SLUICE, "dead", *arguments, "--stack", "demo", "--json"], cwd=tmp_path, env=account.environment,
            capture_output=True, text=True, timeout=60,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    assert len(run("list")) == 25
    told = run("retry", "--cause", "timeout")
    assert sorted(letter["job"] for letter in told["done"]) == sorted(f"j{number}" for number in range(20))
    messages = []
    while found := sqs.receive_message(QueueUrl=main, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get("Messages"):
        messages += found
    assert len(messages) == 20
    assert all(message["MessageAttributes"]["sluice.again"]["StringValue"].endswith("Z") for message in messages)
    assert {letter["cause"] for letter in run("list")} == {"out_of_memory"}
    assert len(run("drop", "--all", "--yes")["done"]) == 5 and run("list") == []
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket="demo-data", Prefix="audit/")["Contents"]]
    lines = "".join(s3.get_object(Bucket="demo-data", Key=key)["Body"].read().decode() for key in keys).splitlines()
    assert len(keys) == 2 and [json.loads(line)["deed"] for line in lines].count("retry") == 20 and len(lines) == 25
