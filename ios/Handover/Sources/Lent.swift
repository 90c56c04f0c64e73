#if canImport(UniformTypeIdentifiers)
    import Foundation
    import UniformTypeIdentifiers

    /// Has `use` read the file of an image that another app lends: it is gone afterwards.
    public func lent(_ provider: NSItemProvider, _ use: @escaping @Sendable (URL) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            _ = provider.loadFileRepresentation(forTypeIdentifier: UTType.image.identifier) { @Sendable file, error in
                done.resume(
                    with: Result {
                        guard let file else { throw error ?? InboxFailure.noPhoto }
                        try use(file)
                    })
            }
        }
    }
#endif
