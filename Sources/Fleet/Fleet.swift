package import SluiceScaling

/// Tasks that can be counted and whose number can be set.
package protocol Fleet: Sendable {
    /// The counts of this moment.
    func counts() async -> TaskCounts
    /// Makes it `count` tasks, in its own time: tasks at work are not stopped.
    func setDesired(_ count: Int) async
}
