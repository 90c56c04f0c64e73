//! The end, as far as the city's bank and refunds go: each movement of the bank's is one entry of the server's, and what
//! became of it is what somebody decided, or what nobody could doubt; each refund is what provider and bank made of it.

use crate::{
    bank::{Movement, Ordered, Piece, What, key},
    givings::Given,
    model::{Decision, Owner, Parts},
    outside::{Dispute, Taking},
    verdict::Truth,
};
use dimos_domain::ids::{PayableId, RefundId};
use dimos_server::{bills, db::Tx, error::Error};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What of the truth is known of the bank's money and of refunds.
#[derive(Debug, Default)]
pub struct Reckoned {
    /// What is not so.
    pub wrong: Vec<String>,
    /// What the bank's money paid, and what refunds gave back, by owner.
    pub paid: BTreeMap<Owner, i64>,
    /// What the bank's money was meant for, and when it came.
    pub parts: Vec<(String, i64, Date)>,
    /// Whose money took a way that is not worth following one by one.
    pub winding: BTreeSet<Owner>,
    /// What every kind of account should hold of it.
    pub held: BTreeMap<&'static str, i64>,
}

/// An entry of the server's.
#[derive(Debug, Default)]
struct Row {
    id: String,
    cents: i64,
    state: String,
    reason: String,
    payment: Option<String>,
    original: Option<String>,
    day: String,
    payment_state: String,
    payment_day: String,
}

/// Reckons it.
///
/// # Errors
/// The database's.
pub fn reckon(tx: &Tx<'_>, truth: &Truth) -> Result<Reckoned, Error> {
    let mut all = Reckoned::default();
    let mut rows = rows(tx)?;
    let mut taken = Vec::new();
    for (at, movement) in truth.bank.movements.iter().enumerate() {
        for piece in &movement.pieces {
            match rows.remove(&movement.key(piece)).unwrap_or_default().as_mut_slice() {
                [row] if row.cents == piece.cents && row.day == movement.day.to_string() => {
                    taken.push((at, movement, piece, std::mem::take(row)));
                }
                others => all.wrong.push(format!("{piece:?} of {movement:?} is {others:?}")),
            }
        }
    }
    all.wrong.extend(rows.into_values().flatten().map(|row| format!("nothing of this moved: {row:?}")));
    all.hold("bank", truth.bank.moved());
    for (_, movement, piece, row) in &taken {
        let id_of = |of: usize| taken.iter().find(|(at, ..)| *at == of).map(|(.., row)| row.id.clone());
        let returned = taken.iter().any(|(.., other)| other.original.as_deref() == Some(&row.id));
        all.entry(tx, truth, &Seen { movement, piece, row, returned, original: original(piece).and_then(id_of) })?;
    }
    all.refunds(tx, truth)?;
    all.losses(tx, truth)?;
    Ok(all)
}

fn original(piece: &Piece) -> Option<usize> {
    if let What::Return(of) = piece.what { Some(of) } else { None }
}

fn rows(tx: &Tx<'_>) -> Result<BTreeMap<String, Vec<Row>>, Error> {
    let found = tx.all(
        "SELECT coalesce(p.name, ''), e.bank_reference, e.amount, e.id, e.state, coalesce(e.reason, ''), e.payment, \
         e.original, e.booked_on, coalesce(m.state, ''), coalesce(m.on_day, '') FROM statement_entries e \
         LEFT JOIN statement_payers p ON p.entry = e.id LEFT JOIN payments m ON m.id = e.payment ORDER BY e.id",
        [],
        |row| {
            let (name, reference, cents) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?);
            let (id, state, reason, payment) = (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
            let (original, day, payment_state, payment_day) = (row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?);
            let row = Row { id, cents, state, reason, payment, original, day, payment_state, payment_day };
            Ok((key(&name, &reference, cents), row))
        },
    )?;
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for (key, row) in found {
        rows.entry(key).or_default().push(row);
    }
    Ok(rows)
}

/// An entry, and what it is in truth.
struct Seen<'a> {
    movement: &'a Movement,
    piece: &'a Piece,
    row: &'a Row,
    /// Another entry took it back.
    returned: bool,
    /// The entry that it takes back in truth.
    original: Option<String>,
}

impl Reckoned {
    fn hold(&mut self, kind: &'static str, cents: i64) {
        *self.held.entry(kind).or_default() += cents;
    }

    fn entry(&mut self, tx: &Tx<'_>, truth: &Truth, seen: &Seen<'_>) -> Result<(), Error> {
        let Seen { piece, row, .. } = seen;
        let decision = truth.model.decision(&row.id);
        if truth.model.decisions.get(&row.id).is_some_and(|all| all.values().any(|one| *one == Decision::Undone)) {
            self.undone(truth, seen);
        }
        let waits = matches!(row.state.as_str(), "unmatched" | "suggested");
        let is_gone = row.reason == "returned";
        match row.state.as_str() {
            "matched" | "auto_matched" => {}
            _ if is_gone => {}
            "ignored" => self.hold("outside", -row.cents),
            _ => self.hold("unmatched", -row.cents),
        }
        match (row.state.as_str(), &piece.what, decision) {
            // Nobody had said what it is for when it was taken back.
            (_, What::Names(_) | What::Riddle, _) if is_gone && seen.returned && row.payment.is_none() => {}
            ("matched", _, Some(Decision::Allocated(parts))) => self.pays(truth, seen, parts.clone()),
            ("matched", What::Payout(_), Some(Decision::PaidOut)) => self.paid_out(piece),
            ("auto_matched", What::Names(payable), None | Some(Decision::Proposed)) => {
                self.pays(truth, seen, vec![(payable.clone(), row.cents)]);
            }
            ("auto_matched", What::Payout(_), None | Some(Decision::Proposed)) => self.paid_out(piece),
            ("auto_matched", What::Refund(_), None) => {}
            ("auto_matched", What::Return(_), None) if row.original == seen.original && row.original.is_some() => {}
            ("ignored", What::Charge, None) | ("ignored", _, Some(Decision::Ignored)) => {}
            // One of two who must sign has looked at it, or it was undone: rules leave it alone.
            (_, _, Some(Decision::Undone | Decision::Proposed)) if waits => {}
            (_, what, None) if waits => {
                if let Some(why) = self.must_not_wait(tx, what, row)? {
                    self.wrong.push(format!("{why}: {row:?}, {piece:?}"));
                }
            }
            _ => self.wrong.push(format!("{row:?} is not {:?} by {decision:?}", seen.piece)),
        }
        Ok(())
    }

    /// Its money is for these, unless it was taken back.
    fn pays(&mut self, truth: &Truth, seen: &Seen<'_>, parts: Parts) {
        let (row, owner) = (seen.row, truth.model.owner(&parts[0].0).clone());
        if seen.returned {
            self.winding.insert(owner);
            if row.payment_state != "reversed" {
                self.wrong.push(format!("{row:?} was taken back and stands"));
            }
            return;
        }
        if row.payment.is_none() || row.payment_state == "reversed" {
            self.wrong.push(format!("{row:?} is for {parts:?} and pays nothing"));
        }
        if row.payment_day != seen.movement.day.to_string() {
            self.wrong.push(format!("{row:?} counts for {}", row.payment_day));
        }
        if parts.iter().map(|(_, cents)| cents).sum::<i64>() != row.cents {
            // What was too much is credit, until something of the same bill is owed again.
            self.winding.insert(owner.clone());
        }
        *self.paid.entry(owner).or_default() += row.cents;
        self.parts.extend(parts.into_iter().map(|(payable, cents)| (payable, cents, seen.movement.day)));
    }

    /// Whose it was meanwhile is owed again, and credit may have gone there.
    fn undone(&mut self, truth: &Truth, seen: &Seen<'_>) {
        let meant = truth.model.decisions[&seen.row.id].values().filter_map(|one| match one {
            Decision::Allocated(parts) => Some(&parts[0].0),
            _ => None,
        });
        let named = match &seen.piece.what {
            What::Names(payable) => Some(payable),
            _ => None,
        };
        self.winding.extend(meant.chain(named).map(|payable| truth.model.owner(payable).clone()));
    }

    fn paid_out(&mut self, piece: &Piece) {
        if let What::Payout(payout) = &piece.what {
            self.hold("clearing", -payout.gross);
            self.hold("fees", payout.fees);
        }
    }

    /// Why an entry on which nobody decided should not wait.
    fn must_not_wait(&self, tx: &Tx<'_>, what: &What, row: &Row) -> Result<Option<&'static str>, Error> {
        Ok(match what {
            What::Names(payable) => {
                let id: PayableId = payable.parse().unwrap();
                let standing = bills::standing(tx, id)?.unwrap();
                let asked = standing.expected(row.day.parse().unwrap())?.total.is_positive();
                asked.then_some("what it names can be paid, and it waits")
            }
            What::Payout(payout) => {
                let held: Option<i64> = tx.one(
                    "SELECT coalesce(sum(p.cents), 0) FROM postings p JOIN ledger_accounts a ON a.id = p.account \
                     WHERE a.kind = 'clearing'",
                    [],
                    |row| row.get(0),
                )?;
                let told = row.reason != "payout_unclear" && !row.reason.is_empty();
                (told && held >= Some(payout.gross)).then_some("the provider's payout is covered, and it waits")
            }
            What::Return(_) => {
                let why = ["no_original", "several_originals"].contains(&row.reason.as_str());
                (!why).then_some("what came back is not booked")
            }
            What::Refund(_) => Some("a refund left, and its money waits"),
            What::Charge => Some("charges wait"),
            What::CameBack | What::Riddle => None,
        })
    }

    /// Each refund is what provider and bank made of it, and none is of nobody's asking.
    fn refunds(&mut self, tx: &Tx<'_>, truth: &Truth) -> Result<(), Error> {
        let owners = owners(tx, truth)?;
        let rows = tx.all(
            "SELECT r.id, r.payment, r.amount, r.by_provider, r.state, m.debtor FROM refunds r JOIN payments m ON m.id = r.payment",
            [],
            |row| {
                let (id, payment, cents): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let (by_provider, state, debtor): (bool, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
                Ok((id, payment, cents, by_provider, state, debtor))
            },
        )?;
        let (mut givings, mut transfers) = (truth.givings.clone(), truth.bank.transfers.clone());
        for (id, payment, cents, by_provider, state, debtor) in rows {
            let refund: RefundId = id.parse().unwrap();
            let asked =
                truth.model.refunds.get(&id).is_some_and(|asked| asked.payment == payment && asked.cents == cents);
            let nothing: &[&str] = &["requested", "rejected", "withdrawn"];
            let (should, amount): (&[&str], i64) = if by_provider {
                match givings.remove(&refund).map(|one| (one.state, one.cents)) {
                    None => (&["requested", "rejected", "withdrawn", "failed"], cents),
                    Some((Given::Done, amount)) => (&["succeeded"], amount),
                    Some((Given::Failed, amount)) => (&["failed"], amount),
                    Some((Given::Pending, amount)) => (&["submitted"], amount),
                }
            } else {
                match transfers.remove(&refund.0.simple().to_string()) {
                    None => (nothing, cents),
                    Some(one) if one.times != 1 => (&[], one.cents),
                    Some(one) if one.state == Ordered::Refused => (&["failed"], one.cents),
                    Some(one) => (&["succeeded"], one.cents),
                }
            };
            if !asked || !should.contains(&state.as_str()) || amount != cents {
                self.wrong.push(format!("refund {id} of {cents} is {state}, not one of {should:?} of {amount}"));
            }
            let owner = owners.get(&debtor).cloned().unwrap();
            if state == "succeeded" {
                *self.paid.entry(owner.clone()).or_default() -= cents;
                self.hold("clearing", if by_provider { -cents } else { 0 });
            }
            // One that was withdrawn may have been approved before: what came back may be credit.
            if !["requested", "rejected"].contains(&state.as_str()) {
                self.winding.insert(owner);
            }
        }
        self.wrong.extend(givings.iter().map(|one| format!("nobody asked for this refund: {one:?}")));
        self.wrong.extend(transfers.iter().map(|one| format!("nobody asked for this transfer: {one:?}")));
        Ok(())
    }
}

impl Reckoned {
    /// The city gives up what was given back by refunds and by a lost dispute beyond what came, and nothing else: credit
    /// that was used meanwhile is owed again where it went.
    fn losses(&mut self, tx: &Tx<'_>, truth: &Truth) -> Result<(), Error> {
        let rows = tx.all(
            "SELECT coalesce(m.transaction_id, ''), m.amount, m.state = 'reversed', (SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = m.id \
             AND state = 'succeeded'), (SELECT coalesce(sum(p.cents), 0) FROM journal_entries e JOIN postings p ON p.entry = e.no \
             JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'write_off' WHERE e.payment = m.id) \
             FROM payments m",
            [],
            |row| {
                let (transaction, came, is_gone): (String, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok((transaction, came, is_gone, row.get::<_, i64>(3)?, row.get::<_, i64>(4)?))
            },
        )?;
        for (transaction, came, is_gone, refunded, given_up) in rows {
            let back = match truth.takings.iter().find(|one| one.transaction == transaction) {
                Some(Taking { dispute: Some(Dispute::Lost(cents)), .. }) => *cents,
                Some(taking) => i64::from(taking.reversed) * came,
                None => i64::from(is_gone) * came,
            };
            let should = (back + refunded - came).max(0);
            if given_up != should {
                self.wrong.push(format!("of {came} by {transaction:?} {given_up} were given up, not {should}"));
            }
        }
        Ok(())
    }
}

/// Who the debtors are.
fn owners(tx: &Tx<'_>, truth: &Truth) -> Result<BTreeMap<String, Owner>, Error> {
    let bills =
        tx.all("SELECT id, debtor FROM bills", [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let known = bills.into_iter().filter_map(|(id, debtor)| Some((debtor, truth.model.bills.get(&id)?.owner.clone())));
    Ok(known.collect())
}
