import SluiceAWS
import SluiceWire
import AsyncHTTPClient
import Logging
extension Connections {
  static func client(environment e: [String: String], http: HTTPClient, logger: Logger) throws -> AWSClient {
     AWSClient(credentials: AWSCredentials(accessKeyID: e["AWS_ACCESS_KEY_ID"] ?? "", secretAccessKey: e["AWS_SECRET_ACCESS_KEY"] ?? ""), region: e["AWS_REGION"] ?? "", endpoint: e["AWS_ENDPOINT_URL"] ?? "", http: http)
  }
}
