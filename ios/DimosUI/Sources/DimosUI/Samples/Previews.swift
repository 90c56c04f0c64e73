#if DEBUG
    import DimosBindings
    import DimosKit
    import SwiftUI

    extension Samples {
        /// Every screen, with its rare states.
        func all() -> [(name: String, view: ViewModel)] {
            var all: [(name: String, view: ViewModel)] = [
                ("starting", starting()), ("starting without a network", starting(busy: false)), ("drafts", drafts()),
                ("nothing yet", nothingYet()), ("outside", outside()), ("emergency", emergency()),
                ("emergency in the review", emergency(.review)), ("my reports", mine()), ("more reports", mine(hasMore: true)),
                ("no reports", noReports()), ("fixed", fixed()), ("asked", asked()), ("another’s report", anothers()),
                ("city", city()), ("empty city", emptyCity()), ("bills", bills()), ("no bills", noBills()),
                ("add a bill", addBill()),
                ("bill", bill()), ("plan", plan()), ("paying", paying()), ("receipts", receipts()), ("no receipts", noReceipts()),
                ("crew", day()), ("free day", freeDay()), ("job", job()), ("refused job", refusedJob()), ("settings", settings()),
                ("a crew’s settings", crewSettings()),
            ]
            all += Self.steps.map { ("step \($0)", step($0)) }
            all += Self.stages.map { ("checkout \($0)", checkout($0)) }
            return all
        }
    }

    struct Previews: PreviewProvider {
        static var previews: some View {
            let greek = Samples(language: "el")
            let english = Samples(language: "en")
            Group {
                shown(greek.step(.what))
                shown(english.step(.where)).environment(\.colorScheme, .dark)
                shown(greek.emergency())
                shown(greek.mine()).environment(\.dynamicTypeSize, .accessibility3)
                shown(english.fixed())
                shown(greek.city())
                shown(greek.paying())
                shown(english.checkout(.notKnown)).environment(\.colorScheme, .dark)
            }
            Group {
                shown(greek.bills())
                shown(english.day())
                shown(greek.refusedJob())
                shown(english.settings())
            }
        }

        private static func shown(_ view: ViewModel) -> some View {
            DimosApp(store: CoreStore(showing: view), failure: FailureWords(message: "", retry: ""))
        }
    }
#endif
