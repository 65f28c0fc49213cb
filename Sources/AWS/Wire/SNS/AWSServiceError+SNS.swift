extension AWSServiceError {
    /// `InvalidParameter`: `reason` says which parameter and why.
    package static func invalidSNSParameter(_ reason: String) -> AWSServiceError {
        AWSServiceError("InvalidParameter", "Invalid parameter: \(reason)")
    }

    /// `NotFound`: there is no such topic.
    package static let topicDoesNotExist = AWSServiceError("NotFound", "Topic does not exist", status: 404)

    /// `NotFound`: there is no such subscription.
    package static let subscriptionDoesNotExist = AWSServiceError(
        "NotFound",
        "Subscription does not exist",
        status: 404
    )
}
