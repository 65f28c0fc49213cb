import SluiceAWS
import SluiceDeployment
import SluiceManifest
import SluiceTemplate
import SluiceWire

/// What a deployment would change, and what it costs.
struct DeploymentPlan {
    private let manifest: Manifest
    private let stacks: ProjectStacks

    init(_ manifest: Manifest, _ stacks: ProjectStacks) {
        self.manifest = manifest
        self.stacks = stacks
    }

    /// How it is shown.
    enum Form {
        case json, text
        /// As text beside the results.
        case notes
    }

    private struct Document: Encodable {
        struct Stack: Encodable {
            let name: String
            /// Nil when the account was not asked.
            let isDeployed: Bool?
            let changes: [TemplateDifference.Item]
        }
        let stacks: [Stack]
        let price: ProjectPrice
    }

    /// Prints it; the account is asked if there is one.
    ///
    /// - Parameters:
    ///   - aws: The account, or settings that name none.
    ///   - form: How.
    /// - Throws: `DeploymentError`, `AWSServiceError`, or what `AWSClient` throws other than that there are no keys.
    func show(_ aws: AWSClient, as form: Form) async throws {
        let price = try ManifestFile.reporting { try ProjectPrice(manifest, stacks) }
        let found = try await differences(aws)
        if form == .json {
            try Terminal.json(
                Document(
                    stacks: found.map { .init(name: $0.name, isDeployed: $0.isDeployed, changes: $0.difference.items) },
                    price: price
                )
            )
            return
        }
        let show = form == .notes ? Terminal.note : Terminal.out
        for stack in found {
            show(
                DifferenceText.text(
                    stack.name,
                    stack.difference,
                    isDeployed: stack.isDeployed ?? false,
                    details: stack.isDeployed == true
                )
            )
        }
        show("")
        show(price.text)
    }

    private typealias Found = (name: String, isDeployed: Bool?, difference: TemplateDifference)

    private func differences(_ aws: AWSClient) async throws -> [Found] {
        let state = ProjectState(DeploymentClients(aws))
        do {
            var found: [Found] = []
            for stack in stacks.all {
                let (isDeployed, difference) = try await state.difference(of: stack.name, to: stack.template.json)
                found.append((stack.name, isDeployed, difference))
            }
            return found
        } catch let error where Self.saysNoAccount(error) {
            Terminal.note("No account was asked what is deployed (\(error)): everything counts as new.")
            return stacks.all.map { ($0.name, nil, TemplateDifference(from: nil, to: $0.template.json)) }
        }
    }

    private static func saysNoAccount(_ error: any Error) -> Bool {
        switch error {
        case is CredentialError: true
        case AWSClientError.noRegion: true
        default: false
        }
    }
}
