//! What only the terminal says, in the phone's language: that a name on the command line names nothing, and what to type
//! instead. Everything else is said by the app.

use dimos_domain::l10n::Language;

/// In one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(Language);

impl Words {
    /// In the language of a locale.
    pub fn of(locale: &str) -> Self {
        Self(Language::negotiate(locale))
    }

    fn pick(self, el: String, en: String) -> String {
        match self.0 {
            Language::El => el,
            Language::En => en,
        }
    }

    /// No report of that number.
    pub fn unknown_report(self, named: &str) -> String {
        self.pick(
            format!("{named}: αυτό το τηλέφωνο δεν έχει αναφορά με τέτοιον αριθμό. Δείτε: dimos-phone list, nearby"),
            format!("{named}: this phone has no report of that number. See: dimos-phone list, nearby"),
        )
    }

    /// None of the reports near.
    pub fn not_near(self, named: &str) -> String {
        self.pick(
            format!("{named}: δεν είναι μία από τις ανοιχτές αναφορές κοντά σε αυτό το σημείο"),
            format!("{named}: is none of the open reports near this place"),
        )
    }

    /// Nothing unsent of that id.
    pub fn unknown_act(self, named: &str) -> String {
        self.pick(
            format!("{named}: δεν περιμένει κάτι τέτοιο. Δείτε: dimos-phone outbox"),
            format!("{named}: nothing of that id waits. See: dimos-phone outbox"),
        )
    }

    /// No job of that name.
    pub fn unknown_job(self, named: &str) -> String {
        self.pick(
            format!("{named}: δεν υπάρχει τέτοια εργασία σήμερα. Δείτε: dimos-phone crew jobs"),
            format!("{named}: there is no such job today. See: dimos-phone crew jobs"),
        )
    }

    /// A citizen's phone is asked for a crew's day.
    pub fn no_crew(self) -> String {
        self.pick(
            "Αυτό δεν είναι τηλέφωνο συνεργείου. Με τον κωδικό συνεργείου από το κέντρο συντονισμού: \
             dimos-phone enrol ΚΩΔΙΚΟΣ"
                .to_owned(),
            "This is no crew's phone. With the crew code from the dispatcher: dimos-phone enrol CODE".to_owned(),
        )
    }

    /// Open reports lie near.
    pub fn decide(self) -> String {
        self.pick(
            "Δεν στάλθηκε τίποτα. Αν είναι μία από αυτές: --me-too ΑΡΙΘΜΟΣ. Αν όχι: --new".to_owned(),
            "Nothing was sent. If it is one of these: --me-too NUMBER. If not: --new".to_owned(),
        )
    }

    /// What a delivery came to.
    pub fn synced(self, delivered: usize, left: usize) -> String {
        self.pick(
            format!("Στάλθηκαν: {delivered} · περιμένουν: {left}"),
            format!("Delivered: {delivered} · waiting: {left}"),
        )
    }
}
