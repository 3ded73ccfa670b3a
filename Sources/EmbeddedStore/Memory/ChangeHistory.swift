/// The last changes, for watches that begin in the past and for pages of older lists; bounded in count and bytes.
struct ChangeHistory {
    /// What follows this version is known.
    private(set) var floor: Int64
    private var changes: [Change] = []
    private var first = 0
    private var sizeBytes = 0
    private let countLimit: Int
    private let limitBytes: Int

    init(floor: Int64, countLimit: Int, limitBytes: Int) {
        self.floor = floor
        self.countLimit = max(1, countLimit)
        self.limitBytes = limitBytes
    }

    mutating func append(_ change: Change) {
        changes.append(change)
        sizeBytes += Self.size(change)
        while changes.count - first > countLimit || (sizeBytes > limitBytes && changes.count - first > 1) {
            sizeBytes -= Self.size(changes[first])
            floor = changes[first].version
            first += 1
        }
        // Moving the rest down only when half is unused makes it cheap per change.
        guard first > 64, first * 2 > changes.count else { return }
        changes.removeFirst(first)
        first = 0
    }

    /// The changes after a version, oldest first.
    func after(_ version: Int64) -> ArraySlice<Change> {
        var low = first
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].version <= version { low = middle + 1 } else { high = middle }
        }
        return changes[low...]
    }

    private static func size(_ change: Change) -> Int { (change.new ?? change.old)?.sizeBytes ?? 0 }
}
