"""One local cloud for all tests, and clients that know nothing but its endpoint, region and keys."""
import json
import os
import pathlib
import subprocess
import sys
import uuid

import boto3
import pytest
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = os.environ.get("SLUICE_BIN", str(ROOT / ".build/release/sluice"))


class LocalCloud:
    """One running `sluice cloud`."""

    def __init__(self, state):
        self.state = state
        self.start()

    def start(self):
        self.log = open(f"{self.state}.log", "ab")
        self.process = subprocess.Popen(
            [SLUICE, "cloud", "--state", str(self.state), "--port", "0", "--json"],
            stdout=subprocess.PIPE, stderr=self.log,
        )
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("sluice cloud did not start:\n" + open(f"{self.state}.log").read())
        self.info = json.loads(line)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def stop(self):
        self.process.terminate()
        code = self.process.wait(30)
        self.process.stdout.close()
        self.log.close()
        return code

    def client(self, service, **config):
        keys = {"aws_access_key_id": self.info["accessKeyID"], "aws_secret_access_key": self.info["secretAccessKey"]}
        keys.update({name: config.pop(name) for name in list(config) if name.startswith("aws_")})
        return boto3.client(
            service, endpoint_url=self.info["endpoint"], region_name=self.info["region"],
            config=Config(retries={"total_max_attempts": 1}, **config), **keys,
        )

    def environment(self):
        return {
            "PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_ENDPOINT_URL": self.info["endpoint"],
            "AWS_ACCESS_KEY_ID": self.info["accessKeyID"], "AWS_SECRET_ACCESS_KEY": self.info["secretAccessKey"],
            "AWS_DEFAULT_REGION": self.info["region"],
        }


@pytest.fixture(scope="session")
def cloud(tmp_path_factory):
    running = LocalCloud(tmp_path_factory.mktemp("cloud") / "state")
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def sqs(cloud):
    return cloud.client("sqs")


@pytest.fixture(scope="session")
def s3(cloud):
    return cloud.client("s3")


@pytest.fixture
def queue(sqs):
    url = sqs.create_queue(QueueName=f"q-{uuid.uuid4().hex[:12]}")["QueueUrl"]
    yield url
    try:
        sqs.delete_queue(QueueUrl=url)
    except sqs.exceptions.QueueDoesNotExist:
        pass


@pytest.fixture(scope="session")
def bucket(s3):
    name = f"b-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def fresh_bucket(s3):
    name = f"b-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    return name


def pytest_configure(config):
    if not os.access(SLUICE, os.X_OK):
        sys.exit(f"{SLUICE} is missing: run `make build` first, or set SLUICE_BIN")
