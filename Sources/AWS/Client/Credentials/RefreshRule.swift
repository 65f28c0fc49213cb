package import SluiceModel
package import SluiceWire

/// What to do about keys that will expire: botocore's rule and numbers.
package enum RefreshRule: Sendable, Hashable {
    /// They are good for a while.
    case use
    /// They are good, but new ones are fetched meanwhile.
    case refreshMeanwhile
    /// New ones come first.
    case refreshFirst

    /// From here on before the end, new keys are fetched while the old ones are used.
    package static let advisory = Duration.seconds(15 * 60)
    /// From here on before the end, callers wait for new keys.
    package static let mandatory = Duration.seconds(10 * 60)

    /// The rule for `keys` at `now`; those that do not expire are used for ever.
    package init(_ keys: AWSCredentials, at now: Timestamp) {
        guard let expiration = keys.expiration else {
            self = .use
            return
        }
        let left = now.duration(to: expiration)
        self = left > Self.advisory ? .use : left > Self.mandatory ? .refreshMeanwhile : .refreshFirst
    }
}
