#if canImport(Accessibility)
    import Accessibility
#endif

/// What VoiceOver says by itself.
@MainActor
enum Announcement {
    static func say(_ text: String) {
        #if canImport(Accessibility)
            AccessibilityNotification.Announcement(text).post()
        #endif
    }
}
