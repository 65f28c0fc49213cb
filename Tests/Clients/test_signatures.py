"""Who gets in, and what is said to those who do not; bodies signed chunk by chunk."""
import datetime
import hashlib
import hmac
import zlib
from base64 import b64encode

import pytest
import requests
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from errors import refused

REGION = "us-east-1"


def keys(cloud):
    return Credentials(cloud.info["accessKeyID"], cloud.info["secretAccessKey"])


def test_wrong_secret_and_unknown_key(cloud, bucket):
    wrong = cloud.client("s3", aws_secret_access_key="wrong")
    refused(wrong.list_objects_v2, "SignatureDoesNotMatch", 403, Bucket=bucket)
    unknown = cloud.client("s3", aws_access_key_id="AKIAUNKNOWN")
    refused(unknown.list_objects_v2, "InvalidAccessKeyId", 403, Bucket=bucket)
    refused(cloud.client("sqs", aws_secret_access_key="wrong").list_queues, "InvalidSignatureException", 403)
    refused(cloud.client("sqs", aws_access_key_id="AKIAUNKNOWN").list_queues, "InvalidClientTokenId", 403)


def test_no_signature_at_all(cloud, bucket):
    answer = requests.get(f"{cloud.info['endpoint']}/{bucket}", timeout=10)
    assert answer.status_code == 403 and b"<Code>AccessDenied</Code>" in answer.content
    answer = requests.post(cloud.info["endpoint"], headers={"x-amz-target": "AmazonSQS.ListQueues"}, data="{}", timeout=10)
    assert answer.status_code == 403 and answer.json()["__type"].endswith("MissingAuthenticationToken")


def signed(cloud, method, path, data, service="s3", headers=None):
    request = AWSRequest(method=method, url=cloud.info["endpoint"] + path, data=data, headers=headers or {})
    (S3SigV4Auth if service == "s3" else SigV4Auth)(keys(cloud), service, REGION).add_auth(request)
    return request.prepare()


def test_a_changed_body_is_noticed(cloud, bucket):
    request = signed(cloud, "PUT", f"/{bucket}/tampered", b"good")
    headers = dict(request.headers, **{"x-amz-content-sha256": hashlib.sha256(b"good").hexdigest()})
    answer = requests.put(request.url, data=b"evil", headers={k: v for k, v in headers.items() if k != "Content-Length"}, timeout=10)
    assert answer.status_code == 400 and b"XAmzContentSHA256Mismatch" in answer.content
    assert cloud.client("s3").list_objects_v2(Bucket=bucket, Prefix="tampered")["KeyCount"] == 0
    request = signed(
        cloud, "POST", "/", b"{}", "sqs",
        {"x-amz-target": "AmazonSQS.ListQueues", "content-type": "application/x-amz-json-1.0"},
    )
    headers = {k: v for k, v in request.headers.items() if k != "Content-Length"}
    answer = requests.post(request.url, data=b'{"MaxResults": 1}', headers=headers, timeout=10)
    assert answer.status_code == 403


def test_an_expired_address(cloud, bucket, monkeypatch):
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=2)
    request = AWSRequest(method="GET", url=f"{cloud.info['endpoint']}/{bucket}/x")
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: past.replace(tzinfo=None), raising=False)
    S3SigV4QueryAuth(keys(cloud), "s3", REGION, expires=60).add_auth(request)
    answer = requests.get(request.url, timeout=10)
    assert answer.status_code == 403 and b"Request has expired" in answer.content


class Chunks:
    """Signs a body chunk by chunk as the S3 documentation says, apart from this project's code."""

    EMPTY = hashlib.sha256(b"").hexdigest()

    def __init__(self, cloud, path, keyword, headers):
        self.now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        self.scope = f"{self.now[:8]}/{REGION}/s3/aws4_request"
        self.host = cloud.info["endpoint"].split("//")[1]
        key = ("AWS4" + cloud.info["secretAccessKey"]).encode()
        for part in self.scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        self.key = key
        self.headers = {"host": self.host, "x-amz-content-sha256": keyword, "x-amz-date": self.now, **headers}
        names = ";".join(sorted(self.headers))
        lines = "".join(f"{name}:{self.headers[name]}\n" for name in sorted(self.headers))
        canonical = f"PUT\n{path}\n\n{lines}\n{names}\n{keyword}"
        self.signature = self.sign(f"AWS4-HMAC-SHA256\n{self.now}\n{self.scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}")
        self.headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={cloud.info['accessKeyID']}/{self.scope}, SignedHeaders={names}, Signature={self.signature}"
        )

    def sign(self, text):
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()

    def chunk(self, data):
        self.signature = self.sign(
            f"AWS4-HMAC-SHA256-PAYLOAD\n{self.now}\n{self.scope}\n{self.signature}\n{self.EMPTY}\n{hashlib.sha256(data).hexdigest()}"
        )
        return f"{len(data):x};chunk-signature={self.signature}\r\n".encode() + data + b"\r\n"

    def trailer(self, name, value):
        text = hashlib.sha256(f"{name}:{value}\n".encode()).hexdigest()
        signature = self.sign(f"AWS4-HMAC-SHA256-TRAILER\n{self.now}\n{self.scope}\n{self.signature}\n{text}")
        return f"{name}:{value}\r\nx-amz-trailer-signature:{signature}\r\n\r\n".encode()


@pytest.mark.parametrize("damage", [False, True])
@pytest.mark.parametrize("has_trailer", [False, True])
def test_signed_chunks(cloud, s3, bucket, has_trailer, damage):
    data = bytes(range(256)) * 300
    key = f"chunks-{has_trailer}-{damage}"
    keyword = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" + ("-TRAILER" if has_trailer else "")
    headers = {"content-encoding": "aws-chunked", "x-amz-decoded-content-length": str(len(data))}
    if has_trailer:
        headers["x-amz-trailer"] = "x-amz-checksum-crc32"
    chunks = Chunks(cloud, f"/{bucket}/{key}", keyword, headers)
    sent = chunks.chunk(data[:65536]) + chunks.chunk(data[65536:])
    last = chunks.chunk(b"")
    if has_trailer:
        checksum = b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()
        last = last[:-2] + chunks.trailer("x-amz-checksum-crc32", checksum)
    sent += last
    if damage:
        sent = sent.replace(bytes(range(256)), bytes(reversed(range(256))), 1)
    answer = requests.put(f"{cloud.info['endpoint']}/{bucket}/{key}", data=sent, headers=chunks.headers, timeout=10)
    if damage:
        assert answer.status_code == 403 and b"SignatureDoesNotMatch" in answer.content
        refused(s3.head_object, "404", 404, Bucket=bucket, Key=key)
    else:
        assert answer.status_code == 200, answer.content
        found = s3.get_object(Bucket=bucket, Key=key)
        assert found["Body"].read() == data and "ContentEncoding" not in found


@pytest.mark.parametrize("checksum, status", [("NhCmhg==", 200), ("AAAAAA==", 400)])
def test_unsigned_chunks_with_a_trailer(cloud, bucket, checksum, status):
    headers = {
        "content-encoding": "aws-chunked", "x-amz-decoded-content-length": "5", "x-amz-trailer": "x-amz-checksum-crc32",
    }
    chunks = Chunks(cloud, f"/{bucket}/unsigned", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", headers)
    sent = f"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:{checksum}\r\n\r\n".encode()
    answer = requests.put(f"{cloud.info['endpoint']}/{bucket}/unsigned", data=sent, headers=chunks.headers, timeout=10)
    assert answer.status_code == status, answer.content


@pytest.mark.parametrize(
    "service, operation, arguments",
    [
        ("sqs", "add_permission", {"QueueUrl": "http://x/0/q", "Label": "l", "AWSAccountIds": ["1"], "Actions": ["*"]}),
        ("s3", "get_bucket_policy", {"Bucket": "bucket"}), ("s3", "get_object_tagging", {"Bucket": "bucket", "Key": "k"}),
        ("s3", "put_bucket_versioning", {"Bucket": "bucket", "VersioningConfiguration": {"Status": "Enabled"}}),
        ("dynamodb", "list_tables", {}), ("ec2", "describe_instances", {}), ("sts", "get_caller_identity", {}),
        ("lambda", "list_functions", {}), ("ecs", "list_clusters", {}),
    ],
)
def test_what_is_not_there_says_so(cloud, service, operation, arguments):
    client = cloud.client(service)
    error = refused(getattr(client, operation), "NotImplemented", 501, **arguments)
    name = client.meta.method_to_api_mapping[operation]
    message = error["Error"]["Message"]
    assert name in message or service == "lambda", message
