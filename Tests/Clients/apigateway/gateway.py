"""API Gateway, as far as the intake uses it: the OpenAPI body of a rendered template, answered by moto's SQS and S3.

Source: the API Gateway developer guide on request validation, data mappings, passthrough behaviours, payload encodings, selection
patterns and gateway responses.
"""
import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

import jsonschema

from .vtl import Input, Template, Util

ACTIONS = {"SendMessage"}


class Context(dict):
    """`$context`, whose overrides a template may set."""

    def __init__(self, **values):
        super().__init__(values)
        self["responseOverride"] = {"header": {}}


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers.items()}

    @property
    def json(self):
        return json.loads(self.body)


class Gateway:
    """One deployed API. `names` says what references of the template stand for."""

    def __init__(self, template, endpoint, region, names, key, *, swallows=True, nothing=None):
        self.endpoint, self.region, self.names, self.key = endpoint, region, names, key
        self.swallows, self.nothing = swallows, nothing
        api = next(item for item in template["Resources"].values() if item["Type"] == "AWS::ApiGateway::RestApi")
        self.body = self.resolve(api["Properties"]["Body"])
        self.calls = []
        self.requests = 0

    def resolve(self, value):
        """Replaces references and `Fn::Sub`."""
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if not isinstance(value, dict):
            return value
        if set(value) == {"Ref"}:
            return self.names[value["Ref"]]
        if set(value) == {"Fn::GetAtt"}:
            return self.names[".".join(value["Fn::GetAtt"])]
        if set(value) == {"Fn::Sub"}:
            replaced = re.sub(r"\$\{([^!}][^}]*)\}", lambda match: self.names[match.group(1)], value["Fn::Sub"])
            return replaced.replace("${!", "${")
        return {key: self.resolve(item) for key, item in value.items()}

    # Requests

    def request(self, method, path, body=b"", headers=None):
        headers = {"x-api-key": self.key, **(headers or {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        self.requests += 1
        context = Context(requestId=f"00000000-0000-4000-8000-{self.requests:012d}", stage="v1", path=f"/v1{path}")
        found = self.route(method, path)
        if not found:
            return self.refuse("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token")
        operation, parameters = found
        if operation["security"] and headers.get("x-api-key") != self.key:
            return self.refuse("INVALID_API_KEY", "Forbidden")
        # What has no type counts as JSON.
        media = headers.get("Content-Type", "application/json").split(";")[0]
        binary = self.is_binary(media)
        if problem := self.invalid(operation, body, headers):
            return self.refuse("BAD_REQUEST_BODY", problem)
        integration = operation["x-amazon-apigateway-integration"]
        given = Input(body.decode() if not binary else "", parameters, {}, headers, self.nothing)
        templates = integration.get("requestTemplates", {})
        template = templates.get(media)
        if template is None and not self.passes(integration.get("passthroughBehavior"), templates):
            return self.refuse("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type")
        if template is not None:
            sent = self.evaluate(template, given, context).encode()
        else:
            # Text goes through UTF-8, and what is none is lost.
            sent = body if binary else body.decode(errors="replace").encode()
        if integration["type"] == "mock":
            status, answered, behind = json.loads(sent).get("statusCode"), "", {}
        else:
            status, answered, behind = self.call(integration, parameters, headers, sent)
        return self.respond(integration, status, answered, behind, headers, given, context)

    def route(self, method, path):
        for pattern, operations in self.body["paths"].items():
            expression = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(pattern))
            if (match := re.fullmatch(expression, path)) and method.lower() in operations:
                values = {name: urllib.parse.unquote(value) for name, value in match.groupdict().items()}
                return operations[method.lower()], values
        return None

    def invalid(self, operation, body, headers):
        """What request validation finds; a body of a type without a model is not looked at."""
        content = operation.get("requestBody", {}).get("content", {})
        media = headers.get("Content-Type", "application/json").split(";")[0]
        if media not in content or "schema" not in content[media] or media != "application/json":
            return None
        try:
            value = json.loads(body) if body else None
        except ValueError:
            return "Invalid request body"
        if value is None and not operation["requestBody"].get("required"):
            return None
        schema = {**content[media]["schema"], "components": self.body["components"]}
        errors = list(jsonschema.Draft4Validator(schema).iter_errors(value))
        return f"[{errors[0].message}]" if errors else None

    @staticmethod
    def passes(behaviour, templates):
        """Whether a body without a template of its type is handed on: the guide's table of passthrough behaviours."""
        return {"when_no_match": True, "when_no_templates": not templates, "never": False}[(behaviour or "when_no_match").lower()]

    def is_binary(self, media):
        return media in self.body["x-amazon-apigateway-binary-media-types"]

    def encoded(self, body, behind, headers):
        """A body that is handed back: as it is when caller and service both say that it is binary, in base64 when only one does."""
        kind = next((value for name, value in behind.items() if name.lower() == "content-type"), "application/json")
        # Only the first of several types counts.
        wanted = headers.get("Accept", "*/*").split(",")[0].split(";")[0].strip()
        if not self.is_binary(kind):
            return body if not self.is_binary(wanted) else base64.b64decode(body, validate=True)
        return body if self.is_binary(wanted) else base64.b64encode(body)

    def evaluate(self, template, given, context):
        variables = {"input": given, "context": context, "util": Util()}
        return Template(template, variables, self.swallows).evaluate()

    # What is behind

    def call(self, integration, parameters, headers, body):
        service, path = re.fullmatch(r"arn:aws:apigateway:[\w-]+:(\w+):path/(.*)", integration["uri"]).groups()
        sent = {}
        for target, source in integration.get("requestParameters", {}).items():
            value = source[1:-1] if source.startswith("'") else self.parameter(source, parameters, headers)
            kind, name = re.fullmatch(r"integration\.request\.(\w+)\.(.+)", target).groups()
            if kind == "path":
                # Parameters are encoded anew, each as one segment.
                path = path.replace(f"{{{name}}}", urllib.parse.quote(value, safe=""))
            elif value is not None:
                sent[name] = value
        if service == "sqs" and (refusal := self.sqs_refusal(body)):
            return 400, json.dumps({"Error": {"Code": refusal, "Message": "", "Type": "Sender"}, "RequestId": "r"}), {}
        self.calls.append((service, integration["httpMethod"], path, body))
        # moto looks at the scope of a signature to see which service is meant, and does not check it.
        sent["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential=test/20260101/{self.region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        )
        request = urllib.request.Request(
            f"{self.endpoint}/{path}", data=body or None, method=integration["httpMethod"], headers=sent
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, self.answer(service, response.read()), dict(response.headers)
        except urllib.error.HTTPError as error:
            return error.code, self.answer(service, error.read()), dict(error.headers)

    @staticmethod
    def parameter(source, parameters, headers):
        kind, name = re.fullmatch(r"method\.request\.(\w+)\.(.+)", source).groups()
        return (parameters if kind == "path" else headers).get(name)

    @staticmethod
    def sqs_refusal(body):
        """What SQS refuses and moto does not: an action that is none, a message without a body."""
        form = urllib.parse.parse_qs(body.decode(), keep_blank_values=True, strict_parsing=True)
        if form["Version"] != ["2012-11-05"]:
            return "NoSuchVersion"
        if form["Action"][0] not in ACTIONS:
            return "InvalidAction"
        return None if form.get("MessageBody") else "MissingParameter"

    @staticmethod
    def answer(service, body):
        """API Gateway asks SQS for JSON: the same elements, as members."""
        if service != "sqs":
            return body

        def convert(element):
            return {child.tag.split("}")[-1]: convert(child) for child in element} or element.text

        root = xml.etree.ElementTree.fromstring(body)
        return json.dumps({root.tag.split("}")[-1]: convert(root)})

    # Answers

    def respond(self, integration, status, body, behind, sent, given, context):
        responses = integration["responses"]
        pattern = next(
            (name for name in responses if name != "default" and re.fullmatch(name, str(status))), "default"
        )
        response = responses[pattern]
        headers = {}
        for target, source in response.get("responseParameters", {}).items():
            name = target.removeprefix("method.response.header.")
            if source.startswith("'"):
                headers[name] = source[1:-1]
            else:
                wanted = source.removeprefix("integration.response.header.").lower()
                value = next((value for name, value in behind.items() if name.lower() == wanted), None)
                if value is not None:
                    headers[name] = value
        template = response.get("responseTemplates", {}).get("application/json")
        if template is not None:
            text = body.decode() if isinstance(body, bytes) else body
            seen = Input(text, *given.places, nothing=self.nothing)
            body = self.evaluate(template, seen, context)
        elif isinstance(body, bytes):
            body = self.encoded(body, behind, sent)
        override = context["responseOverride"]
        headers.update(override["header"])
        return Answer(int(override.get("status") or response["statusCode"]), headers, body)

    def refuse(self, kind, message):
        """A gateway response; a template of its own engine, which only knows `$context`."""
        response = self.body["x-amazon-apigateway-gateway-responses"][kind]
        headers = {}
        for target, source in response["responseParameters"].items():
            value = source[1:-1] if source.startswith("'") else message
            headers[target.removeprefix("gatewayresponse.header.")] = value
        return Answer(int(response["statusCode"]), headers, response["responseTemplates"]["application/json"])
