"""The templates of `sluice synth` before other people's checks: cfn-lint's schemas and checkov's rules."""
import json
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = ROOT / ".build/release/sluice"
CFN_LINT = ROOT / ".build/python-env/bin/cfn-lint"
CHECKOV = ROOT / ".build/checkov-env/bin/checkov"

BASE = "name: demo\njob: {command: [sluice, job, burn], duration: 30s}\n"
STEPS = "steps: {steps: [{upper: 1, change: -1}, {lower: 4, change: 2}]%s}"
OWN_NETWORK = "network: {access: %s, subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1], %s}\n"
CONNECTION = "arn:aws:codeconnections:eu-central-1:123456789012:connection/12345678-1234-1234-1234-123456789012"

#: Each policy, each network, each source, Spot on and off, ARM, and what else changes a template.
MATRIX = {
    "direct": "",
    "direct-from-one": "scaling: {min: 1, max: 50}\n",
    "backlog-from-zero": "scaling: {policy: backlog, min: 0}\n",
    "backlog-out-only": "scaling: {policy: backlog, min: 2, backlog: {target: 2.5, scalesIn: false}}\n",
    "steps": f"scaling: {{policy: steps, min: 1, {STEPS % ''}}}\n",
    "steps-of-both": f"scaling: {{policy: steps, {STEPS % ', metric: visiblePlusInFlight, statistic: average'}}}\n",
    "steps-in-flight": f"scaling: {{policy: steps, {STEPS % ', metric: inFlight, evaluationPeriods: 3, datapointsToAlarm: 2, missingData: notBreaching'}}}\n",
    "steps-percent": f"scaling: {{policy: steps, {STEPS % ', adjustment: percentChangeInCapacity, minimumMagnitude: 2, period: 10s'}}}\n",
    "nat": "network: {access: nat}\n",
    "endpoints": "network: {access: endpoints}\nnotify: {on: failed}\n",
    "own-public-subnets": OWN_NETWORK % ("public", "vpc: vpc-0123456789abcdef0"),
    "own-groups": OWN_NETWORK % ("nat", "securityGroups: [sg-0123456789abcdef0]"),
    "codecommit": "pipeline: {source: codecommit, repository: sources, approval: true}\n",
    "codeconnections": f"pipeline: {{source: codeconnections, repository: team/demo, connection: '{CONNECTION}'}}\n",
    "s3": "pipeline: {source: s3, repository: my-sources/demo.zip}\ntask: {image: 'public.ecr.aws/team/demo:1'}\n",
    "private-image": (
        "pipeline: {source: s3, repository: my-sources/demo.zip}\n"
        "task: {image: '210987654321.dkr.ecr.us-east-1.amazonaws.com/team/demo:1.2'}\n"
    ),
    "private-image-by-digest": f"task: {{image: '210987654321.dkr.ecr.eu-central-1.amazonaws.com/demo@sha256:{'0' * 64}'}}\n",
    "spot": "task: {spot: 70%}\n",
    "only-spot-on-arm": "task: {spot: 100%, architecture: arm64}\npipeline: {source: codecommit}\n",
    "everything-else": (
        "api: {authentication: iam, rate: 5, burst: 10, loggingRole: existing}\n"
        "data: {bucket: an-existing-bucket, expiry: 1d}\n"
        "notify: {on: finished, subscribers: ['https://example.com/hook', team@example.com,"
        " 'arn:aws:sqs:eu-central-1:123456789012:ends']}\n"
        "alarms: {subscribers: [team@example.com], oldestMessage: 5m}\n"
        "task: {port: 8080, environment: {GREETING: 'a ${b} \"c\"'}, secrets: {TOKEN:"
        " 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf', PLACE:"
        " 'arn:aws:ssm:eu-central-1:123456789012:parameter/demo/place'}}\n"
    ),
}
EXAMPLES = sorted(path.parent.name for path in (ROOT / "Examples").glob("*/sluice.yaml"))


def synth(manifest, folder, *options):
    subprocess.run([SLUICE, "synth", "--file", manifest, "-o", folder, *options], check=True, capture_output=True)


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """A folder of templates for each example and each manifest of the matrix."""
    root = tmp_path_factory.mktemp("templates")
    for name in EXAMPLES:
        synth(ROOT / "Examples" / name / "sluice.yaml", root / f"example-{name}")
    for name, extra in MATRIX.items():
        manifest = root / f"{name}.yaml"
        manifest.write_text(BASE + extra)
        synth(manifest, root / name)
    return root


def documents(root):
    for path in sorted(root.glob("*/*.json")):
        yield path, json.loads(path.read_text())


def test_cfn_lint_finds_nothing(templates):
    paths = [str(path) for path, _ in documents(templates)]
    assert len(paths) > 50
    result = subprocess.run([CFN_LINT, *paths], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def skipped_checks():
    """The rules that docs/security.md leaves out, each with its reason."""
    page = (ROOT / "docs/security.md").read_text()
    rows = re.findall(r"^\| `(CKV\w+)` \| ([^|]+) \| ([^|]+) \|$", page, re.M)
    assert all(reason.strip() for _, _, reason in rows)
    return [rule for rule, _, _ in rows]


def test_checkov_finds_only_what_security_md_explains(templates):
    result = subprocess.run(
        [CHECKOV, "-d", templates, "--framework", "cloudformation", "--output", "json", "--quiet", "--compact"],
        capture_output=True,
        text=True,
    )
    report = json.loads(result.stdout)
    failed = {check["check_id"] for check in report["results"]["failed_checks"]}
    assert report["summary"]["passed"] > 1000
    assert not report["results"].get("parsing_errors")
    assert failed == set(skipped_checks()), "each finding is explained, and each explanation is needed"


def statements(value):
    if isinstance(value, dict):
        if "Effect" in value and "Action" in value:
            yield value
        for member in value.values():
            yield from statements(member)
    elif isinstance(value, list):
        for member in value:
            yield from statements(member)


#: Actions for which the service knows no narrower resource.
WITHOUT_RESOURCE = {
    "application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingPolicies",
    "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs", "ecr:GetAuthorizationToken", "ecs:DeregisterTaskDefinition",
    "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition", "logs:DeleteResourcePolicy", "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies", "logs:PutResourcePolicy",
}


def test_nobody_is_allowed_everything(templates):
    for path, document in documents(templates):
        for statement in statements(document):
            if statement["Effect"] == "Deny":
                continue
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            assert not [action for action in actions if "*" in action], path
            if statement.get("Resource") == "*":
                assert set(actions) <= WITHOUT_RESOURCE, path


def allowed(document, role):
    """The statements of a role by their names."""
    found = statements(document["Resources"][role]["Properties"]["Policies"])
    return {statement["Sid"]: statement for statement in found}


PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


@pytest.mark.parametrize(
    ("name", "repository"),
    [
        ("direct", "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/demo"),
        ("private-image", "arn:${AWS::Partition}:ecr:us-east-1:210987654321:repository/team/demo"),
        ("private-image-by-digest", "arn:${AWS::Partition}:ecr:eu-central-1:210987654321:repository/demo"),
        ("s3", None),
    ],
)
def test_images_are_pulled_from_exactly_the_repository_that_has_them(templates, name, repository):
    roles = [allowed(json.loads((templates / name / "demo.json").read_text()), "ExecutionRole")]
    pipeline = templates / name / "demo-pipeline.json"
    if pipeline.exists():
        roles.append(allowed(json.loads(pipeline.read_text()), "SynthBuildRole"))
    for role in roles:
        if repository is None:
            assert not {"PullImage", "LogInToRegistry"} & set(role), "a public image asks nobody"
        else:
            assert role["PullImage"]["Action"] == PULL
            assert role["PullImage"]["Resource"] == {"Fn::Sub": repository}
            assert role["LogInToRegistry"]["Action"] == "ecr:GetAuthorizationToken"


def pipelines(root, tmp_path):
    """The pipeline of each manifest of the matrix, with one added where there is none."""
    for name, extra in MATRIX.items():
        manifest = tmp_path / f"{name}.yaml"
        manifest.write_text(BASE + extra + ("" if "pipeline:" in extra else "pipeline: {source: codecommit}\n"))
        synth(manifest, tmp_path / name, "--stack", "pipeline")
        yield json.loads((tmp_path / name / "demo-pipeline.json").read_text())


def test_the_role_of_deployments_does_for_every_next_manifest(templates, tmp_path):
    roles = [pipeline["Resources"]["DeployRole"] for pipeline in pipelines(templates, tmp_path)]
    assert len(roles) > 15 and all(role == roles[0] for role in roles)
    granted = {
        action
        for statement in statements(roles[0]["Properties"]["Policies"])
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }
    # One action for each kind of resource that an application's stack of the matrix has.
    makes = {
        "AWS::ApiGateway": "apigateway:POST", "AWS::ApplicationAutoScaling::ScalableTarget": "application-autoscaling:RegisterScalableTarget",
        "AWS::ApplicationAutoScaling::ScalingPolicy": "application-autoscaling:PutScalingPolicy",
        "AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm", "AWS::CloudWatch::Dashboard": "cloudwatch:PutDashboard",
        "AWS::EC2::SecurityGroup": "ec2:CreateSecurityGroup", "AWS::ECS::Cluster": "ecs:CreateCluster",
        "AWS::ECS::Service": "ecs:CreateService", "AWS::ECS::TaskDefinition": "ecs:RegisterTaskDefinition",
        "AWS::Events::Rule": "events:PutRule", "AWS::IAM::Role": "iam:CreateRole", "AWS::Logs::LogGroup": "logs:CreateLogGroup",
        "AWS::Logs::ResourcePolicy": "logs:PutResourcePolicy", "AWS::S3::Bucket": "s3:CreateBucket",
        "AWS::S3::BucketPolicy": "s3:PutBucketPolicy", "AWS::SNS::Subscription": "sns:Subscribe", "AWS::SNS::Topic": "sns:CreateTopic",
        "AWS::SNS::TopicPolicy": "sns:SetTopicAttributes", "AWS::SQS::Queue": "sqs:CreateQueue",
        "AWS::SQS::QueuePolicy": "sqs:SetQueueAttributes",
    }
    for path in templates.glob("*/demo.json"):
        for resource in json.loads(path.read_text())["Resources"].values():
            kind = resource["Type"]
            assert makes.get(kind) in granted or makes.get("::".join(kind.split("::")[:2])) in granted, kind


def test_no_role_has_more_policy_than_iam_takes(templates):
    """10,240 characters without blanks for all inline policies of a role, references filled in."""
    for path, document in documents(templates):
        for name, resource in document["Resources"].items():
            if resource["Type"] != "AWS::IAM::Role":
                continue
            text = json.dumps(resource["Properties"].get("Policies", []), separators=(",", ":"))
            text = text.replace("${AWS::AccountId}", "123456789012").replace("${AWS::Region}", "ap-northeast-1")
            text = text.replace("${AWS::Partition}", "aws")
            assert len(text) <= 10_240, f"{path}: {name}"


def test_every_role_is_explained(templates):
    made = {
        name
        for _, document in documents(templates)
        for name, resource in document["Resources"].items()
        if resource["Type"] == "AWS::IAM::Role"
    }
    assert made == set(re.findall(r"^\| `(\w+Role)`", (ROOT / "docs/security.md").read_text(), re.M))


def test_every_log_of_a_stack_has_an_end_and_goes_with_it(templates):
    for path, document in documents(templates):
        resources = document["Resources"]
        for name, resource in resources.items():
            if resource["Type"] == "AWS::Logs::LogGroup":
                assert resource["Properties"]["RetentionInDays"] and resource["DeletionPolicy"] == "Delete", f"{path}: {name}"
            if resource["Type"] == "AWS::CodeBuild::Project":
                log = resource["Properties"]["LogsConfig"]["CloudWatchLogs"]["GroupName"]["Ref"]
                assert resources[log]["Type"] == "AWS::Logs::LogGroup"
        insights = {setting["Value"] for resource in resources.values() for setting in resource.get("Properties", {}).get("ClusterSettings", [])}
        if insights:
            assert ("InsightsLog" in resources) == (insights == {"enabled"}), path


def test_json_and_yaml_say_the_same_and_always_the_same(templates, tmp_path):
    from cfnlint.decode.cfn_yaml import load

    manifest = ROOT / "Examples/fhr/sluice.yaml"
    for number in (1, 2):
        synth(manifest, tmp_path / str(number))
    synth(manifest, tmp_path / "yaml", "--format", "yaml")
    for path in sorted((tmp_path / "1").glob("*.json")):
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()
        written = json.loads(path.read_text())
        assert json.loads(json.dumps(load(tmp_path / "yaml" / f"{path.stem}.yaml"))) == written


def test_the_application_fits_into_one_call_of_cloudformation(templates):
    for path, document in documents(templates):
        size = len(json.dumps(document, separators=(",", ":")).encode())
        assert size <= 51_200, f"{path.name}: {size}"


@pytest.mark.parametrize(
    "extra, words",
    [
        ("task: {cpu: 4, memory: 31GiB}\n", "Fargate has no task of 4 vCPU and 31GiB"),
        ("network: {subnets: [subnet-1]}\n", "name their VPC too"),
        ("pipeline: {source: s3, repository: demo}\n", "is not bucket/key"),
        ("pipeline: {source: codeconnections, repository: a/b}\n", "needs pipeline.connection"),
        ("task: {logRetention: 2d}\n", "CloudWatch Logs keeps logs for"),
        ("notify: {on: failed, subscribers: [nobody]}\n", "is no https://"),
        ("task: {secrets: {TOKEN: hunter2}}\n", "is no ARN of a secret"),
    ],
)
def test_what_aws_would_refuse_is_refused_before(tmp_path, extra, words):
    manifest = tmp_path / "sluice.yaml"
    manifest.write_text(BASE + extra)
    result = subprocess.run([SLUICE, "synth", "--file", manifest], capture_output=True, text=True)
    assert result.returncode == 2
    assert words in result.stderr


def test_each_file_fits_into_a_call(templates):
    """`aws cloudformation deploy` takes 51,200 bytes without a bucket; what is longer with blanks has fewer of them."""
    sizes = {path: path.stat().st_size for path, _ in documents(templates)}
    longest = max(sizes, key=sizes.get)
    assert sizes[longest] <= 51_200, longest
    lines = longest.read_text().splitlines()
    assert any(line.startswith('"Queue":{') for line in lines), "each resource has a line of its own"
