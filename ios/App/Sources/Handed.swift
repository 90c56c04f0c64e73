/// A value of a framework that says nothing of threads, handed from the thread that got it to the one that uses it.
struct Handed<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
