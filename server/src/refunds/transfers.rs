//! Refunds by transfer: an order to the bank (pain.001), its answers (pain.002). An answer that says no ends a refund; that
//! it was paid is believed only when the statement shows it.

use super::{
    money::put_back,
    queries::{self, RefundRow},
};
use crate::{
    audit,
    bank_words::{self, in_every},
    bills,
    db::{Tx, ms},
    error::Error,
    ledger::{self, Account, Acting},
};
use dimos_api::problem::Code;
use dimos_bank::{
    pain001::{self, LONGEST_NAME, Payer, Transfer, TransferOrder},
    pain002::{self, Report, Status},
};
use dimos_domain::{
    ids::PaymentId,
    money::{Cents, RefundEvent, RefundState},
};
use std::{collections::BTreeSet, io::BufRead};
use uuid::Uuid;

/// Transfers of one order.
const MOST_TRANSFERS: u32 = 1_000;

/// An order as it goes to the bank.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderFile {
    /// The message's id, unique for ever.
    pub id: String,
    /// How many transfers.
    pub transfers: u32,
    /// How much in all.
    pub total: Cents,
    /// The file.
    pub xml: String,
}

impl std::fmt::Debug for OrderFile {
    /// Without the persons.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OrderFile").field("id", &self.id).field("total", &self.total).finish_non_exhaustive()
    }
}

/// What the bank's answers changed.
pub type Answers = dimos_api::pay::AnswersResponse;

/// Makes an order of every approved refund that goes by transfer and is in none yet; none if there is none. Each stands in
/// one order, for ever.
///
/// # Errors
/// `invalid` if the bank could not take the order; nothing is done then.
pub fn file(tx: &Tx<'_>, by: &Acting<'_>) -> Result<Option<OrderFile>, Error> {
    file_once(tx, by, Uuid::now_v7())
}

/// The same, called so; the order that was made under this name, if there is one: whoever got no answer asks again.
///
/// # Errors
/// As [`file`].
pub fn file_once(tx: &Tx<'_>, by: &Acting<'_>, name: Uuid) -> Result<Option<OrderFile>, Error> {
    let message_id = name.simple().to_string();
    if let Some(made) = order(tx, &message_id)? {
        return Ok(Some(made));
    }
    let rows = queries::to_order(tx, MOST_TRANSFERS)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let creditor = &by.payments()?.creditor;
    let transfers = rows.iter().map(|row| transfer(tx, row)).collect::<Result<Vec<_>, _>>()?;
    let total = Cents::total(rows.iter().map(|row| row.amount));
    let order = TransferOrder {
        message_id,
        created_at: by.now,
        payer: Payer { name: creditor.name.clone(), iban: creditor.iban.clone(), bic: creditor.bic.clone() },
        execute_on: by.city.city.calendar.working_day_from(by.today()),
        transfers,
    };
    let xml = pain001::write(&order).map_err(|cause| {
        Error::new(Code::Invalid)
            .because("refund-order")
            .text("why", in_every(|language| bank_words::order(language, &cause)))
    })?;
    let made = OrderFile {
        id: order.message_id,
        transfers: u32::try_from(rows.len()).map_err(Error::internal)?,
        total: total.ok_or_else(|| Error::internal("an amount is beyond counting"))?,
        xml,
    };
    tx.execute(
        "INSERT INTO refund_files (id, made_by, made_at, refunds, total, xml) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (&made.id, by.actor(), ms(by.now), made.transfers, made.total.get(), made.xml.as_bytes()),
    )?;
    for mut row in rows {
        row.state =
            row.state.after(RefundEvent::Sent).ok_or_else(|| Error::internal("an approved refund cannot go"))?;
        row.file = Some(made.id.clone());
        queries::update(tx, &row)?;
    }
    let actor = by.actor();
    audit::note(
        tx,
        by.now,
        &audit::Entry { kind: "refunds_ordered", actor: Some(&actor), subject: &made.id, detail: None },
    )?;
    Ok(Some(made))
}

/// An order that was made before, to be given to the bank again: it knows it by its id.
///
/// # Errors
/// Only the database's.
pub fn order(tx: &Tx<'_>, id: &str) -> Result<Option<OrderFile>, Error> {
    tx.one("SELECT refunds, total, xml FROM refund_files WHERE id = ?1", [id], |row| {
        let xml = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(2)?).into_owned();
        Ok(OrderFile { id: id.to_owned(), transfers: row.get(0)?, total: row.get(1).map(Cents::new)?, xml })
    })
}

fn transfer(tx: &Tx<'_>, row: &RefundRow) -> Result<Transfer, Error> {
    let unknown = || Error::internal("a refund by transfer to nobody");
    let name = row.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).ok_or_else(unknown)?;
    Ok(Transfer {
        end_to_end: row.end_to_end(),
        amount: row.amount,
        payee_name: name.chars().take(LONGEST_NAME).collect(),
        payee_iban: row.iban.clone().ok_or_else(unknown)?,
        text: text(tx, row.payment)?,
    })
}

/// What the payee reads: the reference of what was paid.
fn text(tx: &Tx<'_>, payment: PaymentId) -> Result<String, Error> {
    let first = ledger::first_of_payment(tx, payment)?;
    let postings = first.map(|entry| entry.postings).unwrap_or_default();
    for (account, _) in postings {
        if let Account::Receivable(id) = account
            && let Some(payable) = bills::payable(tx, id)?
        {
            return Ok(format!("REFUND {}", payable.rf));
        }
    }
    Ok("REFUND".to_owned())
}

/// Takes the bank's answer to an order.
///
/// # Errors
/// `invalid` with the reason in words if it is none, or of no order of ours.
pub fn answers(tx: &Tx<'_>, by: &Acting<'_>, report: impl BufRead) -> Result<Answers, Error> {
    let report = pain002::read(report).map_err(|cause| {
        Error::new(Code::Invalid)
            .because("refund-answers")
            .text("why", in_every(|language| bank_words::report(language, &cause)))
    })?;
    let message = report.original_message.as_deref().unwrap_or_default();
    let rows = queries::of_order(tx, message)?;
    if rows.is_empty() {
        return Err(Error::new(Code::Invalid).because("refund-answers-order"));
    }
    let ours: BTreeSet<String> = rows.iter().map(RefundRow::end_to_end).collect();
    let strangers = report.transfers.iter().filter(|one| !ours.contains(&one.end_to_end)).count();
    let mut answers = Answers { unknown: u32::try_from(strangers).unwrap_or(u32::MAX), ..Answers::default() };
    for row in rows {
        hear(tx, by, row, &report, &mut answers)?;
    }
    Ok(answers)
}

fn hear(tx: &Tx<'_>, by: &Acting<'_>, mut row: RefundRow, report: &Report, answers: &mut Answers) -> Result<(), Error> {
    let Some(verdict) = report.verdict(&row.end_to_end()) else {
        answers.unchanged += 1;
        return Ok(());
    };
    match &verdict.status {
        // What the statement showed leaving comes back by the statement only.
        Status::Rejected(_) if row.state == RefundState::Succeeded => answers.unchanged += 1,
        Status::Rejected(code) => match row.state.after(RefundEvent::SaidFailed) {
            Some(state) => {
                row.state = state;
                row.failure = Some(verdict.reasons.first().unwrap_or(code).clone());
                put_back(tx, by, &row, "failed")?;
                queries::update(tx, &row)?;
                answers.failed += 1;
            }
            None => answers.unchanged += 1,
        },
        Status::Underway(_) | Status::Done(_) if row.state == RefundState::Failed => answers.contradicted += 1,
        Status::Underway(_) | Status::Done(_) => answers.under_way += 1,
        Status::Partly | Status::Unknown(_) => answers.unchanged += 1,
    }
    Ok(())
}
