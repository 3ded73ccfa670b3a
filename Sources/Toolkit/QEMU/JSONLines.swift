internal import Values

/// Cuts a stream into JSON texts, one a line, as QMP and the guest agent send them.
///
/// What a guest sends is not to be believed: lines have a limit, and what isn't JSON is dropped.
struct JSONLines: Sendable {
    private var pending: [UInt8] = []
    private var isSkipping = false
    let longestLineBytes: Int

    init(longestLineBytes: Int) { self.longestLineBytes = longestLineBytes }

    /// Takes bytes and gives the values that they complete.
    mutating func values(in bytes: ArraySlice<UInt8>) -> [JSONValue] {
        var result: [JSONValue] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"):
                if !isSkipping, let value = try? JSONValue.parse(pending, limits: JSONLimits(depth: 32)) {
                    result.append(value)
                }
                pending.removeAll(keepingCapacity: true)
                isSkipping = false
            // The agent marks where its answer to guest-sync-delimited begins with a byte that no JSON has.
            case 0xFF:
                pending.removeAll(keepingCapacity: true)
                isSkipping = false
            default:
                if pending.count >= longestLineBytes { isSkipping = true } else { pending.append(byte) }
            }
        }
        return result
    }
}
