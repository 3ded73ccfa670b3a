internal import Failures
internal import Glibc

/// Where a command writes: whole pieces to standard output and standard error, and what those are.
struct StandardStreams: Sendable {
    /// Writes to standard output; a reader that went away is no error.
    /// - Throws: `OutputLost`.
    var writeOutput: @Sendable (String) throws -> Void
    /// Writes to standard error, as far as that goes: there is no place to tell that it did not.
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
            writeOutput: { try write($0, to: STDOUT_FILENO, "standard output") },
            writeError: { try? write($0, to: STDERR_FILENO, "standard error") },
            output: TerminalTraits(isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment),
            error: TerminalTraits(isTerminal: isatty(STDERR_FILENO) == 1, environment: environment),
            columns: { terminalColumns(STDOUT_FILENO) ?? terminalColumns(STDERR_FILENO) ?? 80 })
    }

    /// Puts something at the numbers of streams that were closed (`>&-`): before anything else is opened.
    ///
    /// Else the next file takes the number, a disk image perhaps, and gets what is meant for people. What is put there
    /// goes the wrong way, so that using it fails with EBADF as it should.
    static func occupyClosedNumbers() {
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is this one, since those below are taken by now (open(2)).
            _ = open("/dev/null", mode)
        }
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

/// Results or events that did not get out.
struct OutputLost: NamedError, Equatable {
    /// Where they should have gone, and why they did not.
    var reason: String

    var failure: Failure {
        Failure(
            "output.lost", .target, what: "Not all that the command had to say could be written.", why: "\(reason).",
            remedy: "Make room, or send the output elsewhere. What the command did besides is done; "
                + "a command that only shows something can be run again.")
    }
}

/// Writes all of it; a reader that went away has seen what it wanted, and is no reason to stop a migration.
func write(_ text: String, to descriptor: Int32, _ name: String) throws(OutputLost) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            bytes = bytes.dropFirst(count)
        } else if errno == EAGAIN {
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&ready, 1, 60_000) != 0 else {
                throw OutputLost(reason: SystemError("write", name, code: ETIMEDOUT).description)
            }
        } else if errno == EPIPE {
            return
        } else if errno != EINTR {
            throw OutputLost(reason: SystemError("write", name).description)
        }
    }
}
