"""The process contract, from request to result."""
import json

from waiting import wait_until


def test_a_job_goes_from_request_to_result(system):
    up = system(
        'echo "0.5 half way" > "$SLUICE_PROGRESS"\n'
        'mkdir "$SLUICE_OUTPUT/deep"\n'
        'cp "$SLUICE_INPUT" "$SLUICE_OUTPUT/deep/copy.txt"\n'
        'echo "$SLUICE_PARAMETERS" > "$SLUICE_OUTPUT/parameters.json"\n'
        'echo "$SLUICE_JOB_ID $SLUICE_ATTEMPT $SLUICE_INPUT_URI" > "$SLUICE_OUTPUT/facts.txt"\n'
        'echo "to the log"; echo "and errors" >&2; pwd\n'
    )
    status, _, answer = up.request("PUT", "/inputs/some%20text.txt", b"hello", {"content-type": "text/plain"})
    assert status == 201
    source = json.loads(answer)["uri"]
    assert source == "s3://test-data/inputs/some text.txt"
    status, headers, answer = up.request("POST", "/jobs", {"input": source, "parameters": {"a": [1, 2.5, None]}})
    job = json.loads(answer)["id"]
    assert status == 202 and headers["Location"] == f"/jobs/{job}" and "Retry-After" in headers
    ended = up.finished(job)
    assert ended["status"] == "succeeded" and ended["attempt"] == 1
    assert [output["name"] for output in ended["outputs"]] == ["deep/copy.txt", "facts.txt", "parameters.json"]
    assert ended["outputs"][2]["contentType"] == "application/json"
    assert up.output(job, "deep/copy.txt") == b"hello"
    assert json.loads(up.output(job, "parameters.json")) == {"a": [1, 2.5, None]}
    assert up.output(job, "facts.txt").decode().split(" ", 2) == [job, "1", source + "\n"]
    log = up.file(f"jobs/{job}/log.txt").decode().splitlines()
    assert log[:2] == ["to the log", "and errors"] and "/work" in log[2]
    assert ended["usage"]["wallSeconds"] > 0 and ended["usage"]["peakMemoryBytes"] > 0
    assert wait_until(lambda: up.counts() == (0, 0), "the message is gone")


def test_a_failing_job_is_tried_again_and_then_buried_with_its_cause(system):
    up = system('echo "attempt $SLUICE_ATTEMPT"; exit 7', retries=1)
    ended = up.finished(up.submit())
    assert ended["status"] == "failed" and ended["attempt"] == 2
    assert ended["error"]["cause"] == "exit_code" and "7" in ended["error"]["message"]
    assert [attempt["error"]["cause"] for attempt in ended["history"]] == ["exit_code", "exit_code"]
    letters = up.client("sqs").receive_message(
        QueueUrl=up.queue_url("-dead"), MessageAttributeNames=["All"], WaitTimeSeconds=5
    )["Messages"]
    attributes = letters[0]["MessageAttributes"]
    assert attributes["sluice.cause"]["StringValue"] == "exit_code"
    assert attributes["sluice.job"]["StringValue"] == ended["id"]


def test_a_job_that_succeeds_at_the_second_attempt_has_succeeded(system):
    up = system('[ "$SLUICE_ATTEMPT" = 2 ]')
    ended = up.finished(up.submit())
    assert ended["status"] == "succeeded" and ended["attempt"] == 2 and len(ended["history"]) == 1


def test_code_3_is_never_tried_again(system):
    up = system("exit 3", retries=5)
    ended = up.finished(up.submit())
    assert (ended["status"], ended["error"]["cause"], ended["attempt"]) == ("failed", "rejected", 1)


def test_code_4_gives_back_and_does_not_count(system):
    up = system('if [ -e "$MARK" ]; then exit 0; fi; touch "$MARK"; exit 4'.replace("$MARK", "/tmp/sluice-mark-$PPID-$SLUICE_JOB_ID"))
    # The mark lies outside the scratch folder, which is new for each run.
    ended = up.finished(up.submit())
    assert ended["status"] == "succeeded" and ended["attempt"] == 1
    assert [attempt["givenBack"] for attempt in ended["history"]] == [True]


def test_a_timeout_ends_the_whole_group(system):
    up = system('sleep 1000 & echo $! > "$SLUICE_OUTPUT/../../child"; sleep 1000', timeout="1s", duration="1s", retries=0)
    ended = up.finished(up.submit())
    assert (ended["status"], ended["error"]["cause"]) == ("failed", "timeout")
    assert ended["usage"]["wallSeconds"] < 15


def test_a_job_that_holds_too_much_memory_is_ended_as_out_of_memory(system):
    up = system('head -c 700000000 /dev/zero | tail -c 700000000 | sleep 20', memory="256MiB", retries=3)
    ended = up.finished(up.submit())
    assert (ended["status"], ended["error"]["cause"]) == ("failed", "out_of_memory")
    # Its own limit is smaller than that of other failures.
    assert ended["attempt"] == 2


def test_a_missing_input_and_a_missing_program_are_named(system):
    up = system("exit 0", retries=0)
    ended = up.finished(up.submit(source="s3://test-data/inputs/nothing"))
    assert ended["error"]["cause"] == "rejected" and "s3://test-data/inputs/nothing" in ended["error"]["message"]


def test_the_same_key_runs_once(system):
    up = system('echo run >> "$SLUICE_OUTPUT/runs"')
    first, second = up.submit(key="same-key"), up.submit(key="same-key")
    assert first == second == "same-key"
    up.finished(first)
    wait_until(lambda: up.counts() == (0, 0), "both messages are gone")
    assert up.status(first)["attempt"] == 1 and up.status(first)["history"] == []


def test_a_bare_location_an_s3_event_and_nonsense(system):
    up = system('cat "$SLUICE_INPUT" > "$SLUICE_OUTPUT/copy"')
    up.request("PUT", "/inputs/a", b"one")
    up.request("PUT", "/inputs/b%20c", b"two")
    sqs = up.client("sqs")
    bare = sqs.send_message(QueueUrl=up.queue_url(), MessageBody="s3://test-data/inputs/a")["MessageId"]
    record = {"s3": {"bucket": {"name": "test-data"}, "object": {"key": "inputs/b+c"}}}
    event = sqs.send_message(QueueUrl=up.queue_url(), MessageBody=json.dumps({"Records": [record, record]}))["MessageId"]
    sqs.send_message(QueueUrl=up.queue_url(), MessageBody="nonsense")
    assert up.finished(bare)["status"] == "succeeded" and up.output(bare, "copy") == b"one"
    for number in (1, 2):
        assert up.finished(f"{event}-{number}")["status"] == "succeeded"
        assert up.output(f"{event}-{number}", "copy") == b"two"
    letter = sqs.receive_message(QueueUrl=up.queue_url("-dead"), MessageAttributeNames=["All"], WaitTimeSeconds=10)
    assert letter["Messages"][0]["Body"] == "nonsense"
    assert letter["Messages"][0]["MessageAttributes"]["sluice.cause"]["StringValue"] == "message"
