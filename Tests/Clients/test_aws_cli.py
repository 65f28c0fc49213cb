"""The aws command line, with nothing set but endpoint, keys and region."""
import json
import os
import subprocess
import sys

import pytest

AWS = os.path.join(os.path.dirname(sys.executable), "aws")


@pytest.fixture
def aws(cloud):
    def run(*arguments, data=None):  # the sqs commands of version 1 heed no AWS_ENDPOINT_URL
        command = [AWS, "--endpoint-url", cloud.info["endpoint"], *arguments]
        done = subprocess.run(command, env=cloud.environment(), input=data, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


def test_sqs(aws):
    url = json.loads(aws("sqs", "create-queue", "--queue-name", "cli"))["QueueUrl"]
    aws("sqs", "send-message", "--queue-url", url, "--message-body", "hello from the command line")
    message = json.loads(aws("sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "5"))["Messages"][0]
    assert message["Body"] == "hello from the command line"
    aws("sqs", "delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
    assert aws("sqs", "receive-message", "--queue-url", url) == ""
    aws("sqs", "delete-queue", "--queue-url", url)


def test_s3(aws, tmp_path):
    (tmp_path / "folder/deep").mkdir(parents=True)
    (tmp_path / "folder/one.txt").write_text("one")
    (tmp_path / "folder/deep/zwei.txt").write_text("zwei")
    (tmp_path / "large").write_bytes(os.urandom(20 << 20))
    aws("s3", "mb", "s3://cli-bucket")
    aws("s3", "cp", str(tmp_path / "large"), "s3://cli-bucket/large", "--quiet")
    aws("s3", "cp", "s3://cli-bucket/large", str(tmp_path / "back"), "--quiet")
    assert (tmp_path / "back").read_bytes() == (tmp_path / "large").read_bytes()
    aws("s3", "cp", "-", "s3://cli-bucket/from-stdin", data=b"streamed")
    assert aws("s3", "cp", "s3://cli-bucket/from-stdin", "-") == "streamed"
    aws("s3", "sync", str(tmp_path / "folder"), "s3://cli-bucket/synced")
    assert aws("s3", "sync", str(tmp_path / "folder"), "s3://cli-bucket/synced") == ""
    listing = aws("s3", "ls", "s3://cli-bucket/synced/")
    assert "PRE deep/" in listing and "one.txt" in listing
    head = json.loads(aws("s3api", "head-object", "--bucket", "cli-bucket", "--key", "synced/one.txt"))
    assert head["ContentLength"] == 3 and head["ContentType"] == "text/plain"
    aws("s3", "rm", "--recursive", "s3://cli-bucket")
    aws("s3", "rb", "s3://cli-bucket")
    assert "cli-bucket" not in aws("s3", "ls")
