import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire
import Synchronization

extension Gateway {
    /// `GET /jobs/{id}`: the status document as the worker wrote it.
    func status(_ id: String) async throws -> Response {
        let missing = Problem.notFound("The job \(id) has not been started yet, or there is no such job.")
        guard let job = JobID(id) else { throw missing }
        return try await object(JobKeys.status(job), orElse: missing)
    }

    /// `GET /jobs/{id}/output/{name}`: the bytes of an output.
    func output(_ id: String, _ name: String) async throws -> Response {
        let missing = Problem.notFound("The job \(id) has no output called \(name).")
        guard let job = JobID(id), !name.isEmpty else { throw missing }
        return try await object(JobKeys.output(job, name), orElse: missing)
    }

    /// `PUT /inputs/{name}`: stores an input and says where.
    func upload(_ name: String, _ request: Request) async throws -> Response {
        let limit = IntakeAPI.largestInput
        let tooLarge = Problem.tooLarge(
            "An upload through the API has at most \(limit) bytes; `sluice submit` uploads larger files to S3 directly.",
            limit: limit
        )
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
        let key = JobKeys.input(name)
        guard key.utf8.count <= S3Limits.keyBytes else {
            throw Problem.badField("name", "The name is longer than an object key may be.")
        }
        let meter = UploadMeter(limit: limit)
        do {
            try await objects.write(
                bucket: bucket,
                key: key,
                contentType: request.headers[.contentType],
                body: request.body.map { try meter.count($0) }
            )
        } catch is UploadMeter.TooLong {
            throw tooLarge
        }
        let location = ObjectLocation(bucket: bucket, key: key)
        return .json(JSONValue.object(["uri": .string(location.uri)]), status: .created)
    }

    private func object(_ key: String, orElse missing: Problem) async throws -> Response {
        guard let reading = try await objects.readIfPresent(bucket: bucket, key: key) else { throw missing }
        return Response(
            status: .ok,
            headers: [.contentType: reading.info.metadata.contentType],
            body: ResponseBody(contentLength: Int(reading.info.size)) { writer in
                for try await piece in reading.body { try await writer.write(piece) }
                try await writer.finish(nil)
            }
        )
    }
}

/// Counts the bytes of an upload and stops it once there are more than it may have.
private final class UploadMeter: Sendable {
    struct TooLong: Error {}

    private let left: Mutex<Int>

    init(limit: Int) {
        left = Mutex(limit)
    }

    func count(_ piece: ByteBuffer) throws(TooLong) -> ByteBuffer {
        let remaining = left.withLock { left in
            left -= piece.readableBytes
            return left
        }
        guard remaining >= 0 else { throw TooLong() }
        return piece
    }
}
