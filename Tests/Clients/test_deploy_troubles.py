"""What `sluice deploy` says when a service does not come up, which moto cannot play: a server with AWS's own answers."""
import http.server
import json
import subprocess
import threading
import urllib.parse

import pytest
from deployed import REGION, SLUICE

ID = "arn:aws:cloudformation:eu-central-1:123456789012:stack/demo/6f2f4c10-0000-1111-2222-333344445555"
SERVICE = "arn:aws:ecs:eu-central-1:123456789012:service/demo/demo"
TASK = "arn:aws:ecs:eu-central-1:123456789012:task/demo/0123456789abcdef0123456789abcdef"
MANIFEST = """
name: demo
job: {command: [job], duration: 1s}
task: {image: 'public.ecr.aws/team/demo:1'}
network: {subnets: [subnet-0123456789abcdef0], vpc: vpc-0123456789abcdef0}
"""
EVENT = """<member><EventId>{id}</EventId><StackId>{stack}</StackId><StackName>demo</StackName>
<LogicalResourceId>{name}</LogicalResourceId><PhysicalResourceId>{physical}</PhysicalResourceId>
<ResourceType>{type}</ResourceType><Timestamp>2026-01-02T03:04:{second:02}.678Z</Timestamp>
<ResourceStatus>{status}</ResourceStatus><ResourceStatusReason>{reason}</ResourceStatusReason></member>"""


def event(number, status, reason="", of_stack=False):
    name, kind, physical = ("demo", "AWS::CloudFormation::Stack", ID) if of_stack else ("Service", "AWS::ECS::Service", SERVICE)
    return EVENT.format(
        id=f"e{number}", stack=ID, name=name, physical=physical, type=kind, second=number, status=status, reason=reason
    )


class Play:
    """Answers calls of CloudFormation and ECS; `states` are the stack's, one for each time that it is described."""

    def __init__(self, states, rounds):
        self.states, self.rounds = list(states), list(rounds)
        self.calls = []
        self.events = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def handler(play):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                target = self.headers.get("x-amz-target")
                if target:
                    status, answer = 200, json.dumps(play.ecs(target.split(".")[1]))
                else:
                    status, answer = play.query(dict(urllib.parse.parse_qsl(body)))
                self.send_response(status)
                self.send_header("content-length", str(len(answer.encode())))
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *_):
                pass

        return Handler

    def query(self, form):
        action = form["Action"]
        self.calls.append(action)
        return getattr(self, action)(form) if hasattr(self, action) else (200, self.answer(action, ""))

    @staticmethod
    def answer(action, content):
        return f"<{action}Response><{action}Result>{content}</{action}Result></{action}Response>"

    def GetCallerIdentity(self, form):
        return 200, self.answer("GetCallerIdentity", "<Account>123456789012</Account><Arn>arn:aws:iam::1:user/a</Arn>")

    def DescribeStacks(self, form):
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if state is None:
            return 400, (
                "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"
                "<Message>Stack with id demo does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            )
        return 200, self.answer(
            "DescribeStacks",
            f"<Stacks><member><StackName>demo</StackName><StackId>{ID}</StackId><StackStatus>{state}</StackStatus>"
            "<Outputs/></member></Stacks>",
        )

    def DescribeChangeSet(self, form):
        return 200, self.answer("DescribeChangeSet", "<Status>CREATE_COMPLETE</Status><Changes/>")

    def DescribeStackEvents(self, form):
        if "ExecuteChangeSet" in self.calls and self.rounds:
            self.events = self.rounds.pop(0) + self.events
        return 200, self.answer("DescribeStackEvents", f"<StackEvents>{''.join(self.events)}</StackEvents>")

    def ecs(self, operation):
        return {
            "ListTasks": {"taskArns": [TASK]},
            "DescribeTasks": {
                "tasks": [
                    {
                        "taskArn": TASK, "lastStatus": "STOPPED", "stopCode": "TaskFailedToStart",
                        "stoppedReason": "CannotPullContainerError: failed to resolve ref public.ecr.aws/team/demo:1",
                        "stoppedAt": 1767323055.5, "containers": [{"name": "worker", "exitCode": 139}],
                    }
                ]
            },
            "DescribeServices": {
                "services": [
                    {
                        "serviceName": "demo", "serviceArn": SERVICE, "status": "ACTIVE", "desiredCount": 1,
                        "runningCount": 0, "pendingCount": 1,
                        "events": [
                            {
                                "id": "s1", "createdAt": 1767323050.0,
                                "message": "(service demo) was unable to place a task.",
                            }
                        ],
                    }
                ]
            },
        }[operation]


@pytest.fixture
def deploy(tmp_path):
    plays = []

    def run(play):
        plays.append(play)
        (tmp_path / "sluice.yaml").write_text(MANIFEST)
        return subprocess.run(
            [SLUICE, "deploy", "--yes", "--stack", "app"], cwd=tmp_path, capture_output=True, text=True, timeout=60,
            env={
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{play.server.server_port}", "AWS_REGION": REGION,
                "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
            },
        )

    yield run
    for play in plays:
        play.server.shutdown()
        play.server.server_close()


def test_a_service_that_does_not_come_up_says_why(deploy):
    play = Play(
        [None, "REVIEW_IN_PROGRESS", "CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE"],
        [
            [event(2, "CREATE_IN_PROGRESS", "Resource creation Initiated"), event(1, "CREATE_IN_PROGRESS", of_stack=True)],
            [
                event(5, "ROLLBACK_COMPLETE", of_stack=True),
                event(4, "CREATE_FAILED", "ECS Deployment Circuit Breaker was triggered."),
            ],
        ],
    )
    result = deploy(play)
    assert result.returncode == 1
    told = result.stderr
    assert "task 0123456789abcdef0123456789abcdef stopped: CannotPullContainerError" in told
    assert "worker: exit code 139" in told
    assert "service demo: (service demo) was unable to place a task." in told
    assert told.count("CannotPullContainerError") == 2, "once when it happens, once in the summary"
    summary = told[told.index("Error: ") :]
    assert "demo: creation failed, the stack is ROLLBACK_COMPLETE:" in summary
    assert "Service (AWS::ECS::Service): ECS Deployment Circuit Breaker was triggered." in summary


def test_what_a_failed_creation_left_is_removed_first(deploy):
    play = Play(
        ["ROLLBACK_COMPLETE", "DELETE_COMPLETE", "REVIEW_IN_PROGRESS", "CREATE_COMPLETE"],
        [[event(1, "CREATE_COMPLETE", of_stack=True)]],
    )
    result = deploy(play)
    assert result.returncode == 0, result.stderr
    order = [call for call in play.calls if call in ("DeleteStack", "CreateChangeSet", "ExecuteChangeSet")]
    assert order == ["DeleteStack", "CreateChangeSet", "ExecuteChangeSet"]


def test_a_stack_that_somebody_else_changes_is_waited_for(deploy):
    play = Play(
        ["UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_COMPLETE"],
        [[event(1, "UPDATE_COMPLETE", of_stack=True)]],
    )
    result = deploy(play)
    assert result.returncode == 0, result.stderr
    assert "somebody else is at work on it (UPDATE_IN_PROGRESS)" in result.stderr
    assert play.calls.index("CreateChangeSet") > 3


def test_a_half_deleted_stack_is_refused(deploy):
    result = deploy(Play(["DELETE_FAILED"], []))
    assert result.returncode == 1
    assert "Finish that with `sluice destroy`" in result.stderr
