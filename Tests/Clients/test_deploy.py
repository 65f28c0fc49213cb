"""`sluice deploy`, `diff`, `outputs` and `destroy` on the account that moto plays; boto3 looks at what they made."""
import http.server
import json
import subprocess
import threading

import pytest
from deployed import SLUICE, Account, Project

MANIFEST = """
name: demo
job: {command: [python3, job.py], duration: 30s}
queue: {visibility: 2m, retries: 4}
task: {cpu: 1, memory: 3GiB, spot: 50%, logRetention: 14d}
scaling: {min: 1, max: 7}
network: {access: nat}
pipeline: {source: s3, repository: my-sources/demo.zip}
"""


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    running = Account(tmp_path_factory.mktemp("moto") / "log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def project(account, tmp_path_factory):
    """The project, deployed once for all tests that only look."""
    project = Project(tmp_path_factory.mktemp("demo"), account, MANIFEST)
    project.first = project.sluice("deploy", "--yes")
    return project


def stacks(account):
    found = account.client("cloudformation").describe_stacks()["Stacks"]
    return {stack["StackName"]: stack["StackStatus"] for stack in found}


def outputs(account, stack="demo"):
    found = account.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


def template(account, stack="demo"):
    """What CloudFormation was given, for properties that moto does not keep."""
    return account.client("cloudformation").get_template(StackName=stack)["TemplateBody"]["Resources"]


def test_all_stacks_are_deployed_in_order(project, account):
    out, told = project.first
    places = [told.index(f"{name}: created") for name in ("demo-network", "demo-repository", "demo", "demo-pipeline")]
    assert places == sorted(places)
    assert told.index("image: built-") > places[1]
    assert told.index("image: built-") < places[2], "the service never waits for its first image"
    assert "CREATE_COMPLETE       Queue  AWS::SQS::Queue" in told
    assert f"QueueUrl  {outputs(account)['QueueUrl']}" in out


def test_the_image_is_pushed_and_recorded(project, account):
    assert project.docker_calls[:4] == ["build", "login", "tag", "push"]
    tag = account.client("ssm").get_parameter(Name="/demo/image-tag")["Parameter"]["Value"]
    images = account.client("ecr").list_images(repositoryName="demo")["imageIds"]
    base = subprocess.run([SLUICE, "--version"], capture_output=True, text=True).stdout.strip()
    tags = {image["imageTag"] for image in images}
    assert tags == {tag, f"sluice-{base}"}, "the project's image, and Sluice's own for the pipeline to build upon"
    repository = account.client("ecr").describe_repositories(repositoryNames=["demo"])["repositories"][0]
    assert repository["imageTagMutability"] == "IMMUTABLE"


def test_the_queue_is_what_the_manifest_says(project, account):
    sqs = account.client("sqs")
    queue = sqs.get_queue_attributes(QueueUrl=outputs(account)["QueueUrl"], AttributeNames=["All"])["Attributes"]
    dead = sqs.get_queue_attributes(QueueUrl=outputs(account)["DeadLetterQueueUrl"], AttributeNames=["All"])["Attributes"]
    assert queue["VisibilityTimeout"] == "120"
    redrive = json.loads(queue["RedrivePolicy"])
    assert redrive["deadLetterTargetArn"] == dead["QueueArn"]
    assert int(redrive["maxReceiveCount"]) > 4
    assert queue["SqsManagedSseEnabled"] == dead["SqsManagedSseEnabled"] == "true"


def test_the_task_is_what_the_manifest_says(project, account):
    ecs = account.client("ecs")
    service = ecs.describe_services(cluster="demo", services=["demo"])["services"][0]
    assert service["desiredCount"] == 1
    strategy = template(account)["Service"]["Properties"]["CapacityProviderStrategy"]
    weights = {entry["CapacityProvider"]: entry["Weight"] for entry in strategy}
    assert weights["FARGATE"] == weights["FARGATE_SPOT"]
    task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    definition = template(account)["TaskDefinition"]["Properties"]
    assert (definition["Cpu"], definition["Memory"]) == ("1024", "3072")
    container = task["containerDefinitions"][0]
    assert container["command"] == ["worker"]
    tag = account.client("ssm").get_parameter(Name="/demo/image-tag")["Parameter"]["Value"]
    assert container["image"].endswith(f"/demo:{tag}")
    settings = json.loads({entry["name"]: entry["value"] for entry in container["environment"]}["SLUICE_WORKER"])
    assert settings["queueURL"] == outputs(account)["QueueUrl"]
    assert settings["bucket"] == outputs(account)["DataBucket"]
    groups = account.client("logs").describe_log_groups()["logGroups"]
    assert 14 in [group.get("retentionInDays") for group in groups]


def test_the_bucket_is_closed(project, account):
    s3, bucket = account.client("s3"), outputs(account)["DataBucket"]
    block = template(account)["DataBucket"]["Properties"]["PublicAccessBlockConfiguration"]
    assert len(block) == 4 and all(block.values())
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    rules = template(account)["DataBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert "jobs/" in [rule.get("Prefix") for rule in rules]


def test_tasks_sit_behind_a_nat_gateway(project, account):
    ec2 = account.client("ec2")
    assert len(ec2.describe_nat_gateways()["NatGateways"]) >= 1
    network = template(account)["Service"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["AssignPublicIp"] == "DISABLED"
    subnets = ec2.describe_subnets(SubnetIds=outputs(account, "demo-network")["Subnets"].split(","))["Subnets"]
    names = [tag["Value"] for subnet in subnets for tag in subnet["Tags"] if tag["Key"] == "Name"]
    assert sorted(names) == ["demo-private-1", "demo-private-2"]


def test_the_api_has_its_methods(project, account):
    api = account.client("apigateway")
    rest = outputs(account)["ApiUrl"].split("//")[1].split(".")[0]
    paths = {item["path"]: set(item.get("resourceMethods", {})) for item in api.get_resources(restApiId=rest)["items"]}
    assert "POST" in paths["/jobs"]
    assert "GET" in paths["/jobs/{id}"]


def test_outputs_are_those_of_the_stack(project, account):
    out, _ = project.sluice("outputs", "--json")
    assert json.loads(out) == outputs(account)
    out, _ = project.sluice("outputs", "--stack", "demo-network")
    assert outputs(account, "demo-network")["Vpc"] in out
    _, told = project.sluice("outputs", "--stack", "nobody", code=1)
    assert "there is no such stack in eu-central-1" in told


def test_nothing_to_do_is_said(project):
    out, _ = project.sluice("diff", "--exit-code")
    assert out.splitlines() == [f"{name}: no change" for name in ("demo-network", "demo-repository", "demo", "demo-pipeline")]
    _, told = project.sluice("deploy", "--yes", "--stack", "network", "--stack", "repository")
    assert "demo-network: unchanged" in told and "demo-repository: unchanged" in told


def test_a_change_is_shown_and_then_made(account, project):
    change = ["--set", "queue.visibility=7m", "--set", "scaling.max=9"]
    out, _ = project.sluice("diff", "--exit-code", *change, code=1)
    assert "~ Queue  AWS::SQS::Queue\n      Properties.VisibilityTimeout: 120 -> 420" in out
    document = json.loads(project.sluice("diff", "--json", *change)[0])
    app = next(stack for stack in document if stack["stack"] == "demo")
    assert {"kind": "changed", "section": "Resources", "name": "Queue"}.items() <= app["changes"][0].items() or any(
        item["name"] == "Queue" for item in app["changes"]
    )
    pushes = project.docker_calls.count("push")
    project.sluice("deploy", "--yes", *change)
    assert project.docker_calls.count("push") == pushes, "an image that is there already is not pushed again"
    sqs = account.client("sqs")
    queue = sqs.get_queue_attributes(QueueUrl=outputs(account)["QueueUrl"], AttributeNames=["All"])["Attributes"]
    assert queue["VisibilityTimeout"] == "420"
    out, _ = project.sluice("diff", *change)
    assert "VisibilityTimeout" not in out
    project.sluice("deploy", "--yes")


def test_a_deployment_leaves_the_number_of_tasks_to_scaling(account, project):
    ecs = account.client("ecs")
    ecs.update_service(cluster="demo", service="demo", desiredCount=5)
    project.sluice("deploy", "--yes", "--set", "queue.visibility=3m")
    assert ecs.describe_services(cluster="demo", services=["demo"])["services"][0]["desiredCount"] == 5
    project.sluice("deploy", "--yes")


def test_jobs_go_to_the_deployed_intake(project, account):
    """What `submit --stack` sends, seen by a server in place of API Gateway, which moto does not serve."""
    seen = []

    class Intake(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            seen.append((self.path, dict(self.headers), json.loads(body)))
            answer = b'{"id": "6c7f3f51-63a7-4d1c-9f4e-0a3b6a6c2d11"}'
            self.send_response(202)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Intake)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (project.folder / "input.txt").write_text("one two")
    try:
        out, _ = project.sluice(
            "submit", "--stack", "demo", "input.txt",
            environment={"AWS_ENDPOINT_URL_EXECUTE_API": f"http://127.0.0.1:{server.server_port}"},
        )
    finally:
        server.shutdown()
        server.server_close()
    path, headers, body = seen[0]
    assert out.split() == ["6c7f3f51-63a7-4d1c-9f4e-0a3b6a6c2d11"]
    assert path == "/v1/jobs"
    assert headers["x-api-key"]
    bucket, key = body["input"].removeprefix("s3://").split("/", 1)
    assert bucket == outputs(account)["DataBucket"]
    assert account.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read() == b"one two"


def test_the_list_of_a_deployed_stack_counts_what_waits(project, account):
    account.client("sqs").send_message(QueueUrl=outputs(account)["QueueUrl"], MessageBody="{}")
    _, told = project.sluice("list", "--stack", "demo")
    assert "1 jobs wait, 0 are in flight." in told
    _, told = project.sluice("logs", "--stack", "demo", "6c7f3f51-63a7-4d1c-9f4e-0a3b6a6c2d11", code=1)
    assert "has no log yet" in told


def test_a_plan_needs_no_account(project):
    nobody = {"AWS_ENDPOINT_URL": "", "AWS_REGION": "", "AWS_ACCESS_KEY_ID": "", "AWS_EC2_METADATA_DISABLED": "true"}
    out, told = project.sluice("deploy", "--plan", environment=nobody)
    assert "No account was asked" in told
    assert "demo: new; resources:" in out
    assert "NAT gateways" in out and "1000 jobs at once:" in out
    price = json.loads(project.sluice("deploy", "--plan", "--json", environment=nobody)[0])["price"]
    lines = {line["item"]: line["dollars"] for line in price["monthAtRest"]}
    # 730 hours of one task of 1 vCPU and 3 GiB, half of them on Spot at 30 % of the price: docs/cost.md.
    hour = 0.04048 + 3 * 0.004445
    assert lines["Fargate"] == pytest.approx(730 * hour / 2)
    assert lines["Fargate Spot"] == pytest.approx(730 * hour / 2 * 0.3)
    assert lines["NAT gateways"] == pytest.approx(730 * 0.045)


@pytest.mark.parametrize("is_there", [False, True], ids=["made", "found"])
def test_a_source_repository_outlives_deployments(account, tmp_path, is_there):
    name = f"source-{is_there}".lower()
    codecommit = account.client("codecommit")
    if is_there:
        codecommit.create_repository(repositoryName=f"{name}-git")
    project = Project(
        tmp_path, account,
        f"name: {name}\njob: {{command: [job], duration: 1s}}\npipeline: {{source: codecommit, repository: {name}-git}}\n",
    )
    known = "is there already and is used as it is"
    _, told = project.sluice("deploy", "--yes")
    assert (known in told) == is_there
    first = codecommit.get_repository(repositoryName=f"{name}-git")["repositoryMetadata"]["repositoryId"]
    _, told = project.sluice("deploy", "--yes")
    assert f"{name}-repository: unchanged" in told
    _, told = project.sluice("destroy", "--yes")
    assert (f"kept: the CodeCommit repository {name}-git" in told) != is_there
    _, told = project.sluice("deploy", "--yes")
    assert known in told
    assert outputs(account, f"{name}-repository")["SourceCloneUrl"].endswith(f"/v1/repos/{name}-git")
    assert codecommit.get_repository(repositoryName=f"{name}-git")["repositoryMetadata"]["repositoryId"] == first
    project.sluice("destroy", "--yes")


def test_a_pipeline_that_comes_later_finds_its_base_image(account, tmp_path):
    project = Project(tmp_path, account, "name: later\njob: {command: [job], duration: 1s}\n")
    project.sluice("deploy", "--yes")

    def tags():
        return {image["imageTag"].split("-")[0] for image in account.client("ecr").list_images(repositoryName="later")["imageIds"]}

    assert tags() == {"built"}
    with open(tmp_path / "sluice.yaml", "a") as manifest:
        manifest.write("pipeline: {source: s3, repository: sources/later.zip}\n")
    _, told = project.sluice("deploy", "--yes")
    assert "is in the repository already" in told
    assert tags() == {"built", "sluice"}
    assert project.docker_calls.count("push") == 2
    project.sluice("deploy", "--yes")
    assert project.docker_calls.count("push") == 2
    project.sluice("destroy", "--yes")


def test_every_log_has_an_end(project, account):
    groups = {group["logGroupName"]: group.get("retentionInDays") for group in account.client("logs").describe_log_groups()["logGroups"]}
    rest = outputs(account)["ApiUrl"].split("//")[1].split(".")[0]
    for name in (
        "/sluice/demo/tasks", "/sluice/demo/api", "/sluice/demo/crashes", "/aws/codebuild/demo-image",
        "/aws/codebuild/demo-synth", f"API-Gateway-Execution-Logs_{rest}/v1",
    ):
        assert groups[name] == 14, name


def test_without_anybody_to_ask_nothing_happens(project):
    _, told = project.sluice("deploy", code=1)
    assert "say --yes" in told
    _, told = project.sluice("destroy", code=1)
    assert "say --yes" in told


def test_an_image_that_is_not_there_is_refused(project):
    _, told = project.sluice("deploy", "--yes", "--image-tag", "v99", code=1)
    assert "has no image with the tag 'v99'" in told


@pytest.mark.parametrize("step", ["build", "login", "push"])
def test_a_failing_builder_records_no_tag(account, tmp_path, step):
    name = f"fails-{step}"
    project = Project(tmp_path, account, f"name: {name}\njob: {{command: [job], duration: 1s}}\n")
    (tmp_path / "docker.fails").write_text(step)
    _, told = project.sluice("deploy", "--yes", code=1)
    assert f"docker {step} failed" in told.replace("-c failed", "login failed")
    assert "the daemon is on strike" in told
    assert f"{name}" not in [stack for stack in stacks(account) if stack == name]
    names = [parameter["Name"] for parameter in account.client("ssm").describe_parameters()["Parameters"]]
    assert f"/{name}/image-tag" not in names
    (tmp_path / "docker.fails").unlink()
    project.sluice("deploy", "--yes")
    project.sluice("destroy", "--yes")


def test_without_a_builder_the_ways_out_are_named(account, tmp_path):
    project = Project(tmp_path, account, "name: nobuilder\njob: {command: [job], duration: 1s}\n")
    _, told = project.sluice("deploy", "--yes", code=1, path="/nowhere")
    assert "--image-tag TAG" in told and "task.image" in told
    project.sluice("destroy", "--yes")


def test_a_second_machine_without_a_builder_keeps_the_image(project):
    _, told = project.sluice("deploy", "--yes", "--stack", "app", path="/nowhere")
    assert "there is no docker here to build the image: the service keeps built-" in told


def test_a_failed_change_set_says_why_and_leaves_no_hull(account, tmp_path):
    project = Project(
        tmp_path, account,
        "name: alone\njob: {command: [job], duration: 1s}\ntask: {image: 'public.ecr.aws/team/demo:1'}\n",
    )
    # The application imports what the network exports, which is not there.
    _, told = project.sluice("deploy", "--yes", "--stack", "app", code=1)
    assert "alone-network-" in told
    project.sluice("deploy", "--yes")
    assert stacks(account)["alone"] == "CREATE_COMPLETE"
    project.sluice("destroy", "--yes")
    assert "alone" not in stacks(account)


def test_destroy_leaves_nothing(account, tmp_path):
    project = Project(
        tmp_path, account,
        "name: gone\njob: {command: [job], duration: 1s}\npipeline: {source: codecommit, repository: gone-source}\n",
    )
    before = {service: len(found) for service, found in inventory(account).items()}
    project.sluice("deploy", "--yes")
    bucket = outputs(account, "gone")["DataBucket"]
    s3 = account.client("s3")
    # More than one page of a list, and more than one call of a deletion.
    for number in range(1005):
        s3.put_object(Bucket=bucket, Key=f"jobs/{number}/status.json", Body=b"{}")
    _, told = project.sluice("destroy", "--yes")
    assert f"deleting 1005 objects of {bucket}" in told
    assert "kept: the CodeCommit repository gone-source, for it holds the source" in told
    assert "none is left" in told
    assert {service: len(found) for service, found in inventory(account).items()} == before
    _, told = project.sluice("destroy", "--yes")
    assert "Nothing of gone is in eu-central-1" in told


def test_what_lies_beside_the_stacks_goes_too(account, tmp_path):
    """Logs that services make by themselves, and the tag of a project whose stacks are gone."""
    logs, ssm = account.client("logs"), account.client("ssm")
    project = Project(tmp_path, account, "name: stray\njob: {command: [job], duration: 1s}\n")
    ssm.put_parameter(Name="/stray/image-tag", Value="built-1", Type="String")
    ours = ["/aws/codebuild/stray-synth", "/aws/ecs/containerinsights/stray/performance", "/sluice/stray/tasks"]
    others = ["/aws/codebuild/stray-synth-2", "/aws/ecs/containerinsights/stray/performance2", "/sluice/stray2/tasks"]
    for name in ours + others:
        logs.create_log_group(logGroupName=name)
    _, told = project.sluice("destroy", "--yes")
    assert "the SSM parameter /stray/image-tag" in told and "the log group /sluice/stray/tasks" in told
    assert "none is left" in told
    left = {group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]}
    assert left.isdisjoint(ours) and left.issuperset(others)
    for name in others:
        logs.delete_log_group(logGroupName=name)
    _, told = project.sluice("destroy", "--yes")
    assert "Nothing of stray is in eu-central-1" in told


def test_a_project_is_destroyed_only_by_its_name(account, tmp_path):
    project = Project(tmp_path, account, "name: typed\njob: {command: [job], duration: 1s}\n")
    project.sluice("deploy", "--yes")
    for answer in ("yes", "", "typed2"):
        _, told = project.typing(answer, "destroy", code=1)
        assert "Type typed to go on:" in told and "Nothing was destroyed." in told
    assert stacks(account)["typed"] == "CREATE_COMPLETE"
    _, told = project.typing("typed", "destroy")
    assert "none is left" in told
    assert "typed" not in stacks(account)


def test_with_json_the_plan_that_is_asked_about_is_no_result(account, tmp_path):
    project = Project(tmp_path, account, "name: asked\njob: {command: [job], duration: 1s}\n")
    out, told = project.typing("n", "deploy", "--json", code=1)
    assert out == ""
    assert "asked: new; resources:" in told and "1000 jobs at once:" in told and "Nothing was changed." in told
    out, told = project.typing("y", "deploy", "--json")
    assert [entry["outcome"] for entry in json.loads(out)] == ["created"] * 3
    assert "asked: new; resources:" in told
    out, _ = project.typing("n", "deploy", code=1)
    assert "asked: no change" in out, "without --json it is what the command is asked for"
    project.sluice("destroy", "--yes")


def inventory(account):
    """What an account is charged for, or full of."""
    return {
        "buckets": account.client("s3").list_buckets()["Buckets"],
        "queues": account.client("sqs").list_queues().get("QueueUrls", []),
        "repositories": account.client("ecr").describe_repositories()["repositories"],
        # moto lists clusters and services that were deleted; like ECS, it describes them as inactive.
        "clusters": [
            cluster
            for cluster in account.client("ecs").describe_clusters(
                clusters=account.client("ecs").list_clusters()["clusterArns"]
            )["clusters"]
            if cluster["status"] == "ACTIVE"
        ],
        "networks": account.client("ec2").describe_vpcs()["Vpcs"],
        "roles": account.client("iam").list_roles()["Roles"],
        "groups": account.client("logs").describe_log_groups()["logGroups"],
        "parameters": account.client("ssm").describe_parameters()["Parameters"],
        "apis": account.client("apigateway").get_rest_apis()["items"],
        "stacks": [name for name in stacks(account)],
    }
