package import SluiceManifest
import SluiceModel
import SluiceScaling

/// The application: intake, queue, tasks, data, scaling, and what an operator looks at.
package struct AppStack: Sendable {
    let manifest: Manifest

    /// The stack of a manifest.
    package init(_ manifest: Manifest) { self.manifest = manifest }

    /// The template.
    package var template: Template {
        var template = Template("\(manifest.name): jobs from a queue, on as many tasks as the queue needs.")
        template.parameters = parameters
        template.conditions = [Self.firstDeployment: ["Fn::Equals": [.ref(Reference(Self.firstDeployment)), "true"]]]
        addQueues(to: &template)
        addDataBucket(to: &template)
        addAPI(to: &template)
        addCluster(to: &template)
        addTask(to: &template)
        addService(to: &template)
        addScaling(to: &template)
        addNotifications(to: &template)
        addAlarms(to: &template)
        addDashboard(to: &template)
        addOutputs(to: &template)
        return template
    }

    /// The condition, and the parameter it asks, under which the service is told how many tasks it begins with.
    package static let firstDeployment = "FirstDeployment"
    /// The parameter whose value names the SSM parameter that holds the image's tag.
    package static let imageTag = "ImageTag"

    private var parameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = [
            Self.firstDeployment: [
                "Type": "String", "AllowedValues": ["true", "false"], "Default": "false",
                "Description":
                    "Whether the service begins with its first number of tasks; later deployments leave the number to scaling.",
            ]
        ]
        if manifest.task.image == nil {
            parameters[Self.imageTag] = [
                "Type": "AWS::SSM::Parameter::Value<String>", "Default": .string(manifest.imageTagParameter),
                "Description": "The parameter that holds the tag of the image to run.",
            ]
        }
        return parameters
    }

    private func addOutputs(to template: inout Template) {
        template.output("ApiUrl", "Where jobs are submitted.", .text(apiURL))
        if !manifest.api.usesIAM {
            template.output(
                "ApiKeyId",
                "The API key; its value is read with `aws apigateway get-api-key`.",
                .ref(Self.apiKey)
            )
        }
        template.output("QueueUrl", "The queue.", .ref(Self.queue))
        template.output("DeadLetterQueueUrl", "Messages nobody could work.", .ref(Self.deadLetterQueue))
        template.output("DataBucket", "Inputs and results.", .text("\(bucket)"))
        template.output("Cluster", "The cluster.", .ref(Self.cluster))
        template.output("Service", "The service of the workers.", .ref(Self.service.attribute("Name")))
        if notifies { template.output("JobTopic", "Where the ends of jobs are published.", .ref(Self.jobTopic)) }
    }
}
