"""The end of a job arrives at a queue and at an HTTP listener."""
import json
import pathlib
import sys

from waiting import wait_until

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Clients"))

from listener import listening  # noqa: E402

# Its account and Region are those of AWS; on this machine only the name counts.
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:told-ends"


def telling(on, *subscribers):
    """The arguments that make a system tell these subscribers."""
    return "--set", f"notify.on={on}", "--set", f"notify.subscribers=[{', '.join(subscribers)}]"


def ends(up, count):
    """The envelopes in the subscribed queue, by job."""
    sqs = up.client("sqs")
    url = f"{up.info['endpoint']}/000000000000/told-ends"
    found = []

    def receive():
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
        found.extend(json.loads(message["Body"]) for message in answer.get("Messages", []))
        return len(found) >= count

    wait_until(receive, f"{count} ends were told")
    assert len(found) == count, found
    return {envelope["MessageAttributes"]["job"]["Value"]: envelope for envelope in found}


def test_every_end_arrives_at_a_queue_and_at_an_http_listener(system):
    script = 'echo done > "$SLUICE_OUTPUT/result.txt"; case "$SLUICE_PARAMETERS" in *bad*) exit 3;; esac'
    with listening() as listener:
        up = system(script, *telling("finished", "ops@example.com", QUEUE, listener.url))
        assert up.info["topic"] == "arn:aws:sns:us-east-1:000000000000:test-jobs"
        assert listener.next()[1]["x-amz-sns-message-type"] == "SubscriptionConfirmation"
        good, bad = up.submit({"kind": "good"}), up.submit({"kind": "bad"})
        posted = {}
        for _ in range(2):
            envelope = json.loads(listener.next()[2])
            posted[envelope["MessageAttributes"]["job"]["Value"]] = envelope
        queued = ends(up, 2)
        assert set(posted) == set(queued) == {good, bad}
        assert posted[good]["MessageId"] == queued[good]["MessageId"]
        assert posted[good]["Subject"] == f"Job {good} succeeded"
        notice, status = json.loads(posted[good]["Message"]), up.status(good)
        for name in ("id", "status", "attempt", "startedAt", "finishedAt", "submittedAt", "usage", "outputs"):
            assert notice[name] == status[name], name
        assert notice["outputCount"] == 1 and "error" not in notice
        assert notice["location"] == {
            "status": f"s3://test-data/jobs/{good}/status.json", "log": f"s3://test-data/jobs/{good}/log.txt",
            "outputs": f"s3://test-data/jobs/{good}/output/",
        }
        attributes = {name: value["Value"] for name, value in queued[bad]["MessageAttributes"].items()}
        assert attributes == {"job": bad, "status": "failed", "cause": "rejected"}
        assert queued[bad]["Subject"] == f"Job {bad} was rejected"
        assert json.loads(queued[bad]["Message"])["error"] == up.status(bad)["error"]
        assert up.stop() == 0


def test_only_failures_are_told_when_the_manifest_says_so(system):
    up = system(
        'case "$SLUICE_PARAMETERS" in *bad*) exit 7;; esac', *telling("failed", QUEUE), retries=0
    )
    good = up.submit({"kind": "good"})
    assert up.finished(good)["status"] == "succeeded"
    wait_until(lambda: up.counts() == (0, 0), "the message of the good job is gone")
    bad = up.submit({"kind": "bad"})
    told = ends(up, 1)
    assert set(told) == {bad}
    assert json.loads(told[bad]["Message"])["error"]["cause"] == "exit_code"
    # A second message of a job that is over tells nobody anything.
    assert up.submit({"kind": "bad"}, key=bad) == bad
    wait_until(lambda: up.counts() == (0, 0), "the second message is gone")
    another = up.submit({"kind": "bad"})
    assert set(ends(up, 1)) == {another}


def test_a_subscriber_that_the_manifest_no_longer_names_is_told_nothing(system):
    with listening() as listener:
        up = system("exit 0", *telling("finished", QUEUE, listener.url))
        listener.next()
        assert up.stop() == 0
        up.arguments = telling("finished", QUEUE)
        up.start()
        subscriptions = up.client("sns").list_subscriptions()["Subscriptions"]
        assert [found["Endpoint"] for found in subscriptions] == [QUEUE]
        job = up.submit()
        assert set(ends(up, 1)) == {job} and listener.posts.empty()


def test_a_job_is_settled_although_nobody_can_be_told(system):
    up = system("exit 0", *telling("finished"))
    up.client("sns").delete_topic(TopicArn=up.info["topic"])
    assert up.finished(up.submit())["status"] == "succeeded"
    wait_until(lambda: up.counts() == (0, 0), "the message is gone")
    logs = "".join(path.read_text() for path in (up.folder / ".sluice/logs").glob("*.log"))
    assert "the end of a job could not be published" in logs and "Topic does not exist" in logs


def test_an_end_that_may_not_have_been_told_is_told_when_its_message_comes_again(system):
    """As if the worker had died after it stored the status and before it deleted the message."""
    up = system("exit 0", *telling("finished", QUEUE))
    sqs, s3 = up.client("sqs"), up.client("s3")
    job, other = "told-again", "not-told-again"
    for name, is_same in ((job, True), (other, False)):
        body = json.dumps({"id": name, "parameters": {}})
        message = sqs.send_message(QueueUrl=up.queue_url(), MessageBody=body, DelaySeconds=2)["MessageId"]
        status = {
            "id": name, "status": "succeeded", "parameters": {}, "attempt": 1, "outputs": [], "history": [],
            "messageID": message if is_same else "another", "finishedAt": "2026-01-01T00:00:00.000Z",
        }
        s3.put_object(Bucket="test-data", Key=f"jobs/{name}/status.json", Body=json.dumps(status).encode())
    assert set(ends(up, 1)) == {job}
    wait_until(lambda: up.counts() == (0, 0), "both messages are gone")
    last = up.submit()
    assert set(ends(up, 1)) == {last}
