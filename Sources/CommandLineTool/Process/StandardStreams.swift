internal import Failures
internal import Glibc

/// Where a command writes: whole pieces to standard output and standard error, and what those are.
struct StandardStreams: Sendable {
    /// Writes to standard output.
    var writeOutput: @Sendable (String) -> Void
    /// Writes to standard error.
    var writeError: @Sendable (String) -> Void
    /// What standard output is.
    var output: TerminalTraits
    /// What standard error is.
    var error: TerminalTraits
    /// The columns of the terminal at this moment.
    var columns: @Sendable () -> Int

    /// The streams of this process.
    static var ofProcess: StandardStreams {
        StandardStreams(
            writeOutput: { write($0, to: STDOUT_FILENO) }, writeError: { write($0, to: STDERR_FILENO) },
            output: TerminalTraits(isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment),
            error: TerminalTraits(isTerminal: isatty(STDERR_FILENO) == 1, environment: environment),
            columns: { terminalColumns(STDOUT_FILENO) ?? terminalColumns(STDERR_FILENO) ?? 80 })
    }

    /// Writes a failure in the form that people see; the exit code is its category's.
    func report(_ failure: Failure) {
        writeError(errorText(failure, colored: error.hasColor))
    }
}

/// What a stream can show.
struct TerminalTraits: Sendable, Equatable {
    /// Whether lines can be redrawn in place.
    var isInteractive: Bool
    /// Whether colours are welcome.
    var hasColor: Bool
    /// Whether characters beyond ASCII can be shown.
    var hasUnicode: Bool

    /// A pipe or a file.
    static let pipe = TerminalTraits(isInteractive: false, hasColor: false, hasUnicode: false)

    /// Says what a stream can show.
    init(isInteractive: Bool, hasColor: Bool, hasUnicode: Bool) {
        self.isInteractive = isInteractive
        self.hasColor = hasColor
        self.hasUnicode = hasUnicode
    }

    /// Judges by the environment what a terminal can do: TERM=dumb can't redraw, NO_COLOR (no-color.org) wants no colour.
    init(isTerminal: Bool, environment: (String) -> String?) {
        isInteractive = isTerminal && !["dumb", ""].contains(environment("TERM") ?? "")
        hasColor = isInteractive && (environment("NO_COLOR") ?? "").isEmpty
        // The order in which the C library looks (locale(7)).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment).first { !$0.isEmpty } ?? ""
        hasUnicode = locale.uppercased().hasSuffix("UTF-8") || locale.uppercased().hasSuffix("UTF8")
    }
}

private func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

private func terminalColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
}

/// Writes all of it; a reader that went away is no reason to stop a migration.
private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            bytes = bytes.dropFirst(count)
        } else if errno == EAGAIN {
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&ready, 1, 1000) > 0 else { return }
        } else if errno != EINTR {
            return
        }
    }
}
