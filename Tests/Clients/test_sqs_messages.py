"""Messages: sent, received, hidden, deleted, in batches, buried."""
import http.client
import json
import socket
import threading
import time
import urllib.parse

import pytest
from errors import refused
from test_signatures import signed


def receive(sqs, queue, **arguments):
    return sqs.receive_message(QueueUrl=queue, **arguments).get("Messages", [])


def counts(sqs, queue):
    names = [
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
    ]
    values = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return [int(values[name]) for name in names]


# The digests are those of the SQS developer guide's algorithm, computed apart from this project.
@pytest.mark.parametrize(
    "attributes, digest",
    [
        ({"user-agent": {"DataType": "String", "StringValue": "BAR-Header"}}, "83f22176dc19d5da2402460bed538a43"),
        ({"timestamp": {"DataType": "Number", "StringValue": "1493147359900"}}, "235c5c510d26fb653d073faed50ae77c"),
        (
            {"b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}, "n": {"DataType": "Number", "StringValue": "1"}},
            "6d3e0b67e05bf94ede72102c4dc09565",
        ),
    ],
)
def test_digests_of_attributes(sqs, queue, attributes, digest):
    sent = sqs.send_message(QueueUrl=queue, MessageBody="x", MessageAttributes=attributes)
    assert sent["MD5OfMessageAttributes"] == digest and sent["MD5OfMessageBody"] == "9dd4e461268c8034f5c8564e155c67a6"
    message = receive(sqs, queue, MessageAttributeNames=["All"])[0]
    assert message["MessageAttributes"] == attributes and message["MD5OfMessageAttributes"] == digest


@pytest.mark.parametrize("body", ["plain", "üñí ✓ 😀", "line\nbreak\ttab\r", '{"json": "\\"quoted\\""}', "x" * 1_000_000])
def test_bodies_come_back_as_sent(sqs, queue, body):
    sent = sqs.send_message(QueueUrl=queue, MessageBody=body)
    message = receive(sqs, queue)[0]
    assert message["Body"] == body and message["MD5OfBody"] == sent["MD5OfMessageBody"]
    assert message["MessageId"] == sent["MessageId"]


def test_system_attributes(sqs, queue):
    trace = {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-2-3"}}
    before = time.time() * 1000
    sqs.send_message(QueueUrl=queue, MessageBody="x", MessageSystemAttributes=trace)
    attributes = receive(sqs, queue, MessageSystemAttributeNames=["All"], VisibilityTimeout=0)[0]["Attributes"]
    assert attributes["AWSTraceHeader"] == "Root=1-2-3" and attributes["ApproximateReceiveCount"] == "1"
    assert before - 1000 <= int(attributes["SentTimestamp"]) <= time.time() * 1000 + 1000
    assert "SenderId" in attributes and "ApproximateFirstReceiveTimestamp" in attributes
    again = receive(sqs, queue, AttributeNames=["ApproximateReceiveCount"], VisibilityTimeout=0)[0]
    assert again["Attributes"] == {"ApproximateReceiveCount": "2"}
    assert "Attributes" not in receive(sqs, queue)[0]


def test_attributes_are_chosen_by_name_and_prefix(sqs, queue):
    text = {"DataType": "String.label", "StringValue": "v"}
    sqs.send_message(QueueUrl=queue, MessageBody="x", MessageAttributes={"a.one": text, "a.two": text, "b": text})
    for wanted, found in [(["b"], {"b"}), (["a.*"], {"a.one", "a.two"}), (["All"], {"a.one", "a.two", "b"}), ([], set())]:
        message = receive(sqs, queue, MessageAttributeNames=wanted, VisibilityTimeout=0)[0]
        assert set(message.get("MessageAttributes", {})) == found


def test_receive_takes_up_to_ten_and_leaves_the_key_out(sqs, queue):
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    for start in (0, 10):
        entries = [{"Id": str(number), "MessageBody": str(number)} for number in range(start, start + 10)]
        sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    assert len(receive(sqs, queue)) == 1
    assert len(receive(sqs, queue, MaxNumberOfMessages=10)) == 10
    assert counts(sqs, queue) == [9, 11, 0]
    for value in (0, 11):
        refused(sqs.receive_message, "InvalidParameterValue", 400, QueueUrl=queue, MaxNumberOfMessages=value)
    refused(sqs.receive_message, "InvalidParameterValue", 400, QueueUrl=queue, WaitTimeSeconds=21)


def test_a_long_poll_ends_when_a_message_comes(cloud, sqs, queue):
    found = []
    waiting = threading.Thread(target=lambda: found.extend(receive(cloud.client("sqs"), queue, WaitTimeSeconds=20)))
    start = time.monotonic()
    waiting.start()
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    waiting.join(20)
    assert len(found) == 1 and time.monotonic() - start < 15


def test_a_long_poll_sees_a_message_come_back(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    first = receive(sqs, queue, VisibilityTimeout=1)[0]
    again = receive(sqs, queue, WaitTimeSeconds=10)[0]
    assert again["MessageId"] == first["MessageId"] and again["ReceiptHandle"] != first["ReceiptHandle"]


def test_a_caller_who_hangs_up_takes_nothing_along(cloud, sqs, queue):
    body = json.dumps({"QueueUrl": queue, "WaitTimeSeconds": 20}).encode()
    headers = {"x-amz-target": "AmazonSQS.ReceiveMessage", "content-type": "application/x-amz-json-1.0"}
    request = signed(cloud, "POST", "/", body, "sqs", headers)
    impatient = http.client.HTTPConnection(urllib.parse.urlsplit(cloud.info["endpoint"]).netloc, timeout=20)
    impatient.request("POST", "/", body, dict(request.headers))
    impatient.sock.shutdown(socket.SHUT_WR)
    # The server closes its side once it has seen that we are gone: what is sent now must not go to us.
    start = time.monotonic()
    while impatient.sock.recv(65536):
        pass
    assert time.monotonic() - start < 15
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    assert len(receive(sqs, queue, WaitTimeSeconds=5)) == 1


def test_visibility(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    handle = receive(sqs, queue, VisibilityTimeout=600)[0]["ReceiptHandle"]
    assert receive(sqs, queue) == [] and counts(sqs, queue) == [0, 1, 0]
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=0)
    assert len(receive(sqs, queue)) == 1
    refused(
        sqs.change_message_visibility, "InvalidParameterValue", 400,
        QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=43201,
    )
    # An older handle still deletes, as on AWS.
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=handle)
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=handle)
    assert counts(sqs, queue) == [0, 0, 0]
    refused(sqs.delete_message, "ReceiptHandleIsInvalid", 400, QueueUrl=queue, ReceiptHandle="nonsense")


def test_delays(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=900)
    sqs.send_message(QueueUrl=queue, MessageBody="soon", DelaySeconds=1)
    assert counts(sqs, queue) == [0, 0, 2]
    assert receive(sqs, queue, WaitTimeSeconds=10)[0]["Body"] == "soon"
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"DelaySeconds": "900"})
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    sqs.send_message(QueueUrl=queue, MessageBody="now", DelaySeconds=0)
    assert receive(sqs, queue)[0]["Body"] == "now"
    refused(sqs.send_message, "InvalidParameterValue", 400, QueueUrl=queue, MessageBody="x", DelaySeconds=901)


def test_limits_of_messages(sqs, queue):
    refused(sqs.send_message, "InvalidParameterValue", 400, QueueUrl=queue, MessageBody="x" * 1_048_577)
    refused(sqs.send_message, "MissingParameter", 400, QueueUrl=queue, MessageBody="")
    refused(sqs.send_message, "InvalidMessageContents", 400, QueueUrl=queue, MessageBody="\u0001")
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"MaximumMessageSize": "1024"})
    error = refused(sqs.send_message, "InvalidParameterValue", 400, QueueUrl=queue, MessageBody="x" * 1025)
    assert error["Error"]["Message"].endswith("Message must be shorter than 1024 bytes.")
    sqs.send_message(QueueUrl=queue, MessageBody="x" * 1024)


@pytest.mark.parametrize(
    "attribute",
    [
        {"AWS.x": {"DataType": "String", "StringValue": "v"}}, {".x": {"DataType": "String", "StringValue": "v"}},
        {"a..b": {"DataType": "String", "StringValue": "v"}}, {"x": {"DataType": "Text", "StringValue": "v"}},
        {"x": {"DataType": "String", "StringValue": ""}}, {"x": {"DataType": "Number", "StringValue": "one"}},
        {str(number): {"DataType": "String", "StringValue": "v"} for number in range(11)},
    ],
)
def test_attributes_that_are_refused(sqs, queue, attribute):
    refused(sqs.send_message, "InvalidParameterValue", 400, QueueUrl=queue, MessageBody="x", MessageAttributes=attribute)


def test_batches(sqs, queue):
    big = {"Id": "big", "MessageBody": "x" * 2000}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"MaximumMessageSize": "1024"})
    sent = sqs.send_message_batch(QueueUrl=queue, Entries=[{"Id": "good", "MessageBody": "x"}, big])
    assert [entry["Id"] for entry in sent["Successful"]] == ["good"]
    failure = sent["Failed"][0]
    assert (failure["Id"], failure["Code"], failure["SenderFault"]) == ("big", "InvalidParameterValue", True)
    handle = receive(sqs, queue)[0]["ReceiptHandle"]
    changed = sqs.change_message_visibility_batch(
        QueueUrl=queue,
        Entries=[{"Id": "a", "ReceiptHandle": handle, "VisibilityTimeout": 60}, {"Id": "b", "ReceiptHandle": "x", "VisibilityTimeout": 1}],
    )
    assert [entry["Id"] for entry in changed["Successful"]] == ["a"] and changed["Failed"][0]["Code"] == "ReceiptHandleIsInvalid"
    deleted = sqs.delete_message_batch(QueueUrl=queue, Entries=[{"Id": "a", "ReceiptHandle": handle}])
    assert [entry["Id"] for entry in deleted["Successful"]] == ["a"] and "Failed" not in deleted


@pytest.mark.parametrize(
    "entries, code",
    [
        ([], "EmptyBatchRequest"),
        ([{"Id": str(number), "MessageBody": "x"} for number in range(11)], "TooManyEntriesInBatchRequest"),
        ([{"Id": "a", "MessageBody": "x"}, {"Id": "a", "MessageBody": "y"}], "BatchEntryIdsNotDistinct"),
        ([{"Id": "a b", "MessageBody": "x"}], "InvalidBatchEntryId"),
        ([{"Id": str(number), "MessageBody": "x" * 300_000} for number in range(4)], "BatchRequestTooLong"),
    ],
)
def test_batches_that_are_refused(sqs, queue, entries, code):
    refused(sqs.send_message_batch, f"AWS.SimpleQueueService.{code}", 400, QueueUrl=queue, Entries=entries)


def test_dead_letters_and_their_way_back(sqs, queue):
    dead = sqs.create_queue(QueueName=queue.rsplit("/", 1)[1] + "-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = '{"deadLetterTargetArn": "%s", "maxReceiveCount": "1"}' % arn
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": policy})
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [queue]
    sent = sqs.send_message(QueueUrl=queue, MessageBody="x")
    assert len(receive(sqs, queue, VisibilityTimeout=0)) == 1
    # The move happens on the receive after the last allowed one.
    assert counts(sqs, queue)[0] == 1 and counts(sqs, dead)[0] == 0
    assert receive(sqs, queue) == [] and counts(sqs, dead)[0] == 1
    letter = receive(sqs, dead, AttributeNames=["All"], VisibilityTimeout=0)[0]
    assert letter["MessageId"] == sent["MessageId"] and letter["Attributes"]["ApproximateReceiveCount"] == "2"
    assert letter["Attributes"]["DeadLetterQueueSourceArn"].endswith(queue.rsplit("/", 1)[1])
    sqs.start_message_move_task(SourceArn=arn)
    assert sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]["ApproximateNumberOfMessagesMoved"] == 1
    back = receive(sqs, queue, WaitTimeSeconds=5)[0]
    assert back["Body"] == "x" and back["MessageId"] != sent["MessageId"]
    refused(sqs.start_message_move_task, "ResourceNotFoundException", 404, SourceArn=arn + "-not")
