package import SluiceModel

/// The pairs of vCPUs and memory that Fargate has for Linux (ECS developer guide, "Task definition parameters").
package enum FargateSizes {
    /// A task's size.
    package struct Size: Sendable, Hashable {
        package let cpu: Double
        package let memory: ByteCount
    }

    /// Every size.
    package static let all: [Size] =
        sizes(0.25, mebibytes: [512, 1024, 2048]) + sizes(0.5, gibibytes: stride(from: 1, through: 4, by: 1))
        + sizes(1, gibibytes: stride(from: 2, through: 8, by: 1))
        + sizes(2, gibibytes: stride(from: 4, through: 16, by: 1))
        + sizes(4, gibibytes: stride(from: 8, through: 30, by: 1))
        + sizes(8, gibibytes: stride(from: 16, through: 60, by: 4))
        + sizes(16, gibibytes: stride(from: 32, through: 120, by: 8))
        + sizes(32, mebibytes: [61_440, 122_880, 249_856])

    /// Whether there is such a task.
    package static func allows(cpu: Double, memory: ByteCount) -> Bool {
        all.contains { $0.cpu == cpu && $0.memory == memory }
    }

    /// The smallest size with at least so much of both: least vCPUs first, then least memory; nil when none is large enough.
    package static func nearest(cpu: Double, memory: ByteCount) -> Size? {
        all.filter { $0.cpu >= cpu && $0.memory >= memory }.min { ($0.cpu, $0.memory) < ($1.cpu, $1.memory) }
    }

    private static func sizes(_ cpu: Double, mebibytes: [Int64]) -> [Size] {
        mebibytes.map { Size(cpu: cpu, memory: ByteCount(bytes: $0 << 20)) }
    }

    private static func sizes(_ cpu: Double, gibibytes: StrideThrough<Int64>) -> [Size] {
        gibibytes.map { Size(cpu: cpu, memory: ByteCount(bytes: $0 << 30)) }
    }
}
