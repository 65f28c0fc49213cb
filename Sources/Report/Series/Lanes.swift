import SluiceModel

/// The tasks of a run in as few rows as they fit in: a row is given to another task when its task is gone.
struct Lanes: Sendable, Hashable {
    /// The row of each task, by its index; as many as there are tasks.
    let laneOfTask: [Int]
    /// How many rows there are.
    let count: Int

    init(_ tasks: [Timeline.Task]) {
        var lanes = [Int](repeating: 0, count: tasks.count)
        var free: [Timestamp] = []
        for index in tasks.indices.sorted(by: { tasks[$0].requested < tasks[$1].requested }) {
            let task = tasks[index]
            let lane = free.firstIndex { $0 <= task.requested } ?? free.count
            let end = task.stopped ?? Timestamp(nanoseconds: .max)
            if lane == free.count { free.append(end) } else { free[lane] = end }
            lanes[index] = lane
        }
        laneOfTask = lanes
        count = free.count
    }
}
