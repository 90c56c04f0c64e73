import DimosBindings
import Foundation

/// A line for each leaf of a view model, as path and value, by path: as `tests/script` makes them of the core's own.
struct Outline {
    private var lines: [String: String] = [:]

    init(of view: ViewModel) {
        walk("", view)
    }

    /// What stands there, a text without its quotes; nothing where there is nothing.
    subscript(path: String) -> String? {
        guard let value = lines[path], value != "none" else { return nil }
        return value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
    }

    /// As it is kept and compared: without what is never the same twice.
    var masked: String {
        let ordered = lines.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let text = NSMutableString(string: ordered.map { "\($0.key) = \($0.value)\n" }.joined())
        for (mask, instead) in Self.masks {
            _ = mask.replaceMatches(in: text, range: NSRange(location: 0, length: text.length), withTemplate: instead)
        }
        return String(text)
    }

    private static let masks = Player.masks.map { mask in
        guard let expression = try? NSRegularExpression(pattern: mask.pattern) else {
            preconditionFailure("no regular expression: \(mask.pattern)")
        }
        return (expression, mask.instead)
    }

    private mutating func walk(_ path: String, _ value: Any) {
        switch value {
        case let text as String: lines[path] = quoted(text)
        case let yes as Bool: lines[path] = "\(yes)"
        case let number as Double: lines[path] = String(format: "%.5f", number)
        case let number as Float: lines[path] = String(format: "%.5f", number)
        case let number as any BinaryInteger: lines[path] = "\(number)"
        default: parts(path, Mirror(reflecting: value), value)
        }
    }

    private mutating func parts(_ path: String, _ mirror: Mirror, _ value: Any) {
        switch mirror.displayStyle {
        case .optional:
            if let some = mirror.children.first { walk(path, some.value) } else { lines[path] = "none" }
        case .collection:
            if mirror.children.isEmpty { lines[path] = "[]" }
            for (index, item) in mirror.children.enumerated() { walk("\(path)[\(index)]", item.value) }
        case .enum where mirror.children.isEmpty:
            lines[path] = quoted(snake("\(value)"))
        case .enum, .struct, .tuple:
            for (label, part) in mirror.children {
                guard let label else { preconditionFailure("\(path): a part without a name") }
                walk(path.isEmpty ? snake(label) : "\(path).\(snake(label))", part)
            }
        default:
            preconditionFailure("\(path) is a \(type(of: value)), which no outline knows")
        }
    }
}

/// `myReports` as `my_reports`.
private func snake(_ name: String) -> String {
    String(name.flatMap { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" })
}

private func quoted(_ text: String) -> String {
    let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    return "\"\(escaped.replacingOccurrences(of: "\n", with: "\\n"))\""
}
