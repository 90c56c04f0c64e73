public struct UTType: Sendable {
    public static let image = UTType()
    public static let jpeg = UTType()
    public var identifier: String { "" }
}
