/// The version of this program.
public enum GantryVersion {
    /// Semantic version; 0.x promises nothing about compatibility yet.
    public static let text = "0.1.0"
}
