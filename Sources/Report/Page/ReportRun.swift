package import SluiceModel

/// A run in a report, and what it is called there.
package struct ReportRun: Sendable {
    package var label: String
    package var timeline: Timeline

    /// A run under a name.
    package init(label: String, timeline: Timeline) {
        self.label = label
        self.timeline = timeline
    }
}
