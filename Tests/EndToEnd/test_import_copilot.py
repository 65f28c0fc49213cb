"""`sluice import copilot`: files, exit codes, and a manifest that the other commands take."""
import json
import re
import subprocess

import pytest
from system import ROOT, SLUICE

MANIFEST = """\
# The manifest for the "orders-worker" service.
name: orders-worker
type: Worker Service

image:
  location: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders:7
command: [python3, handle.py]
subscribe:
  queue:
    retention: 96h
    timeout: 2m
    dead_letter:
      tries: 4
cpu: 512
memory: 2048
count:
  range: 0-12
  queue_delay:
    acceptable_latency: 10m
    msg_processing_time: 30s
variables:
  LOG_LEVEL: info
environments:
  prod:
    count:
      range: 2-40
    memory: 4096
"""
EXPECTED = {
    "name": "orders-worker", "job.duration": "30s", "task.cpu": "0.5", "task.memory": "2GiB", "queue.retries": "3",
    "queue.visibility": "2m", "queue.retention": "4d", "scaling.min": "0", "scaling.max": "12", "scaling.policy": "backlog",
    "scaling.backlog.target": "20",
}
WHOLE = MANIFEST[: MANIFEST.index("environments:")]


def run(*arguments, cwd, code):
    result = subprocess.run(
        [SLUICE, "import", "copilot", *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == code, result.stderr + result.stdout
    return result


def config(folder, file="sluice.yaml"):
    result = subprocess.run([SLUICE, "config", "--file", file, "--json"], cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return {value["key"]: value["value"] for value in json.loads(result.stdout)}


@pytest.fixture
def service(tmp_path):
    folder = tmp_path / "copilot/orders-worker"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(MANIFEST)
    (tmp_path / "copilot/web").mkdir()
    (tmp_path / "copilot/web/manifest.yml").write_text("name: web\ntype: Load Balanced Web Service\n")
    return folder


def test_what_maps_whole_ends_with_code_0_and_is_a_manifest(tmp_path, service):
    (service / "manifest.yml").write_text(WHOLE)
    result = run("copilot", "--output", "sluice.yaml", cwd=tmp_path, code=0)
    assert result.stdout == "" and result.stderr == ""
    values = config(tmp_path)
    assert {key: str(values[key]) for key in EXPECTED} == EXPECTED
    synth = subprocess.run([SLUICE, "synth", "--output", "templates"], cwd=tmp_path, capture_output=True, text=True)
    assert synth.returncode == 0, synth.stderr
    resources = json.loads((tmp_path / "templates/orders-worker.json").read_text())["Resources"].values()
    tasks = [resource["Properties"] for resource in resources if resource["Type"] == "AWS::ECS::TaskDefinition"]
    assert ("512", "2048") in [(task["Cpu"], task["Memory"]) for task in tasks]


def test_what_does_not_map_is_listed_with_its_line_and_ends_with_code_2(tmp_path, service):
    result = run(service, "-o", "sluice.yaml", cwd=tmp_path, code=2)
    line = MANIFEST.splitlines().index("  prod:") + 1
    assert f"manifest.yml:{line}: environments.prod: " in result.stderr and "--environment prod" in result.stderr
    assert config(tmp_path)["name"] == "orders-worker", "the file is made all the same"


def test_an_environment_lies_over_the_common_values(tmp_path, service):
    run(service, "--environment", "prod", "-o", "sluice.yaml", cwd=tmp_path, code=0)
    values = config(tmp_path)
    assert (str(values["scaling.max"]), values["task.memory"]) == ("40", "4GiB")
    assert str(values["task.cpu"]) == "0.5"
    refused = run(service, "--environment", "staging", cwd=tmp_path, code=2)
    assert "'staging' in it; it has prod" in refused.stderr and refused.stdout == ""


def test_without_a_file_the_manifest_is_printed(tmp_path, service):
    result = run(service / "manifest.yml", cwd=tmp_path, code=2)
    (tmp_path / "printed.yaml").write_text(result.stdout)
    assert config(tmp_path, "printed.yaml")["task.memory"] == "2GiB"


def test_json_has_the_manifest_and_what_became_of_each_key(tmp_path, service):
    told = json.loads(run(service, "--json", cwd=tmp_path, code=2).stdout)
    assert {"from": "memory", "to": "task.memory"} in told["mapped"]
    assert [key["key"] for key in told["unmapped"]] == ["environments.prod"]
    assert "memory: 2GiB" in told["manifest"]


def test_a_file_is_not_written_over_unless_told(tmp_path, service):
    (tmp_path / "sluice.yaml").write_text("mine")
    assert "--force" in run(service, "-o", "sluice.yaml", cwd=tmp_path, code=1).stderr
    assert (tmp_path / "sluice.yaml").read_text() == "mine"
    run(service, "-o", "sluice.yaml", "--force", cwd=tmp_path, code=2)
    assert config(tmp_path)["name"] == "orders-worker"


def test_two_worker_services_must_be_told_apart(tmp_path, service):
    other = tmp_path / "copilot/mails"
    other.mkdir()
    (other / "manifest.yml").write_text("name: mails\ntype: Worker Service\n")
    told = run("copilot", cwd=tmp_path, code=1).stderr
    assert "copilot/mails/manifest.yml" in told and "copilot/orders-worker/manifest.yml" in told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: web\ntype: Load Balanced Web Service\n", "only a 'Worker Service' has a queue"),
        ("name: [a\n", "not YAML"), ("", "no keys"), ("- 1\n", "no keys"), ("name: x\n", "no 'type'"),
    ],
)
def test_what_is_no_manifest_of_a_worker_is_refused(tmp_path, text, word):
    (tmp_path / "manifest.yml").write_text(text)
    result = run("manifest.yml", cwd=tmp_path, code=2)
    assert word in result.stderr and result.stdout == ""


def test_a_missing_path_is_named(tmp_path):
    assert "nowhere" in run("nowhere", cwd=tmp_path, code=1).stderr
    assert "no manifest.yml" in run(".", cwd=tmp_path, code=1).stderr


def test_the_example_of_the_document_is_what_the_command_prints(tmp_path):
    text = (ROOT / "docs/import-copilot.md").read_text()
    source, printed = (
        re.search(rf"^```{language}\n(.*?)^```", text, re.S | re.M).group(1) for language in ("yaml", "console")
    )
    folder = tmp_path / "copilot/orders-worker"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(source)
    command, expected = printed.split("\n", 1)
    assert command == "$ sluice import copilot copilot/orders-worker"
    result = run("copilot/orders-worker", cwd=tmp_path, code=2)
    assert result.stdout + result.stderr == expected
