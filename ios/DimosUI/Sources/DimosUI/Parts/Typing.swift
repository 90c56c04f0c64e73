/// What is in a field while the core answers later than fingers type: the letters are the field's own, and the core's value
/// replaces them only when it is none that was typed here.
struct Typing: Equatable {
    private(set) var shown: String
    private var known: String
    private var underway: [String] = []

    init(_ value: String) {
        shown = value
        known = value
    }

    /// The person typed; says whether the text is another.
    mutating func typed(_ text: String) -> Bool {
        guard text != shown else { return false }
        shown = text
        underway.append(text)
        return true
    }

    /// The core's value, whenever it is another.
    mutating func told(_ value: String) {
        guard value != known else { return }
        known = value
        if let echo = underway.lastIndex(of: value) {
            underway.removeSubrange(...echo)
        } else {
            underway = []
            shown = value
        }
    }
}
