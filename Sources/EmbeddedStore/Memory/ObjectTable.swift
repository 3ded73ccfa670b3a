/// The objects of one type, in the order of their keys (as etcd sorts them: by bytes).
struct ObjectTable {
    private(set) var objects: [StoredObject] = []

    subscript(key: String) -> StoredObject? {
        let position = position(of: key)
        return position < objects.count && objects[position].key == key ? objects[position] : nil
    }

    /// Puts an object in the place of its key, or takes the key's object away.
    mutating func set(_ key: String, _ object: StoredObject?) {
        let position = position(of: key)
        let isThere = position < objects.count && objects[position].key == key
        switch (object, isThere) {
        case (let object?, true): objects[position] = object
        case (let object?, false): objects.insert(object, at: position)
        case (nil, true): objects.remove(at: position)
        case (nil, false): break
        }
    }

    /// Objects are loaded in order, so that each lands at the end.
    mutating func load(_ sorted: [StoredObject]) { objects = sorted }

    /// The objects of a namespace, or (nil) all.
    func slice(_ namespace: String?) -> ArraySlice<StoredObject> {
        guard let namespace else { return objects[...] }
        // "0" is the byte after "/", so this is where the namespace ends.
        return objects[position(of: namespace + "/")..<position(of: namespace + "0")]
    }

    private func position(of key: String) -> Int {
        var low = 0
        var high = objects.count
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
