/// The conditions of a write or a delete on what is there before.
package struct WriteConditions: Sendable, Hashable {
    /// Only when nothing is there.
    package var mustBeAbsent: Bool
    /// Only when an object with this tag is there.
    package var ifMatch: EntityTag.Pattern?

    /// No condition.
    package static let none = WriteConditions(mustBeAbsent: false, ifMatch: nil)

    /// What to do.
    package enum Decision: Sendable, Hashable {
        case proceed
        /// 412: the named header's condition does not hold.
        case failed(condition: String)
        /// 404: the object whose tag was to match is not there.
        case absent
    }

    /// Conditions from their parts.
    package init(mustBeAbsent: Bool, ifMatch: EntityTag.Pattern?) {
        self.mustBeAbsent = mustBeAbsent
        self.ifMatch = ifMatch
    }

    /// The conditions that a request's headers state.
    ///
    /// - Parameter header: The value of a header by its name in lower case.
    /// - Throws: 501 for an `If-None-Match` with a tag: S3 knows `*` alone.
    package init(header: (String) -> String?) throws(AWSServiceError) {
        ifMatch = header("if-match").map { EntityTag.Pattern($0) }
        switch header("if-none-match") {
        case nil: mustBeAbsent = false
        case "*", "\"*\"": mustBeAbsent = true
        default: throw .headerNotImplemented("If-None-Match")
        }
        if mustBeAbsent, ifMatch != nil { throw .headerNotImplemented("If-Match,If-None-Match") }
    }

    /// Whether nothing is asked.
    package var isEmpty: Bool { !mustBeAbsent && ifMatch == nil }

    /// The decision when the object there has `tag`, or nothing is there.
    package func decide(current tag: EntityTag?) -> Decision {
        if mustBeAbsent, tag != nil { return .failed(condition: "If-None-Match") }
        guard let ifMatch else { return .proceed }
        guard let tag else { return .absent }
        return ifMatch.matches(tag) ? .proceed : .failed(condition: "If-Match")
    }
}
