"""A stand-in for CodeBuild: it runs a buildspec under bash, with an `aws` and a `docker` that keep a record."""
import fnmatch
import json
import os
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = os.environ.get("SLUICE_BIN", str(ROOT / ".build/release/sluice"))
COMMIT = "3f0c1d2e4b5a69788796a5b4c3d2e1f001122334"
PARAMETER = "/demo/image-tag"
PROJECT = "name: demo\njob: {command: [sluice, job, burn], duration: 30s}\npipeline: {source: codecommit}\n"

PSEUDO = {
    "AWS::AccountId": "123456789012", "AWS::Region": "eu-central-1", "AWS::URLSuffix": "amazonaws.com",
    "AWS::Partition": "aws",
}


def synth(folder, manifest):
    """The templates of a manifest by the names of their stacks."""
    folder.mkdir()
    (folder / "sluice.yaml").write_text(manifest)
    subprocess.run([SLUICE, "synth", "-o", "rendered"], cwd=folder, check=True, capture_output=True)
    return {path.stem: json.loads(path.read_text()) for path in (folder / "rendered").glob("*.json")}


def resolved(value):
    if isinstance(value, dict):
        return re.sub(r"\$\{([\w:]+)\}", lambda name: PSEUDO[name[1]], value["Fn::Sub"])
    return value


def build_project(template, name):
    """The buildspec's path and the variables of a build."""
    project = template["Resources"][name]["Properties"]
    variables = project["Environment"]["EnvironmentVariables"]
    return ROOT / project["Source"]["BuildSpec"], {item["Name"]: resolved(item["Value"]) for item in variables}


#: Writes down each call; fails where it was told to; otherwise does what the service would.
RECORDER = """\
import json, os, pathlib, subprocess, sys

state = pathlib.Path(os.environ["FAKE_STATE"])
tool, words = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
call = " ".join([tool, *words[: 2 if tool == "aws" else 1]])
entry = {"call": call, "words": words}
if "--password-stdin" in words:
    entry["stdin"] = sys.stdin.read()
with open(state / "calls", "a") as file:
    file.write(json.dumps(entry) + "\\n")


def value(option):
    return words[words.index(option) + 1]


def folder(name):
    (state / name).mkdir(exist_ok=True)
    return state / name


if call == os.environ.get("FAKE_FAILURE"):
    sys.exit(f"{call}: An error occurred (AccessDeniedException): told to fail")
if call == "aws ecr get-login-password":
    print("a-password")
elif call == "aws ecr describe-images":
    tag = value("--image-ids").removeprefix("imageTag=")
    if not (folder("images") / tag).exists():
        sys.stderr.write("An error occurred (ImageNotFoundException) when calling the DescribeImages operation: ...\\n")
        sys.exit(254)
elif call == "aws ssm put-parameter":
    path = folder("parameters") / value("--name").replace("/", "_")
    if path.exists() and "--overwrite" not in words:
        sys.exit("An error occurred (ParameterAlreadyExists)")
    path.write_text(value("--value"))
elif call == "aws ssm get-parameter":
    print((folder("parameters") / value("--name").replace("/", "_")).read_text())
elif call == "docker push":
    path = folder("images") / words[-1].rpartition(":")[2]
    if path.exists():
        sys.exit("tag invalid: it is immutable")
    path.touch()
elif call == "docker run":
    mount, _, inside = value("--volume").partition(":")
    assert value("--workdir") == inside
    arguments = words[words.index("synth"):]
    sys.exit(subprocess.run([os.environ["FAKE_SLUICE"], *arguments], cwd=mount).returncode)
elif call not in ("docker login", "docker build"):
    sys.exit(f"{call}: nobody expected this call")
"""


class CodeBuild:
    """Runs a buildspec as CodeBuild does: the commands of all phases one by one in one shell, up to the first that fails."""

    def __init__(self, folder, source="sluice.yaml"):
        self.source = folder / "source"
        self.state = folder / "state"
        self.tools = folder / "tools"
        for made in (self.source, self.state, self.tools):
            made.mkdir()
        for tool in ("aws", "docker"):
            (self.tools / tool).write_text(f"#!{sys.executable}\n{RECORDER}")
            (self.tools / tool).chmod(0o755)

    def run(self, project, version=COMMIT, failing=None):
        path, variables = project
        spec = yaml.safe_load(path.read_text())
        assert str(spec["version"]) == "0.2" and spec["env"] == {"shell": "bash"}
        assert set(spec["phases"]) == {"pre_build", "build"}, "post_build would run after a failure"
        commands = [command for phase in ("pre_build", "build") for command in spec["phases"][phase]["commands"]]
        script = "set -u\n" + "".join(f"{command}\n__code=$?; (( __code == 0 )) || exit $__code\n" for command in commands)
        environment = {
            **variables, "PATH": f"{self.tools}:/usr/bin:/bin", "AWS_REGION": "eu-central-1", "FAKE_STATE": str(self.state),
            "FAKE_SLUICE": SLUICE,
        }
        if version is not None:
            environment["CODEBUILD_RESOLVED_SOURCE_VERSION"] = version
        if failing:
            environment["FAKE_FAILURE"] = failing
        (self.state / "calls").write_text("")
        return subprocess.run(["bash", "-c", script], cwd=self.source, env=environment, capture_output=True, text=True)

    @property
    def entries(self):
        return [json.loads(line) for line in (self.state / "calls").read_text().splitlines()]

    @property
    def calls(self):
        return [entry["call"] for entry in self.entries]

    def words(self, call):
        return next(entry["words"] for entry in self.entries if entry["call"] == call)

    @property
    def recorded(self):
        path = self.state / "parameters" / PARAMETER.replace("/", "_")
        return path.read_text() if path.exists() else None

    @property
    def images(self):
        return [path.name for path in (self.state / "images").glob("*")]

    def artifacts(self, project):
        """The files that CodeBuild would hand over, by their names in the artifact."""
        wanted = yaml.safe_load(project[0].read_text())["artifacts"]
        base = self.source / wanted["base-directory"]
        return {
            str(path.relative_to(base)): path
            for path in base.rglob("*")
            if any(fnmatch.fnmatch(str(path.relative_to(base)), pattern) for pattern in wanted["files"])
        }
