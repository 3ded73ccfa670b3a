internal import QEMU

/// Follows the pictures of a display and says when it shows something and has stopped changing.
struct DisplayWatch {
    /// What the display shows.
    enum Sight: Equatable {
        /// One colour, but for a cursor.
        case blank
        /// What firmware or boot loader left there.
        case loader
        /// A text or picture that still changes or belongs to a system on its way.
        case changing
        /// A text or picture that has been the same for these seconds.
        case settled(seconds: Double)
    }

    /// A blinking cursor changes up to this many pixels; so few pixels on a single colour show nothing, either.
    private static let cursorPixels = 400
    /// The share of a picture that must differ from the firmware's for the system to have drawn something.
    private static let drawnShare = 0.015

    private(set) var sight = Sight.blank
    private(set) var lines: [String] = []
    private var last: Picture?
    private var loaderPicture: Picture?
    private var placeholder: Picture?
    private var unchangedSince = 0.0

    /// Takes a picture; `lines` has the display's text in text mode.
    mutating func take(_ picture: Picture, lines: [String]?, at seconds: Double) {
        let changed = last.map { picture.differenceCount(from: $0) > Self.cursorPixels } ?? true
        if changed || (lines != nil && lines != self.lines) { unchangedSince = seconds }
        last = picture
        self.lines = lines ?? []
        sight = sight(of: picture, lines: lines, at: seconds)
    }

    /// Remembers what QEMU itself shows ("Guest has not initialized the display") before the guest draws anything.
    mutating func rememberPlaceholder(_ picture: Picture) { placeholder = picture }

    /// Remembers the last picture as the firmware's: an EFI system that draws nothing itself isn't up.
    mutating func rememberLoader() { loaderPicture = last }

    /// Starts anew after a reset.
    mutating func restart(at seconds: Double) {
        unchangedSince = seconds
        sight = .blank
    }

    private func sight(of picture: Picture, lines: [String]?, at seconds: Double) -> Sight {
        if let lines, !lines.isEmpty {
            guard let lastLine = lines.last(where: { !ConsolePatterns.isLoaderLine($0) }) else { return .loader }
            if lines.contains(where: { $0.contains("GNU GRUB") }) { return .loader }
            if ConsolePatterns.isOnTheWay(lastLine) || lines.last.map(ConsolePatterns.isOnTheWay) == true {
                return .changing
            }
        }
        guard picture != placeholder, picture.foregroundCount > Self.cursorPixels else { return .blank }
        let pixelCount = Double(picture.width * picture.height)
        if let loaderPicture, Double(picture.differenceCount(from: loaderPicture)) < pixelCount * Self.drawnShare {
            return .loader
        }
        return unchangedSince < seconds ? .settled(seconds: seconds - unchangedSince) : .changing
    }
}
