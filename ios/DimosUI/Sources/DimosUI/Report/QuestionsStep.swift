import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// The service's questions. An answer that means danger is met with the number to call, above everything.
struct QuestionsStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Emergency(report: report)
        ForEach(report.questions, id: \.code) { question in
            Question(question: question) { store.send(.report(intent: .answer(question: question.code, value: $0))) }
        }
    }
}

/// What an answer means danger by: the number to call, one tap away.
struct Emergency: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if let emergency = report.emergency {
            Section {
                NoticeRow(text: emergency, tone: .danger)
                if let call = report.callEmergency {
                    ActionButton(button: call, kind: .emergency, symbol: Symbol.phone) {
                        store.send(.report(intent: .callEmergency))
                    }
                }
            }
        }
    }
}

extension QuestionView {
    fileprivate var code: String {
        switch self {
        case .choice(let code, _, _, _): code
        case .typed(let code, _, _): code
        }
    }
}

private struct Question: View {
    let question: QuestionView
    let answer: @MainActor (String) -> Void

    var body: some View {
        switch question {
        case .choice(_, let label, let options, let error):
            Section(label) {
                if let error { NoticeRow(text: error, tone: .danger) }
                ChoiceList(options: options, choose: answer)
            }
        case .typed(_, let keyboard, let field):
            Section {
                switch keyboard {
                case .text: DimosField(field, lines: 2, type: answer)
                case .number: DimosField(field, kind: .digits, type: answer)
                case .pastDate: DateField(field: field, days: .past, answer: answer)
                case .futureDate: DateField(field: field, days: .future, answer: answer)
                }
            }
        }
    }
}

/// A date, typed or chosen from a calendar.
private struct DateField: View {
    enum Days {
        case past, future
    }

    let field: CoreField
    let days: Days
    let answer: @MainActor (String) -> Void
    @State private var isPicking = false

    var body: some View {
        HStack {
            DimosField(field, kind: .digits, type: answer)
            SymbolButton(symbol: Symbol.calendar, spoken: field.label) { isPicking = true }
        }
        .sheet(isPresented: $isPicking) {
            DayPicker(name: field.label, days: days, first: IsoDate.read(field.value) ?? .now) { answer(IsoDate.write($0)) }
        }
    }
}

private struct DayPicker: View {
    let name: String
    let days: DateField.Days
    @State private var day: Date
    let choose: @MainActor (Date) -> Void
    @Environment(\.words) private var words
    @Environment(\.dismiss) private var dismiss

    init(name: String, days: DateField.Days, first: Date, choose: @escaping @MainActor (Date) -> Void) {
        self.name = name
        self.days = days
        self.choose = choose
        _day = State(initialValue: first)
    }

    var body: some View {
        NavigationStack {
            picker
                .datePickerStyle(.graphical)
                .padding(16)
                .navigationTitle(name)
                .titleInline()
                .toolbar {
                    ToolbarItem(placement: .cancellationAction) { Button(words.cancel) { dismiss() } }
                    ToolbarItem(placement: .confirmationAction) {
                        Button(words.done) {
                            choose(day)
                            dismiss()
                        }
                    }
                }
        }
    }

    @ViewBuilder
    private var picker: some View {
        switch days {
        case .past: DatePicker(name, selection: $day, in: ...Date.now, displayedComponents: .date)
        case .future: DatePicker(name, selection: $day, in: Date.now..., displayedComponents: .date)
        }
    }
}

/// Days as the core writes them: 2026-11-30, on the phone's own calendar day.
enum IsoDate {
    private static var style: Date.ISO8601FormatStyle { Date.ISO8601FormatStyle(timeZone: .current).year().month().day() }

    static func write(_ date: Date) -> String { date.formatted(style) }

    static func read(_ text: String) -> Date? {
        try? Date(text, strategy: style)
    }
}
