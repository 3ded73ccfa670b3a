internal import Failures
internal import ResourceStore
internal import Resources

extension ResourceServices {
    /// The services of this program.
    static let live = ResourceServices(
        connect: { _, _ in throw ResourceFailure.noConnection(tried: []) },
        types: { [] }, problems: { _, _ in [] }, labelSelector: { _ in LabelSelector() },
        fieldSelector: { _ in FieldSelector() }, definitions: { [] }, serve: { _, _ in },
        createToken: { _ in "" }, readStandardInput: { [] }, now: { wallClockSeconds() })
}
