"""Queues: made, found, listed, changed, removed."""
import uuid

from errors import refused


def name():
    return f"q-{uuid.uuid4().hex[:12]}"


def test_create_is_idempotent_for_equal_attributes(sqs):
    queue = name()
    first = sqs.create_queue(QueueName=queue, Attributes={"VisibilityTimeout": "17"})["QueueUrl"]
    assert first.endswith(f"/000000000000/{queue}")
    assert sqs.create_queue(QueueName=queue)["QueueUrl"] == first
    assert sqs.create_queue(QueueName=queue, Attributes={"VisibilityTimeout": "17"})["QueueUrl"] == first
    error = refused(sqs.create_queue, "QueueAlreadyExists", 400, QueueName=queue, Attributes={"VisibilityTimeout": "18"})
    assert "VisibilityTimeout" in error["Error"]["Message"]


def test_get_url_and_its_error(sqs, queue):
    found = queue.rsplit("/", 1)[1]
    assert sqs.get_queue_url(QueueName=found)["QueueUrl"] == queue
    error = refused(sqs.get_queue_url, "AWS.SimpleQueueService.NonExistentQueue", 400, QueueName=name())
    assert error["Error"]["QueryErrorCode"] == "QueueDoesNotExist"
    try:
        sqs.get_queue_url(QueueName=name())
    except sqs.exceptions.QueueDoesNotExist:
        pass


def test_bad_names_and_fifo(sqs):
    refused(sqs.create_queue, "InvalidParameterValue", 400, QueueName="has space")
    refused(sqs.create_queue, "InvalidParameterValue", 400, QueueName="x" * 81)
    refused(sqs.create_queue, "AWS.SimpleQueueService.UnsupportedOperation", 400, QueueName="a.fifo", Attributes={"FifoQueue": "true"})


def test_list_by_prefix_and_in_pages(sqs):
    prefix = name()
    urls = sorted(sqs.create_queue(QueueName=f"{prefix}-{number}")["QueueUrl"] for number in range(5))
    assert sqs.list_queues(QueueNamePrefix=prefix)["QueueUrls"] == urls
    assert "NextToken" not in sqs.list_queues(QueueNamePrefix=prefix)
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix=name())
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix, PaginationConfig={"PageSize": 2})
    assert [len(page["QueueUrls"]) for page in pages] == [2, 2, 1]
    refused(sqs.list_queues, "InvalidParameterValue", 400, MaxResults=0)


def test_attributes_of_a_fresh_queue(sqs, queue):
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert set(attributes) == {
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible",
        "CreatedTimestamp", "DelaySeconds", "LastModifiedTimestamp", "MaximumMessageSize", "MessageRetentionPeriod",
        "QueueArn", "ReceiveMessageWaitTimeSeconds", "SqsManagedSseEnabled", "VisibilityTimeout",
    }
    assert attributes["MaximumMessageSize"] == "1048576" and attributes["MessageRetentionPeriod"] == "345600"
    assert attributes["VisibilityTimeout"] == "30" and attributes["QueueArn"].startswith("arn:aws:sqs:us-east-1:000000000000:")
    assert "Attributes" not in sqs.get_queue_attributes(QueueUrl=queue)
    refused(sqs.get_queue_attributes, "InvalidAttributeName", 400, QueueUrl=queue, AttributeNames=["Nothing"])


def test_set_attributes_and_their_ranges(sqs, queue):
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "0", "DelaySeconds": "900"})
    some = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout", "DelaySeconds"])["Attributes"]
    assert some == {"VisibilityTimeout": "0", "DelaySeconds": "900"}
    for attribute, value in [
        ("DelaySeconds", "901"), ("VisibilityTimeout", "43201"), ("MaximumMessageSize", "1023"),
        ("MaximumMessageSize", "1048577"), ("MessageRetentionPeriod", "59"), ("ReceiveMessageWaitTimeSeconds", "21"),
        ("Policy", "no json"),
    ]:
        refused(sqs.set_queue_attributes, "InvalidAttributeValue", 400, QueueUrl=queue, Attributes={attribute: value})
    refused(sqs.set_queue_attributes, "InvalidAttributeName", 400, QueueUrl=queue, Attributes={"Nothing": "1"})
    refused(
        sqs.set_queue_attributes, "InvalidParameterValue", 400, QueueUrl=queue,
        Attributes={"RedrivePolicy": '{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:x"}'},
    )


def test_tags(sqs, queue):
    assert "Tags" not in sqs.list_queue_tags(QueueUrl=queue)
    sqs.tag_queue(QueueUrl=queue, Tags={"a": "1", "b": "2"})
    sqs.untag_queue(QueueUrl=queue, TagKeys=["a", "not there"])
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"b": "2"}


def test_delete_and_the_minute_after(sqs):
    queue = name()
    url = sqs.create_queue(QueueName=queue)["QueueUrl"]
    sqs.delete_queue(QueueUrl=url)
    refused(sqs.send_message, "AWS.SimpleQueueService.NonExistentQueue", 400, QueueUrl=url, MessageBody="x")
    refused(sqs.create_queue, "AWS.SimpleQueueService.QueueDeletedRecently", 400, QueueName=queue)


def test_purge_once_a_minute(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    sqs.purge_queue(QueueUrl=queue)
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    refused(sqs.purge_queue, "AWS.SimpleQueueService.PurgeQueueInProgress", 403, QueueUrl=queue)
