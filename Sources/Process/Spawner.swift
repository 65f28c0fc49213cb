import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starts processes through `posix_spawn`.
enum Spawner {
    static func spawn(_ command: ChildCommand) throws(SpawnError) -> pid_t {
        guard
            let path = ProgramSearch.find(
                command.program,
                in: command.environment["PATH"],
                workingDirectory: command.workingDirectory
            )
        else { throw .notFound(program: command.program) }
        let environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
        var id: pid_t = 0
        let code = unsafe withCStrings([command.program] + command.arguments) { arguments in
            unsafe withCStrings(environment) { environment in
                unsafe withSetUp(command) { actions, attributes in
                    unsafe posix_spawn(&id, path, actions, attributes, arguments, environment)
                }
            }
        }
        guard code == 0 else { throw .refused(program: command.program, code: code) }
        return id
    }

    #if canImport(Darwin)
        private typealias FileActions = posix_spawn_file_actions_t?
        private typealias Attributes = posix_spawnattr_t?
    #else
        private typealias FileActions = posix_spawn_file_actions_t
        private typealias Attributes = posix_spawnattr_t
    #endif

    private static func withSetUp(
        _ command: ChildCommand,
        _ body: (UnsafePointer<FileActions>, UnsafePointer<Attributes>) -> Int32
    ) -> Int32 {
        #if canImport(Darwin)
            var actions: FileActions = nil
            var attributes: Attributes = nil
        #else
            var actions = unsafe FileActions()
            var attributes = Attributes()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe addFiles(command, &actions)
        unsafe setAttributes(command, &attributes)
        return unsafe body(&actions, &attributes)
    }

    private static func addFiles(_ command: ChildCommand, _ actions: UnsafeMutablePointer<FileActions>) {
        unsafe posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
        let output = command.logFile ?? "/dev/null"
        unsafe posix_spawn_file_actions_addopen(actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        unsafe posix_spawn_file_actions_adddup2(actions, 1, 2)
        if let folder = command.workingDirectory {
            unsafe sluice_spawn_add_chdir(actions, folder)
        }
    }

    /// Signals go back to their defaults: what this process ignores or blocks is not the child's business.
    private static func setAttributes(_ command: ChildCommand, _ attributes: UnsafeMutablePointer<Attributes>) {
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(attributes, &none)
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigdefault(attributes, &all)
        var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        switch command.grouping {
        case .newGroup:
            unsafe posix_spawnattr_setpgroup(attributes, 0)
            flags |= Int32(POSIX_SPAWN_SETPGROUP)
        case .newSession:
            flags |= newSessionFlag
        }
        #if canImport(Darwin)
            flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #endif
        unsafe posix_spawnattr_setflags(attributes, Int16(truncatingIfNeeded: flags))
    }

    /// `POSIX_SPAWN_SETSID`, which C headers hide behind feature macros.
    private static var newSessionFlag: Int32 {
        #if canImport(Darwin)
            0x0400
        #else
            0x80
        #endif
    }

    /// Runs `body` with `texts` as a null-terminated array of C strings.
    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the array holds its terminator") }
            return unsafe body(base)
        }
    }
}
