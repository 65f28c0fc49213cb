import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Jobs as a table.
enum JobTable {
    /// One row for each status document.
    static func text(_ statuses: [JobStatus]) -> String {
        var table = TextTable([
            ("id", .left), ("status", .left), ("attempt", .right), ("seconds", .right), ("memory", .right),
            ("task", .left), ("", .left),
        ])
        for status in statuses {
            table.add([
                status.id.text, status.status.rawValue, String(status.attempt),
                status.usage.map { seconds($0.wallSeconds) } ?? "",
                status.usage.map { memory($0.peakMemoryBytes) } ?? "",
                status.task ?? "", remark(status),
            ])
        }
        return table.text
    }

    /// Seconds with one decimal.
    static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Bytes in MiB.
    static func memory(_ bytes: Int64) -> String { "\((bytes + (1 << 19)) >> 20) MiB" }

    private static func remark(_ status: JobStatus) -> String {
        switch status.status {
        case .processing:
            status.progress.map { "\(Int($0.fraction * 100)) % \($0.message)" } ?? status.error.map {
                "after \($0.cause.rawValue)"
            } ?? ""
        case .failed: status.error.map { "\($0.cause.rawValue): \($0.message)" } ?? ""
        default: ""
        }
    }
}
