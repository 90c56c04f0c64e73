import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A payer's browser at the sandbox bank: it sends the page's form and finds the way back into the app.
public enum Bank {
    /// Pays on a page and gives the link that leads back.
    public static func pay(on page: URL) async throws -> String {
        try await back(from: page, "act=pay&with=once")
    }

    /// Leaves a page without paying and gives the link that leads back.
    public static func leave(_ page: URL) async throws -> String {
        try await back(from: page, "act=leave")
    }

    private static func back(from page: URL, _ form: String) async throws -> String {
        var request = URLRequest(url: page)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "content-type")
        request.httpBody = Data(form.utf8)
        for _ in 0..<5 {
            let answer = try await Web.ask(request)
            guard let to = answer.leadsTo, let next = URL(string: to, relativeTo: request.url) else {
                throw NeverCame("a way on from the bank's page: \(answer.body.prefix(2_000))")
            }
            guard ["http", "https"].contains(next.scheme) else { return next.absoluteString }
            request = URLRequest(url: next.absoluteURL)
        }
        throw NeverCame("an end of the redirects at \(page)")
    }
}
