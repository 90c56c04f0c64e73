//! What is wrong or odd with the bank's files, and with ours for it, in the words of who reads: always with the line where
//! one is known.

use crate::texts::text;
use dimos_bank::{
    camt::{BalanceFault, CamtError, Refusal, RefusedEntry, Remark, Side},
    pain001::OrderError,
    pain002::ReportError,
    xml::{At, XmlError},
};
use dimos_domain::{
    l10n::{Language, Text},
    money::{AmountError, Cents},
};
use fluent_bundle::FluentValue;

type Args<'a> = Vec<(&'static str, FluentValue<'a>)>;

/// The words in every language.
pub(crate) fn in_every(words: impl Fn(Language) -> String) -> Text {
    Text { el: words(Language::El), en: words(Language::En) }
}

/// Why a file of statements is refused.
pub(crate) fn statement(language: Language, why: &CamtError) -> String {
    let side = |side: Side| side.to_string();
    let (key, args): (&str, Args<'_>) = match why {
        CamtError::Xml(cause) => return xml(language, cause),
        CamtError::WrongRoot { at, found } => ("bank-file-root", placed(*at, vec![("found", found.as_str().into())])),
        CamtError::NotAStatement { at, found } => {
            ("bank-file-no-statement", placed(*at, vec![("found", found.as_str().into())]))
        }
        CamtError::Nothing => ("bank-file-nothing", vec![]),
        CamtError::EntryTooLarge { at } => ("bank-file-entry-large", placed(*at, vec![])),
        CamtError::NoBalance { statement, side: of } => {
            ("bank-file-no-balance", vec![("statement", statement.as_str().into()), ("side", side(*of).into())])
        }
        CamtError::BalanceCurrency { statement, side: of, currency } => (
            "bank-file-balance-currency",
            vec![
                ("statement", statement.as_str().into()),
                ("side", side(*of).into()),
                ("currency", currency.to_string().into()),
            ],
        ),
        CamtError::BalanceUnreadable { statement, side: of, text, why } => (
            "bank-file-balance",
            vec![
                ("statement", statement.as_str().into()),
                ("side", side(*of).into()),
                ("text", text.as_str().into()),
                ("why", balance(language, why).into()),
            ],
        ),
        CamtError::DoesNotAddUp { statement, opening, booked, closing, off_by, refused, not_booked } => {
            let money = |cents: Cents| FluentValue::from(cents.text(language));
            let size = if off_by.is_negative() { off_by.checked_neg().unwrap_or(*off_by) } else { *off_by };
            let way = if off_by.is_negative() { "little" } else { "much" };
            (
                "bank-file-sum",
                vec![
                    ("statement", statement.as_str().into()),
                    ("opening", money(*opening)),
                    ("booked", money(*booked)),
                    ("sum", money(opening.checked_add(*booked).unwrap_or_default())),
                    ("closing", money(*closing)),
                    ("off", money(size)),
                    ("way", way.into()),
                    ("refused", (*refused).into()),
                    ("waiting", (*not_booked).into()),
                ],
            )
        }
        CamtError::TooMuch { statement } => ("bank-file-too-much", vec![("statement", statement.as_str().into())]),
        CamtError::Stopped => ("bank-file-stopped", vec![]),
    };
    text(language, key, &args)
}

/// Why an entry is not taken over.
pub(crate) fn refusal(language: Language, why: &Refusal) -> String {
    let (key, args): (&str, Args<'_>) = match why {
        Refusal::Currency(currency) => ("bank-entry-currency", vec![("currency", currency.to_string().into())]),
        Refusal::NoCurrency(said) => ("bank-entry-no-currency", vec![("text", said.as_str().into())]),
        Refusal::Amount { text, why } => {
            ("bank-entry-amount", vec![("text", text.as_str().into()), ("why", amount(language, *why).into())])
        }
        Refusal::NoDirection => ("bank-entry-no-direction", vec![]),
    };
    text(language, key, &args)
}

/// Which entry cannot be taken over, and why.
pub(crate) fn unread(language: Language, entry: &RefusedEntry) -> String {
    let number = entry.index.saturating_add(1).to_string();
    let args = [
        ("number", number.into()),
        ("line", entry.at.line.to_string().into()),
        ("why", refusal(language, &entry.why).into()),
    ];
    text(language, "bank-file-unread-entry", &args)
}

/// What was odd.
pub(crate) fn remark(language: Language, odd: &Remark) -> String {
    let numbers = |said: u64, are: u64| vec![("said", said.into()), ("are", are.into())];
    let (key, args): (&str, Args<'_>) = match odd {
        Remark::Namespace(name) => ("bank-odd-namespace", vec![("name", name.as_str().into())]),
        Remark::OtherMessage { said, is } => {
            ("bank-odd-message", vec![("said", said.to_string().into()), ("is", is.to_string().into())])
        }
        Remark::EntryCount { said, are } => ("bank-odd-entries", numbers(*said, *are)),
        Remark::Status(code) => ("bank-odd-status", vec![("code", code.as_str().into())]),
        Remark::Date(said) => ("bank-odd-date", vec![("text", said.as_str().into())]),
        Remark::DetailCurrency(currency) => ("bank-odd-currency", vec![("currency", currency.to_string().into())]),
        Remark::DetailAmount { text, why } => {
            ("bank-odd-amount", vec![("text", text.as_str().into()), ("why", amount(language, *why).into())])
        }
        Remark::NoDetailAmount => ("bank-odd-no-amount", vec![]),
        Remark::Charges(said) => ("bank-odd-charges", vec![("text", said.as_str().into())]),
        Remark::BatchCount { said, are } => ("bank-odd-batch-count", numbers(*said, *are)),
        Remark::BatchTotal { said, are } => {
            ("bank-odd-batch-total", vec![("said", said.text(language).into()), ("are", are.text(language).into())])
        }
        Remark::BatchAmount(said) => ("bank-odd-batch-amount", vec![("text", said.as_str().into())]),
        Remark::Cut => ("bank-odd-cut", vec![]),
    };
    text(language, key, &args)
}

/// Why an order to the bank is not written.
pub(crate) fn order(language: Language, why: &OrderError) -> String {
    let (key, args): (&str, Args<'_>) = match why {
        OrderError::Empty => ("bank-order-empty", vec![]),
        OrderError::Identifier(id) => ("bank-order-identifier", vec![("id", id.as_str().into())]),
        OrderError::SameIdentifier(id) => ("bank-order-same", vec![("id", id.as_str().into())]),
        OrderError::Amount { end_to_end, amount } => {
            ("bank-order-amount", vec![("id", end_to_end.as_str().into()), ("amount", amount.text(language).into())])
        }
        OrderError::NoPayee(id) => ("bank-order-payee", vec![("id", id.as_str().into())]),
        OrderError::NoPayer => ("bank-order-payer", vec![]),
        OrderError::TextTooLong(id) => ("bank-order-text", vec![("id", id.as_str().into())]),
        OrderError::Bic(bic) => ("bank-order-bic", vec![("bic", bic.as_str().into())]),
        OrderError::TooMuch => ("bank-order-too-much", vec![]),
    };
    text(language, key, &args)
}

/// Why a file of answers is refused.
pub(crate) fn report(language: Language, why: &ReportError) -> String {
    let (key, args): (&str, Args<'_>) = match why {
        ReportError::Xml(cause) => return xml(language, cause),
        ReportError::NotAReport { at, found } => {
            ("bank-file-no-report", placed(*at, vec![("found", found.as_str().into())]))
        }
        ReportError::Nothing => ("bank-file-no-answer", vec![]),
        ReportError::Nameless { at } => ("bank-file-nameless", placed(*at, vec![])),
        ReportError::TooMany => ("bank-file-too-many", vec![]),
    };
    text(language, key, &args)
}

fn xml(language: Language, why: &XmlError) -> String {
    let (key, args): (&str, Args<'_>) = match why {
        XmlError::Io { at, .. } => ("bank-file-unread", placed(*at, vec![])),
        XmlError::Empty => ("bank-file-empty", vec![]),
        XmlError::Truncated { at, open } => ("bank-file-truncated", placed(*at, vec![("open", (*open).into())])),
        XmlError::IllFormed { at, .. } => ("bank-file-ill-formed", placed(*at, vec![])),
        XmlError::NotUtf8 { at } => ("bank-file-utf8", placed(*at, vec![])),
        XmlError::Encoding { declared } => ("bank-file-encoding", vec![("declared", declared.as_str().into())]),
        XmlError::Character { at, code } => {
            ("bank-file-character", placed(*at, vec![("code", format!("U+{code:04X}").into())]))
        }
        XmlError::DocumentType { at } => ("bank-file-doctype", placed(*at, vec![])),
        XmlError::Entity { at, name } => ("bank-file-entity", placed(*at, vec![("name", name.as_str().into())])),
        XmlError::TooDeep { at } => ("bank-file-deep", placed(*at, vec![])),
        XmlError::TooLong { at } => ("bank-file-long", placed(*at, vec![])),
    };
    text(language, key, &args)
}

/// With the place. Lines are counted by editors, which write them without separators.
fn placed(at: At, mut args: Args<'_>) -> Args<'_> {
    args.extend([("line", at.line.to_string().into()), ("byte", at.byte.to_string().into())]);
    args
}

fn balance(language: Language, why: &BalanceFault) -> String {
    match why {
        BalanceFault::Amount(why) => amount(language, *why),
        BalanceFault::NoCurrency => text(language, "bank-balance-currency", &[]),
        BalanceFault::NoDirection => text(language, "bank-balance-direction", &[]),
    }
}

fn amount(language: Language, why: AmountError) -> String {
    let key = match why {
        AmountError::Empty => "bank-amount-empty",
        AmountError::NotANumber => "bank-amount-number",
        AmountError::FinerThanACent => "bank-amount-fine",
        AmountError::NotPositive => "bank-amount-sign",
        AmountError::TooLarge => "bank-amount-large",
    };
    text(language, key, &[])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use dimos_bank::camt::{Currency, MessageKind};

    const AT: At = At { line: 12_345, byte: 67 };

    /// Everything that can be said, as the library says it in English and as we say it.
    fn all(language: Language) -> Vec<(String, String)> {
        let (name, dollars) = (|| "X-9".to_owned(), Currency::of("USD").unwrap());
        let cents = Cents::new;
        let sum = |off: i64, refused, not_booked| CamtError::DoesNotAddUp {
            statement: name(),
            opening: cents(100),
            booked: cents(off),
            closing: cents(100),
            off_by: cents(off),
            refused,
            not_booked,
        };
        let xml_errors = || {
            vec![
                XmlError::Io { at: AT, reason: std::io::Error::other("gone") },
                XmlError::Empty,
                XmlError::Truncated { at: AT, open: 3 },
                XmlError::IllFormed { at: AT, reason: "stray".to_owned() },
                XmlError::NotUtf8 { at: AT },
                XmlError::Encoding { declared: "ISO-8859-7".to_owned() },
                XmlError::Character { at: AT, code: 7 },
                XmlError::DocumentType { at: AT },
                XmlError::Entity { at: AT, name: name() },
                XmlError::TooDeep { at: AT },
                XmlError::TooLong { at: AT },
            ]
        };
        let mut statements: Vec<CamtError> = xml_errors().into_iter().map(CamtError::Xml).collect();
        statements.extend([
            CamtError::WrongRoot { at: AT, found: name() },
            CamtError::NotAStatement { at: AT, found: name() },
            CamtError::Nothing,
            CamtError::EntryTooLarge { at: AT },
            CamtError::NoBalance { statement: name(), side: Side::Opening },
            CamtError::BalanceCurrency { statement: name(), side: Side::Closing, currency: dollars },
            sum(5, 0, 0),
            sum(-5, 2, 0),
            sum(5, 0, 1),
            CamtError::TooMuch { statement: name() },
            CamtError::Stopped,
        ]);
        let amounts = [
            AmountError::Empty,
            AmountError::NotANumber,
            AmountError::FinerThanACent,
            AmountError::NotPositive,
            AmountError::TooLarge,
        ];
        let faults = amounts.map(BalanceFault::Amount).into_iter();
        statements.extend(faults.chain([BalanceFault::NoCurrency, BalanceFault::NoDirection]).map(|why| {
            CamtError::BalanceUnreadable { statement: name(), side: Side::Opening, text: "1,x".to_owned(), why }
        }));
        let refusals = [
            Refusal::Currency(dollars),
            Refusal::NoCurrency("E".to_owned()),
            Refusal::Amount { text: "1,x".to_owned(), why: AmountError::Empty },
            Refusal::NoDirection,
        ];
        let remarks = [
            Remark::Namespace(name()),
            Remark::OtherMessage { said: MessageKind::Statement, is: MessageKind::Notification },
            Remark::EntryCount { said: 3, are: 2 },
            Remark::Status(name()),
            Remark::Date(name()),
            Remark::DetailCurrency(dollars),
            Remark::DetailAmount { text: "1,x".to_owned(), why: AmountError::Empty },
            Remark::NoDetailAmount,
            Remark::Charges(name()),
            Remark::BatchCount { said: 3, are: 2 },
            Remark::BatchTotal { said: cents(3), are: cents(2) },
            Remark::BatchAmount(name()),
            Remark::Cut,
        ];
        let orders = [
            OrderError::Empty,
            OrderError::Identifier(name()),
            OrderError::SameIdentifier(name()),
            OrderError::Amount { end_to_end: name(), amount: cents(0) },
            OrderError::NoPayee(name()),
            OrderError::NoPayer,
            OrderError::TextTooLong(name()),
            OrderError::Bic(name()),
            OrderError::TooMuch,
        ];
        let mut reports: Vec<ReportError> = xml_errors().into_iter().map(ReportError::Xml).collect();
        reports.extend([
            ReportError::NotAReport { at: AT, found: name() },
            ReportError::Nothing,
            ReportError::Nameless { at: AT },
            ReportError::TooMany,
        ]);
        let said = statements.iter().map(|why| (why.to_string(), statement(language, why)));
        let said = said.chain(refusals.iter().map(|why| (why.to_string(), refusal(language, why))));
        let said = said.chain(remarks.iter().map(|odd| (odd.to_string(), remark(language, odd))));
        let said = said.chain(orders.iter().map(|why| (why.to_string(), order(language, why))));
        said.chain(reports.iter().map(|why| (why.to_string(), report(language, why)))).collect()
    }

    #[test]
    fn whatever_is_wrong_is_said_in_the_readers_language_with_its_line_and_its_names() {
        for language in Language::ALL {
            for (theirs, ours) in all(language) {
                assert!(!ours.starts_with("bank-") && !ours.contains('$') && !ours.contains("  "), "{theirs}: {ours}");
                for told in ["X-9", "USD", "1,x", "12345", "ISO-8859-7", "U+0007"] {
                    let is_placed = told != "12345" || theirs.contains("line 12345");
                    assert_eq!(theirs.contains(told) && is_placed, ours.contains(told), "{told}: {theirs} / {ours}");
                }
                let greek = |c: char| ('\u{370}'..'\u{400}').contains(&c);
                assert_eq!(ours.contains(greek), language == Language::El, "{ours}");
            }
        }
        assert_eq!(
            statement(
                Language::El,
                &CamtError::DoesNotAddUp {
                    statement: "2026/1".to_owned(),
                    opening: Cents::ZERO,
                    booked: Cents::new(1_000),
                    closing: Cents::new(1_100),
                    off_by: Cents::new(-100),
                    refused: 1,
                    not_booked: 2,
                }
            ),
            "το αντίγραφο «2026/1» δεν συμφωνεί: 0,00\u{a0}€ και κινήσεις 10,00\u{a0}€ κάνουν 10,00\u{a0}€ και όχι \
             11,00\u{a0}€, δηλαδή 1,00\u{a0}€ λιγότερα· μία κίνηση δεν διαβάστηκε και δεν μετρήθηκε· 2 κινήσεις δεν έχουν \
             καταχωριστεί από την τράπεζα και δεν μετρήθηκαν"
        );
    }
}
