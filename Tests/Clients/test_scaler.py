"""`sluice scaler` against ECS and SQS of moto: messages in, desired count up; out, down."""
import json
import pathlib
import signal
import subprocess
import sys

import pytest
from deployed import REGION, SLUICE, Account

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from waiting import wait_until  # noqa: E402

NAMES = {"JobsWaiting", "JobsInFlight", "TasksDesired", "TasksRunning", "TasksPending", "ScalerFailures"}


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    running = Account(tmp_path_factory.mktemp("moto") / "log")
    ec2 = running.client("ec2")
    ec2.describe_vpcs()
    yield running
    running.stop()


class Fleet:
    """A queue and a service without tasks."""

    def __init__(self, account, name):
        self.account, self.name = account, name
        self.sqs, self.ecs = account.client("sqs"), account.client("ecs")
        self.queue = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.ecs.create_cluster(clusterName=name)
        self.ecs.register_task_definition(
            family=name, containerDefinitions=[{"name": "worker", "image": "sluice", "memory": 512}]
        )
        self.ecs.create_service(cluster=name, serviceName=name, taskDefinition=name, desiredCount=0)

    @property
    def desired(self):
        return self.ecs.describe_services(cluster=self.name, services=[self.name])["services"][0]["desiredCount"]


    def send(self, count):
        for start in range(0, count, 10):
            entries = [{"Id": str(n), "MessageBody": "{}"} for n in range(start, min(count, start + 10))]
            self.sqs.send_message_batch(QueueUrl=self.queue, Entries=entries)

    def empty(self):
        self.sqs.purge_queue(QueueUrl=self.queue)

    def settings(self, **changes):
        return {
            "name": self.name, "queueURL": self.queue, "cluster": self.name, "service": self.name, "minimum": 0,
            "maximum": 6, "intervalSeconds": 0.2, "startTimeSeconds": 0, "idleTimeoutSeconds": 1,
            "jobDurationSeconds": 60, **changes,
        }


class Scaler:
    """A running `sluice scaler`, whose lines are kept in a file."""

    def __init__(self, fleet, folder, **changes):
        self.out, self.errors = folder / "scaler.out", folder / "scaler.err"
        environment = {**fleet.account.environment, "SLUICE_SCALER": json.dumps(fleet.settings(**changes))}
        self.process = subprocess.Popen(
            [SLUICE, "scaler"], env=environment, stdout=open(self.out, "w"), stderr=open(self.errors, "w")
        )

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.read_text().splitlines()]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, self.errors.read_text()


def test_messages_in_tasks_up_messages_out_tasks_down(account, tmp_path):
    fleet = Fleet(account, "updown")
    scaler = Scaler(fleet, tmp_path)
    fleet.send(4)
    wait_until(lambda: fleet.desired == 4, "a task for each job")
    fleet.send(20)
    wait_until(lambda: fleet.desired == 6, "no more than the most")
    fleet.empty()
    wait_until(lambda: fleet.desired == 0, "all of them gone")
    wait_until(lambda: scaler.lines[-1]["TasksRunning"] == 0, "the end told")
    lines = scaler.lines
    scaler.stop()
    reasons = [line["because"] for line in lines if "because" in line]
    assert any("jobs waiting" in reason for reason in reasons[0])
    assert len(lines) < 20, "it is quiet while nothing changes"


def test_lines_are_in_the_embedded_metric_format(account, tmp_path):
    """The rules of CloudWatch's specification: a time in ms, sets of dimensions that exist, metrics that are numbers."""
    fleet = Fleet(account, "metrics")
    scaler = Scaler(fleet, tmp_path)
    wait_until(lambda: scaler.lines, "a first line")
    scaler.stop()
    line = scaler.lines[0]
    assert line["health"] == "ok"
    assert isinstance(line["_aws"]["Timestamp"], int) and line["_aws"]["Timestamp"] > 1_700_000_000_000
    directive = line["_aws"]["CloudWatchMetrics"][0]
    assert directive["Namespace"] == "Sluice"
    assert all(isinstance(line[name], str) for dimensions in directive["Dimensions"] for name in dimensions)
    assert {metric["Name"] for metric in directive["Metrics"]} == NAMES
    assert all(isinstance(line[metric["Name"]], int) and metric["Unit"] == "Count" for metric in directive["Metrics"])


def test_two_at_once_come_to_the_same_number(account, tmp_path):
    fleet = Fleet(account, "two")
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    scalers = [Scaler(fleet, folder) for folder in folders]
    fleet.send(3)
    for scaler in scalers:
        wait_until(lambda: scaler.lines and scaler.lines[-1]["TasksDesired"] == 3, "both want three")
        wait_until(lambda: scaler.lines[-1]["TasksRunning"] == 3, "both see three")
    assert fleet.desired == 3
    changes = [line for scaler in scalers for line in scaler.lines if "because" in line]
    assert all(line["TasksDesired"] == 3 for line in changes), "nobody went beyond what is needed, or back"
    for scaler in scalers:
        scaler.stop()


def test_a_number_that_somebody_else_set_is_taken_as_it_is(account, tmp_path):
    fleet = Fleet(account, "somebody")
    fleet.ecs.update_service(cluster=fleet.name, service=fleet.name, desiredCount=5)
    fleet.send(2)
    scaler = Scaler(fleet, tmp_path, idleTimeoutSeconds=3600)
    wait_until(lambda: scaler.lines, "a first line")
    scaler.stop()
    assert fleet.desired == 5, "five are too many, but not for an hour yet"


def test_a_missing_service_is_told_and_then_found(account, tmp_path):
    fleet = Fleet(account, "late")
    scaler = Scaler(fleet, tmp_path, service="later")
    fleet.send(1)
    wait_until(lambda: "no service later" in scaler.errors.read_text(), "the complaint")
    wait_until(lambda: scaler.lines, "a line while it fails")
    assert scaler.lines[0]["health"] == "failing" and scaler.lines[0]["ScalerFailures"] == 1
    assert [metric["Name"] for metric in scaler.lines[0]["_aws"]["CloudWatchMetrics"][0]["Metrics"]] == ["ScalerFailures"]
    fleet.ecs.create_service(cluster=fleet.name, serviceName="later", taskDefinition=fleet.name, desiredCount=0)
    wait_until(lambda: len(scaler.lines) > 1, "a line of the fleet")
    scaler.stop()
    assert scaler.lines[1]["TasksDesired"] == 1
    assert scaler.errors.read_text().count("no service later") == 1
    assert "scaling again" in scaler.errors.read_text()


def test_without_its_settings_it_says_which(tmp_path):
    result = subprocess.run([SLUICE, "scaler"], env={"AWS_REGION": REGION}, capture_output=True, text=True)
    assert result.returncode == 1
    assert "SLUICE_SCALER is not set" in result.stderr
