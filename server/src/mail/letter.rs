//! What a letter says.

use super::outbox::Waiting;
use crate::{
    bills,
    db::Tx,
    error::Error,
    ledger::Acting,
    payments,
    receipts::{self, ForWhom},
    texts,
};
use dimos_documents::Receipt;
use dimos_domain::{
    ids::{PayableId, PaymentId},
    wording,
};
use fluent_bundle::FluentValue;

/// A letter before it is put into an envelope.
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) text: String,
    /// The receipt that goes with it.
    pub(super) receipt: Option<Receipt>,
}

/// Writes a letter; none where there is nothing to say any more.
pub(super) fn write(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    waiting: &Waiting,
    public_url: &str,
) -> Result<Option<Letter>, Error> {
    match waiting.kind.as_str() {
        "receipt" => receipt(tx, by, waiting, public_url),
        "due_soon" => reminder(tx, by, waiting, public_url, ("letter-due-soon-subject", "letter-due-soon")),
        "overdue" => reminder(tx, by, waiting, public_url, ("letter-overdue-subject", "letter-overdue")),
        kind => {
            tracing::warn!(kind, "a letter of a kind that nobody knows");
            Ok(None)
        }
    }
}

fn receipt(tx: &Tx<'_>, by: &Acting<'_>, waiting: &Waiting, public_url: &str) -> Result<Option<Letter>, Error> {
    let Ok(id) = waiting.about.parse::<PaymentId>() else { return Ok(None) };
    let Some(payment) = payments::payment(tx, id)? else { return Ok(None) };
    let Some(row) = payments::receipt(tx, payment.receipt)? else { return Ok(None) };
    let receipt = receipts::receipt(tx, by, &row, ForWhom::Debtor, public_url)?;
    let language = waiting.language;
    let titles: Vec<&str> = receipt.bills.iter().map(|bill| bill.title.get(language)).collect();
    let values = [
        ("number", row.number.to_string().into()),
        ("amount", payment.amount.text(language).into()),
        ("date", wording::date(language, payment.on).into()),
        ("what", titles.join(", ").into()),
        ("address", receipt.address.clone().into()),
    ];
    Ok(Some(Letter {
        subject: texts::text(language, "letter-receipt-subject", &values),
        text: signed(by, waiting, &texts::text(language, "letter-receipt", &values)),
        receipt: Some(receipt),
    }))
}

fn reminder(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    waiting: &Waiting,
    public_url: &str,
    (subject, text): (&str, &str),
) -> Result<Option<Letter>, Error> {
    let Ok(id) = waiting.about.parse::<PayableId>() else { return Ok(None) };
    let Some(standing) = bills::standing(tx, id)? else { return Ok(None) };
    let total = standing.expected(by.today())?.total;
    if !total.is_positive() {
        // Paid, or no longer asked for, since it was noted.
        return Ok(None);
    }
    let (language, payable) = (waiting.language, &standing.payable);
    let values: [(&str, FluentValue<'_>); 6] = [
        ("what", bills::title(by.payments()?, &payable.bill).get(language).to_owned().into()),
        ("number", payable.bill.number.clone().into()),
        ("amount", total.text(language).into()),
        ("date", wording::date(language, payable.due_on).into()),
        ("rf", payable.rf.grouped().into()),
        ("address", format!("{public_url}/pay/{}", payable.rf).into()),
    ];
    Ok(Some(Letter {
        subject: texts::text(language, subject, &values),
        text: signed(by, waiting, &texts::text(language, text, &values)),
        receipt: None,
    }))
}

fn signed(by: &Acting<'_>, waiting: &Waiting, text: &str) -> String {
    let city = &by.city.city;
    let values = [
        ("city", city.name.get(waiting.language).to_owned().into()),
        ("phone", city.contact.phone.clone().into()),
        ("email", city.contact.email.clone().into()),
    ];
    format!("{text}\n\n-- \n{}\n", texts::text(waiting.language, "letter-signed", &values))
}
