"""The Dockerfiles: what the last stage says, what is sent to the build, and what other people's checks find."""
import json
import pathlib
import re
import subprocess
import sys

import pytest
from codebuild import PROJECT, ROOT, SLUICE, synth

TOOLS = pathlib.Path(sys.executable).parent
DOCKERFILE = ROOT / "Dockerfile"
EXAMPLES = sorted((ROOT / "Examples").glob("*/Dockerfile"))


def instructions(path):
    """The instructions of a Dockerfile as pairs of their name and the rest of the line."""
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    text = "\n".join(lines).replace("\\\n", " ")
    return [(name.upper(), rest.strip()) for name, _, rest in (line.partition(" ") for line in text.splitlines() if line.strip())]


def stages(path):
    """The instructions of each stage."""
    found = []
    for name, rest in instructions(path):
        if name == "FROM":
            found.append([])
        if found:
            found[-1].append((name, rest))
    return found


def last(stage, name):
    return [rest for instruction, rest in stage if instruction == name][-1]


def is_sent(path):
    """Whether .dockerignore lets a path into the build: the last pattern that names it, or a folder above it, decides."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        parts = [re.escape(part).replace(r"\*", "[^/]*") for part in pattern.lstrip("!").strip("/").split("/")]
        expression = "/".join(parts).replace("[^/]*[^/]*/", "(?:[^/]+/)*")
        if re.fullmatch(f"{expression}(?:/.*)?", path):
            sent = pattern.startswith("!")
    return sent


def test_the_last_stage_says_who_runs_what_and_how_it_is_stopped():
    stage = stages(DOCKERFILE)[-1]
    assert json.loads(last(stage, "ENTRYPOINT")) == ["sluice"]
    assert json.loads(last(stage, "CMD")) == ["worker"]
    assert last(stage, "STOPSIGNAL") == "SIGTERM"
    user, _, group = last(stage, "USER").partition(":")
    assert int(user) > 0 and int(group) > 0
    made = " ".join(rest for name, rest in stage if name == "RUN")
    assert f"--uid {user}" in made and f"--gid {group}" in made
    variables = dict(pair.split("=") for name, rest in stage if name == "ENV" for pair in rest.split())
    assert re.search(rf"install --directory --owner=sluice --group=sluice {variables['TMPDIR']}\b", made)


def test_the_templates_start_containers_with_words_that_the_entry_point_takes(tmp_path):
    template = synth(tmp_path / "project", PROJECT)["demo"]
    containers = [
        container
        for resource in template["Resources"].values() if resource["Type"] == "AWS::ECS::TaskDefinition"
        for container in resource["Properties"]["ContainerDefinitions"]
    ]
    assert {tuple(container["Command"]) for container in containers} == {("worker",), ("scaler",)}
    assert not any("EntryPoint" in container or "User" in container for container in containers)


def test_both_stages_are_of_one_release():
    bases = [stage[0][1].split()[0] for stage in stages(DOCKERFILE)]
    assert len(bases) == 2
    releases = [set(re.findall(r"bookworm|trixie|jammy|noble", base)) for base in bases]
    assert releases[0] == releases[1] and len(releases[0]) == 1


def test_everything_copied_exists_and_is_sent_to_the_build():
    sources = []
    for name, rest in instructions(DOCKERFILE):
        words = rest.split()
        if name in ("COPY", "ADD") and not words[0].startswith("--from"):
            sources += words[:-1]
    assert sources == ["Package.swift", "Sources", "Tests"]
    for source in sources:
        path = ROOT / source
        assert path.exists()
        files = [path] if path.is_file() else path.rglob("*.swift")
        assert all(is_sent(str(file.relative_to(ROOT))) for file in files)


@pytest.mark.parametrize(
    "path",
    [".sluice/credentials", ".git/config", ".build/release/sluice", "Examples/fhr/sluice.yaml", "Tests/Clients/errors.py"],
)
def test_nothing_else_is_sent_to_the_build(path):
    assert not is_sent(path)


def test_the_package_is_whole_with_what_is_sent(tmp_path):
    for path in [ROOT / "Package.swift", *(ROOT / "Sources").rglob("*"), *(ROOT / "Tests").rglob("*")]:
        name = path.relative_to(ROOT)
        if path.is_file() and is_sent(str(name)):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).symlink_to(path)
    result = subprocess.run(["swift", "package", "describe"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_is_built_upon_this_version_of_sluice(path):
    version = subprocess.run([SLUICE, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    (stage,) = stages(path)
    assert ("ARG", "REPOSITORY=sluice") in instructions(path), "the build of the image sets it"
    assert stage[0][1] == f"${{REPOSITORY}}:sluice-{version}"
    assert not {"ENTRYPOINT", "CMD", "STOPSIGNAL"} & {name for name, _ in stage}, "they come from Sluice's image"
    users = [rest for name, rest in stage if name == "USER"]
    assert not users or int(users[-1].partition(":")[0]) > 0
    for name, rest in stage:
        if name == "COPY":
            assert all((path.parent / source).exists() for source in rest.split()[:-1])


def left_out():
    """The rules that docs/image.md leaves out, each with its reason."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs/image.md").read_text(), re.M)
    return {rule for rule, _, _ in rows}


def test_hadolint_finds_only_what_image_md_explains():
    found = set()
    for path in [DOCKERFILE, *EXAMPLES]:
        result = subprocess.run([TOOLS / "hadolint", "--no-color", "--format", "json", path], capture_output=True, text=True)
        found |= {finding["code"] for finding in json.loads(result.stdout)}
    assert found == {rule for rule in left_out() if rule.startswith("DL")}


def test_checkov_finds_only_what_image_md_explains():
    checkov = ROOT / ".build/checkov-env/bin/checkov"
    files = [word for path in [DOCKERFILE, *EXAMPLES] for word in ("--file", str(path))]
    result = subprocess.run(
        [checkov, *files, "--framework", "dockerfile", "--output", "json", "--quiet", "--compact"],
        capture_output=True, text=True,
    )
    report = json.loads(result.stdout)
    assert report["summary"]["passed"] > 50
    found = {check["check_id"] for check in report["results"]["failed_checks"]}
    assert found == {rule for rule in left_out() if rule.startswith("CKV")}
