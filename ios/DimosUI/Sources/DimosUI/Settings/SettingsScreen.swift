import DimosBindings
import DimosKit
import SwiftUI

/// Language, text size, what is remembered, a crew's phone, privacy, what this app is.
struct SettingsScreen: View {
    let settings: SettingsView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(settings.title) {
            Section(settings.headings.language) {
                ChoiceList(options: settings.languages) { send(.language(tag: $0)) }
            }
            Section(settings.headings.reading) {
                Switch(label: settings.largeTextLabel, isOn: settings.largeText) { send(.largeText(large: $0)) }
                Switch(label: settings.rememberContactLabel, isOn: settings.rememberContact) {
                    send(.rememberContact(remember: $0))
                }
            }
            Section(settings.headings.crew) {
                if !settings.crew.isEmpty { Label(settings.crew, systemImage: Symbol.crew).font(.headline) }
                if let code = settings.code { DimosField(code, kind: .code, submit: enrol) { send(.typeCode(code: $0)) } }
                if let enrol = settings.enrol { ActionButton(button: enrol, kind: .tonal) { send(.enrol) } }
            }
            Section(settings.headings.privacy) {
                Words(settings.privacy)
                if let notice = settings.privacyNotice {
                    ActionButton(button: notice, kind: .tonal, symbol: Symbol.info) { send(.openPrivacyNotice) }
                }
                if let warning = settings.forgetWarning { NoticeRow(text: warning, tone: .danger) }
                ActionButton(button: settings.forget, kind: .danger, symbol: Symbol.trash) {
                    send(.forgetMe(confirmed: settings.forgetWarning != nil))
                }
            }
            Section(settings.headings.about) {
                if !settings.contact.isEmpty { Text(settings.contact) }
                ForEach(Array(settings.about.enumerated()), id: \.offset) { _, line in Words(line, .caption) }
            }
        }
    }

    private func enrol() {
        if settings.enrol?.enabled == true { send(.enrol) }
    }

    private func send(_ intent: SettingsIntent) { store.send(.settings(intent: intent)) }
}

/// Before there is anything else: what is waited for, or what went wrong.
struct StartingScreen: View {
    let starting: StartingView
    @Environment(CoreStore.self) private var store

    var body: some View {
        ContentUnavailableView {
            if starting.busy {
                ProgressView().accessibilityHidden(true)
            } else {
                Image(systemName: Symbol.city).accessibilityHidden(true)
            }
        } description: {
            Text(starting.message)
        } actions: {
            if let retry = starting.retry {
                ActionButton(button: retry, symbol: Symbol.refresh, fills: false) { store.send(.foreground) }
            }
        }
        .onChange(of: starting.message) { _, message in Announcement.say(message) }
    }
}
