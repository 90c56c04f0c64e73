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
            format!(
                "{named}: αυτό το τηλέφωνο δεν έχει αναφορά με τέτοιον αριθμό. Δείτε: dimos-phone list, list --following. \
                 Μια άλλη δίνεται με το id της, όπως το δείχνει το dimos-phone nearby"
            ),
            format!(
                "{named}: this phone has no report of that number. See: dimos-phone list, list --following. \
                 Another is named by its id, as dimos-phone nearby shows it"
            ),
        )
    }

    /// Followed already, or not followed at all.
    pub fn already(self, number: &str, follows: bool) -> String {
        if follows {
            self.pick(
                format!("{number}: την ακολουθείτε ήδη αυτή την αναφορά"),
                format!("{number}: you follow this report already"),
            )
        } else {
            self.pick(
                format!("{number}: δεν ακολουθείτε αυτή την αναφορά"),
                format!("{number}: you do not follow this report"),
            )
        }
    }

    /// The first start did not bring the city.
    pub fn no_city(self, seconds: u64) -> String {
        self.pick(
            format!(
                "Το τηλέφωνο δεν έχει ακόμη τα στοιχεία του δήμου, και ο διακομιστής δεν τα έδωσε μέσα σε {seconds} \
                 δευτερόλεπτα. Δοκιμάστε αργότερα"
            ),
            format!(
                "This phone does not have the city yet, and the server did not give it within {seconds} seconds. \
                 Try again later"
            ),
        )
    }

    /// No service of that code.
    pub fn unknown_service(self, named: &str) -> String {
        self.pick(
            format!("--service {named}: δεν υπάρχει τέτοια υπηρεσία. Δείτε: dimos-phone services"),
            format!("--service {named}: there is no such service. See: dimos-phone services"),
        )
    }

    /// How the questions that want an answer are answered on this command line.
    pub fn answer_with(self, asked: &[String]) -> String {
        let answers = asked.iter().map(|question| format!("--answer {question}")).collect::<Vec<_>>().join(" ");
        self.pick(format!("Δώστε: {answers}"), format!("Give: {answers}"))
    }

    /// The service does not ask that, or not now.
    pub fn unknown_question(self, named: &str, asked: &[String]) -> String {
        let asked = if asked.is_empty() { "–".to_owned() } else { asked.join(", ") };
        self.pick(
            format!("--answer {named}: η υπηρεσία δεν έχει τέτοια ερώτηση. Ρωτά: {asked}"),
            format!("--answer {named}: the service has no such question. It asks: {asked}"),
        )
    }

    /// None of a question's choices.
    pub fn unknown_choice(self, question: &str, named: &str, choices: &[&str]) -> String {
        let choices = choices.join(", ");
        self.pick(
            format!("--answer {question}={named}: δεν υπάρχει τέτοια επιλογή. Υπάρχουν: {choices}"),
            format!("--answer {question}={named}: there is no such choice. There are: {choices}"),
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

    /// No bill of that number.
    pub fn unknown_bill(self, named: &str) -> String {
        self.pick(
            format!("{named}: αυτό το τηλέφωνο δεν γνωρίζει τέτοια οφειλή. Δείτε: dimos-phone bills, lookup"),
            format!("{named}: this phone knows of no such bill. See: dimos-phone bills, lookup"),
        )
    }

    /// A part of what is paid whole.
    pub fn whole_only(self, number: &str) -> String {
        self.pick(
            format!("{number}: αυτή η οφειλή πληρώνεται μόνο ολόκληρη, χωρίς --part"),
            format!("{number}: this bill is paid whole only, without --part"),
        )
    }

    /// No provider of that name.
    pub fn unknown_way(self, named: &str, known: &[&str]) -> String {
        let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
        self.pick(
            format!("{named}: ο δήμος δεν πληρώνεται έτσι. Υπάρχουν: {known}"),
            format!("{named}: the city is not paid this way. There are: {known}"),
        )
    }

    /// No payment of that id.
    pub fn unknown_payment(self, named: &str) -> String {
        self.pick(
            format!("{named}: αυτό το τηλέφωνο δεν ακολουθεί τέτοια πληρωμή. Δείτε: dimos-phone bills"),
            format!("{named}: this phone follows no such payment. See: dimos-phone bills"),
        )
    }

    /// No receipt of that number.
    pub fn unknown_receipt(self, named: &str) -> String {
        self.pick(
            format!("{named}: δεν υπάρχει τέτοια απόδειξη σε αυτό το τηλέφωνο. Δείτε: dimos-phone receipts"),
            format!("{named}: there is no such receipt on this phone. See: dimos-phone receipts"),
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

    /// The storage took nothing.
    pub fn not_kept(self, said: &str) -> String {
        self.pick(format!("{said}\nΑυτό δεν φυλάχτηκε για αποστολή"), format!("{said}\nThis was not kept to be sent"))
    }

    /// The storage took nothing: here are the words again.
    pub fn not_kept_words(self, said: &str, typed: &str) -> String {
        self.pick(
            format!("{said}\nΑυτό δεν φυλάχτηκε για αποστολή. Αυτά γράψατε, για να μη χαθούν:\n{typed}"),
            format!("{said}\nThis was not kept to be sent. This is what you wrote, so that it is not lost:\n{typed}"),
        )
    }

    /// The storage took the words before it was full.
    pub fn kept_as_draft(self, said: &str) -> String {
        self.pick(
            format!("{said}\nΌσα γράψατε φυλάχτηκαν ως πρόχειρο. Δείτε: dimos-phone drafts"),
            format!("{said}\nWhat you wrote is kept as a draft. See: dimos-phone drafts"),
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
