"""`sluice init`: what it makes is checked by the other commands, by running a job, and against this repository's files."""
import json
import pathlib
import subprocess
import sys

import pytest
from system import ROOT, SLUICE

HADOLINT = pathlib.Path(sys.executable).parent / "hadolint"
OUTPUTS = {"python": ("result.json", lambda text: json.loads(text)["words"]), "shell": ("result.txt", lambda text: int(text.split()[1]))}


def run(*arguments, cwd, code=0):
    result = subprocess.run([SLUICE, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=60)
    assert result.returncode == code, result.stderr + result.stdout
    return result


@pytest.fixture(params=sorted(OUTPUTS))
def project(request, tmp_path):
    folder = tmp_path / "Heavy Words"
    run("init", folder, "--language", request.param, cwd=tmp_path)
    return folder, request.param


def test_a_new_project_runs_a_job(project):
    folder, language = project
    name, words = OUTPUTS[language]
    process = subprocess.Popen(
        [SLUICE, "up", "--port", "0", "--json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    try:
        info = json.loads(process.stdout.readline())
        [told] = json.loads(run("submit", "README.md", "--watch", "--json", cwd=folder).stdout)
        assert told["status"] == "succeeded"
        assert [output["name"] for output in told["outputs"]] == [name]
        found = folder / ".sluice/objects" / info["bucket"] / "jobs" / told["id"] / "output" / name
        assert words(found.read_text()) == len((folder / "README.md").read_text().split())
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_the_job_rejects_what_it_cannot_do(project):
    folder, language = project
    program = {"python": ["python3", "job.py"], "shell": ["sh", "job.sh"]}[language]
    result = subprocess.run(program, cwd=folder, env={"PATH": "/usr/local/bin:/usr/bin:/bin"}, capture_output=True, text=True)
    assert result.returncode == 3
    assert "needs an input" in result.stderr


def test_a_new_project_is_a_manifest_without_findings_and_templates(project, tmp_path):
    folder, _ = project
    config = {value["key"]: value["value"] for value in json.loads(run("config", "--json", cwd=folder).stdout)}
    assert config["name"] == "heavy-words"
    assert "nothing found" in run("lint", cwd=folder).stdout
    run("synth", "--output", tmp_path / "templates", cwd=folder)
    assert {path.stem for path in (tmp_path / "templates").glob("*.json")} == {
        "heavy-words", "heavy-words-network", "heavy-words-repository",
    }
    assert "together" in run("deploy", "--plan", cwd=folder).stdout


def test_the_pipeline_in_the_comment_is_one(project, tmp_path):
    folder, _ = project
    manifest = folder / "sluice.yaml"
    manifest.write_text(manifest.read_text().replace("# pipeline:", "pipeline:"))
    run("synth", "--output", tmp_path / "templates", cwd=folder)
    template = json.loads((tmp_path / "templates/heavy-words-pipeline.json").read_text())
    named = [
        resource["Properties"]["Source"]["BuildSpec"] for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CodeBuild::Project"
    ]
    assert named and all((folder / path).is_file() for path in named)


def test_the_buildspecs_are_those_of_this_repository(project):
    folder, _ = project
    for name in ("buildspec-image.yml", "buildspec-synth.yml"):
        assert (folder / "deploy" / name).read_bytes() == (ROOT / "deploy" / name).read_bytes()


def test_the_dockerfile_has_no_findings_and_copies_what_is_there(project):
    folder, _ = project
    found = subprocess.run([HADOLINT, "--ignore", "DL3008", folder / "Dockerfile"], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
    version = run("--version", cwd=folder).stdout.strip()
    text = (folder / "Dockerfile").read_text()
    assert f"FROM ${{REPOSITORY}}:sluice-{version}" in text
    for line in text.splitlines():
        if line.startswith("COPY"):
            assert (folder / line.split()[1]).is_file()


def test_nothing_is_written_over_unless_told(tmp_path):
    (tmp_path / "job.py").write_text("my own work")
    told = json.loads(run("init", "--name", "words", "--json", cwd=tmp_path).stdout)
    assert told["kept"] == ["job.py"] and "sluice.yaml" in told["written"]
    assert (tmp_path / "job.py").read_text() == "my own work"
    told = json.loads(run("init", "--name", "words", "--json", "--force", cwd=tmp_path).stdout)
    assert told["kept"] == []
    assert "SLUICE_INPUT" in (tmp_path / "job.py").read_text()


@pytest.mark.parametrize(("arguments", "word"), [(["--name", "Words"], "'Words'"), (["99"], "--name"), (["--name", "x-"], "'x-'")])
def test_a_name_that_does_not_fit_is_refused_before_anything_is_written(tmp_path, arguments, word):
    assert word in run("init", *arguments, cwd=tmp_path, code=1).stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("folder", "name"), [("2024_Heavy  Words!", "heavy-words"), ("a" * 60, "a" * 40), ("Größe", "gr-e")])
def test_a_name_is_made_of_the_folders(tmp_path, folder, name):
    assert json.loads(run("init", folder, "--json", cwd=tmp_path).stdout)["name"] == name
