/// The state of a stack, or of a resource in one.
package struct StackStatus: Sendable, Hashable, CustomStringConvertible {
    /// As CloudFormation writes it.
    package let description: String

    /// The state of that name.
    package init(_ name: String) {
        description = name
    }

    /// Whether something is going on.
    package var isInProgress: Bool { description.hasSuffix("_IN_PROGRESS") }

    /// Whether it failed, or went back after it failed.
    package var isFailure: Bool { description.hasSuffix("_FAILED") || description.contains("ROLLBACK") }

    /// Whether the stack is an empty hull: its first change set was made and never executed.
    package var isEmptyHull: Bool { description == "REVIEW_IN_PROGRESS" }

    /// Whether its creation failed, after which it can only be deleted.
    package var canOnlyBeDeleted: Bool {
        ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"].contains(description)
    }

    /// Whether nothing is left.
    package var isDeleted: Bool { description == "DELETE_COMPLETE" }
}
