import SluiceWire
import Testing

/// Requests signed by botocore 1.43.11 (its `SigV4Auth` and `S3SigV4Auth`), after the cases of its aws4_testsuite.
@Suite("Signing as botocore does")
struct SigningBotocoreTests {
    @Test("signed headers and signature are botocore's", arguments: cases)
    func signature(example: SigningCase) throws {
        let claim = try SignatureClaim(example.signed)
        #expect(claim.signedHeaders.joined(separator: ";") == example.signedHeaders)
        #expect(claim.signature == example.signature)
    }

    @Test("the verifier accepts every one of them", arguments: cases)
    func verification(example: SigningCase) throws {
        let verifier = SignatureVerifier(region: "us-east-1") { _ in SigningCase.keys.secretAccessKey }
        let verified = try verifier.verify(example.signed, bodyHash: example.bodyHash, at: SigningCase.time)
        #expect(verified.accessKeyID == "AKIDEXAMPLE")
        #expect(verified.payload == .sha256(example.bodyHash))
    }

    private static let cases = [
        SigningCase(
            "a bare path",
            path: "/",
            signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SigningCase(
            "query names in another order",
            path: "/",
            query: "Param2=value2&Param1=value1",
            signedHeaders: "host;x-amz-date",
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        ),
        SigningCase(
            "equal names ordered by value",
            path: "/",
            query: "Param1=value2&Param1=Value1&Param1=value10",
            signedHeaders: "host;x-amz-date",
            signature: "26ac5ee4c06a8bc24b6154d6b744e317823dc9ddcbf1cd7d01d5799a52fd0488"
        ),
        SigningCase(
            "names that are beginnings of others",
            path: "/",
            query: "a=1&a-b=2&a%20b=3&aB=4&A=5",
            signedHeaders: "host;x-amz-date",
            signature: "9b8e09d6e2f4d681746024908b23a4c5f1c9847319ed9625c3c519cf4c8ed23f"
        ),
        SigningCase(
            "unreserved characters in the query",
            path: "/",
            query: "-._~0123456789ABCxyz=-._~0123456789ABCxyz",
            signedHeaders: "host;x-amz-date",
            signature: "db4628fb85ab3a150e4f8849773540001a11e8793360ad238a6ed42135df43dd"
        ),
        SigningCase(
            "spaces and slashes in the query",
            path: "/",
            query: "p=a%20b%2Fc%2Bd%26e%3Df",
            signedHeaders: "host;x-amz-date",
            signature: "a4863a94b48cc6047edc520f14869c9add9ff178bc80eda36ad09da78d1e57b7"
        ),
        SigningCase(
            "unicode in the query",
            path: "/",
            query: "%E1%88%B4=bar&%C3%A4=%F0%9F%98%80",
            signedHeaders: "host;x-amz-date",
            signature: "c13c01640467463fb1ec0b6b9b306835771a9c36e11848bf3f01d6f1b8e915cc"
        ),
        SigningCase(
            "an empty value",
            path: "/",
            query: "Param1=&Param2=x",
            signedHeaders: "host;x-amz-date",
            signature: "dff26310403c1f81d06d50ff12ac3997787624fbd2c745b5fdf216fc69d85e46"
        ),
        SigningCase(
            "a space in the path",
            path: "/example%20space/",
            signedHeaders: "host;x-amz-date",
            signature: "446b817944c553435b35e813c261ff4e161fff982d1bacdef1c87f6785dd1662"
        ),
        SigningCase(
            "unicode in the path",
            path: "/%E1%88%B4/%C3%A4",
            signedHeaders: "host;x-amz-date",
            signature: "7d2cca4330ef7d1e731752a59c838953071b2c020f345d7ca16af4e3c6e84bac"
        ),
        SigningCase(
            "a dot segment",
            path: "/./example",
            signedHeaders: "host;x-amz-date",
            signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
        ),
        SigningCase(
            "two dot segments",
            path: "/example1/example2/../..",
            signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SigningCase(
            "a parent and a slash at the end",
            path: "/example/../",
            signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SigningCase(
            "a dot at the end",
            path: "/example/.",
            signedHeaders: "host;x-amz-date",
            signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
        ),
        SigningCase(
            "a parent at the end",
            path: "/a/b/..",
            signedHeaders: "host;x-amz-date",
            signature: "e7dfad111cdad6139e285ddec7592de69207ee936e9af6cffa906e281325f76a"
        ),
        SigningCase(
            "a parent above the root",
            path: "/../../a",
            signedHeaders: "host;x-amz-date",
            signature: "e7dfad111cdad6139e285ddec7592de69207ee936e9af6cffa906e281325f76a"
        ),
        SigningCase(
            "double slashes",
            path: "//example//path//",
            signedHeaders: "host;x-amz-date",
            signature: "ca7c31c2e6c8a85726f5e6ff0773a697a732b05a3983f85a0e2b0ff7d2b15c59"
        ),
        SigningCase(
            "reserved characters in the path",
            path: "/a%2Fb%3A%40%21%24%2A",
            signedHeaders: "host;x-amz-date",
            signature: "72b3fb3adee5d854a3b862aeede05d166abbbc3d97f4429c6316c82dca9e770a"
        ),
        SigningCase(
            "a header with spaces around and inside",
            path: "/",
            headers: [("My-Header1", "  a   b   c  ")],
            signedHeaders: "host;my-header1;x-amz-date",
            signature: "6ff6bc3cebca8811504dc903f3a072c310d9f48f8ee5c0b08115052209439e1b"
        ),
        SigningCase(
            "a header twice",
            path: "/",
            headers: [("My-Header1", "value2"), ("My-Header1", "value1"), ("My-Header1", "value2")],
            signedHeaders: "host;my-header1;x-amz-date",
            signature: "450a659e0d7d993d603637e56b6d2ab1067806152e0bc23bbc77f9988a24eb1e"
        ),
        SigningCase(
            "headers in another order",
            path: "/",
            headers: [("Zeta", "1"), ("alpha", "2"), ("My-Header", "3")],
            signedHeaders: "alpha;host;my-header;x-amz-date;zeta",
            signature: "0993913d089c52ba9e580c9a80a9fc4641883e3a1c85327572bb5e0c1e984d1f"
        ),
        SigningCase(
            "headers that are not covered",
            path: "/",
            headers: [
                ("User-Agent", "x"), ("Expect", "100-continue"), ("Connection", "close"), ("X-Amzn-Trace-Id", "Root=1"),
            ],
            signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SigningCase(
            "a body",
            method: "POST",
            path: "/",
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: "Param1=value1",
            signedHeaders: "content-type;host;x-amz-date",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        ),
        SigningCase(
            "a session token",
            method: "POST",
            path: "/",
            hasToken: true,
            signedHeaders: "host;x-amz-date;x-amz-security-token",
            signature: "1c527a0a2633e1ad3648e14491aaf5686ab98ad451e1d8877e8bc49579f5bd40"
        ),
        SigningCase(
            "a JSON call of SQS",
            service: "sqs",
            method: "POST",
            path: "/",
            headers: [
                ("Content-Type", "application/x-amz-json-1.0"), ("X-Amz-Target", "AmazonSQS.SendMessage"),
                ("Amz-Sdk-Request", "attempt=2; max=3"),
            ],
            body: "{\"QueueUrl\":\"q\",\"MessageBody\":\"ä\"}",
            hasToken: true,
            signedHeaders: "amz-sdk-request;content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
            signature: "f14b22acf18b76a926fa0cbbed17b52eaa4f4f4acef9dbf269267197eb20e858"
        ),
        SigningCase(
            "S3: dot segments and double slashes",
            service: "s3",
            path: "/a//b/../c/./d",
            signedHeaders: "host;x-amz-content-sha256;x-amz-date",
            signature: "b4e82cadcf685f213514dc9d9ee86ddcb812deb4199f609eae064837ee1c23fb"
        ),
        SigningCase(
            "S3: reserved characters in the path",
            service: "s3",
            method: "PUT",
            path: "/a%20b%2Bc%24d%26e%3Df%40g%3Ah%2Ci",
            body: "data",
            signedHeaders: "host;x-amz-content-sha256;x-amz-date",
            signature: "a5ebb722fd903164f069e347b54289afb27336e74246d6481205ea7dceec7ef1"
        ),
        SigningCase(
            "S3: unicode in the path",
            service: "s3",
            path: "/%E1%88%B4/%F0%9F%98%80~",
            signedHeaders: "host;x-amz-content-sha256;x-amz-date",
            signature: "abab1b21c780939a03c5ed8615cf68e0b4d0a6282608f2909fbe0be8708ee78a"
        ),
        SigningCase(
            "S3: a bare subresource",
            service: "s3",
            path: "/bucket",
            query: "uploads=",
            signedHeaders: "host;x-amz-content-sha256;x-amz-date",
            signature: "f051b6ca723c59439e5c19e1db12e2d34b53e74b2c8caef69cad437b669cfad2"
        ),
        SigningCase(
            "S3: a session token and a range",
            service: "s3",
            path: "/key",
            query: "partNumber=1&uploadId=a%2Fb",
            headers: [("Range", "bytes=0-9"), ("If-Match", "\"e\"")],
            hasToken: true,
            signedHeaders: "host;if-match;range;x-amz-content-sha256;x-amz-date;x-amz-security-token",
            signature: "b4cdd945a502c3086f3a54c9324050cbd0b0671f8a4de4128ac76a409ce109d8"
        ),
    ]
}
