internal import Threads

/// What the writer's thread does by the clock: bookmarks, the end of watches, backups.
struct Maintenance {
    private var nextBookmark: ContinuousClock.Instant
    private var nextBackup: ContinuousClock.Instant
    private let settings: EmbeddedStore.Configuration

    init(_ settings: EmbeddedStore.Configuration) {
        self.settings = settings
        nextBookmark = .now + .seconds(settings.bookmarkSeconds)
        nextBackup = .now + .seconds(settings.backupSeconds)
    }

    /// How long the writer may sleep.
    func secondsToNext(_ shared: SharedState) -> Double {
        let next = min(nextBookmark, nextBackup, shared.firstWatchDeadline ?? nextBookmark)
        let left = ContinuousClock.now.duration(to: next)
        return max(0.001, Double(left.components.seconds) + Double(left.components.attoseconds) / 1e18)
    }

    /// Does what is due.
    mutating func work(_ shared: SharedState) {
        let now = ContinuousClock.now
        shared.endWatchers(dueBy: now)
        if now >= nextBookmark {
            shared.sendBookmarks()
            nextBookmark = now + .seconds(settings.bookmarkSeconds)
        }
        guard now >= nextBackup else { return }
        nextBackup = now + .seconds(settings.backupSeconds)
        let backups = settings.backups
        let database = settings.databasePath
        let report = settings.report
        // A backup reads for seconds when there is much; writes go on.
        do {
            try startThread(named: "backup") {
                do { try backups.add(database) } catch { report("The automatic backup failed: \(error)") }
            }
        } catch {
            report("The automatic backup could not be started: \(error)")
        }
    }
}
