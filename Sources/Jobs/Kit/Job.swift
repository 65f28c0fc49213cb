/// A job written in Swift: a function of an input and parameters that leaves files behind.
///
/// The protocol adds nothing that a shell script could not do: `run` receives what the process contract puts into the
/// environment, and the exit code follows from how it returns. Conform, and call `main` from your executable:
///
/// ```swift
/// @main struct Resize: Job {
///     func run(_ context: JobContext) throws {
///         let image = try context.readInput()
///         context.report(0.5, "resizing")
///         try context.write(smaller(image), to: "small.png")
///     }
/// }
/// ```
public protocol Job {
    /// A job with nothing done yet.
    init()

    /// Does the work.
    ///
    /// - Parameter context: The input, the parameters, and where outputs and progress go.
    /// - Throws: `JobRejected` for an input that must never be tried again, `JobNotNow` to give the message back, and
    ///   anything else for a failed attempt.
    func run(_ context: JobContext) throws
}

/// Thrown by a job whose input must never be tried again.
public struct JobRejected: Error, CustomStringConvertible {
    /// Why, for the log.
    public let description: String

    /// A rejection and its reason.
    public init(_ reason: String) {
        description = reason
    }
}

/// Thrown by a job that cannot run just now; the attempt does not count.
public struct JobNotNow: Error, CustomStringConvertible {
    /// Why, for the log.
    public let description: String

    /// A postponement and its reason.
    public init(_ reason: String) {
        description = reason
    }
}

/// The exit codes of the process contract.
public enum JobExitCode {
    /// Done.
    public static let succeeded: Int32 = 0
    /// A failed attempt.
    public static let failed: Int32 = 1
    /// Never to be tried again.
    public static let rejected: Int32 = 3
    /// Not now: given back and not counted.
    public static let notNow: Int32 = 4
}
