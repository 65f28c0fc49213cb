"""The intake API: what it refuses, and in what words."""
import json
import urllib.request

import pytest


@pytest.fixture
def up(system):
    return system("exit 0", "--no-tasks")


def problem(answer):
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json", body
    document = json.loads(body)
    assert document["status"] == status and document["title"] and document["detail"]
    return status, document


@pytest.mark.parametrize(
    "body, field",
    [
        ({"input": "http://example.com/x"}, "input"),
        ({"input": 5}, "input"),
        ({"parameters": [1]}, "parameters"),
        ({"inputs": "s3://b/k"}, "inputs"),
        ([1], "body"),
        (b"{not json", "body"),
    ],
)
def test_a_wrong_request_names_the_field(up, body, field):
    status, document = problem(up.request("POST", "/jobs", body))
    assert status == 400 and document["field"] == field


def test_the_key_is_needed_everywhere_but_for_health_and_document(up):
    for method, path in [("POST", "/jobs"), ("GET", "/jobs/x"), ("GET", "/jobs/x/output/y"), ("PUT", "/inputs/x")]:
        status, _ = problem(up.request(method, path, b"{}" if method != "GET" else None, {"x-api-key": "wrong"}))
        assert status == 403
    for path in ["/health", "/openapi.json"]:
        with urllib.request.urlopen(up.info["endpoint"] + path, timeout=10) as response:
            assert response.status == 200


def test_other_refusals(up):
    assert problem(up.request("GET", "/jobs/unknown"))[0] == 404
    assert problem(up.request("GET", "/jobs/unknown/output/x"))[0] == 404
    assert problem(up.request("DELETE", "/jobs/unknown"))[0] == 405
    assert problem(up.request("POST", "/jobs", b"x=1", {"content-type": "application/x-www-form-urlencoded"}))[0] == 415
    status, document = problem(up.request("POST", "/jobs", {"parameters": {"x": "y" * 300_000}}))
    assert status == 413 and document["limit"] == 262_144
    status, document = problem(up.request("PUT", "/inputs/large", b"x" * 10_000_001))
    assert status == 413 and document["limit"] == 10_000_000
    assert problem(up.request("POST", "/jobs", {}, {"idempotency-key": "has spaces"}))[1]["field"] == "Idempotency-Key"


def test_a_job_that_waits_has_no_status_yet(up):
    job = up.submit()
    status, document = problem(up.request("GET", f"/jobs/{job}"))
    assert status == 404 and "not been started yet" in document["detail"]
    assert up.counts() == (1, 0)


def test_the_document_is_valid_openapi(up):
    validator = pytest.importorskip("openapi_spec_validator")
    document = json.loads(up.request("GET", "/openapi.json")[2])
    validator.validate(document)
    assert document["servers"][0]["url"] == up.info["endpoint"]


def test_a_flood_is_refused_before_memory_runs_out(system):
    up = system("exit 0", "--no-tasks", "--backlog", "1MiB")
    accepted = 0
    while True:
        answer = up.request("POST", "/jobs", {"parameters": {"text": "x" * 10_000}})
        if answer[0] != 202:
            break
        accepted += 1
        assert accepted < 200
    status, _ = problem(answer)
    assert status == 429 and answer[1]["Retry-After"] == "1" and accepted > 50
    assert up.counts() == (accepted, 0)
    sqs = up.client("sqs")
    with pytest.raises(Exception, match="hold as much as they may"):
        sqs.send_message(QueueUrl=up.queue_url(), MessageBody="x")
    sqs.purge_queue(QueueUrl=up.queue_url())
    up.submit()
