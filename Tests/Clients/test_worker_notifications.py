"""`sluice worker` tells moto's SNS of the ends of jobs: our client against a server that is not ours."""
import json
import pathlib
import signal
import socket
import subprocess
import sys
import time

import pytest
from deployed import REGION, SLUICE, Account

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from waiting import wait_until  # noqa: E402

SCRIPT = 'echo ü > "$SLUICE_OUTPUT/result.txt"; case "$SLUICE_PARAMETERS" in *bad*) exit 3;; esac'


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    running = Account(tmp_path_factory.mktemp("moto") / "log")
    yield running
    running.stop()


class Told:
    """A worker with a queue, a bucket and a topic, and the queue that is subscribed to the topic."""

    def __init__(self, account, name, folder, on="finished", **variables):
        self.sqs, self.s3, self.name = account.client("sqs"), account.client("s3"), name
        sns = account.client("sns")
        self.queue = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.ends = self.sqs.create_queue(QueueName=f"{name}-ends")["QueueUrl"]
        dead = self.sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.topic = sns.create_topic(Name=name)["TopicArn"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.ends, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn)
        settings = {
            "command": ["sh", "-c", SCRIPT], "environment": {}, "queueURL": self.queue, "deadLetterQueueURL": dead,
            "bucket": name, "timeoutSeconds": 30, "stopTimeoutSeconds": 30, "visibilitySeconds": 60, "retries": 1,
            "outOfMemoryRetries": 0, "initialBackoffSeconds": 1, "maximumBackoffSeconds": 1, "receiveWaitSeconds": 1,
            "topicARN": self.topic, "notify": on,
        }
        self.log = folder / "worker.log"
        self.process = subprocess.Popen(
            [SLUICE, "worker"], stderr=open(self.log, "w"),
            env={**account.environment, "SLUICE_WORKER": json.dumps(settings), **variables},
        )

    def submit(self, job):
        self.sqs.send_message(QueueUrl=self.queue, MessageBody=json.dumps({"id": job, "parameters": {"kind": job}}))

    def status(self, job):
        return json.load(self.s3.get_object(Bucket=self.name, Key=f"jobs/{job}/status.json")["Body"])

    def is_empty(self):
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        counts = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=names)["Attributes"]
        return all(count == "0" for count in counts.values())

    def next_end(self):
        messages = []

        def receive():
            messages.extend(self.sqs.receive_message(QueueUrl=self.ends, WaitTimeSeconds=1).get("Messages", []))
            return messages

        wait_until(receive, "an end was told")
        self.sqs.delete_message(QueueUrl=self.ends, ReceiptHandle=messages[0]["ReceiptHandle"])
        return json.loads(messages[0]["Body"])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, self.log.read_text()


@pytest.fixture
def told(account, tmp_path):
    running = []

    def start(name, **options):
        running.append(Told(account, name, tmp_path, **options))
        return running[-1]

    yield start
    for one in running:
        one.stop()


def test_another_server_understands_what_is_told(told):
    worker = told("understood")
    for job, state in [("good", "succeeded"), ("bad", "failed")]:
        worker.submit(job)
        envelope = worker.next_end()
        assert envelope["Type"] == "Notification" and envelope["TopicArn"] == worker.topic
        assert job in envelope["Subject"]
        notice, status = json.loads(envelope["Message"]), worker.status(job)
        assert notice["status"] == status["status"] == state
        for name in ("id", "attempt", "submittedAt", "startedAt", "finishedAt", "usage", "outputs", "error"):
            assert notice.get(name) == status.get(name), name
        attributes = {name: value["Value"] for name, value in envelope["MessageAttributes"].items()}
        assert attributes == {"status": state, "job": job, **({"cause": "rejected"} if job == "bad" else {})}
        wait_until(worker.is_empty, "the message is gone")


def test_a_topic_that_never_answers_does_not_hold_up_the_queue(told):
    # It takes connections and says nothing.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        worker = told("silent", AWS_ENDPOINT_URL_SNS=address)
        submitted = time.monotonic()
        worker.submit("good")
        wait_until(worker.is_empty, "the message is gone")
        assert time.monotonic() - submitted < 20 and worker.status("good")["status"] == "succeeded"
        assert "the end of a job could not be published" in worker.log.read_text()
