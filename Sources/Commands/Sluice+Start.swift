import ArgumentParser

extension Sluice {
    /// Runs the command line and ends the process with its exit code.
    public static func start() async {
        await main()
    }
}
