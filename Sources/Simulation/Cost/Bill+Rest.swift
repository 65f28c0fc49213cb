import SluiceModel
import SluiceScaling

extension Bill {
    /// The hours of a month, as AWS counts them.
    package static let hoursOfMonth = 730.0

    /// What a month without jobs costs, line by line: the smallest fleet, waiting.
    package static func monthAtRest(_ setup: SimulationSetup) -> Bill {
        var month = Quantities()
        let tasks = hoursOfMonth * Double(setup.limits.minimum)
        month.hours = hoursOfMonth
        month.taskHours = tasks * (1 - setup.size.spotShare)
        month.spotTaskHours = tasks * setup.size.spotShare
        month.idleHours = tasks
        for case .direct(let policy) in setup.policies {
            month.looks += hoursOfMonth * 3600 / max(1, policy.interval.inSeconds)
        }
        return Bill(month, setup: setup)
    }
}
