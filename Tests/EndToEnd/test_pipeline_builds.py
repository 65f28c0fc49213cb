"""The builds of the pipeline: the buildspecs run as CodeBuild would, with what the pipeline's template gives them."""
import json
import pathlib
import re
import shlex
import subprocess
import sys

import pytest
from codebuild import COMMIT, PARAMETER, PROJECT, ROOT, CodeBuild, build_project, synth

TOOLS = pathlib.Path(sys.executable).parent
REPOSITORY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/demo"
#: What a registry takes as a tag: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    return synth(tmp_path_factory.mktemp("pipeline") / "demo", PROJECT)["demo-pipeline"]


@pytest.fixture
def codebuild(tmp_path):
    return CodeBuild(tmp_path)


@pytest.fixture
def image_build(pipeline):
    return build_project(pipeline, "ImageBuild")


@pytest.fixture
def synth_build(pipeline):
    return build_project(pipeline, "SynthBuild")


# MARK: The build of the image

IN_ORDER = [
    "aws ecr get-login-password", "docker login", "aws ecr describe-images", "docker build", "docker push",
    "aws ssm put-parameter",
]


def test_the_image_is_built_then_pushed_and_only_then_recorded(codebuild, image_build):
    assert image_build[1] == {"REPOSITORY_URI": REPOSITORY, "IMAGE_TAG_PARAMETER": PARAMETER}
    result = codebuild.run(image_build)
    assert result.returncode == 0, result.stderr
    assert codebuild.calls == IN_ORDER
    assert codebuild.words("docker push") == ["push", f"{REPOSITORY}:{COMMIT}"]
    assert codebuild.recorded == COMMIT


def test_the_password_goes_to_the_registry_through_standard_input(codebuild, image_build):
    codebuild.run(image_build)
    login = next(entry for entry in codebuild.entries if entry["call"] == "docker login")
    assert login["words"][-1] == REPOSITORY.split("/")[0]
    assert login["stdin"].strip() == "a-password"
    assert not any("a-password" in entry["words"] for entry in codebuild.entries)


@pytest.mark.parametrize("failing", IN_ORDER)
def test_nothing_is_recorded_when_a_step_fails(codebuild, image_build, failing):
    result = codebuild.run(image_build, failing=failing)
    assert result.returncode != 0
    assert codebuild.calls == IN_ORDER[: IN_ORDER.index(failing) + 1], "what follows a failure is not done"
    assert codebuild.recorded is None
    assert "told to fail" in result.stderr, "the log of the build says why"


def test_a_second_run_of_the_same_commit_pushes_nothing_and_succeeds(codebuild, image_build):
    codebuild.run(image_build)
    result = codebuild.run(image_build)
    assert result.returncode == 0, result.stderr
    assert codebuild.calls == [call for call in IN_ORDER if call not in ("docker build", "docker push")]
    assert codebuild.recorded == COMMIT


def test_an_older_commit_can_be_deployed_again(codebuild, image_build):
    older = COMMIT[::-1]
    for version in (older, COMMIT, older):
        assert codebuild.run(image_build, version).returncode == 0
    assert codebuild.recorded == older
    assert sorted(codebuild.images) == sorted([older, COMMIT])


@pytest.mark.parametrize(
    "version",
    [
        COMMIT,
        COMMIT + COMMIT[:24],  # SHA-256
        "_EsgYuNmMoUNSZrwAVxLNPCPuwv83DPU",
        "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo",
        ".starts-with-a-dot",
        "-starts-with-a-dash",
        "with/slash and 'quotes' $(and more)",
        "v" * 1024,
    ],
)
def test_every_version_of_a_source_becomes_a_valid_tag(codebuild, image_build, version):
    result = codebuild.run(image_build, version)
    assert result.returncode == 0, result.stderr
    assert TAG.fullmatch(codebuild.recorded)
    assert not codebuild.recorded.startswith("sluice-"), "such tags are those of Sluice's own image"
    if TAG.fullmatch(version):
        assert codebuild.recorded == version
    assert codebuild.images == [codebuild.recorded]
    assert f"org.opencontainers.image.revision={version}" in codebuild.words("docker build")


def test_versions_that_differ_in_what_no_tag_may_hold_have_different_tags(codebuild, image_build):
    for version in ("a+b", "a/b", "a b"):
        assert codebuild.run(image_build, version).returncode == 0
    assert len(codebuild.images) == 3


@pytest.mark.parametrize("version", [None, "", "null"])
def test_a_source_without_version_is_refused_before_anything_is_done(codebuild, image_build, version):
    result = codebuild.run(image_build, version)
    assert result.returncode != 0
    assert "needs versioning" in result.stderr
    assert codebuild.calls == []


# MARK: The build of the templates


def handed_to_cloudformation(template):
    """The artifact's file that the change set is made from."""
    stages = template["Resources"]["Pipeline"]["Properties"]["Stages"]
    actions = [action for stage in stages for action in stage["Actions"]]
    paths = [action["Configuration"]["TemplatePath"] for action in actions if "TemplatePath" in action["Configuration"]]
    artifact, _, file = paths[0].partition("::")
    assert artifact in [output["Name"] for action in actions for output in action.get("OutputArtifacts", [])]
    return file


def test_the_templates_are_made_by_the_image_that_was_recorded(codebuild, pipeline, image_build, synth_build):
    (codebuild.source / "sluice.yaml").write_text(PROJECT)
    assert codebuild.run(image_build).returncode == 0
    result = codebuild.run(synth_build)
    assert result.returncode == 0, result.stderr
    assert codebuild.calls == ["aws ssm get-parameter", "aws ecr get-login-password", "docker login", "docker run"]
    assert f"{REPOSITORY}:{COMMIT}" in codebuild.words("docker run")
    made = codebuild.artifacts(synth_build)
    assert json.loads(made["demo-pipeline.json"].read_text()) == pipeline
    assert "Cluster" in json.loads(made[handed_to_cloudformation(pipeline)].read_text())["Resources"]


@pytest.mark.parametrize("name", ["burn", "fhr", "python-job"])
def test_each_example_has_the_template_that_its_pipeline_deploys(codebuild, tmp_path, synth_build, name):
    manifest = (ROOT / "Examples" / name / "sluice.yaml").read_text()
    if "pipeline:" not in manifest:
        manifest += "\npipeline: {source: codecommit}\n"
    templates = synth(tmp_path / "project", manifest)
    project = next(text for stack, text in templates.items() if stack.endswith("-pipeline"))
    (codebuild.source / "sluice.yaml").write_text(manifest)
    (codebuild.state / "parameters").mkdir()
    parameter = build_project(project, "SynthBuild")[1]["IMAGE_TAG_PARAMETER"]
    (codebuild.state / "parameters" / parameter.replace("/", "_")).write_text(COMMIT)
    result = codebuild.run(build_project(project, "SynthBuild"))
    assert result.returncode == 0, result.stderr
    assert handed_to_cloudformation(project) in codebuild.artifacts(synth_build)


def test_a_project_with_an_image_from_elsewhere_needs_no_registry_of_its_own(codebuild, tmp_path):
    manifest = PROJECT + "task: {image: 'public.ecr.aws/team/demo:1'}\n"
    template = synth(tmp_path / "project", manifest)["demo-pipeline"]
    assert "ImageBuild" not in template["Resources"]
    (codebuild.source / "sluice.yaml").write_text(manifest)
    result = codebuild.run(build_project(template, "SynthBuild"))
    assert result.returncode == 0, result.stderr
    assert codebuild.calls == ["docker run"]
    assert "public.ecr.aws/team/demo:1" in codebuild.words("docker run")
    assert "demo.json" in codebuild.artifacts(build_project(template, "SynthBuild"))


PRIVATE = "210987654321.dkr.ecr.us-east-1.amazonaws.com/team/demo:1.2"


def test_a_private_image_is_pulled_from_its_own_registry(codebuild, tmp_path):
    manifest = PROJECT + f"task: {{image: '{PRIVATE}'}}\n"
    template = synth(tmp_path / "project", manifest)["demo-pipeline"]
    build = build_project(template, "SynthBuild")
    (codebuild.source / "sluice.yaml").write_text(manifest)
    result = codebuild.run(build)
    assert result.returncode == 0, result.stderr
    assert codebuild.calls == ["aws ecr get-login-password", "docker login", "docker run"]
    assert codebuild.words("aws ecr get-login-password")[2:] == ["--region", "us-east-1"]
    assert codebuild.words("docker login")[-1] == PRIVATE.split("/")[0]
    assert PRIVATE in codebuild.words("docker run")
    for call in codebuild.calls:
        assert NEEDED[call] <= actions(template, "SynthBuildRole"), call
    for failing in ("aws ecr get-login-password", "docker login"):
        assert codebuild.run(build, failing=failing).returncode != 0
        assert codebuild.calls[-1] == failing


@pytest.mark.parametrize("failing", ["aws ssm get-parameter", "aws ecr get-login-password", "docker login", "docker run"])
def test_no_template_is_handed_over_when_a_step_fails(codebuild, image_build, synth_build, failing):
    (codebuild.source / "sluice.yaml").write_text(PROJECT)
    codebuild.run(image_build)
    result = codebuild.run(synth_build, failing=failing)
    assert result.returncode != 0
    assert codebuild.calls[-1] == failing
    assert codebuild.artifacts(synth_build) == {}


def test_a_wrong_manifest_fails_the_build_and_is_explained(codebuild, image_build, synth_build):
    (codebuild.source / "sluice.yaml").write_text(PROJECT + "scaling: {maxx: 3}\n")
    codebuild.run(image_build)
    result = codebuild.run(synth_build)
    assert result.returncode == 2
    assert "did you mean 'max'" in result.stderr


# MARK: The calls and other people's word on them


def actions(template, role):
    statements = [
        statement
        for policy in template["Resources"][role]["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    lists = [[found] if isinstance(found, str) else found for found in (statement["Action"] for statement in statements)]
    return {action for found in lists for action in found}


#: What each call is to IAM; pulling and pushing as in
#: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
PULL = {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
NEEDED = {
    "aws ecr get-login-password": {"ecr:GetAuthorizationToken"},
    "aws ecr describe-images": {"ecr:DescribeImages"},
    "aws ssm put-parameter": {"ssm:PutParameter"},
    "aws ssm get-parameter": {"ssm:GetParameter"},
    "docker login": set(),
    # The project's image is built upon one that lies in the same repository.
    "docker build": PULL,
    "docker push": {
        "ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage",
        "ecr:UploadLayerPart",
    },
    "docker run": PULL,
}


def test_the_roles_of_the_builds_may_do_what_the_builds_do(codebuild, pipeline, image_build, synth_build):
    (codebuild.source / "sluice.yaml").write_text(PROJECT)
    for build, role in ((image_build, "ImageBuildRole"), (synth_build, "SynthBuildRole")):
        assert codebuild.run(build).returncode == 0
        for call in codebuild.calls:
            assert NEEDED[call] <= actions(pipeline, role), call


def test_the_aws_cli_understands_every_call(codebuild, image_build, synth_build, tmp_path):
    (codebuild.source / "sluice.yaml").write_text(PROJECT)
    words = []
    for build in (image_build, synth_build):
        assert codebuild.run(build).returncode == 0
        words += [
            entry["words"]
            for entry in codebuild.entries
            # The command for passwords is one of the client's own, with nothing to check.
            if entry["call"].startswith("aws ") and entry["call"] != "aws ecr get-login-password"
        ]
    assert len(words) == 3
    for call in words:
        # This option checks the arguments and calls nobody.
        result = subprocess.run(
            [TOOLS / "aws", *call, "--generate-cli-skeleton", "output"], capture_output=True, text=True,
            env={"PATH": f"{TOOLS}:/usr/bin:/bin", "AWS_DEFAULT_REGION": "eu-central-1", "HOME": str(tmp_path)},
        )
        assert result.returncode == 0, f"aws {shlex.join(call)}\n{result.stderr}"
