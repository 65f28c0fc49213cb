/// What AWS STS says and is told, in its Query protocol.
package enum STS {
    /// Asks who the keys belong to.
    package struct GetCallerIdentity: QueryOperation {
        /// The question.
        package init() {}

        package var form: QueryForm { QueryForm(action: "GetCallerIdentity", version: "2011-06-15") }

        /// The owner.
        package struct Response: Decodable, Sendable, Hashable {
            /// The account's twelve digits.
            package let account: String
            /// Who it is in that account.
            package let arn: String

            private enum CodingKeys: String, CodingKey {
                case account = "Account"
                case arn = "Arn"
            }
        }
    }
}
