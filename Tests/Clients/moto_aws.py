"""moto's server, with what its CloudFormation lacks. It serves until its standard input ends, and prints its address first.

moto 5.2.1 makes the resources of a change set but not the stack's outputs, exports and events (`ChangeSet.apply` updates the
resource map and nothing else), which its `create_stack` does; and it makes a REST API without reading its `Body`, which its
`put_rest_api` does; it cannot delete networks, clusters and APIs with their stack, and leaves out kinds of
resources that it does not know, with all that refers to them. Each patch below hands the work to what moto has.
"""
import sys

from moto.apigateway import models as apigateway
from moto.cloudformation import models, parsing, responses
from moto.codecommit import models as codecommit
from moto.ec2 import models as ec2
from moto.ecs import models as ecs
from moto.server import ThreadedMotoServer


def apply(self):
    """Executes a change set the way moto's own `create_stack` and `update_stack` do."""
    stack = self.stack
    backend = models.cloudformation_backends[stack.account_id][stack.region_name]
    stack.template = self.template
    stack._parse_template()
    stack.description = stack.template_dict.get("Description")
    stack.cross_stack_resources = backend.exports
    if self.parameters:
        stack.parameters = self.parameters
    before = set(stack.resource_map._parsed_resources)
    if self.change_set_type == "CREATE":
        stack.resource_map = stack._create_resource_map()
        stack.resource_map.create(stack.template_dict)
    else:
        stack.resource_map.update(stack.template_dict, self.parameters)
    stack.output_map = stack._create_output_map()
    for export in stack.exports:
        backend.exports[export.name] = export
    for name in stack.resource_map.resources:
        resource = stack.resource_map._parsed_resources.get(name)
        if resource and name not in before:
            stack.events.append(
                models.Event(
                    stack.stack_id, stack.name, name, getattr(resource, "physical_resource_id", None) or "",
                    stack.template_dict["Resources"][name]["Type"], "CREATE_COMPLETE", None, None,
                )
            )


models.ChangeSet.apply = apply


def stack_parameters(self):
    """Values as they were given; moto would read the value of a parameter of SSM as the name of another at the next update."""
    slots = self.template_dict.get("Parameters", {})
    return {**{name: slot.get("Default") for name, slot in slots.items()}, **self.resource_map.input_parameters}


models.Stack.stack_parameters = property(stack_parameters)
# Where nothing changes, parameters included, moto refuses a change set; AWS makes one, and it has failed.
responses.CloudFormationResponse._validate_different_update = lambda *_: None


class Remembered:
    """A resource of a kind that moto does not make from templates: its properties are kept, nothing more."""

    kinds = {}

    def __init__(self, name, properties):
        self.name, self.properties = name, properties

    @property
    def physical_resource_id(self):
        return self.name

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        return cls(resource_name, cloudformation_json["Properties"])

    @classmethod
    def update_from_cloudformation_json(cls, original, new_name, cloudformation_json, account_id, region_name):
        return cls(original.name, cloudformation_json["Properties"])

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass

    @classmethod
    def is_replacement_update(cls, properties):
        return False

    def is_created(self):
        return True

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    def get_cfn_attribute(self, attribute_name):
        return f"{self.cloudformation_type()}:{self.name}:{attribute_name}"


def remembered(kind):
    """The class of a kind of resource; one of its own for each that moto does not know."""
    if kind not in Remembered.kinds:
        members = {
            "cloudformation_name_type": staticmethod(lambda: None),
            "cloudformation_type": staticmethod(lambda: kind),
        }
        Remembered.kinds[kind] = type("Remembered", (Remembered,), members)
    return Remembered.kinds[kind]


class RememberedKey(Remembered):
    """An API key, which moto can make, though not from a template."""

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        backend = apigateway.apigateway_backends[account_id][region_name]
        key = backend.create_api_key({"name": resource_name, "enabled": True})
        made = cls(resource_name, cloudformation_json["Properties"])
        made.key = key.id
        return made

    @property
    def physical_resource_id(self):
        return self.key

    @staticmethod
    def cloudformation_name_type():
        return None

    @staticmethod
    def cloudformation_type():
        return "AWS::ApiGateway::ApiKey"


Remembered.kinds["AWS::ApiGateway::ApiKey"] = RememberedKey


class RememberedRepository(Remembered):
    """A CodeCommit repository, which moto can make, though not from a template; it outlives its stack."""

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        made = cls(resource_name, properties)
        # Refuses a second one of the same name, as CodeCommit does.
        made.metadata = codecommit.codecommit_backends[account_id][region_name].create_repository(
            properties["RepositoryName"], properties.get("RepositoryDescription", "")
        )
        return made

    @classmethod
    def update_from_cloudformation_json(cls, original, new_name, cloudformation_json, account_id, region_name):
        original.properties = cloudformation_json["Properties"]
        return original

    @property
    def physical_resource_id(self):
        return self.metadata["repositoryId"]

    def get_cfn_attribute(self, attribute_name):
        return {"Name": self.metadata["repositoryName"], "Arn": self.metadata["Arn"]}[attribute_name]

    @staticmethod
    def cloudformation_name_type():
        return None

    @staticmethod
    def cloudformation_type():
        return "AWS::CodeCommit::Repository"


Remembered.kinds["AWS::CodeCommit::Repository"] = RememberedRepository
known_class = parsing.resource_class_from_type
parsing.resource_class_from_type = lambda kind: known_class(kind) or remembered(kind)


def optional(function, **defaults):
    """The function with values for what a document may leave out, such as the address of a MOCK integration."""
    return lambda self, **given: function(self, **{**defaults, **given})


backend_class = apigateway.APIGatewayBackend
backend_class.put_integration = optional(backend_class.put_integration, uri="", integration_method="POST")
backend_class.put_integration_response = optional(
    backend_class.put_integration_response, selection_pattern="", response_templates={}, response_parameters={}
)
make_api = apigateway.RestAPI.create_from_cloudformation_json.__func__


def make_api_with_body(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    """Makes a REST API and imports its OpenAPI document."""
    api = make_api(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    body = cloudformation_json["Properties"].get("Body")
    if body:
        backend = apigateway.apigateway_backends[account_id][region_name]
        backend.put_rest_api(api.id, body, fail_on_warnings=False)
    return api


apigateway.RestAPI.create_from_cloudformation_json = classmethod(make_api_with_body)

def delete_route_table(self, account_id, region_name):
    """A route table goes with its stack, as everything does that moto knows how to delete."""
    for association in list(self.associations):
        self.ec2_backend.disassociate_route_table(association)
    if self.id in self.ec2_backend.route_tables:
        self.ec2_backend.delete_route_table(self.id)


def delete_endpoint(self, account_id, region_name):
    # Not by moto's own call, which looks for route tables that may have gone before.
    self.ec2_backend.vpc_end_points.pop(self.id, None)


def delete_resource(self, resource, resource_json):
    """Deletes by what the resource is; moto resolves its template again, which makes anew what has gone before it."""
    try:
        return resource.delete(self._account_id, self._region_name)
    except (TypeError, AttributeError):
        pass
    by_name = getattr(type(resource), "delete_from_cloudformation_json", None)
    if by_name:
        try:
            by_name(resource.physical_resource_id, resource_json, self._account_id, self._region_name)
        except NotImplementedError:
            pass


parsing.ResourceMap._delete_resource = delete_resource


delete = models.Stack.delete


def delete_stack(self):
    """Deletes a stack and forgets its outputs; moto makes the resources anew that they name when it is described."""
    delete(self)
    self.output_map = models.OutputMap(self.resource_map, {}, self.stack_id)


models.Stack.delete = delete_stack


def delete_network(self, account_id, region_name):
    self.ec2_backend.delete_vpc(self.id)


def delete_cluster(self, account_id, region_name):
    ecs.ecs_backends[account_id][region_name].delete_cluster(self.arn)


def delete_api(self, account_id, region_name):
    apigateway.apigateway_backends[account_id][region_name].delete_rest_api(self.id)


apigateway.RestAPI.delete = delete_api
ec2.route_tables.RouteTable.delete = delete_route_table
ec2.vpcs.VPCEndPoint.delete = delete_endpoint
ec2.vpcs.VPC.delete = delete_network
ecs.Cluster.delete = delete_cluster

if __name__ == "__main__":
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    server.stop()
