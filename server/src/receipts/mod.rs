//! Receipts and slips as documents, and the proof that a receipt is the city's. Everything is made from the books whenever
//! it is asked for: the same books give the same bytes. Nothing personal leaves here unless it is for the person.

mod queries;
mod receipt;
mod routes;
mod slip;
mod verify;

pub use receipt::{ForWhom, receipt};
pub use routes::routes;
pub(crate) use routes::{pdf, receipt_file};
pub use slip::slip;
pub use verify::{Verified, verify};

use crate::{error::Error, ledger::Acting};
use dimos_documents::{Issuer, Line};
use dimos_domain::{
    ids::{BillKindCode, TaxHeadCode},
    l10n::{Language, Text},
};

/// Where a receipt is verified.
#[must_use]
pub fn verification_address(public_url: &str, code: &str) -> String {
    format!("{public_url}/receipts/verify/{code}")
}

/// A text of ours in every language.
fn both(key: &str) -> Text {
    let in_words = |language| crate::texts::text(language, key, &[]);
    Text { el: in_words(Language::El), en: in_words(Language::En) }
}

/// The city as it signs: its name; who answers for the bill, and how to ask.
fn issuer(by: &Acting<'_>, kind: &BillKindCode) -> Result<Issuer, Error> {
    let city = &by.city.city;
    let department = by.payments()?.kind(kind).and_then(|kind| city.department(&kind.department));
    let details = |language| {
        let name = department.map(|department| department.name.get(language));
        let parts = name.into_iter().chain([city.contact.phone.as_str(), city.contact.email.as_str()]);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    Ok(Issuer { name: city.name.clone(), details: Text { el: details(Language::El), en: details(Language::En) } })
}

/// The name of a budget heading; its code where the city pack no longer knows it.
fn tax_head(by: &Acting<'_>, code: &TaxHeadCode) -> Result<Text, Error> {
    let named = by.payments()?.tax_head(code).map(|head| head.name.clone());
    Ok(named.unwrap_or_else(|| Text { el: code.to_string(), en: code.to_string() }))
}

/// The lines of a bill as it was issued; or, of an instalment, the one line that it is.
fn lines(
    tx: &crate::db::Tx<'_>,
    by: &Acting<'_>,
    payable: &crate::bills::PayableRow,
    for_whom: ForWhom,
) -> Result<Vec<Line>, Error> {
    if payable.instalment > 0 {
        let tax_head = tax_head(by, &payable.bill.terms.tax_head)?;
        return Ok(vec![Line { tax_head, detail: None, amount: payable.amount }]);
    }
    let lines = queries::lines(tx, payable.bill.id)?.into_iter().map(|line| {
        // What a clerk wrote beside a line may tell of the person.
        let detail = Some(line.text).filter(|text| for_whom == ForWhom::Debtor && !text.is_empty());
        Ok(Line { tax_head: tax_head(by, &line.tax_head)?, detail, amount: line.amount })
    });
    lines.collect()
}

/// The name of a bill's kind, with its period.
fn title(by: &Acting<'_>, bill: &crate::bills::BillRow) -> Result<Text, Error> {
    let named = crate::bills::title(by.payments()?, bill);
    if bill.period.is_empty() {
        return Ok(named);
    }
    let with = |name: &str| format!("{name}, {}", bill.period);
    Ok(Text { el: with(&named.el), en: with(&named.en) })
}
