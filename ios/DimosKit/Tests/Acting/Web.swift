import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A browser that goes nowhere by itself: it shows where it is led.
final class Web: NSObject, URLSessionTaskDelegate, Sendable {
    static let session = URLSession(configuration: .ephemeral, delegate: Web(), delegateQueue: nil)

    /// An answer that is no failure.
    static func ask(_ request: URLRequest) async throws -> (body: String, leadsTo: String?) {
        let (data, response) = try await session.data(for: request)
        let body = String(decoding: data, as: UTF8.self)
        guard let http = response as? HTTPURLResponse, http.statusCode < 400 else {
            throw NeverCame("an answer of \(request.url?.absoluteString ?? ""): \(response) \(body)")
        }
        return (body, http.value(forHTTPHeaderField: "location"))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
