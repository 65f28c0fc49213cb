import SluiceWire

/// AWS Systems Manager: parameters of plain text.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws.
package struct SSMClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// The value of a parameter; nil when there is none.
    package func parameter(_ name: String) async throws -> String? {
        do {
            return try await aws.json(.ssm, SSM.GetParameter(name: name)).parameter.value
        } catch let error as AWSServiceError where error.code == "ParameterNotFound" {
            return nil
        }
    }

    /// Makes a parameter be `value`.
    package func putParameter(_ name: String, _ value: String, description: String) async throws {
        _ = try await aws.json(.ssm, SSM.PutParameter(name: name, value: value, description: description))
    }

    /// Deletes a parameter; it is no error when there is none.
    package func deleteParameter(_ name: String) async throws {
        do {
            _ = try await aws.json(.ssm, SSM.DeleteParameter(name: name))
        } catch let error as AWSServiceError where error.code == "ParameterNotFound" {
            return
        }
    }
}
