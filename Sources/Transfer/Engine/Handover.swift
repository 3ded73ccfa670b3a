/// Something that is made on one thread and then used on another only; `@unchecked` because the first forgets it.
struct Handover<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
