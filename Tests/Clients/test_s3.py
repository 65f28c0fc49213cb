"""Buckets and objects, by boto3."""
import base64
import hashlib
import io
import os
import zlib

import pytest
import requests
from boto3.s3.transfer import TransferConfig
from errors import refused

MIB = 1 << 20


def body(s3, bucket, key, **arguments):
    return s3.get_object(Bucket=bucket, Key=key, **arguments)["Body"].read()


def test_buckets(cloud, s3, fresh_bucket):
    assert fresh_bucket in [found["Name"] for found in s3.list_buckets()["Buckets"]]
    s3.create_bucket(Bucket=fresh_bucket)  # one's own, again: no error in us-east-1
    assert s3.head_bucket(Bucket=fresh_bucket)["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"] == "us-east-1"
    assert s3.get_bucket_location(Bucket=fresh_bucket)["LocationConstraint"] is None
    s3.put_object(Bucket=fresh_bucket, Key="k", Body=b"x")
    refused(s3.delete_bucket, "BucketNotEmpty", 409, Bucket=fresh_bucket)
    s3.delete_object(Bucket=fresh_bucket, Key="k")
    s3.delete_bucket(Bucket=fresh_bucket)
    refused(s3.head_bucket, "404", 404, Bucket=fresh_bucket)
    refused(s3.list_objects_v2, "NoSuchBucket", 404, Bucket=fresh_bucket)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\xff" * 100_000])
def test_objects_come_back_as_put(s3, bucket, data):
    tag = s3.put_object(Bucket=bucket, Key="object", Body=data)["ETag"]
    assert tag == f'"{hashlib.md5(data).hexdigest()}"'
    found = s3.get_object(Bucket=bucket, Key="object")
    assert found["Body"].read() == data and found["ETag"] == tag and found["ContentLength"] == len(data)
    assert found["ContentType"] == "binary/octet-stream"


def test_headers_and_metadata(s3, bucket):
    given = {
        "ContentType": "text/plain", "CacheControl": "no-store", "ContentDisposition": "attachment",
        "ContentEncoding": "gzip", "ContentLanguage": "de", "Metadata": {"name": "value", "other": "zwei"},
    }
    s3.put_object(Bucket=bucket, Key="meta", Body=b"x", **given)
    head = s3.head_object(Bucket=bucket, Key="meta")
    assert {name: head[name] for name in given} == given
    assert s3.get_object(Bucket=bucket, Key="meta", ResponseContentType="a/b")["ContentType"] == "a/b"


@pytest.mark.parametrize(
    "wanted, status, found",
    [
        ("bytes=0-3", 206, b"0123"), ("bytes=8-100", 206, b"89"), ("bytes=-3", 206, b"789"), ("bytes=-100", 206, b"0123456789"),
        ("bytes=4-", 206, b"456789"), ("bytes=5-4", 200, b"0123456789"), ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_ranges(s3, bucket, wanted, status, found):
    s3.put_object(Bucket=bucket, Key="range", Body=b"0123456789")
    answer = s3.get_object(Bucket=bucket, Key="range", Range=wanted)
    assert answer["Body"].read() == found and answer["ResponseMetadata"]["HTTPStatusCode"] == status


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=-0"])
def test_ranges_outside(s3, bucket, wanted):
    s3.put_object(Bucket=bucket, Key="range", Body=b"0123456789")
    refused(s3.get_object, "InvalidRange", 416, Bucket=bucket, Key="range", Range=wanted)


def test_missing_objects(s3, bucket):
    assert refused(s3.get_object, "NoSuchKey", 404, Bucket=bucket, Key="no")["Error"]["Key"] == "no"
    refused(s3.head_object, "404", 404, Bucket=bucket, Key="no")
    assert s3.delete_object(Bucket=bucket, Key="no")["ResponseMetadata"]["HTTPStatusCode"] == 204


def test_conditions(s3, bucket):
    s3.put_object(Bucket=bucket, Key="cond", Body=b"one")
    tag = s3.head_object(Bucket=bucket, Key="cond")["ETag"]
    assert body(s3, bucket, "cond", IfMatch=tag) == b"one"
    refused(s3.get_object, "PreconditionFailed", 412, Bucket=bucket, Key="cond", IfMatch='"other"')
    refused(s3.get_object, "304", 304, Bucket=bucket, Key="cond", IfNoneMatch=tag)
    refused(s3.put_object, "PreconditionFailed", 412, Bucket=bucket, Key="cond", Body=b"x", IfNoneMatch="*")
    refused(s3.put_object, "PreconditionFailed", 412, Bucket=bucket, Key="cond", Body=b"x", IfMatch='"other"')
    refused(s3.put_object, "NoSuchKey", 404, Bucket=bucket, Key="not there", Body=b"x", IfMatch=tag)
    s3.put_object(Bucket=bucket, Key="cond", Body=b"two", IfMatch=tag)
    assert body(s3, bucket, "cond") == b"two"


KEYS = [
    "plain", "with space", "plus+plus", "per%20cent", "üñí/✓", "a", "a/b", "a/b/c", "..", "../up", "a/../b", "a//b", "/lead",
    "trail/", ".", "./x", "%self", "quote\"'&<>", "x" * 1024, "long/" + "y" * 700, "question?mark", "hash#tag", "new\nline",
]


def test_strange_keys_are_themselves(s3, fresh_bucket):
    for key in KEYS:
        s3.put_object(Bucket=fresh_bucket, Key=key, Body=key.encode())
    for key in KEYS:
        assert body(s3, fresh_bucket, key) == key.encode()
    listed = [found["Key"] for found in s3.list_objects_v2(Bucket=fresh_bucket)["Contents"]]
    assert listed == sorted(KEYS, key=lambda key: key.encode())
    gone = s3.delete_objects(Bucket=fresh_bucket, Delete={"Objects": [{"Key": key} for key in KEYS]})
    assert {entry["Key"] for entry in gone["Deleted"]} == set(KEYS) and "Errors" not in gone
    assert s3.list_objects_v2(Bucket=fresh_bucket)["KeyCount"] == 0
    refused(s3.put_object, "KeyTooLongError", 400, Bucket=fresh_bucket, Key="x" * 1025, Body=b"x")


def test_listing_in_pages_with_folders(s3, fresh_bucket):
    keys = ["a-b", "a/1", "a/2", "a0", "b/1/x", "b/2", "c"]
    for key in keys:
        s3.put_object(Bucket=fresh_bucket, Key=key, Body=b"")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=fresh_bucket, PaginationConfig={"PageSize": 2})
    assert [found["Key"] for page in pages for found in page["Contents"]] == keys
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=fresh_bucket, Delimiter="/", PaginationConfig={"PageSize": 2}))
    assert [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])] == ["a/", "b/"]
    assert [found["Key"] for page in pages for found in page.get("Contents", [])] == ["a-b", "a0", "c"]
    old = s3.list_objects(Bucket=fresh_bucket, Prefix="b/", Delimiter="/")
    assert [p["Prefix"] for p in old["CommonPrefixes"]] == ["b/1/"] and [o["Key"] for o in old["Contents"]] == ["b/2"]
    assert [o["Key"] for o in s3.list_objects(Bucket=fresh_bucket, Marker="a0")["Contents"]] == ["b/1/x", "b/2", "c"]
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=fresh_bucket, StartAfter="b/1/x")["Contents"]] == ["b/2", "c"]
    assert s3.list_objects_v2(Bucket=fresh_bucket, MaxKeys=0)["KeyCount"] == 0
    refused(s3.list_objects_v2, "InvalidArgument", 400, Bucket=fresh_bucket, ContinuationToken="nonsense")


def test_copies(s3, bucket):
    s3.put_object(Bucket=bucket, Key="from + here", Body=b"x", ContentType="a/b", Metadata={"k": "v"})
    source = {"Bucket": bucket, "Key": "from + here"}
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=source)
    head = s3.head_object(Bucket=bucket, Key="copy")
    assert head["ContentType"] == "a/b" and head["Metadata"] == {"k": "v"}
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=source, MetadataDirective="REPLACE", ContentType="c/d")
    head = s3.head_object(Bucket=bucket, Key="copy")
    assert head["ContentType"] == "c/d" and head["Metadata"] == {}
    refused(s3.copy_object, "PreconditionFailed", 412, Bucket=bucket, Key="copy", CopySource=source, CopySourceIfMatch='"x"')
    refused(s3.copy_object, "NoSuchKey", 404, Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "no"})


def test_multipart_by_the_transfer_manager(s3, bucket, tmp_path):
    data = os.urandom(20 * MIB + 12345)
    (tmp_path / "up").write_bytes(data)
    s3.upload_file(str(tmp_path / "up"), bucket, "large", Config=TransferConfig(multipart_threshold=8 * MIB))
    parts = [hashlib.md5(data[at:at + 8 * MIB]).digest() for at in range(0, len(data), 8 * MIB)]
    assert s3.head_object(Bucket=bucket, Key="large")["ETag"] == f'"{hashlib.md5(b"".join(parts)).hexdigest()}-3"'
    s3.download_file(bucket, "large", str(tmp_path / "down"))
    assert (tmp_path / "down").read_bytes() == data
    s3.copy({"Bucket": bucket, "Key": "large"}, bucket, "large copy", Config=TransferConfig(multipart_threshold=8 * MIB))
    assert body(s3, bucket, "large copy") == data


def test_multipart_by_hand(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="parts", ContentType="a/b", Metadata={"k": "v"})["UploadId"]
    arguments = {"Bucket": bucket, "Key": "parts", "UploadId": upload}
    assert upload in [found["UploadId"] for found in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]]
    first = s3.upload_part(PartNumber=1, Body=b"a" * 5 * MIB, **arguments)["ETag"]
    second = s3.upload_part(PartNumber=2, Body=b"b", **arguments)["ETag"]
    assert [part["Size"] for part in s3.list_parts(**arguments)["Parts"]] == [5 * MIB, 1]
    good = [{"PartNumber": 1, "ETag": first}, {"PartNumber": 2, "ETag": second}]
    complete = s3.complete_multipart_upload
    refused(complete, "InvalidPartOrder", 400, MultipartUpload={"Parts": good[::-1]}, **arguments)
    refused(complete, "InvalidPart", 400, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": '"0"'}]}, **arguments)
    complete(MultipartUpload={"Parts": good}, **arguments)
    found = s3.get_object(Bucket=bucket, Key="parts")
    assert found["Body"].read() == b"a" * 5 * MIB + b"b" and found["ContentType"] == "a/b" and found["Metadata"] == {"k": "v"}
    refused(s3.upload_part, "NoSuchUpload", 404, PartNumber=1, Body=b"x", **arguments)


def test_multipart_limits_and_abort(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="small")["UploadId"]
    arguments = {"Bucket": bucket, "Key": "small", "UploadId": upload}
    parts = [{"PartNumber": n, "ETag": s3.upload_part(PartNumber=n, Body=b"x", **arguments)["ETag"]} for n in (1, 2)]
    error = refused(s3.complete_multipart_upload, "EntityTooSmall", 400, MultipartUpload={"Parts": parts}, **arguments)
    assert error["Error"]["MinSizeAllowed"] == "5242880"
    s3.abort_multipart_upload(**arguments)
    refused(s3.list_parts, "NoSuchUpload", 404, **arguments)
    refused(s3.head_object, "404", 404, Bucket=bucket, Key="small")


@pytest.mark.parametrize(
    "algorithm, value",
    [
        ("CRC32", base64.b64encode(zlib.crc32(b"123456789").to_bytes(4, "big")).decode()), ("CRC32C", "4waSgw=="),
        ("CRC64NVME", "rosUhgp5mIg="), ("SHA1", base64.b64encode(hashlib.sha1(b"123456789").digest()).decode()),
        ("SHA256", base64.b64encode(hashlib.sha256(b"123456789").digest()).decode()),
    ],
)
def test_checksums(s3, bucket, algorithm, value):
    name = f"Checksum{algorithm}"
    put = s3.put_object(Bucket=bucket, Key="sum", Body=b"123456789", **{name: value})
    assert put[name] == value and put["ChecksumType"] == "FULL_OBJECT"
    assert s3.head_object(Bucket=bucket, Key="sum", ChecksumMode="ENABLED")[name] == value
    wrong = base64.b64encode(bytes(len(base64.b64decode(value)))).decode()
    refused(s3.put_object, "BadDigest", 400, Bucket=bucket, Key="sum", Body=b"123456789", **{name: wrong})
    refused(s3.put_object, "InvalidRequest", 400, Bucket=bucket, Key="sum", Body=b"123456789", **{name: "AAAA"})


def test_no_checksum_on_a_part_of_an_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="sum", Body=b"123456789")
    answer = s3.get_object(Bucket=bucket, Key="sum", Range="bytes=0-3", ChecksumMode="ENABLED")
    assert not [name for name in answer if name.startswith("Checksum")]


def test_content_md5(s3, bucket):
    good = base64.b64encode(hashlib.md5(b"x").digest()).decode()
    s3.put_object(Bucket=bucket, Key="md5", Body=b"x", ContentMD5=good)
    refused(s3.put_object, "BadDigest", 400, Bucket=bucket, Key="md5", Body=b"y", ContentMD5=good)
    refused(s3.put_object, "InvalidDigest", 400, Bucket=bucket, Key="md5", Body=b"y", ContentMD5="nonsense")


def test_streams_of_unknown_length(s3, bucket):
    s3.upload_fileobj(io.BytesIO(b"z" * (9 * MIB)), bucket, "stream")
    assert s3.head_object(Bucket=bucket, Key="stream")["ContentLength"] == 9 * MIB


def test_presigned(cloud, bucket):
    signing = cloud.client("s3", signature_version="s3v4")
    put = signing.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "pre signed"})
    assert requests.put(put, data=b"x", timeout=10).status_code == 200
    get = signing.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "pre signed"})
    assert requests.get(get, timeout=10).content == b"x"
    assert requests.get(get.replace("pre%20signed", "other"), timeout=10).status_code == 403


def test_host_style(cloud, bucket, s3):
    s3.put_object(Bucket=bucket, Key="host", Body=b"x")
    signing = cloud.client("s3", signature_version="s3v4", s3={"addressing_style": "virtual"})
    port = cloud.info["endpoint"].rsplit(":", 1)[1]
    url = signing.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "host"})
    # botocore keeps path style for IP addresses: sign for the name instead, and send to the address.
    import botocore.auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    keys = Credentials(cloud.info["accessKeyID"], cloud.info["secretAccessKey"])
    request = AWSRequest(method="GET", url=f"http://{bucket}.localhost:{port}/host")
    botocore.auth.S3SigV4QueryAuth(keys, "s3", "us-east-1").add_auth(request)
    query = request.url.split("?", 1)[1]
    answer = requests.get(
        f"{cloud.info['endpoint']}/host?{query}", headers={"Host": f"{bucket}.localhost:{port}"}, timeout=10
    )
    assert answer.content == b"x" and url
