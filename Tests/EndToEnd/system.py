"""A running `sluice up` for tests, by itself because two folders have a `conftest`."""
import json
import os
import pathlib
import signal
import subprocess
import urllib.error
import urllib.request

from waiting import PATIENCE, wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = os.environ.get("SLUICE_BIN", str(ROOT / ".build/release/sluice"))


class System:
    """One running `sluice up`."""

    def __init__(self, folder, manifest, script, *arguments):
        self.folder = folder
        self.arguments = arguments
        (folder / "job.sh").write_text("#!/bin/sh\n" + script)
        (folder / "sluice.yaml").write_text(manifest)
        self.start()

    def start(self):
        self.log = open(self.folder / "up.log", "ab")
        self.process = subprocess.Popen(
            [SLUICE, "up", "--file", str(self.folder / "sluice.yaml"), "--port", "0", "--json", "--verbose", *self.arguments],
            stdout=subprocess.PIPE, stderr=self.log, cwd=self.folder, start_new_session=True,
        )
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("sluice up did not start:\n" + self.errors())
        self.info = json.loads(line)

    def errors(self):
        return (self.folder / "up.log").read_text(errors="replace")[-8000:]

    def request(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode() if not isinstance(body, bytes) else body
        request = urllib.request.Request(
            self.info["endpoint"] + path, data=data, method=method,
            headers={"x-api-key": self.info["apiKey"], "content-type": "application/json", **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, dict(response.headers), response.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def submit(self, parameters=None, key=None, source=None):
        body = {"parameters": parameters or {}}
        if source:
            body["input"] = source
        status, _, answer = self.request("POST", "/jobs", body, {"idempotency-key": key} if key else None)
        assert status == 202, answer
        return json.loads(answer)["id"]

    def status(self, job):
        code, _, body = self.request("GET", f"/jobs/{job}")
        return json.loads(body) if code == 200 else None

    def finished(self, job):
        def ended():
            status = self.status(job)
            return status if status and status["status"] in ("succeeded", "failed") else None

        try:
            return wait_until(ended, f"job {job} ended")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.status(job)}\n{self.errors()}") from None

    def running(self, job):
        return wait_until(lambda: (self.status(job) or {}).get("progress"), f"job {job} reported progress")

    def output(self, job, name):
        code, _, body = self.request("GET", f"/jobs/{job}/output/{name}")
        return body if code == 200 else None

    def file(self, path):
        found = self.folder / ".sluice/objects" / self.info["bucket"] / path
        return found.read_bytes() if found.exists() else None

    def client(self, service):
        import boto3

        return boto3.client(
            service, endpoint_url=self.info["endpoint"], region_name=self.info["region"],
            aws_access_key_id=self.info["accessKeyID"], aws_secret_access_key=self.info["secretAccessKey"],
        )

    def queue_url(self, suffix=""):
        return f"{self.info['endpoint']}/000000000000/{self.info['queue']}{suffix}"

    def counts(self):
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        values = self.client("sqs").get_queue_attributes(QueueUrl=self.queue_url(), AttributeNames=names)["Attributes"]
        return tuple(int(values[name]) for name in names)

    def workers(self):
        """The process ids of the workers, which are children of `sluice up`."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task")
        pids = []
        for thread in children.iterdir():
            pids += [int(pid) for pid in (thread / "children").read_text().split()]
        return pids

    def stop(self, patience=PATIENCE):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("sluice up did not stop:\n" + self.errors()) from None
        self.process.stdout.close()
        self.log.close()
        return code
