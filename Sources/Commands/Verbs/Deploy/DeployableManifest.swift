import SluiceAdvice
import SluiceManifest
import SluiceModel

/// A manifest as AWS will run it, checked for what only AWS refuses.
enum DeployableManifest {
    /// Reads the manifest of a project.
    /// - Throws: `CommandFailure` when there is no such file, exit code 2 when it is wrong or no task of Fargate has its size.
    static func load(_ project: ProjectOptions) throws -> Manifest {
        let manifest = try project.load(forLocal: false).manifest
        guard !FargateSizes.allows(cpu: manifest.task.cpu, memory: manifest.task.memory) else { return manifest }
        let nearest = FargateSizes.nearest(cpu: manifest.task.cpu, memory: manifest.task.memory)
        Terminal.note(
            "\(project.file): task: Fargate has no task of \(plain(manifest.task.cpu)) vCPU and \(manifest.task.memory). "
                + (nearest.map { "The next is {cpu: \(plain($0.cpu)), memory: \($0.memory)}." }
                    ?? "Its largest has 32 vCPU and 244 GiB.")
        )
        throw CommandExit.unusable
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
