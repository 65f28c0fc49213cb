/// Media types by file name, for outputs; and which of them are no text.
package enum ContentType {
    /// The media type of a file called `name`; `application/octet-stream` when the extension says nothing.
    package static func of(_ name: String) -> String {
        let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return byExtension[suffix] ?? "application/octet-stream"
    }

    /// The types whose bytes are no text in UTF-8, in order; API Gateway hands on unchanged only what it is told of.
    package static var binary: [String] { Set(byExtension.values).filter { !isText($0) }.sorted() }

    private static func isText(_ type: String) -> Bool {
        // Such as text/csv, application/json, image/svg+xml.
        let kind = type.split { $0 == "/" || $0 == "+" }.last ?? ""
        return type.hasPrefix("text/") || ["json", "xml", "yaml"].contains(kind)
    }

    private static let byExtension = [
        "avi": "video/x-msvideo", "bin": "application/octet-stream", "css": "text/css", "csv": "text/csv",
        "gif": "image/gif", "gz": "application/gzip", "html": "text/html", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "js": "text/javascript", "json": "application/json", "log": "text/plain", "md": "text/markdown",
        "mp3": "audio/mpeg", "mp4": "video/mp4", "parquet": "application/vnd.apache.parquet",
        "pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml", "tar": "application/x-tar",
        "txt": "text/plain", "wav": "audio/wav", "webp": "image/webp", "xml": "application/xml",
        "yaml": "application/yaml", "zip": "application/zip", "zst": "application/zstd",
    ]
}
