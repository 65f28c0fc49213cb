"""An account of AWS that moto plays, a project to deploy into it, and a program that stands for docker."""
import os
import pathlib
import pty
import stat
import subprocess
import sys

import boto3

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = os.environ.get("SLUICE_BIN", str(ROOT / ".build/release/sluice"))
REGION = "eu-central-1"

DOCKER = """#!{python}
import os, pathlib, sys
import boto3

arguments, folder = sys.argv[1:], pathlib.Path({folder!r})
with open(folder / "docker.log", "a") as log:
    print(*arguments, file=log)
if (folder / "docker.fails").exists() and (folder / "docker.fails").read_text() == arguments[0]:
    sys.exit("docker: the daemon is on strike")
if arguments[0] == "build" and "--iidfile" in arguments:
    # The same content has the same id, as docker's own.
    content = pathlib.Path(arguments[-1], "Dockerfile").read_bytes()
    pathlib.Path(arguments[arguments.index("--iidfile") + 1]).write_text("sha256:" + content.hex().ljust(64, "0"))
if arguments[0] == "login":
    assert sys.stdin.read(), "the password comes by the standard input"
if arguments[0] == "push":
    repository, tag = arguments[1].split("/")[1].split(":")
    boto3.client("ecr", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name=os.environ["AWS_REGION"]).put_image(
        repositoryName=repository, imageTag=tag, imageManifest='{{"schemaVersion": 2, "tag": "%s"}}' % tag,
        imageManifestMediaType="application/vnd.docker.distribution.manifest.v2+json",
    )
"""


class Account:
    """moto's server in a process of its own."""

    def __init__(self, log):
        self.log = open(log, "ab")
        self.process = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("moto_aws.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        self.endpoint = self.process.stdout.readline().strip()
        assert self.endpoint, pathlib.Path(log).read_text()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        self.log.close()

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
        )

    @property
    def environment(self):
        return {
            "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test", "HOME": "/nonexistent",
        }


class Project:
    """A folder with a manifest and a Dockerfile, and the commands that deploy it."""

    def __init__(self, folder, account, manifest):
        self.folder, self.account = folder, account
        (folder / "sluice.yaml").write_text(manifest)
        (folder / "Dockerfile").write_text("FROM sluice\n")
        programs = folder / "programs"
        programs.mkdir()
        docker = programs / "docker"
        docker.write_text(DOCKER.format(python=sys.executable, folder=str(folder)))
        docker.chmod(docker.stat().st_mode | stat.S_IXUSR)
        self.path = f"{programs}:/usr/bin:/bin"

    def sluice(self, *arguments, code=0, environment=None, path=None):
        """Runs a command on the project and returns what it printed, output and errors apart."""
        result = subprocess.run(
            [SLUICE, *arguments], cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120,
            env={"PATH": path or self.path, **self.account.environment, **(environment or {})},
        )
        assert result.returncode == code, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        return result.stdout, result.stderr

    def typing(self, answer, *arguments, code=0):
        """Runs a command at a terminal, types an answer to its first question, and returns what it printed as `sluice` does."""
        ours, its = pty.openpty()
        process = subprocess.Popen(
            [SLUICE, *arguments], cwd=self.folder, stdin=its, stdout=subprocess.PIPE, stderr=its, text=True,
            env={"PATH": self.path, **self.account.environment},
        )
        os.close(its)
        os.write(ours, f"{answer}\n".encode())
        told = b""
        try:
            while chunk := os.read(ours, 65536):
                told += chunk
        except OSError:
            # Linux's way of saying that nobody holds the other end any more.
            pass
        os.close(ours)
        out = process.communicate(timeout=120)[0]
        told = told.decode().replace("\r\n", "\n")
        assert process.returncode == code, f"{arguments}: {process.returncode}\n{out}\n{told}"
        return out, told

    @property
    def docker_calls(self):
        log = self.folder / "docker.log"
        return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []
