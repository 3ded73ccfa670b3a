internal import Synchronization

/// Remembers whether the terminal's cursor is hidden, so that whoever ends the process can bring it back.
final class CursorGuard: Sendable {
    private let hidden = Atomic<Bool>(false)

    static let hide = "\u{1B}[?25l"
    static let show = "\u{1B}[?25h"

    func didHide() { hidden.store(true, ordering: .releasing) }

    func didShow() { hidden.store(false, ordering: .releasing) }

    /// What to write to bring the cursor back; nothing when it isn't hidden.
    var restoration: String { hidden.load(ordering: .acquiring) ? Self.show + "\n" : "" }
}
