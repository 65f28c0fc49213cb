/// A task of the simulated fleet; times in nanoseconds since the start, -1 for not yet.
struct SimulatedTask {
    /// Where a task is in its life.
    enum Phase: UInt8 {
        case starting, idle, busy, stopped
    }

    /// Why a task ended.
    enum End: UInt8 {
        case none, scaleIn, deployment, interruption, outOfMemory

        /// In words.
        var text: String? {
            switch self {
            case .none: nil
            case .scaleIn: "scale-in"
            case .deployment: "deployment"
            case .interruption: "Spot interruption"
            case .outOfMemory: "out of memory"
            }
        }
    }

    /// How the present attempt will end if nothing interferes.
    enum Fate: UInt8 {
        case success, failure, outOfMemory
    }

    var phase = Phase.starting
    var end = End.none
    var fate = Fate.success
    let isSpot: Bool
    /// Whether it has been asked to stop.
    var isStopping = false
    /// Counts the attempts of this task; an event of an older one is void.
    var stamp: UInt32 = 0
    var job: Int32 = -1
    /// The receive count of its message; once it differs from the queue's, another worker has the message.
    var receipt: UInt32 = 0
    /// The version it runs, counted from 0.
    let version: Int32
    /// The place in the list of active tasks.
    var place: Int32 = -1
    let requested: Int64
    let billed: Int64
    var ready: Int64 = -1
    var stopping: Int64 = -1
    var stopped: Int64 = -1
    var attemptStart: Int64 = 0
    var attemptEnd: Int64 = 0
}
