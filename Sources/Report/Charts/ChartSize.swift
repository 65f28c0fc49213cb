/// How large a chart is drawn, in units of the picture; letters have the same size in both, so both can be read.
package enum ChartSize: String, Sendable, Hashable, CaseIterable {
    /// For screens of 400 pixels.
    case narrow
    /// For everything wider.
    case wide

    var width: Double { self == .narrow ? 360 : 880 }
    /// The height of the part between the axes.
    var plotHeight: Double { self == .narrow ? 150 : 200 }
    /// How many steps the axis of time has at most.
    var timeSteps: Int { self == .narrow ? 4 : 9 }
    /// How many steps the other axis has at most.
    var valueSteps: Int { self == .narrow ? 4 : 5 }
}
