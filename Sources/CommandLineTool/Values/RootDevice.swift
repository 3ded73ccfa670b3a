internal import Arguments
internal import Conversion

/// Which of several operating systems on the disks is the one to convert.
enum RootDevice: Sendable, Equatable, ArgumentValue {
    /// The first that is found.
    case first
    /// The one on a device, as libguestfs names it: `/dev/sda2`, `/dev/vg/root`.
    case device(String)

    /// Reads `first` or a path below /dev.
    init(argument text: String) throws(InvalidValue) {
        if text == "first" {
            self = .first
        } else if text.hasPrefix("/dev/"), text.count > 5, !text.contains("..") {
            self = .device(text)
        } else {
            throw InvalidValue("is neither 'first' nor a device such as /dev/sda2")
        }
    }

    /// The same in the conversion's terms.
    var rootDisk: ConversionRequest.RootDisk {
        switch self {
        case .first: .first
        case .device(let path): .device(path)
        }
    }

    /// The form in which it is typed.
    var argumentText: String {
        switch self {
        case .first: "first"
        case .device(let path): path
        }
    }
}
