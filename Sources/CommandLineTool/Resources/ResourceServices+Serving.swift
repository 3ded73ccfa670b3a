internal import Failures

extension ResourceServices {
    /// Runs the control plane over the store that is meant.
    static func serve(_ options: ServeOptions, _ ready: @escaping @Sendable (ServeStart) -> Void) async throws {
        throw PlainFailure(failure: .interrupted)
    }

    /// Makes a token in the data folder of a control plane.
    static func createToken(_ options: TokenOptions) async throws -> String {
        throw PlainFailure(failure: .interrupted)
    }
}
