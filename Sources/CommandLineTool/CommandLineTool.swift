/// The command line.
public enum CommandLineTool {
    /// Runs the command that argv names and exits.
    public static func main() async {}
}
