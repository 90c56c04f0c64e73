import DimosBindings

/// What of a view model a person needs to read or to hear.
enum Needs {
    /// What no person reads: ids, codes, files, squares of a QR code.
    private static let unseen: Set<String> = [
        "language", "id", "code", "act", "draft", "attempt", "what", "provider", "receipt", "symbol", "thumbPath", "path", "rows",
    ]

    /// What is said elsewhere: controls' words where a control is, a step's title on its own page, what VoiceOver says of a tab by
    /// itself, a chosen service by its row, a ticket's beginning by its description.
    private static let elsewhere = ["words", "steps", "tabs.spoken", "report.service", "ticket.row.excerpt"]

    /// The fields whose texts are neither written for eyes nor said by VoiceOver, as each is meant to be.
    static func missing(of view: ViewModel, written: String, heard: String) -> [String] {
        Parts.of(String.self, in: view).compactMap { path, text in
            let fields = path.filter { $0 != "some" && $0 != "screen" }.reduce(into: [String]()) {
                if $0.last != $1 { $0.append($1) }
            }
            let place = fields.joined(separator: ".")
            guard !text.isEmpty, let last = fields.last, !unseen.contains(last), !elsewhere.contains(where: place.contains) else {
                return nil
            }
            // Beside a symbol there is only what VoiceOver says.
            let said = last == "spoken" || place.contains("share.label") ? heard : written
            return said.contains(text) ? nil : place
        }
    }
}

extension ReportView {
    /// Whether what lies under these fields belongs to the step that is shown.
    func shows(_ path: [String]) -> Bool {
        let own: Set<String> =
            if composing {
                switch step {
                case .what: ["title", "photos", "takePhoto", "choosePhoto", "description", "next", "discard"]
                case .where: ["title", "place", "next"]
                case .service: ["title", "suggestions", "groups", "serviceSearch", "next"]
                case .questions: ["title", "emergency", "callEmergency", "questions", "next"]
                case .nearby: ["title", "nearby", "nearbyMessage", nearby.isEmpty ? "next" : "noneOfThese"]
                case .contact: ["title", "anonymousLabel", "contactName", "contactEmail", "contactPhone", "next"]
                case .review: ["title", "emergency", "callEmergency", "photos", "review", "send"]
                }
            } else {
                ["title", "start", "drafts"]
            }
        return path.contains(where: own.contains)
    }
}
