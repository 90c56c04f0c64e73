//! Money that is known to have come: the one way from a fact (a provider's word, a statement entry, cash on the desk) to
//! bills that are paid. Each fact becomes one payment with one receipt; what nothing is owed for becomes credit.

use super::{
    in_order,
    queries::{self, PaymentRow},
    receipts,
};
use crate::{
    bills::{self, Adjustments, PayableRow, Standing},
    db::{Tx, ms},
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_api::{pay::PaidBy, problem::Code};
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{DebtorId, PayableId, PaymentId},
    l10n::Language,
    money::{Cents, Open, PaymentState, allocate},
};
use jiff::civil::Date;
use uuid::Uuid;

/// Money that came.
#[derive(Debug, Clone)]
pub struct Received<'a> {
    /// What happened outside, uniquely: `paid:stripe:pi_123`, `match:<entry>:<version>`, `cash:<id>`.
    pub fact: &'a str,
    /// What kind of entry it is: payment, cash or match.
    pub kind: EntryKind,
    /// The payment's id, where somebody chose one.
    pub id: Option<PaymentId>,
    /// How it came.
    pub source: PaidBy,
    /// By whose page, and what it is called there.
    pub provider: Option<(ProviderName, &'a str)>,
    /// Where the money is now: with a provider, in a desk, unmatched on the bank account.
    pub from: Account,
    /// How much.
    pub amount: Cents,
    /// When it was paid: decides on discounts and surcharges.
    pub on: Date,
    /// What it is for, in this order; at least one. What is named beyond the amount gets less.
    pub parts: &'a [(PayableId, Cents)],
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// The payment.
    pub payment: PaymentRow,
    /// Whether it was booked now or before.
    pub first: bool,
}

/// What each payable takes, and what is left over for whom.
#[derive(Default)]
struct Shares {
    taken: Vec<(Standing, Cents)>,
    credit: Vec<(DebtorId, Cents)>,
    /// Where money of later days stands in the way.
    out_of_order: Vec<PayableId>,
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// Books money that came, unless this fact was booked before.
///
/// # Errors
/// `not_found` if a payable does not exist or none is named; `invalid` for nothing, or for more than the books take.
pub fn receive(tx: &Tx<'_>, by: &Acting<'_>, received: &Received<'_>) -> Result<Booked, Error> {
    if let Some(id) = ledger::payment_of(tx, received.fact)? {
        let payment = queries::payment(tx, id)?.ok_or_else(|| Error::internal("a payment is gone"))?;
        return Ok(Booked { payment, first: false });
    }
    if !received.amount.is_positive() {
        return Err(Error::new(Code::Invalid).because("amount"));
    }
    if !received.amount.is_believable() {
        return Err(Error::new(Code::Invalid).because("amount-too-large"));
    }
    let (mut shares, mut late, mut moved) = (share(tx, received)?, Vec::new(), Vec::new());
    while !shares.out_of_order.is_empty() {
        for payable in &shares.out_of_order {
            moved.extend(in_order::make_way(tx, by, *payable, received.on, received.fact)?);
        }
        late.append(&mut shares.out_of_order);
        shares = share(tx, received)?;
    }
    let debtor = shares.debtor(tx, received)?;
    let on = by.business_day(tx)?;
    let payment = PaymentRow {
        id: received.id.unwrap_or_else(|| PaymentId(Uuid::now_v7())),
        source: received.source,
        provider: received.provider.map(|(name, _)| name),
        transaction: received.provider.map(|(_, code)| code.to_owned()),
        debtor,
        amount: received.amount,
        on: received.on,
        received_at: by.now,
        state: PaymentState::Received,
        receipt: receipts::next(tx, by.today().year())?,
    };
    queries::insert(tx, &payment)?;
    receipts::give(tx, by, &payment)?;
    received.parts.iter().try_for_each(|(id, cents)| queries::note_meant_for(tx, payment.id, *id, *cents))?;
    let mut adjustments = Adjustments::default();
    for (standing, cents) in &shares.taken {
        adjustments.add(standing, standing.wanted_after(Some((*cents, received.on)))?)?;
    }
    adjustments.post_before(tx, by, received.fact, on)?;
    let entry = NewEntry {
        kind: received.kind,
        fact: received.fact,
        payment: Some(payment.id),
        author: by.author,
        on,
        postings: shares.postings(received)?,
    };
    if !ledger::post(tx, by.now, entry)?.is_first() {
        return Err(Error::internal("a fact without a payment was posted as money"));
    }
    adjustments.post_after(tx, by, received.fact, on)?;
    in_order::come_back(tx, by, &late, moved, received.fact)?;
    queue_receipt(tx, by, &payment)?;
    Ok(Booked { payment, first: true })
}

/// Gives the money to what it is for. Each part takes what it names and what is owed there; a bill that was amended or put
/// into a plan meanwhile passes it on, to what is due first.
fn share(tx: &Tx<'_>, received: &Received<'_>) -> Result<Shares, Error> {
    let (mut shares, mut left) = (Shares::default(), received.amount);
    for (id, named) in received.parts {
        let payable = bills::payable(tx, *id)?.ok_or_else(|| Error::new(Code::NotFound).because("payable"))?;
        let part = left.min(*named);
        if !part.is_positive() {
            continue;
        }
        left = left.checked_sub(part).ok_or_else(overflow)?;
        let targets = bills::targets(tx, &payable)?.into_iter();
        let open = targets.map(|target| shares.open(tx, target, part, received.on)).collect::<Result<Vec<_>, _>>()?;
        let allocated = allocate(part, &open).ok_or_else(overflow)?;
        allocated.parts.into_iter().try_for_each(|(id, cents)| shares.take(id, cents))?;
        shares.add_credit(payable.bill.debtor, allocated.surplus)?;
    }
    let first = received.parts.first().ok_or_else(|| Error::new(Code::NotFound).because("payable"))?;
    if left.is_positive() {
        let payable = bills::payable(tx, first.0)?.ok_or_else(|| Error::new(Code::NotFound).because("payable"))?;
        shares.add_credit(payable.bill.debtor, left)?;
    }
    shares.taken.retain(|(_, cents)| cents.is_positive());
    Ok(shares)
}

impl Shares {
    /// How much of a part a payable takes. Named twice: together it takes no more than once.
    fn open(&mut self, tx: &Tx<'_>, target: PayableRow, part: Cents, on: Date) -> Result<Open, Error> {
        let (id, due_on) = (target.id, target.due_on);
        if !self.taken.iter().any(|(one, _)| one.payable.id == id) {
            let standing = Standing::of(tx, target)?;
            if standing.is_out_of_order(on) {
                self.out_of_order.push(id);
            }
            self.taken.push((standing, Cents::ZERO));
        }
        let Some((standing, before)) = self.taken.iter().find(|(one, _)| one.payable.id == id) else {
            return Err(Error::internal("a payable that was just read is gone"));
        };
        let both = before.checked_add(part).ok_or_else(overflow)?;
        let owed = standing.takes(both, on)?.checked_sub(*before).ok_or_else(overflow)?;
        Ok(Open { id, due_on, owed })
    }

    fn take(&mut self, id: PayableId, cents: Cents) -> Result<(), Error> {
        for (_, taken) in self.taken.iter_mut().filter(|(one, _)| one.payable.id == id) {
            *taken = taken.checked_add(cents).ok_or_else(overflow)?;
        }
        Ok(())
    }

    fn add_credit(&mut self, debtor: DebtorId, cents: Cents) -> Result<(), Error> {
        if !cents.is_positive() {
            return Ok(());
        }
        match self.credit.iter_mut().find(|(one, _)| *one == debtor) {
            Some((_, sum)) => *sum = sum.checked_add(cents).ok_or_else(overflow)?,
            None => self.credit.push((debtor, cents)),
        }
        Ok(())
    }

    /// Whose payment it is: of the first that it is for.
    fn debtor(&self, tx: &Tx<'_>, received: &Received<'_>) -> Result<DebtorId, Error> {
        let named = self.taken.first().map(|(standing, _)| standing.payable.bill.debtor);
        if let Some(debtor) = named.or_else(|| self.credit.first().map(|(debtor, _)| *debtor)) {
            return Ok(debtor);
        }
        let first = received.parts.first().map(|(id, _)| bills::payable(tx, *id)).transpose()?.flatten();
        first.map(|payable| payable.bill.debtor).ok_or_else(|| Error::new(Code::NotFound).because("payable"))
    }

    fn postings(&self, received: &Received<'_>) -> Result<Vec<(Account, Cents)>, Error> {
        let credit = |cents: Cents| cents.checked_neg().ok_or_else(overflow);
        let mut postings = vec![(received.from.clone(), received.amount)];
        for (standing, cents) in &self.taken {
            postings.push((Account::Receivable(standing.payable.id), credit(*cents)?));
        }
        for (debtor, cents) in &self.credit {
            postings.push((Account::Credit(*debtor), credit(*cents)?));
        }
        Ok(postings)
    }
}

/// The receipt goes by e-mail where there is an address.
fn queue_receipt(tx: &Tx<'_>, by: &Acting<'_>, payment: &PaymentRow) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO mail_outbox (kind, about, recipient, language, state, try_at, created_at) \
         SELECT 'receipt', ?1, email, ?3, 'waiting', ?4, ?4 FROM debtor_contacts WHERE debtor = ?2 AND email <> '' \
         ON CONFLICT (kind, about) DO NOTHING",
        (payment.id.to_string(), payment.debtor.to_string(), Language::default().tag(), ms(by.now)),
    )?;
    Ok(())
}
