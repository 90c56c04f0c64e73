#if DEBUG
    import DimosBindings
    import DimosKit

    /// Screens as the core makes them, with texts in both languages, for previews and for tests of rare states.
    struct Samples {
        let language: String

        static let languages = ["el", "en"]

        /// The text of the language.
        func say(_ greek: String, _ english: String) -> String { language == "el" ? greek : english }

        /// An amount, for example `84.60`.
        func euro(_ amount: String) -> String {
            say("\(amount.replacing(".", with: ","))\u{A0}€", "€\(amount)")
        }

        /// A button that can be tapped, or not for a reason.
        func button(_ greek: String, _ english: String, whyNot: String? = nil) -> CoreButton {
            let label = say(greek, english)
            return CoreButton(label: label, spoken: label, enabled: whyNot == nil, whyNot: whyNot)
        }

        func field(
            _ greek: String, _ english: String, _ value: String = "", hint: String = "", error: String? = nil,
            remaining: String? = nil
        ) -> CoreField {
            CoreField(label: say(greek, english), value: value, hint: hint, error: error, remaining: remaining)
        }

        func option(
            _ code: String, _ label: String, detail: String = "", symbol: String = "", selected: Bool = false
        ) -> OptionView {
            OptionView(
                code: code, label: label, detail: detail, symbol: symbol, selected: selected,
                spoken: sentences(label, detail))
        }

        func sentences(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ". ") }

        func photo(_ id: String, _ caption: String = "", busy: Bool = false) -> PhotoView {
            PhotoView(
                id: id, thumbPath: "\(id).jpg", path: "\(id).jpg", caption: caption,
                spoken: sentences("\(say("Φωτογραφία", "Photo")) \(id)", caption), busy: busy)
        }

        /// A whole screen with its tabs; `crew` is a crew's phone.
        func view(
            _ screen: Screen, _ tab: CoreTab, crew: Bool = false, banner: Banner? = nil, toast: Toast? = nil,
            largeText: Bool = false
        ) -> ViewModel {
            ViewModel(
                language: language, largeText: largeText, tabs: tabs(tab, crew: crew), banner: banner, toast: toast,
                canGoBack: true, screen: screen, words: words)
        }

        /// What the controls are called.
        var words: ControlWords {
            ControlWords(
                back: say("Πίσω", "Back"), close: say("Κλείσιμο", "Close"), cancel: say("Άκυρο", "Cancel"),
                remove: say("Αφαίρεση", "Remove"), map: say("Χάρτης", "Map"), list: say("Λίστα", "List"),
                zoomIn: say("Μεγέθυνση", "Zoom in"), zoomOut: say("Σμίκρυνση", "Zoom out"),
                moveUp: say("Πιο πάνω", "Move up"), moveDown: say("Πιο κάτω", "Move down"), done: say("Εντάξει", "OK"),
                camera: say("Κάμερα", "Camera"), gallery: say("Φωτογραφίες", "Photos"),
                stars: (1...5).map { say("\($0) στα 5", "\($0) of 5") })
        }

        /// The phone's storage is being read, or the city's details never came.
        func starting(busy: Bool = true) -> ViewModel {
            let message =
                busy
                ? say("Ένα λεπτό…", "One moment…")
                : say(
                    "Τα στοιχεία του δήμου δεν έχουν έρθει ακόμη. Χρειάζεται δίκτυο μία φορά.",
                    "The city’s details have not arrived yet. A network is needed once.")
            let retry = busy ? nil : button("Προσπάθησε ξανά", "Try again")
            return ViewModel(
                language: language, largeText: false, tabs: [], banner: nil, toast: nil, canGoBack: false,
                screen: .starting(starting: StartingView(message: message, busy: busy, retry: retry)), words: words)
        }

        private func tabs(_ front: CoreTab, crew: Bool) -> [CoreTabView] {
            let all: [(CoreTab, String)] = [
                (.report, say("Αναφορά", "Report")), (.myReports, say("Οι αναφορές μου", "My reports")),
                (.myCity, say("Η πόλη μου", "My city")), (.pay, say("Πληρωμές", "Pay")),
                (.crew, say("Το συνεργείο μου", "My crew")), (.settings, say("Ρυθμίσεις", "Settings")),
            ]
            return all.filter { $0.0 != .crew || crew }.map { tab, title in
                let badge: UInt32 = tab == .myReports ? 2 : 0
                return CoreTabView(
                    tab: tab, title: title, selected: tab == front, badge: badge, spoken: badge > 0 ? "\(title), \(badge)" : title
                )
            }
        }
    }
#endif
