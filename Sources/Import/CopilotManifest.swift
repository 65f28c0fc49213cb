/// A manifest of an AWS Copilot worker service.
package enum CopilotManifest {}
