//! Issuing a bill: what was ordered is checked, gets its number and its reference, and is booked. The issuing department's
//! own key makes it one bill however often it is ordered.

use super::{
    queries::{self, BillRow, Origin, PayableRow, Terms},
    reminders,
    scatter::scatter,
};
use crate::{
    db::Tx,
    error::Error,
    extract::client_made,
    ledger::{self, Account, Acting, EntryKind, NewEntry, business_day},
    sync::next_number,
};
use dimos_api::{
    pay::{BillLine, NewBillRequest},
    problem::Code,
};
use dimos_domain::{
    contact::{self, looks_like_email},
    ids::*,
    money::{BillKind, Cents, RfReference, TaxNumber},
    words::is_hidden,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Lines of a bill.
pub(crate) const MOST_LINES: usize = 50;
/// Characters of a department's own key.
pub(crate) const MOST_KEY_CHARS: usize = 80;
/// Characters of a name.
pub(crate) const MOST_NAME_CHARS: usize = 200;
/// Characters of every other text.
pub(crate) const MOST_TEXT_CHARS: usize = 500;
/// Bills of earlier years are entered late, but not of any year.
const MOST_DAYS_BACK: i32 = 5 * 366;
/// References that are taken one after the other: more is no accident.
const MOST_PASSED_OVER: usize = 1_000;
/// Nobody plans further ahead.
const MOST_DAYS_AHEAD: i32 = 5 * 366;

/// What is ordered.
#[derive(Clone)]
pub struct Order {
    /// The bill's id; made anew where it is only known by its key.
    pub id: BillId,
    /// The issuing department's key.
    pub key: String,
    /// Which kind.
    pub kind: BillKindCode,
    /// Who owes.
    pub tax_number: Option<TaxNumber>,
    /// Who owes, in words.
    pub name: String,
    /// Where reminders and receipts go; may be empty.
    pub email: String,
    /// What exactly it is for.
    pub description: String,
    /// For which period.
    pub period: String,
    /// When it is issued; absent: today.
    pub issued_on: Option<Date>,
    /// Until when; absent: by the kind's days.
    pub due_on: Option<Date>,
    /// What it is made of.
    pub lines: Vec<BillLine>,
}

/// What became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issued {
    /// It is a bill now.
    New(BillId),
    /// It was one already, and the same.
    Known(BillId),
}

impl Issued {
    /// The bill.
    #[must_use]
    pub const fn bill(self) -> BillId {
        match self {
            Self::New(id) | Self::Known(id) => id,
        }
    }
}

impl TryFrom<NewBillRequest> for Order {
    type Error = Error;

    fn try_from(new: NewBillRequest) -> Result<Self, Error> {
        client_made(new.id.0, "/id")?;
        let number = new.tax_number.filter(|number| !number.trim().is_empty()).map(|number| number.parse());
        let tax_number = number.transpose().map_err(|_| invalid("tax-number").field("/tax_number"))?;
        Ok(Self {
            id: new.id,
            key: new.key,
            kind: new.kind,
            tax_number,
            name: new.name,
            email: new.email.unwrap_or_default(),
            description: new.description,
            period: new.period,
            issued_on: new.issued_on,
            due_on: new.due_on,
            lines: new.lines,
        })
    }
}

fn invalid(reason: &'static str) -> Error {
    Error::new(Code::Invalid).because(reason)
}

/// Issues a bill, unless its key was issued before.
///
/// # Errors
/// `invalid` with the field for what does not fit; `key_reused` if the key or the id is another bill's.
pub fn issue(tx: &Tx<'_>, by: &Acting<'_>, order: &Order) -> Result<Issued, Error> {
    let hash = order.tax_number.as_ref().map(|number| by.keys.tax_number(number));
    let content = content(order, hash.as_ref())?;
    if let Some((id, same)) = queries::by_key(tx, &order.key)? {
        let known = same == content;
        return if known {
            Ok(Issued::Known(id))
        } else {
            Err(Error::new(Code::KeyReused).because("bill").field("/key"))
        };
    }
    if queries::bill(tx, order.id)?.is_some() {
        return Err(Error::new(Code::KeyReused).because("bill").field("/id"));
    }
    let kind = by.payments()?.kind(&order.kind).ok_or_else(|| invalid("bill-kind").field("/kind"))?;
    check_words(order)?;
    let amount = check_lines(by, &order.lines)?;
    let (issued_on, due_on) = days(by, kind, order)?;
    let terms = terms(by, kind, amount, issued_on)?;
    let debtor = match hash.as_ref().map(|hash| queries::debtor(tx, hash)).transpose()?.flatten() {
        Some(known) => known,
        None => queries::add_debtor(tx, hash.as_ref(), by.now)?,
    };
    queries::put_contact(tx, debtor, order.name.trim(), order.email.trim())?;
    let bill = BillRow {
        id: order.id,
        number: number(tx, by)?,
        kind: order.kind.clone(),
        debtor,
        description: order.description.trim().to_owned(),
        period: order.period.trim().to_owned(),
        issued_on,
        due_on,
        amount,
        terms,
        ended: None,
    };
    let origin = Origin { key: Some(&order.key), content: &content, supersedes: None };
    write(tx, by, &bill, &origin, &order.lines, business_day(tx, issued_on)?)?;
    Ok(Issued::New(bill.id))
}

/// Writes a new bill with its lines, its reference and its entry in the journal.
pub(super) fn write(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    bill: &BillRow,
    origin: &Origin<'_>,
    lines: &[BillLine],
    on: Date,
) -> Result<PayableRow, Error> {
    queries::insert_bill(tx, bill, origin, by.now)?;
    for (line, of) in lines.iter().enumerate() {
        queries::insert_line(tx, bill.id, line, of)?;
    }
    let payable = add_payable(tx, by, bill, 0, bill.amount, bill.due_on)?;
    let mut postings = vec![(Account::Receivable(payable.id), bill.amount)];
    for line in lines {
        let credit = line.amount.checked_neg().ok_or_else(|| invalid("amount"))?;
        postings.push((Account::Revenue(line.tax_head.clone()), credit));
    }
    let fact = fact(bill.id);
    let entry = NewEntry { kind: EntryKind::Issue, fact: &fact, payment: None, author: by.author, on, postings };
    ledger::post(tx, by.now, entry)?;
    Ok(payable)
}

/// The fact that a bill was issued.
pub(super) fn fact(bill: BillId) -> String {
    format!("bill:{bill}")
}

/// Gives a bill, or one instalment of it, its reference, and notes when to remind of it.
pub(super) fn add_payable(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    bill: &BillRow,
    instalment: u8,
    amount: Cents,
    due_on: Date,
) -> Result<PayableRow, Error> {
    // A bank that checks the reference against the amount would refuse every other: only where none can be right.
    let terms = &bill.terms;
    let fixed = terms.early.is_none() && terms.late.is_none() && !terms.part_payment;
    let rf = reference(tx, by, fixed.then_some(amount))?;
    let id = PayableId(Uuid::now_v7());
    let payable = PayableRow { id, instalment, rf, amount, due_on, ended: None, bill: bill.clone() };
    queries::insert_payable(tx, &payable)?;
    reminders::plan(tx, by, &payable)?;
    Ok(payable)
}

/// The next reference, in an order that nobody knows. What was given out before stays what it is: references of older
/// servers, or under a key that was lost, are passed over.
fn reference(tx: &Tx<'_>, by: &Acting<'_>, amount: Option<Cents>) -> Result<RfReference, Error> {
    let none_left = || Error::internal("no reference left");
    let organisation = &by.payments()?.creditor.organisation;
    for _ in 0..MOST_PASSED_OVER {
        let count = u64::try_from(next_number(tx, "references")?).map_err(Error::internal)?;
        let number = scatter(by.keys, count).ok_or_else(none_left)?;
        let rf = RfReference::dias(organisation, amount, number).ok_or_else(none_left)?;
        if queries::payable_by_rf(tx, &rf)?.is_none() {
            return Ok(rf);
        }
    }
    Err(none_left())
}

/// The next bill's number of this year.
pub(super) fn number(tx: &Tx<'_>, by: &Acting<'_>) -> Result<String, Error> {
    let year = by.today().year();
    Ok(format!("{year}-{:06}", next_number(tx, &format!("bills:{year}"))?))
}

fn terms(by: &Acting<'_>, kind: &BillKind, amount: Cents, issued_on: Date) -> Result<Terms, Error> {
    let terms = kind.terms(amount, issued_on, &by.city.city.calendar).ok_or_else(|| invalid("bill-day"))?;
    Ok(Terms {
        tax_head: kind.tax_head.clone(),
        early: terms.early,
        late: terms.late,
        instalments: kind.instalments,
        part_payment: kind.part_payment,
    })
}

fn days(by: &Acting<'_>, kind: &BillKind, order: &Order) -> Result<(Date, Date), Error> {
    let today = by.today();
    let issued_on = order.issued_on.unwrap_or(today);
    let apart = |from: Date, to: Date| from.until(to).map(|span| span.get_days()).unwrap_or(i32::MAX);
    if issued_on > today || apart(issued_on, today) > MOST_DAYS_BACK {
        return Err(invalid("issue-day").field("/issued_on"));
    }
    let calendar = &by.city.city.calendar;
    let by_kind = kind.terms(Cents::new(1), issued_on, calendar).map(|terms| terms.due_on);
    let due_on = order.due_on.map(|day| calendar.working_day_from(day)).or(by_kind);
    let due_on = due_on.ok_or_else(|| invalid("bill-day").field("/due_on"))?;
    let before = order.due_on.is_some_and(|day| day < issued_on);
    if before || due_on < issued_on || apart(today, due_on) > MOST_DAYS_AHEAD {
        return Err(invalid("bill-day").field("/due_on"));
    }
    Ok((issued_on, due_on))
}

/// What a bill is made of: at least one line, known tax heads, amounts above zero, in all not more than any bill may be.
pub(super) fn check_lines(by: &Acting<'_>, lines: &[BillLine]) -> Result<Cents, Error> {
    let payments = by.payments()?;
    if lines.is_empty() || lines.len() > MOST_LINES {
        return Err(invalid("bill-lines").arg("max", MOST_LINES).field("/lines"));
    }
    for (at, line) in lines.iter().enumerate() {
        payments.tax_head(&line.tax_head).ok_or_else(|| invalid("tax-head").field(&format!("/lines/{at}/tax_head")))?;
        payments.check_amount(line.amount).map_err(|_| invalid("amount").field(&format!("/lines/{at}/amount")))?;
        short(&line.text, MOST_TEXT_CHARS, "/lines")?;
    }
    let total = Cents::total(lines.iter().map(|line| line.amount));
    total.filter(|total| payments.check_amount(*total).is_ok()).ok_or_else(|| invalid("amount").field("/lines"))
}

fn check_words(order: &Order) -> Result<(), Error> {
    if order.key.trim() != order.key || order.key.is_empty() {
        return Err(invalid("bill-key").field("/key"));
    }
    short(&order.key, MOST_KEY_CHARS, "/key")?;
    short(&order.name, MOST_NAME_CHARS, "/name")?;
    short(&order.description, MOST_TEXT_CHARS, "/description")?;
    short(&order.period, MOST_TEXT_CHARS, "/period")?;
    let email = order.email.trim();
    if order.name.trim().is_empty() {
        return Err(invalid("bill-name").field("/name"));
    }
    short(email, contact::MAX_CHARS, "/email")?;
    if email.is_empty() || looks_like_email(email) {
        Ok(())
    } else {
        Err(Error::new(Code::BadContact).because("email").field("/email"))
    }
}

fn short(text: &str, max: usize, field: &str) -> Result<(), Error> {
    if text.chars().count() > max {
        return Err(Error::new(Code::BadText).because("too-long").arg("max", max).field(field));
    }
    if is_one_visible_line(text) { Ok(()) } else { Err(Error::new(Code::BadText).because("control").field(field)) }
}

/// Whether a text is as long and as it reads wherever it is shown.
pub(super) fn is_one_visible_line(text: &str) -> bool {
    !text.chars().any(|one| one.is_control() || is_hidden(one) || matches!(one, '\u{2028}' | '\u{2029}'))
}

/// What was ordered under a key, hashed: the same order is known again, another one is refused.
fn content(order: &Order, tax_hash: Option<&[u8; 32]>) -> Result<[u8; 32], Error> {
    let whole = serde_json::to_vec(&(
        &order.kind,
        tax_hash,
        order.name.trim(),
        order.email.trim(),
        order.description.trim(),
        order.period.trim(),
        order.issued_on,
        order.due_on,
        &order.lines,
    ))?;
    Ok(Sha256::digest(&whole).into())
}
