import SluiceImport
import SluiceManifest
import Testing

@Suite("Manifests of Copilot")
struct CopilotImportTests {
    private func imported(_ more: String, environment: String? = nil) throws -> ImportedManifest {
        try CopilotManifest("name: demo\ntype: Worker Service\ncommand: [job]\n" + more, environment: environment)
            .imported
    }

    private func value(_ more: String, _ key: String, environment: String? = nil) throws -> String? {
        try imported(more, environment: environment).entries.first { $0.key == key }?.value
    }

    @Test(
        "a key becomes ours",
        arguments: [
            ("cpu: 256\n", "task.cpu", "0.25"), ("cpu: 4096\n", "task.cpu", "4"),
            ("memory: 2048\n", "task.memory", "2GiB"), ("memory: 512\n", "task.memory", "512MiB"),
            ("platform: linux/arm64\n", "task.architecture", "arm64"),
            ("platform: {osfamily: linux, architecture: x86_64}\n", "task.architecture", "x86_64"),
            ("image: {location: 'public.ecr.aws/x/y:1'}\n", "task.image", "\"public.ecr.aws/x/y:1\""),
            ("count: 3\n", "scaling.max", "3"), ("count: {range: 1-10}\n", "scaling.max", "10"),
            ("count: {range: {min: 2, max: 8}}\n", "scaling.min", "2"), ("count: {spot: 5}\n", "task.spot", "100%"),
            (
                "count: {range: 0-9, queue_delay: {acceptable_latency: 10m, msg_processing_time: 250ms}}\n",
                "scaling.backlog.target", "2400"
            ),
            (
                "count: {range: 0-9, queue_delay: {acceptable_latency: 10m, msg_processing_time: 250ms}}\n",
                "job.duration", "250ms"
            ),
            (
                "count: {queue_delay: {acceptable_latency: 1m30s, msg_processing_time: 1m, cooldown: {in: 5m}}}\n",
                "scaling.backlog.scaleInCooldown", "5m"
            ),
            ("subscribe: {queue: {retention: 96h}}\n", "queue.retention", "4d"),
            ("subscribe: {queue: {timeout: 1m30s}}\n", "queue.visibility", "90s"),
            ("subscribe: {queue: {dead_letter: {tries: 10}}}\n", "queue.retries", "9"),
            ("variables: {GREETING: 'a: \"b\"'}\n", "task.environment.GREETING", #""a: \"b\"""#),
            (
                "secrets: {T: 'arn:aws:ssm:eu-central-1:123456789012:parameter/t'}\n", "task.secrets.T",
                "\"arn:aws:ssm:eu-central-1:123456789012:parameter/t\""
            ),
            ("logging: {retention: 30}\n", "task.logRetention", "30d"),
            ("network: {vpc: {placement: private}}\n", "network.access", "nat"),
            ("entrypoint: python3 'my job.py'\n", "job.command", "[python3, \"my job.py\", job]"),
        ]
    )
    func mapped(text: String, key: String, expected: String) throws {
        #expect(try value(text, key) == expected)
        #expect(try imported(text).unmapped.isEmpty)
    }

    @Test(
        "a key without counterpart is listed with its line and what to do",
        arguments: [
            ("image: {build: Dockerfile}\n", "image.build", "Sluice's image"), ("exec: true\n", "exec", "sluice logs"),
            ("count: {range: {min: 1, max: 9, spot_from: 2}}\n", "count.range.spot_from", "task.spot"),
            ("count: {cpu_percentage: 70}\n", "count.cpu_percentage", "scaling.policy"),
            ("subscribe: {topics: [{name: t, service: s}]}\n", "subscribe.topics", "QueueUrl"),
            ("subscribe: {queue: {fifo: true}}\n", "subscribe.queue.fifo", "Idempotency-Key"),
            ("subscribe: {queue: {delay: 10s}}\n", "subscribe.queue.delay", "DelaySeconds"),
            ("sidecars: {nginx: {port: 80}}\n", "sidecars", "one container"),
            ("secrets: {T: TOKEN}\n", "secrets.T", "ARN"), ("storage: {ephemeral: 100}\n", "storage", "20 GiB"),
            ("variables: {A: {from_cfn: x}}\n", "variables.A", "task.environment.A"),
            ("taskdef_overrides: []\n", "taskdef_overrides", "sluice synth"),
            ("publish: {topics: [{name: t}]}\n", "publish", "notify.on"), ("memroy: 5\n", "memroy", "no such key"),
            ("platform: windows/amd64\n", "platform", "Linux"), ("cpu: many\n", "cpu", "no number"),
            ("network: {vpc: {security_groups: [sg-1]}}\n", "network.vpc.security_groups", "network.subnets"),
            ("network: {connect: true}\n", "network.connect", "queue"),
            ("env_file: a.env\n", "env_file", "environment"),
            ("environments:\n  prod: {count: 2}\n", "environments.prod", "--environment prod"),
            ("observability: {tracing: awsxray}\n", "observability", "tracing"),
            ("deployment: {rolling: recreate}\n", "deployment", "circuit breaker"),
        ]
    )
    func unmapped(text: String, key: String, reason: String) throws {
        let found = try imported(text).unmapped
        #expect(found.map(\.key) == [key])
        #expect(found.first?.reason.contains(reason) == true, "\(found)")
        #expect(try #require(found.first).line >= 4)
    }

    @Test("the values of an environment are laid over the common ones")
    func environment() throws {
        let text = "cpu: 256\ncount: {range: 1-5}\nenvironments: {prod: {cpu: 1024, count: {range: 2-50}}, test: {}}\n"
        #expect(try value(text, "task.cpu", environment: "prod") == "1")
        #expect(try value(text, "scaling.max", environment: "prod") == "50")
        #expect(try value(text, "task.cpu", environment: "test") == "0.25")
        #expect(try imported(text, environment: "prod").unmapped.isEmpty)
        #expect(throws: CopilotManifest.ReadingError.self) { try imported(text, environment: "live") }
    }

    @Test(
        "what is no worker service is refused",
        arguments: ["", "a", "name: x\n", "name: x\ntype: Backend Service\n", "[\n"]
    )
    func refused(text: String) {
        #expect(throws: CopilotManifest.ReadingError.self) { try CopilotManifest(text) }
    }

    @Test("the file that comes out is one that Sluice reads")
    func loads() throws {
        let text = """
            name: orders
            type: Worker Service
            image: {location: 'public.ecr.aws/team/orders:1'}
            entrypoint: ["python3", "-m"]
            command: ["orders", "--verbose"]
            cpu: 512
            memory: 1024
            platform: linux/x86_64
            count:
              range: {min: 1, max: 10}
              queue_delay: {acceptable_latency: 10m, msg_processing_time: 30s, cooldown: {in: 5m, out: 1m}}
            subscribe:
              queue: {retention: 96h, timeout: 2m, dead_letter: {tries: 5}}
            variables: {LOG_LEVEL: info, EMPTY: ""}
            logging: {retention: 14}
            network: {vpc: {placement: private}}
            """
        let imported = try CopilotManifest(text).imported
        #expect(imported.unmapped.isEmpty)
        let manifest = try Manifest.load(text: imported.yaml, file: "sluice.yaml").manifest
        #expect(manifest.name == "orders")
        #expect(manifest.job.command == ["python3", "-m", "orders", "--verbose"])
        #expect(manifest.job.duration == .seconds(30))
        #expect(manifest.task.cpu == 0.5)
        #expect(manifest.scaling.maximum == 10)
        #expect(manifest.queue.retries == 4)
        #expect(manifest.queue.visibility == .seconds(120))
        #expect(manifest.network.access == .nat)
        #expect(imported.yaml.contains("# count.queue_delay"))
    }

    @Test("without a command the file says what is to be written, and still loads")
    func withoutCommand() throws {
        let imported = try CopilotManifest("name: Orders\ntype: Worker Service\n").imported
        #expect(imported.unmapped.map(\.key) == ["name", "command"])
        #expect(try Manifest.load(text: imported.yaml, file: "sluice.yaml").manifest.name == "imported")
    }

    @Test("a command that needs a shell is not taken apart, and is not called missing")
    func shell() throws {
        let manifest = try CopilotManifest("name: demo\ntype: Worker Service\ncommand: ./work | tee log\n").imported
        #expect(manifest.unmapped.map(\.key) == ["command"])
        #expect(manifest.unmapped.first?.reason.contains("[sh, -c") == true)
        #expect(manifest.entries.contains { $0.key == "job.command" && $0.value.contains("./job") })
    }
}
