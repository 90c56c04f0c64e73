public final class CGImage: Sendable {}
