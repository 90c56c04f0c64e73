//! The test control as a form: a plan's fields as lists to choose from, and back.

use super::plan::{PageAnswer, Plan, RefundsGo, Sequence, Signing, Then};
use crate::Currency;
use dimos_domain::{l10n::Language, money::Cents};
use serde::Deserialize;

/// A list to choose from.
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub choices: Vec<Choice>,
}

/// A choice of it.
pub struct Choice {
    pub value: String,
    pub text: &'static str,
    pub chosen: bool,
}

/// The form as it is posted.
#[derive(Debug, Deserialize)]
pub struct Posted {
    webhooks: u8,
    late_by: u32,
    sequence: String,
    signing: String,
    taken: String,
    answer: String,
    then: String,
    refunds: String,
}

/// What is taken instead of what was asked for.
const TAKEN: [&str; 4] = ["right", "less", "more", "dollars"];

impl Posted {
    /// The plan that was chosen for an order of this amount; none for a form that is not ours.
    pub fn plan(&self, asked: Cents) -> Option<Plan> {
        let euro = Cents::new(100);
        let (amount, currency) = match self.taken.as_str() {
            "right" => (None, None),
            "less" => (Some(asked.checked_sub(euro).filter(|less| less.is_positive()).unwrap_or(Cents::new(1))), None),
            "more" => (Some(asked.checked_add(euro)?), None),
            "dollars" => (None, "USD".parse::<Currency>().ok()),
            _ => return None,
        };
        Some(Plan {
            webhooks: self.webhooks,
            late_by: self.late_by,
            sequence: Sequence::parse(&self.sequence)?,
            signing: Signing::parse(&self.signing)?,
            amount,
            currency,
            answer: PageAnswer::parse(&self.answer)?,
            then: Then::parse(&self.then)?,
            refunds: RefundsGo::parse(&self.refunds)?,
        })
    }
}

/// The form with a plan filled in.
pub fn fields(language: Language, plan: &Plan, asked: Cents) -> Vec<Field> {
    let say = |el, en| match language {
        Language::El => el,
        Language::En => en,
    };
    let taken = match (plan.amount, plan.currency) {
        (_, Some(_)) => "dollars",
        (Some(amount), _) if amount < asked => "less",
        (Some(amount), _) if amount > asked => "more",
        _ => "right",
    };
    let field = |name, label, now: &str, choices: &[(&str, &'static str)]| Field {
        name,
        label,
        choices: choices
            .iter()
            .map(|(value, text)| Choice { value: (*value).to_owned(), text, chosen: *value == now })
            .collect(),
    };
    vec![
        field(
            "answer",
            say("Ο πληρωτής βλέπει", "The payer sees"),
            plan.answer.as_str(),
            &[
                (PageAnswer::Given.as_str(), say("την επιστροφή", "the way back")),
                (PageAnswer::LostBefore.as_str(), say("τίποτα, και δεν χρεώθηκε", "nothing, and was not charged")),
                (PageAnswer::LostAfter.as_str(), say("τίποτα, αλλά χρεώθηκε", "nothing, but was charged")),
            ],
        ),
        field(
            "then",
            say("Έπειτα", "Afterwards"),
            plan.then.as_str(),
            &[
                (Then::Nothing.as_str(), say("τίποτα άλλο", "nothing else")),
                (Then::SuccessAfterFailure.as_str(), say("ό,τι απορρίφθηκε πετυχαίνει", "what was declined succeeds")),
                (Then::ReversedAtOnce.as_str(), say("αντιλογίζεται αμέσως", "it is reversed at once")),
                (Then::Chargeback.as_str(), say("αμφισβητείται", "it is disputed")),
            ],
        ),
        field(
            "webhooks",
            say("Ειδοποιήσεις (webhook)", "Webhooks"),
            &plan.webhooks.to_string(),
            &[
                ("1", say("μία φορά", "once")),
                ("0", say("καμία", "none")),
                ("2", say("δύο φορές", "twice")),
                ("5", say("πέντε φορές", "five times")),
            ],
        ),
        field(
            "late_by",
            say("Καθυστέρηση", "Delay"),
            &plan.late_by.to_string(),
            &[
                ("0", say("καμία", "none")),
                ("10", say("δέκα δευτερόλεπτα", "ten seconds")),
                ("60", say("ένα λεπτό", "one minute")),
                ("600", say("δέκα λεπτά", "ten minutes")),
            ],
        ),
        field(
            "sequence",
            say("Σειρά", "Order"),
            plan.sequence.as_str(),
            &[
                (Sequence::Straight.as_str(), say("όπως έγιναν", "as things happened")),
                (Sequence::Reordered.as_str(), say("η πρώτη φτάνει τελευταία", "the first comes last")),
            ],
        ),
        field(
            "signing",
            say("Υπογραφή", "Signature"),
            plan.signing.as_str(),
            &[
                (Signing::Good.as_str(), say("σωστή", "right")),
                (Signing::Stale.as_str(), say("παλιά, μίας ώρας", "an hour old")),
                (Signing::Future.as_str(), say("από το μέλλον", "from the future")),
                (Signing::Wrong.as_str(), say("λάθος", "wrong")),
                (Signing::Missing.as_str(), say("λείπει", "missing")),
            ],
        ),
        field(
            "taken",
            say("Χρεώνεται", "Charged"),
            taken,
            &[
                (TAKEN[0], say("το σωστό ποσό", "the right amount")),
                (TAKEN[1], say("ένα ευρώ λιγότερο", "one euro less")),
                (TAKEN[2], say("ένα ευρώ περισσότερο", "one euro more")),
                (TAKEN[3], say("δολάρια", "dollars")),
            ],
        ),
        field(
            "refunds",
            say("Επιστροφές", "Refunds"),
            plan.refunds.as_str(),
            &[
                (RefundsGo::AtOnce.as_str(), say("γίνονται αμέσως", "are done at once")),
                (RefundsGo::Later.as_str(), say("γίνονται αργότερα", "are done later")),
                (RefundsGo::Fail.as_str(), say("αποτυγχάνουν αργότερα", "fail later")),
            ],
        ),
    ]
}
