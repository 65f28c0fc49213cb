"""The intake on AWS: mapping templates are executed, their calls made on moto, the answers mapped back.

What the documentation of API Gateway leaves open is tried both ways: line breaks after directives are swallowed or kept,
a JSONPath that finds nothing gives nothing or an empty text.
"""
import base64
import json
import pathlib
import re
import subprocess

import pytest
from apigateway.gateway import Gateway
from apigateway.vtl import Input, Template, Unknown, Util
from deployed import REGION, SLUICE, Account

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEY = "the-key"
READINGS = [(swallows, nothing) for swallows in (True, False) for nothing in (None, "")]


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    running = Account(tmp_path_factory.mktemp("moto") / "log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def template():
    command = [SLUICE, "synth", "--file", ROOT / "Examples/python-job/sluice.yaml", "--stack", "app"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


class Intake:
    """A gateway before a queue and a bucket of its own."""

    def __init__(self, account, template, name, swallows, nothing):
        self.sqs, self.s3 = account.client("sqs"), account.client("s3")
        self.queue = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.bucket = f"{name}-data"
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        names = {
            "AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": "123456789012",
            "Queue.QueueName": name, "DataBucket": self.bucket, "ApiRole.Arn": "arn:aws:iam::123456789012:role/api",
        }
        self.gateway = Gateway(
            template, account.endpoint, REGION, names, KEY, swallows=swallows, nothing=nothing
        )

    def __call__(self, *arguments, **options):
        return self.gateway.request(*arguments, **options)

    def submit(self, document, **headers):
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self("POST", "/jobs", body, {name.replace("_", "-"): value for name, value in headers.items()})

    def messages(self):
        found = []
        while batch := self.sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get("Messages"):
            for message in batch:
                found.append(message["Body"])
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return found


@pytest.fixture(params=READINGS, ids=[f"{'swallowing' if s else 'keeping'}-{n!r}" for s, n in READINGS])
def intake(request, account, template):
    names = [str(index) for index, reading in enumerate(READINGS) if reading == request.param]
    label = "".join(c if c.isalnum() else "-" for c in request.function.__name__.lower())[:30].strip("-")
    fresh = f"{label}-{names[0]}-{request.node.callspec.id.count('-')}-{abs(hash(request.node.name)) % 10_000_000}"
    return Intake(account, template, fresh, *request.param)


PARAMETERS = [
    {}, {"top": 5}, {"text": "a \"quoted\" 'word'"}, {"path": "C:\\new\\table"}, {"lines": "one\ntwo\r\n\ttab"},
    {"form": "a=b&c=d+e%20f;g"}, {"dollar": "$input.body ${x} #if(true) #end ## no comment"}, {"slash": "</script>"},
    {"text": "Zürich, 東京, 🚰, \u2028"}, {"deep": {"list": [1, 2.5, None, True, {"x": []}]}}, {"Action": "DeleteQueue"},
    {"empty": "", "zero": 0, "false": False},
]


@pytest.mark.parametrize("parameters", PARAMETERS, ids=range(len(PARAMETERS)))
def test_parameters_reach_the_queue_as_they_are(intake, parameters):
    answer = intake.submit({"parameters": parameters, "input": "s3://a-bucket/some key/ä&b=c.txt"})
    assert answer.status == 202, answer.body
    message, = intake.messages()
    assert json.loads(message) == {
        "id": answer.json["id"], "input": "s3://a-bucket/some key/ä&b=c.txt", "parameters": parameters,
    }


def test_an_accepted_job_is_answered_as_the_local_intake_does(intake):
    answer = intake.submit({})
    job = answer.json["id"]
    assert answer.status == 202
    assert answer.json == {"id": job, "links": {"self": f"/v1/jobs/{job}"}, "status": "queued"}
    assert answer.headers["location"] == f"/v1/jobs/{job}"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(intake.messages()[0]) == {"id": job}


@pytest.mark.parametrize("header", ["Idempotency-Key", "idempotency-key"])
def test_an_idempotency_key_becomes_the_id(intake, header):
    answer = intake.submit({}, **{header: "order-17_b"})
    assert answer.json["id"] == "order-17_b"
    assert json.loads(intake.messages()[0]) == {"id": "order-17_b"}


@pytest.mark.parametrize("key", ["a b", "x" * 65, "ä", "a&MessageBody=b", "$context.stage", "a%22", 'a"b', "a/b"])
def test_a_key_that_is_no_id_is_refused_and_nothing_is_queued(intake, key):
    answer = intake.submit({}, idempotency_key=key)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == 400 and "Idempotency-Key" in answer.json["detail"]
    assert intake.messages() == []


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'"text"', b'{"inptu": "s3://a/b"}', b'{"parameters": 5}', b'{"input": 7}', b'{"input": "file.txt"}']
)
def test_a_body_that_is_no_job_is_refused(intake, body):
    answer = intake.submit(body)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == 400
    assert answer.headers["x-problem"]
    assert intake.messages() == []


def test_a_body_that_is_too_large_is_refused(intake):
    answer = intake.submit({"parameters": {"text": "x" * 300_000}})
    assert answer.status == 413
    assert answer.json["status"] == 413
    assert intake.messages() == []


def test_other_media_types_are_refused(intake):
    answer = intake("POST", "/jobs", b"<job/>", {"Content-Type": "text/xml"})
    assert answer.status == 415
    assert answer.json["title"] == "Unsupported media type"


@pytest.mark.parametrize("media", [None, "application/json", "text/plain", "application/json; charset=utf-8"])
def test_a_read_is_answered_whatever_type_its_empty_body_has(intake, media):
    intake.s3.put_object(Bucket=intake.bucket, Key="jobs/a/status.json", Body=b"{}", ContentType="application/json")
    assert intake("GET", "/jobs/a", headers={"Content-Type": media}).status == 200


JSON_TEMPLATE = {"application/json": "{}"}


@pytest.mark.parametrize(
    ("behaviour", "templates", "passes"),
    [
        (None, JSON_TEMPLATE, True), ("when_no_match", JSON_TEMPLATE, True), ("WHEN_NO_TEMPLATES", JSON_TEMPLATE, False),
        ("never", JSON_TEMPLATE, False), (None, {}, True), ("when_no_match", {}, True), ("when_no_templates", {}, True),
        ("NEVER", {}, False),
    ],
)
def test_the_emulator_hands_on_what_the_table_of_the_guide_says(behaviour, templates, passes):
    """A body of a type without a template: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html"""
    assert Gateway.passes(behaviour, templates) == passes


def test_a_job_without_a_type_counts_as_json(intake):
    assert intake("POST", "/jobs", b"{}", {"Content-Type": None}).status == 202


def test_a_queue_that_is_away_is_a_bad_gateway(intake):
    intake.sqs.delete_queue(QueueUrl=intake.queue)
    answer = intake.submit({})
    assert answer.status == 502
    assert "nothing was stored" in answer.json["detail"]


@pytest.mark.parametrize("key", ["wrong", None])
def test_without_the_key_nobody_gets_in(intake, key):
    for method, path in [("POST", "/jobs"), ("GET", "/jobs/a"), ("GET", "/jobs/a/output/b"), ("PUT", "/inputs/a")]:
        answer = intake(method, path, b"{}", {"x-api-key": key})
        assert answer.status == 403
        assert answer.json["title"] == "Forbidden"


def test_a_status_is_the_document_in_the_bucket(intake):
    document = json.dumps({"id": "a", "status": "succeeded"}).encode()
    intake.s3.put_object(
        Bucket=intake.bucket, Key="jobs/a/status.json", Body=document, ContentType="application/json"
    )
    answer = intake("GET", "/jobs/a")
    assert (answer.status, answer.body) == (200, document)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["etag"]


def test_a_job_that_is_not_there_is_not_found(intake):
    for path in ("/jobs/a", "/jobs/a/output/x.csv"):
        answer = intake("GET", path)
        assert answer.status == 404
        assert answer.json["status"] == 404


def test_an_output_keeps_its_bytes_and_its_type(intake):
    data = bytes(range(256))
    intake.s3.put_object(Bucket=intake.bucket, Key="jobs/a/output/x.png", Body=data, ContentType="image/png")
    answer = intake("GET", "/jobs/a/output/x.png", headers={"Accept": "image/png"})
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, data, "image/png")
    # What docs/intake-api.md warns of: who does not ask for the type gets base64.
    assert base64.b64decode(intake("GET", "/jobs/a/output/x.png").body) == data


#: Kinds of files that jobs leave, by the endings that the worker knows.
BINARY = "avi bin gif gz jpg mp3 mp4 parquet pdf png tar wav webp zip zst".split()
TEXT = "css csv html js json log md svg txt xml yaml".split()


def worker_types():
    """The worker's own media types by their endings."""
    source = (ROOT / "Sources/Model/ContentType.swift").read_text()
    return dict(re.findall(r'"(\w+)": "([\w.+-]+/[\w.+-]+)"', source))


@pytest.mark.parametrize("ending", BINARY)
def test_every_binary_type_of_the_worker_passes_both_ways(intake, ending):
    media, data = worker_types()[ending], bytes(range(256))
    assert intake("PUT", f"/inputs/x.{ending}", data, {"Content-Type": media}).status == 201
    assert intake.s3.get_object(Bucket=intake.bucket, Key=f"inputs/x.{ending}")["Body"].read() == data
    intake.s3.put_object(Bucket=intake.bucket, Key=f"jobs/a/output/x.{ending}", Body=data, ContentType=media)
    answer = intake("GET", f"/jobs/a/output/x.{ending}", headers={"Accept": media})
    assert (answer.status, answer.body) == (200, data)


@pytest.mark.parametrize("ending", TEXT)
def test_every_text_type_of_the_worker_is_read_as_it_is(intake, ending):
    media, data = worker_types()[ending], "Zürich, 東京".encode()
    intake.s3.put_object(Bucket=intake.bucket, Key=f"jobs/a/output/x.{ending}", Body=data, ContentType=media)
    for accept in (None, "*/*", media):
        assert intake("GET", f"/jobs/a/output/x.{ending}", headers={"Accept": accept}).body == data


def test_the_lists_above_are_all_that_the_worker_knows():
    assert set(BINARY + TEXT) | {"jpeg"} == set(worker_types())


@pytest.mark.parametrize("name", ["plain.csv", "with%20blank.csv", "it%27s.csv", "%C3%A4.csv"])
def test_an_input_is_stored_under_its_name(intake, name):
    data = b"\x00\x01\xff binary"
    answer = intake("PUT", f"/inputs/{name}", data, {"Content-Type": "application/octet-stream"})
    assert answer.status == 201, answer.body
    uri = answer.json["uri"]
    bucket, key = uri.removeprefix("s3://").split("/", 1)
    assert bucket == intake.bucket
    stored = intake.s3.get_object(Bucket=bucket, Key=key)
    assert stored["Body"].read() == data
    assert stored["ContentType"] == "application/octet-stream"


def test_health_and_the_document_need_no_key(intake):
    assert intake("GET", "/health", headers={"x-api-key": None}).json == {"status": "ok"}
    document = intake("GET", "/openapi.json", headers={"x-api-key": None}).json
    assert document["openapi"].startswith("3.1")
    assert "$ref" in json.dumps(document), "what looks like a reference of the template language is none"


def test_unknown_paths_are_not_found(intake):
    assert intake("GET", "/elsewhere").status == 404
    assert intake("DELETE", "/jobs/a").status == 404


def test_only_jobs_are_sent(intake):
    """Whatever a caller writes, the call is one SendMessage with one body."""
    intake.submit({"parameters": {"x": "&Action=PurgeQueue&QueueUrl=http://elsewhere"}})
    (service, method, path, body), = intake.gateway.calls
    assert (service, method) == ("sqs", "POST")
    assert body.count(b"Action=") == 1 and body.startswith(b"Action=SendMessage&Version=2012-11-05&MessageBody=")


# The evaluator itself, on what the Velocity user guide and API Gateway's reference show


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#set($a = 'x')$a", "x"), ("$missing", "$missing"), ("$!missing", ""), ("${a}b", "${a}b"),
        ("#if(1 > 2)a#elseif(2 > 1)b#{else}c#end", "b"), ("#if($no)a#{else}c#end", "c"),
        ("#set($a = \"$b.c\")$a", "$b.c"), ("a ## comment\nb", "a b"),
        ("#foreach($x in $list)<$x>#end", "<1><2>"), ("$input.json('$.a')", '{"b":[1,2]}'),
        ("$input.path('$.a').b", "[1,2]"), ("$input.params('q')", "search"), ("$util.urlEncode('a b&c=ä*')", "a+b%26c%3D%C3%A4*"),
        ("$util.escapeJavaScript(\"it's\")", "it\\'s"), ("$util.base64Encode('hi')", "aGk="),
        ("#if('abc'.length() == 3 && !false)y#end", None), ("#if($input.params('q').matches('[a-z]+'))y#end", "y"),
        ("#set($context.responseOverride.status = 413)$context.responseOverride.status", "413"),
    ],
)
def test_the_evaluator_does_what_the_references_say(text, expected):
    variables = {
        "list": [1, 2], "util": Util(), "context": {"responseOverride": {}},
        "input": Input('{"a": {"b": [1, 2]}}', {}, {"q": "search"}, {}),
    }
    if expected is None:
        with pytest.raises(Unknown):
            Template(text, variables).evaluate()
    else:
        assert Template(text, variables).evaluate() == expected


@pytest.mark.parametrize("text", ["#parse('x')", "$input.size()", "#if(1", "$util.now()", "'x'#end", "$input.path('$..a')"])
def test_the_evaluator_refuses_what_it_does_not_know(text):
    with pytest.raises(Unknown):
        Template(text, {"input": Input("{}"), "util": Util()}).evaluate()
