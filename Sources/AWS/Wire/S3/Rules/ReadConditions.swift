package import SluiceModel

/// The conditions of a read, or of a copy on its source (RFC 9110, section 13.2.2).
package struct ReadConditions: Sendable, Hashable {
    package var ifMatch: EntityTag.Pattern?
    package var ifNoneMatch: EntityTag.Pattern?
    package var ifModifiedSince: Timestamp?
    package var ifUnmodifiedSince: Timestamp?

    /// What to do.
    package enum Decision: Sendable, Hashable {
        case proceed
        /// 304: what the reader has is still right.
        case notModified
        /// 412: the named header's condition does not hold.
        case failed(condition: String)
    }

    /// The conditions that a request's headers state.
    ///
    /// - Parameters:
    ///   - prefix: What the headers' names begin with, `x-amz-copy-source-` for the source of a copy.
    ///   - header: The value of a header by its name in lower case.
    package init(prefix: String = "", header: (String) -> String?) {
        ifMatch = header("\(prefix)if-match").map { EntityTag.Pattern($0) }
        ifNoneMatch = header("\(prefix)if-none-match").map { EntityTag.Pattern($0) }
        ifModifiedSince = header("\(prefix)if-modified-since").flatMap { Timestamp(httpDate: $0) }
        ifUnmodifiedSince = header("\(prefix)if-unmodified-since").flatMap { Timestamp(httpDate: $0) }
    }

    /// The decision for an object with `tag`, last changed at `lastModified`.
    ///
    /// Dates of headers have whole seconds, so the object's time is taken in whole seconds too.
    package func decide(tag: EntityTag, lastModified: Timestamp) -> Decision {
        let changed = lastModified.seconds
        if let ifMatch {
            if !ifMatch.matches(tag) { return .failed(condition: "If-Match") }
        } else if let ifUnmodifiedSince, changed > ifUnmodifiedSince.seconds {
            return .failed(condition: "If-Unmodified-Since")
        }
        if let ifNoneMatch {
            if ifNoneMatch.matches(tag) { return .notModified }
        } else if let ifModifiedSince, changed <= ifModifiedSince.seconds {
            return .notModified
        }
        return .proceed
    }
}
