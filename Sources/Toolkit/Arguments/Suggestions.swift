/// The names that someone who typed a word may have meant, nearest first, three at most.
public func similar(to word: String, among names: [String]) -> [String] {
    let typed = Array(word.lowercased())
    // A word that long is no typing error, and comparing it would take long too.
    guard typed.count < 64 else { return [] }
    let limit = max(1, typed.count / 3)
    let ranked = names.compactMap { name -> (name: String, distance: Int)? in
        let candidate = Array(name.lowercased())
        if typed.count >= 3, candidate.starts(with: typed) { return (name, 0) }
        let distance = editDistance(typed, candidate)
        return distance <= limit ? (name, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}

/// How many letters must be changed, added, left out or swapped with the next (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var twoAbove: [Int] = []
    var above = Array(0...b.count)
    for (i, letter) in a.enumerated() {
        var row = [i + 1]
        for (j, other) in b.enumerated() {
            var best = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter == other ? 0 : 1))
            if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other { best = min(best, twoAbove[j - 1] + 1) }
            row.append(best)
        }
        twoAbove = above
        above = row
    }
    return above[b.count]
}
