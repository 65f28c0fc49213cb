"""boto3 against the local SNS: topics, subscriptions by SQS and HTTP, filters, batches, refusals, restarts."""
import json
import urllib.request
import uuid

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import LocalCloud
from listener import listening


@pytest.fixture(scope="module")
def sns(cloud):
    return cloud.client("sns")


@pytest.fixture
def topic(sns):
    arn = sns.create_topic(Name=f"t-{uuid.uuid4().hex[:12]}")["TopicArn"]
    yield arn
    sns.delete_topic(TopicArn=arn)


def queue_arn(sqs, url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def received(sqs, url, wait=10):
    answer = sqs.receive_message(
        QueueUrl=url, WaitTimeSeconds=wait, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    for message in answer.get("Messages", []):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return answer.get("Messages", [])


def subscribe_queue(sns, sqs, topic, url, **attributes):
    return sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=queue_arn(sqs, url), Attributes=attributes, ReturnSubscriptionArn=True
    )["SubscriptionArn"]


def refused(call, code, *words):
    with pytest.raises(ClientError) as caught:
        call()
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    for word in words:
        assert word in error["Message"], error
    return caught.value.response


def test_topics_are_made_once_listed_and_deleted(sns):
    name = f"t-{uuid.uuid4().hex[:12]}"
    arn = sns.create_topic(Name=name, Tags=[{"Key": "team", "Value": "a & b"}])["TopicArn"]
    assert arn == f"arn:aws:sns:us-east-1:000000000000:{name}"
    assert sns.create_topic(Name=name)["TopicArn"] == arn
    assert arn in [found["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for found in page["Topics"]]
    sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Jobs <done>")
    attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    assert attributes["TopicArn"] == arn and attributes["DisplayName"] == "Jobs <done>"
    assert attributes["SubscriptionsConfirmed"] == attributes["SubscriptionsPending"] == "0"
    sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "test"}])
    sns.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert sns.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "test"}]
    sns.delete_topic(TopicArn=arn)
    sns.delete_topic(TopicArn=arn)
    refused(lambda: sns.get_topic_attributes(TopicArn=arn), "NotFound")


def test_lists_come_in_pages(sns, topic):
    for number in range(103):
        sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:000000000000:q-{number:03}"
        )
    pages = list(sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic))
    assert [len(page["Subscriptions"]) for page in pages] == [100, 3]
    endpoints = [found["Endpoint"].split("-")[-1] for page in pages for found in page["Subscriptions"]]
    assert endpoints == [f"{number:03}" for number in range(103)]


def test_a_queue_gets_the_envelope(sns, sqs, topic, queue):
    subscription = subscribe_queue(sns, sqs, topic, queue)
    assert subscription.startswith(topic + ":")
    sent = sns.publish(
        TopicArn=topic, Message='{"a": "ü\\n"}', Subject="A subject",
        MessageAttributes={
            "state": {"DataType": "String", "StringValue": "failed"},
            "size": {"DataType": "Number", "StringValue": "3.5"},
            "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
        },
    )["MessageId"]
    (message,) = received(sqs, queue)
    assert "MessageAttributes" not in message
    envelope = json.loads(message["Body"])
    assert envelope["Type"] == "Notification" and envelope["MessageId"] == sent and envelope["TopicArn"] == topic
    assert envelope["Subject"] == "A subject" and envelope["Message"] == '{"a": "ü\\n"}'
    assert envelope["MessageAttributes"] == {
        "state": {"Type": "String", "Value": "failed"}, "size": {"Type": "Number", "Value": "3.5"},
        "raw": {"Type": "Binary", "Value": "AP8="},
    }
    assert envelope["SignatureVersion"] == "1" and subscription in envelope["UnsubscribeURL"]
    assert envelope["Timestamp"].endswith("Z") and len(envelope["Timestamp"]) == 24


def test_a_raw_queue_gets_the_message_and_its_attributes(sns, sqs, topic, queue):
    subscription = subscribe_queue(sns, sqs, topic, queue)
    sns.set_subscription_attributes(
        SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true"
    )
    assert sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]["RawMessageDelivery"] == "true"
    sns.publish(
        TopicArn=topic, Message="as it is", MessageAttributes={"job": {"DataType": "String", "StringValue": "j1"}}
    )
    (message,) = received(sqs, queue)
    assert message["Body"] == "as it is"
    assert message["MessageAttributes"]["job"] == {"DataType": "String", "StringValue": "j1"}


def test_a_filter_lets_through_what_it_names(sns, sqs, topic, queue):
    subscription = subscribe_queue(
        sns, sqs, topic, queue, RawMessageDelivery="true",
        FilterPolicy=json.dumps({"state": ["failed", {"prefix": "cancel"}], "cause": [{"anything-but": ["timeout"]}]}),
    )

    def publish(message, **attributes):
        sns.publish(
            TopicArn=topic, Message=message,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
        )

    publish("no: no attributes")
    publish("no: another state", state="succeeded", cause="signal")
    publish("no: that cause", state="failed", cause="timeout")
    publish("no: no cause", state="failed")
    publish("yes: exactly", state="failed", cause="signal")
    publish("yes: prefix", state="cancelled", cause="lost")
    sns.set_subscription_attributes(SubscriptionArn=subscription, AttributeName="FilterPolicy", AttributeValue="{}")
    publish("yes: no filter any more")
    found = []
    while len(found) < 3:
        messages = received(sqs, queue)
        assert messages
        found += [message["Body"] for message in messages]
    assert sorted(found) == ["yes: exactly", "yes: no filter any more", "yes: prefix"]


def test_an_http_endpoint_is_asked_first_and_then_told(sns, topic):
    with listening() as listener:
        assert sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=listener.url)["SubscriptionArn"] == "pending confirmation"
        path, headers, body = listener.next()
        question = json.loads(body)
        assert path == "/told?by=sns" and headers["x-amz-sns-message-type"] == "SubscriptionConfirmation"
        assert headers["Content-Type"] == "text/plain; charset=UTF-8" and headers["x-amz-sns-topic-arn"] == topic
        assert question["Type"] == "SubscriptionConfirmation" and question["TopicArn"] == topic
        assert question["Token"] in question["SubscribeURL"] and question["MessageId"] == headers["x-amz-sns-message-id"]
        (listed,) = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        assert listed["Protocol"] == "http" and listed["SubscriptionArn"].startswith(topic + ":")
        sent = sns.publish(TopicArn=topic, Message="hello", Subject="s")["MessageId"]
        _, headers, body = listener.next()
        told = json.loads(body)
        assert headers["x-amz-sns-message-type"] == told["Type"] == "Notification"
        assert headers["x-amz-sns-message-id"] == told["MessageId"] == sent
        assert headers["x-amz-sns-subscription-arn"] == listed["SubscriptionArn"]
        assert (told["Message"], told["Subject"]) == ("hello", "s")
        # What the address in the message promises.
        urllib.request.urlopen(told["UnsubscribeURL"], timeout=10).read()
        assert sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"] == []


def test_an_endpoint_that_does_not_confirm_is_told_nothing_until_it_does(sns, topic):
    with listening(confirms=False) as listener:
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=listener.url)
        token = json.loads(listener.next()[2])["Token"]
        assert sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"][0]["SubscriptionArn"] == "PendingConfirmation"
        assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsPending"] == "1"
        sns.publish(TopicArn=topic, Message="nobody hears this")
        refused(lambda: sns.confirm_subscription(TopicArn=topic, Token="0" * 64), "InvalidParameter", "Token")
        arn = sns.confirm_subscription(TopicArn=topic, Token=token)["SubscriptionArn"]
        sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName="RawMessageDelivery", AttributeValue="true")
        sns.publish(TopicArn=topic, Message="raw")
        _, headers, body = listener.next()
        assert body == "raw" and headers["x-amz-sns-rawdelivery"] == "true"


def test_an_endpoint_in_trouble_is_tried_again_and_a_refusal_is_final(sns, topic):
    with listening() as listener:
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=listener.url)
        listener.next()
        listener.statuses = [503, 404, 200]
        sent = sns.publish(TopicArn=topic, Message="first")["MessageId"]
        assert listener.next()[1]["x-amz-sns-message-id"] == sent  # 503
        assert listener.next()[1]["x-amz-sns-message-id"] == sent  # 404: never again
        last = sns.publish(TopicArn=topic, Message="second")["MessageId"]
        assert listener.next()[1]["x-amz-sns-message-id"] == last


def test_a_batch_tells_of_each_of_its_messages(sns, sqs, topic, queue):
    subscribe_queue(sns, sqs, topic, queue, RawMessageDelivery="true")
    answer = sns.publish_batch(
        TopicArn=topic,
        PublishBatchRequestEntries=[
            {"Id": "good", "Message": "one"},
            {"Id": "bad", "Message": "two", "Subject": "line\nbreak"},
            {"Id": "structured", "Message": json.dumps({"default": "d", "sqs": "for queues"}), "MessageStructure": "json"},
        ],
    )
    assert [entry["Id"] for entry in answer["Successful"]] == ["good", "structured"]
    assert [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in answer["Failed"]] == [
        ("bad", "InvalidParameter", True)
    ]
    found = []
    while len(found) < 2:
        messages = received(sqs, queue)
        assert messages
        found += [message["Body"] for message in messages]
    assert sorted(found) == ["for queues", "one"]
    entries = [{"Id": f"e{number}", "Message": "x"} for number in range(11)]
    refused(
        lambda: sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries), "TooManyEntriesInBatchRequest"
    )
    twice = [{"Id": "same", "Message": "x"}, {"Id": "same", "Message": "y"}]
    refused(lambda: sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=twice), "BatchEntryIdsNotDistinct")


def test_refusals_say_what_is_wrong(cloud, sns, topic):
    refused(lambda: sns.publish(TopicArn=topic, Message=""), "InvalidParameter", "Empty message")
    refused(lambda: sns.publish(TopicArn=topic, Message="x" * 262_145), "InvalidParameter", "too long")
    refused(lambda: sns.publish(TopicArn=topic, Message="x", Subject="ü"), "InvalidParameter", "Subject")
    refused(lambda: sns.publish(TopicArn=topic + "-no", Message="x"), "NotFound", "Topic does not exist")
    refused(lambda: sns.publish(TopicArn="nonsense", Message="x"), "InvalidParameter", "TopicArn")
    refused(lambda: sns.create_topic(Name="no spaces"), "InvalidParameter", "Name")
    refused(lambda: sns.create_topic(Name="a.fifo", Attributes={"FifoTopic": "true"}), "InvalidParameter", "standard")
    refused(
        lambda: sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com"), "InvalidParameter",
        "email", "http, https and sqs",
    )
    refused(lambda: sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="https://x"), "InvalidParameter", "Endpoint")
    arn = sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:000000000000:q", ReturnSubscriptionArn=True
    )["SubscriptionArn"]
    for name, value, word in [
        ("FilterPolicy", '{"a": [{"cidr": "10.0.0.0/8"}]}', "cidr"),
        ("FilterPolicy", '{"$or": []}', "$or"),
        ("FilterPolicy", "[]", "object"),
        ("FilterPolicyScope", "MessageBody", "MessageBody"),
        ("RedrivePolicy", "{}", "RedrivePolicy"),
    ]:
        refused(
            lambda: sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName=name, AttributeValue=value),
            "InvalidParameter", word,
        )
    answer = refused(lambda: sns.list_phone_numbers_opted_out(), "NotImplemented", "ListPhoneNumbersOptedOut")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    wrong = cloud.client("sns", aws_secret_access_key="wrong")
    refused(lambda: wrong.list_topics(), "InvalidSignatureException")
    unsigned = boto3.client(
        "sns", endpoint_url=cloud.info["endpoint"], region_name="us-east-1", config=Config(signature_version=UNSIGNED)
    )
    refused(lambda: unsigned.list_topics(), "MissingAuthenticationToken")


def test_256_kib_reach_the_queue(sns, sqs, topic, queue):
    subscribe_queue(sns, sqs, topic, queue, RawMessageDelivery="true")
    message = "x" * 262_144
    sns.publish(TopicArn=topic, Message=message)
    assert received(sqs, queue)[0]["Body"] == message


def test_a_restart_keeps_topics_subscriptions_and_what_was_on_its_way(tmp_path):
    cloud = LocalCloud(tmp_path / "state")
    sns, sqs = cloud.client("sns"), cloud.client("sqs")
    topic = sns.create_topic(Name="kept")["TopicArn"]
    url = sqs.create_queue(QueueName="kept")["QueueUrl"]
    subscribe_queue(sns, sqs, topic, url, RawMessageDelivery="true", FilterPolicy='{"n": ["1"]}')
    with listening() as listener:
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=listener.url)
        listener.next()
        listener.statuses = [500]
        attributes = {"n": {"DataType": "String", "StringValue": "1"}}
        sent = sns.publish(TopicArn=topic, Message="before", MessageAttributes=attributes)["MessageId"]
        # It was refused once; the server dies before the next attempt.
        assert listener.next()[1]["x-amz-sns-message-id"] == sent
        cloud.kill()
        cloud.start()
        try:
            assert listener.next()[1]["x-amz-sns-message-id"] == sent
            sns, sqs = cloud.client("sns"), cloud.client("sqs")
            assert [found["TopicArn"] for found in sns.list_topics()["Topics"]] == [topic]
            assert len(sns.list_subscriptions()["Subscriptions"]) == 2
            sns.publish(TopicArn=topic, Message="filtered out")
            assert json.loads(listener.next()[2])["Message"] == "filtered out"
            sns.publish(TopicArn=topic, Message="after", MessageAttributes=attributes)
            assert json.loads(listener.next()[2])["Message"] == "after"
            url = f"{cloud.info['endpoint']}/000000000000/kept"
            found = set()
            while len(found) < 2:
                messages = received(sqs, url)
                assert messages
                found |= {message["Body"] for message in messages}
            assert found == {"before", "after"}
        finally:
            assert cloud.stop() == 0
