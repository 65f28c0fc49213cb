"""The templates without Sluice: the commands of docs/deploy.md, as they stand there, run by a shell with the aws CLI on moto."""
import pathlib
import re
import subprocess
import sys

import pytest
from deployed import ROOT, SLUICE, Account, Project

TOOLS = pathlib.Path(sys.executable).parent


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    running = Account(tmp_path_factory.mktemp("moto") / "log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def commands():
    """The blocks of the section: from nothing, and a later deployment."""
    section = re.search(r"^## Without Sluice\n(.*?)^## ", (ROOT / "docs/deploy.md").read_text(), re.M | re.S)[1]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.M | re.S)
    assert len(blocks) == 2
    return blocks


@pytest.fixture(scope="module")
def run(account, tmp_path_factory):
    """Runs commands in the folder of the page's example."""
    project = Project(tmp_path_factory.mktemp("words"), account, (ROOT / "Examples/python-job/sluice.yaml").read_text())
    path = f"{project.folder}/programs:{pathlib.Path(SLUICE).parent}:{TOOLS}:/usr/bin:/bin"

    def run(text):
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text], cwd=project.folder, capture_output=True, text=True, timeout=240,
            stdin=subprocess.DEVNULL, env={**account.environment, "AWS_DEFAULT_REGION": account.environment["AWS_REGION"], "PATH": path},
        )
        assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
        return result.stdout

    run.project = project
    return run


def test_the_commands_of_the_page_bring_the_project_up(account, run, commands):
    run(commands[0])
    found = account.client("cloudformation").describe_stacks()["Stacks"]
    assert {stack["StackName"]: stack["StackStatus"] for stack in found} == {
        "words": "CREATE_COMPLETE", "words-network": "CREATE_COMPLETE", "words-repository": "CREATE_COMPLETE",
    }
    ecs = account.client("ecs")
    service = ecs.describe_services(cluster="words", services=["words"])["services"][0]
    task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    assert task["containerDefinitions"][0]["image"].endswith("/words:first")
    images = account.client("ecr").list_images(repositoryName="words")["imageIds"]
    assert [image["imageTag"] for image in images] == ["first"]


def test_a_later_deployment_leaves_the_number_of_tasks_alone(account, run, commands):
    ecs = account.client("ecs")
    ecs.update_service(cluster="words", service="words", desiredCount=5)
    run("sluice synth -o templates --set queue.visibility=7m\n" + commands[1])
    assert ecs.describe_services(cluster="words", services=["words"])["services"][0]["desiredCount"] == 5
    sqs = account.client("sqs")
    queue = sqs.get_queue_attributes(QueueUrl=sqs.get_queue_url(QueueName="words")["QueueUrl"], AttributeNames=["All"])
    assert queue["Attributes"]["VisibilityTimeout"] == "420"


def test_sluice_takes_over_what_was_made_without_it(run):
    _, told = run.project.sluice("destroy", "--yes")
    assert "none is left" in told
