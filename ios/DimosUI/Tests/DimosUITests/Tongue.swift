import Acting
import Foundation

/// The language in which a story is lived. The story is told in English; what is read and touched in it is looked up among the
/// core's own texts, and said in the other language.
struct Tongue: Sendable {
    /// A phone's languages that every story is lived in.
    static let all = ["en-GB", "el-GR"]

    private let texts: [(from: Template, to: Template)]

    init(_ locale: String) {
        guard !locale.hasPrefix("en") else {
            texts = []
            return
        }
        let (english, other) = (Self.texts(in: "en"), Self.texts(in: String(locale.prefix(2))))
        texts = english.sorted { $0.key < $1.key }.flatMap { name, variants in
            variants.flatMap { from in (other[name] ?? []).map { (Template(from), Template($0)) } }
        }
    }

    /// How something may be called that is called so in English, likeliest first; at last as it was told: numbers and names are the
    /// same everywhere.
    func names(of english: String) -> [String] {
        guard english.contains(where: \.isLetter) else { return [english] }
        for isWhole in [true, false] {
            let found = texts.compactMap { from, to in
                from.values(in: english, isWhole: isWhole).map { values in to.filled(values.mapValues { word($0) }) }
            }
            if !found.isEmpty { return found + [english] }
        }
        let part = texts.filter { $0.from.contains(english) }.map(\.to.longest)
        if !part.isEmpty { return part + [english] }
        guard let colon = english.range(of: ": ") else { return [english] }
        return ["\(word(String(english[..<colon.lowerBound]))): \(word(String(english[colon.upperBound...])))", english]
    }

    private func word(_ english: String) -> String {
        // Money is written the other way round.
        if let money = texts.isEmpty ? nil : english.wholeMatch(of: /€(\d+)\.(\d\d)/) { return "\(money.1),\(money.2)\u{a0}€" }
        return names(of: english)[0]
    }

    /// The core's texts by their names: one, or several of which a number chooses.
    private static func texts(in language: String) -> [String: [String]] {
        let folder = Places.root.appending(path: "shared/app/locales/\(language)")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        var texts: [String: [String]] = [:]
        for file in files {
            var name = ""
            for line in (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? [] {
                if let variant = line.wholeMatch(of: /\s+\*?\[\w+\] (.+)/) {
                    texts[name, default: []].append(String(variant.1))
                } else if let text = line.wholeMatch(of: /([\w-]+) = (.+)/) {
                    name = String(text.1)
                    if !text.2.hasSuffix("->") { texts[name] = [String(text.2)] }
                }
            }
        }
        return texts
    }
}

/// A text of the core: words, and the names of values between them.
private struct Template: Sendable {
    private let words: [String]
    private let names: [String]

    init(_ text: String) {
        names = text.matches(of: /\{ \$(\w+) \}/).map { String($0.1) }
        words = text.split(separator: /\{ \$\w+ \}/, omittingEmptySubsequences: false).map(String.init)
    }

    var longest: String {
        let longest = words.max { $0.count < $1.count } ?? ""
        return longest.trimmingCharacters(in: CharacterSet(charactersIn: ": "))
    }

    func contains(_ text: String) -> Bool { words.contains { $0.contains(text) } }

    /// As far as there are values.
    func filled(_ values: [String: String]) -> String {
        var text = ""
        for (words, name) in zip(words, names + [""]) {
            text += words
            guard let value = values[name] else { break }
            text += value
        }
        return text
    }

    /// The values with which it is this text, or begins with it, if it does.
    func values(in text: String, isWhole: Bool) -> [String: String]? {
        guard words.contains(where: { $0.contains(where: \.isLetter) }), text.hasPrefix(words[0]) else { return nil }
        guard isWhole || words[0].contains(where: \.isLetter) else { return nil }
        var rest = text.dropFirst(words[0].count)
        var values: [String: String] = [:]
        for (name, next) in zip(names, words.dropFirst()) {
            let end = next.isEmpty ? rest.endIndex : rest.range(of: next)?.lowerBound
            guard let end = end ?? (isWhole ? nil : rest.endIndex) else { return nil }
            values[name] = String(rest[..<end])
            rest = rest[end...].dropFirst(next.count)
            if rest.isEmpty, !isWhole { break }
        }
        return rest.isEmpty ? values : nil
    }
}
