import Glibc
import Testing

/// Compares text with a file of Snapshots; GANTRY_UPDATE_SNAPSHOTS=1 writes the file instead.
func expectSnapshot(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Snapshots/\(name)"
    if getenv("GANTRY_UPDATE_SNAPSHOTS") != nil {
        guard let file = fopen(path, "w") else { return #expect(Bool(false), "can't write \(path)") }
        fputs(text, file)
        fclose(file)
    }
    #expect(text == contents(of: path), "set GANTRY_UPDATE_SNAPSHOTS=1 to take the new text", sourceLocation: location)
}

private func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
}
