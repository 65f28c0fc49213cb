#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#elseif canImport(Darwin)
    package import Darwin
#endif

/// Looks at processes by their relations.
package enum ProcessTree {
    /// The memory that a process and its descendants hold, in bytes: anonymous and shared pages, not mapped files.
    package static func memory(of root: pid_t) -> Int64 {
        var sum: Int64 = 0
        var pending = [root]
        while let process = pending.popLast() {
            sum += residentBytes(process)
            pending += children(process)
        }
        return sum
    }

    /// Sends `signal` to every process of the session `session`.
    package static func signalSession(_ session: pid_t, _ signal: Int32) {
        for process in all() where process != getpid() && getsid(process) == session { _ = kill(process, signal) }
    }

    #if os(Linux)
        /// The physical memory of the machine in bytes.
        package static var machineMemory: Int64 {
            Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        }

        /// The memory that could be given to new processes, in bytes.
        package static var availableMemory: Int64 {
            field("MemAvailable:", in: SmallFile.read("/proc/meminfo")) * 1024
        }

        /// Makes the kernel, short of memory, choose this process before others.
        package static func preferAsVictim(_ process: pid_t) {
            SmallFile.write("500", to: "/proc/\(process)/oom_score_adj")
        }

        private static func residentBytes(_ process: pid_t) -> Int64 {
            let status = SmallFile.read("/proc/\(process)/status")
            return (field("RssAnon:", in: status) + field("RssShmem:", in: status)) * 1024
        }

        private static func children(_ process: pid_t) -> [pid_t] {
            SmallFile.names(in: "/proc/\(process)/task").flatMap { thread in
                SmallFile.read("/proc/\(process)/task/\(thread)/children").split(separator: " ")
                    .compactMap { pid_t($0.filter(\.isNumber)) }
            }
        }

        private static func all() -> [pid_t] {
            SmallFile.names(in: "/proc").compactMap { pid_t($0) }
        }

        private static func field(_ name: String, in text: String) -> Int64 {
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return 0 }
            return Int64(line.dropFirst(name.count).filter(\.isNumber)) ?? 0
        }
    #else
        /// The physical memory of the machine in bytes.
        package static var machineMemory: Int64 {
            var size: Int64 = 0
            var length = MemoryLayout<Int64>.size
            unsafe sysctlbyname("hw.memsize", &size, &length, nil, 0)
            return size
        }

        /// The memory that could be given to new processes, in bytes; macOS compresses and swaps, so it is all of it.
        package static var availableMemory: Int64 { machineMemory }

        /// Nothing: macOS has no such preference.
        package static func preferAsVictim(_ process: pid_t) {}

        private static func residentBytes(_ process: pid_t) -> Int64 {
            var usage = rusage_info_v2()
            let code = unsafe withUnsafeMutablePointer(to: &usage) { pointer in
                unsafe pointer.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
                    unsafe proc_pid_rusage(process, RUSAGE_INFO_V2, $0)
                }
            }
            return code == 0 ? Int64(usage.ri_phys_footprint) : 0
        }

        private static func children(_ process: pid_t) -> [pid_t] {
            var ids = [pid_t](repeating: 0, count: 4096)
            let count = unsafe proc_listchildpids(process, &ids, Int32(ids.count * MemoryLayout<pid_t>.size))
            return Array(ids.prefix(Int(max(0, count))))
        }

        private static func all() -> [pid_t] {
            var ids = [pid_t](repeating: 0, count: 16384)
            let count = unsafe proc_listallpids(&ids, Int32(ids.count * MemoryLayout<pid_t>.size))
            return Array(ids.prefix(Int(max(0, count))))
        }
    #endif
}
