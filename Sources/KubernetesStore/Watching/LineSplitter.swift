/// Cuts a stream of bytes into lines; a line over the limit is an error of the server.
struct LineSplitter {
    let maximumBytes: Int
    private var buffer: [UInt8] = []
    private var position = 0
    /// How far the buffer was searched already: a long line in many pieces is looked at once.
    private var searched = 0

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// Adds bytes; false when a line gets too long.
    mutating func append(_ bytes: [UInt8]) -> Bool {
        if position > 0 {
            buffer.removeFirst(position)
            (searched, position) = (searched - position, 0)
        }
        buffer += bytes
        return buffer.count <= maximumBytes || buffer.contains(10)
    }

    /// The next whole line that isn't empty.
    mutating func next() -> [UInt8]? {
        while let end = buffer[max(searched, position)...].firstIndex(of: 10) {
            let line = Array(buffer[position..<end])
            (position, searched) = (end + 1, end + 1)
            if !line.isEmpty { return line }
        }
        searched = buffer.count
        return nil
    }

    /// Forgets what is there.
    mutating func reset() { (buffer, position, searched) = ([], 0, 0) }
}
