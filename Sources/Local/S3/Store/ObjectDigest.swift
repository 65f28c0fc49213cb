import Crypto
import SluiceWire

/// What S3 knows of bytes that came without a word: their MD5 and their CRC64NVME.
struct ObjectDigest {
    private var md5 = Insecure.MD5()
    private var checksum = StreamingChecksum(.crc64nvme)

    /// Takes the next `bytes`.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        unsafe md5.update(bufferPointer: bytes)
        unsafe checksum.update(bytes)
    }

    /// The metadata of an object with the bytes so far.
    var metadata: ObjectMetadata {
        ObjectMetadata(
            tag: EntityTag(Hashing.hex(md5.finalize())),
            checksum: ObjectChecksum(algorithm: .crc64nvme, type: .fullObject, value: checksum.value.base64)
        )
    }
}
