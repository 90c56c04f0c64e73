//! The end: everything was delivered, asked and answered. Now the books must agree with the truth outside, to the cent.

use crate::{
    bank::Bank,
    by_day::{self, Stands, part_of},
    givings::Giving,
    life::lilliput,
    model::{Model, Owner},
    outside::{Dispute, Taking},
    reckoning::{self, Reckoned},
    tally::Tally,
};
use dimos_domain::{
    ids::{PayableId, RefundId},
    money::{BasisPoints, day_of},
};
use dimos_server::{
    bills::{self, Standing},
    db::Tx,
    error::Error,
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// Everything that is known of the truth.
#[derive(Debug)]
pub struct Truth {
    /// What was asked for and decided.
    pub model: Model,
    /// What the provider took.
    pub takings: Vec<Taking>,
    /// What it gave back.
    pub givings: BTreeMap<RefundId, Giving>,
    /// The city's bank.
    pub bank: Bank,
}

/// What is lost, doubled or otherwise not so. Counts what it could look at most closely.
///
/// # Errors
/// The database's.
pub fn judge(tx: &Tx<'_>, truth: &Truth, played: &mut Tally) -> Result<Vec<String>, Error> {
    let mut wrong = payments(tx, truth)?;
    let mut reckoned = reckoning::reckon(tx, truth)?;
    wrong.append(&mut reckoned.wrong);
    wrong.extend(accounts(tx, truth, &reckoned)?);
    wrong.extend(owners(tx, truth, &reckoned)?);
    wrong.extend(attempts(tx, truth)?);
    for (bill, of) in &truth.model.bills {
        let mut standings = Vec::new();
        for (payable, _) in truth.model.payables.iter().filter(|(_, one)| *one == bill) {
            let id: PayableId = payable.parse().unwrap();
            standings.extend(bills::standing(tx, id)?);
        }
        standings.iter().for_each(|standing| wrong.extend(terms(standing)));
        let winding = truth.model.winding.contains(&of.owner) || reckoned.winding.contains(&of.owner);
        if of.asked && !winding && !regretted(truth, &of.owner) {
            wrong.extend(plain(tx, truth, &reckoned, bill, &mut standings, played)?);
        }
    }
    Ok(wrong)
}

fn sums(tx: &Tx<'_>, sql: &str) -> Result<BTreeMap<String, i64>, Error> {
    let rows = tx.all(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut sums = BTreeMap::new();
    for (key, cents) in rows {
        *sums.entry(key).or_default() += cents;
    }
    Ok(sums)
}

/// Each taking is one payment; what does not fit waits for a person.
fn payments(tx: &Tx<'_>, truth: &Truth) -> Result<Vec<String>, Error> {
    let booked = tx.all(
        "SELECT coalesce(transaction_id, id), amount, state, source, on_day FROM payments WHERE source <> 'bank'",
        [],
        |row| {
            let (state, source, on) = (row.get::<_, String>(2)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?);
            Ok((row.get::<_, String>(0)?, (row.get::<_, i64>(1)?, state, source, on)))
        },
    )?;
    let parked = sums(tx, "SELECT fact, amount FROM parked WHERE reason IN ('amount', 'currency')")?;
    let mut booked: BTreeMap<_, _> = booked.into_iter().collect();
    let mut wrong = Vec::new();
    for taking in &truth.takings {
        let name = &taking.transaction;
        let gone = taking.reversed || taking.dispute == Some(Dispute::Lost(taking.cents));
        match booked.remove(name) {
            None if truth.model.counts(taking) && !taking.reversed => wrong.push(format!("{name} is lost: {taking:?}")),
            None if !taking.fits && !parked.contains_key(&format!("paid:sandbox:{name}")) => {
                wrong.push(format!("{name} does not fit and nobody is told: {taking:?}"));
            }
            None => {}
            Some(_) if !truth.model.counts(taking) => wrong.push(format!("{name} does not fit and was booked")),
            Some((_, _, _, on)) if on != day_of(taking.at, &lilliput().tz).to_string() => {
                wrong.push(format!("{name} counts for {on}: {taking:?}"));
            }
            Some((_, state, ..)) if (state == "reversed") != gone => {
                wrong.push(format!("{name} is {state}: {taking:?}"))
            }
            Some(_) => {}
        }
    }
    for (id, parts) in &truth.model.cash {
        let came: i64 = parts.iter().map(|(_, cents)| cents).sum();
        let cash = booked.remove(id).is_some_and(|(cents, _, source, _)| cents == came && source == "cash");
        if !cash {
            wrong.push(format!("cash {id} of {came} is lost"));
        }
    }
    wrong.extend(booked.into_iter().map(|payment| format!("this is no money of anybody's: {payment:?}")));
    Ok(wrong)
}

/// What the provider holds, what is in the desk, what is disputed.
fn accounts(tx: &Tx<'_>, truth: &Truth, reckoned: &Reckoned) -> Result<Vec<String>, Error> {
    let held = sums(
        tx,
        "SELECT a.kind, sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account GROUP BY a.kind",
    )?;
    let stands = truth.takings.iter().filter(|taking| truth.model.counts(taking) && !taking.reversed);
    let (mut clearing, mut disputed) = (0, 0);
    for taking in stands {
        clearing += match taking.dispute {
            Some(Dispute::Open(cents) | Dispute::Lost(cents)) => taking.cents - cents,
            Some(Dispute::Won(_)) | None => taking.cents,
        };
        disputed += if let Some(Dispute::Open(cents)) = taking.dispute { cents } else { 0 };
    }
    let cash: i64 = truth.model.cash.values().flatten().map(|(_, cents)| cents).sum();
    let revenue = -truth.model.asked().values().sum::<i64>();
    let mut wrong = Vec::new();
    let of_it = |kind: &str| reckoned.held.get(kind).copied().unwrap_or_default();
    let others = ["bank", "unmatched", "outside", "fees", "refund_payable"].map(|kind| (kind, of_it(kind)));
    let clearing = clearing + of_it("clearing");
    for (kind, should) in
        others.into_iter().chain([("clearing", clearing), ("disputed", disputed), ("cash", cash), ("revenue", revenue)])
    {
        let is = held.get(kind).copied().unwrap_or_default();
        if is != should {
            wrong.push(format!("{kind} holds {is}, not {should}"));
        }
    }
    let lost = |taking: &Taking| matches!(taking.dispute, Some(Dispute::Lost(_)));
    if held.get("write_off").is_some_and(|cents| *cents != 0)
        && !truth.takings.iter().any(lost)
        && reckoned.winding.is_empty()
    {
        wrong.push("something was given up though no dispute was lost and nothing was given back".to_owned());
    }
    // News of a page that nobody was ever shown may wait for good; news of money may not.
    let waiting = tx.all(
        "SELECT said FROM inbox WHERE state = 'waiting' AND (said LIKE '%transaction%:%t-%' OR said LIKE '%dispute%')",
        [],
        |row| row.get::<_, String>(0),
    )?;
    wrong.extend(waiting.into_iter().map(|said| format!("nobody could work through this: {said}")));
    if held.values().sum::<i64>() != 0 {
        wrong.push("the trial balance is not zero".to_owned());
    }
    Ok(wrong)
}

/// Everybody owes what was asked, less what they paid; surcharges, discounts and losses are those in the books.
fn owners(tx: &Tx<'_>, truth: &Truth, reckoned: &Reckoned) -> Result<Vec<String>, Error> {
    let debtors =
        tx.all("SELECT id, debtor FROM bills", [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let debtors: BTreeMap<String, String> = debtors.into_iter().collect();
    let books = sums(
        tx,
        "SELECT b.debtor, sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'receivable' \
         JOIN payables y ON y.id = a.key JOIN bills b ON b.id = y.bill GROUP BY b.debtor \
         UNION ALL SELECT a.key, sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account \
         AND a.kind = 'credit' GROUP BY a.key \
         UNION ALL SELECT b.debtor, -sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account \
         AND a.kind = 'receivable' JOIN journal_entries e ON e.no = p.entry AND e.kind IN ('surcharge', 'discount') \
         JOIN payables y ON y.id = a.key JOIN bills b ON b.id = y.bill GROUP BY b.debtor \
         UNION ALL SELECT m.debtor, sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account \
         AND a.kind = 'write_off' JOIN journal_entries e ON e.no = p.entry JOIN payments m ON m.id = e.payment GROUP BY m.debtor",
    )?;
    let (asked, paid) = (truth.model.asked(), truth.model.paid(&truth.takings));
    let mut should: BTreeMap<&Owner, i64> = asked.iter().map(|(owner, cents)| (owner, *cents)).collect();
    for (owner, cents) in paid.iter().chain(&reckoned.paid) {
        *should.entry(owner).or_default() -= cents;
    }
    let debtor = |owner: &Owner| {
        let of = truth.model.bills.iter().find(|(_, bill)| bill.owner == *owner).map(|(id, _)| id);
        of.and_then(|id| debtors.get(id)).cloned().unwrap_or_default()
    };
    let each =
        should.into_iter().map(|(owner, cents)| (owner, cents, books.get(&debtor(owner)).copied().unwrap_or_default()));
    let wrong = each.filter(|(_, should, is)| should != is);
    Ok(wrong.map(|(owner, should, is)| format!("{owner:?} owes {should}, the books say {is}")).collect())
}

/// What was paid has succeeded, and nothing else.
fn attempts(tx: &Tx<'_>, truth: &Truth) -> Result<Vec<String>, Error> {
    let states =
        tx.all("SELECT id, state FROM attempts", [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let paid = |id: &str| truth.takings.iter().any(|of| of.attempt.to_string() == id && truth.model.counts(of));
    let wrong = states.into_iter().filter(|(id, state)| (state == "succeeded") != paid(id));
    Ok(wrong.map(|(id, state)| format!("attempt {id} is {state}, paid: {}", paid(&id))).collect())
}

/// Discount and surcharge, reckoned anew from the days on which money came.
fn terms(standing: &Standing) -> Vec<String> {
    let payable = &standing.payable;
    let (amount, early, late) = (payable.amount.get(), payable.bill.terms.early, payable.bill.terms.late);
    let (discount, surcharge) = (standing.discount.get(), standing.surcharge.get());
    let days: Vec<(Date, i64)> = standing.paid.iter().map(|paid| (paid.on, paid.cents.get())).collect();
    let paid: i64 = days.iter().map(|(_, cents)| cents).sum();
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{what}: {standing:?}"));
        }
    };
    if payable.ended.is_some() {
        must(paid == 0 && discount == 0 && surcharge == 0, "something is left of what has ended");
        return wrong;
    }
    must(standing.balance.get() == amount + surcharge - discount - paid, "a payable does not add up");
    let first = days.iter().map(|(on, _)| *on).min();
    let on_first: i64 = days.iter().filter(|(on, _)| Some(*on) == first).map(|(_, cents)| cents).sum();
    let earned = early.filter(|_| payable.instalment == 0).map_or(0, |early| {
        let off = part_of(amount, early.off);
        let in_time = first.is_some_and(|on| on <= payable.bill.issued_on + i64::from(early.within_days).days());
        if in_time && on_first >= amount - off { off } else { 0 }
    });
    must(discount == earned, "the discount is not the one that was earned");
    let one_day = days.iter().all(|(on, _)| Some(*on) == first);
    if let (Some(late), Some(on), true) = (late, first, one_day) {
        let start = payable.due_on + i64::from(late.free_days).days();
        let months = (0..60).take_while(|months: &i64| start + (*months).months() < on).count() as u32;
        let rate = BasisPoints::new((months * late.monthly.get()).min(late.most.get()));
        must(surcharge == part_of(amount, rate), "the surcharge is not the one that is due");
    }
    must(late.is_some() || surcharge == 0, "a surcharge on what has none");
    wrong
}

fn regretted(truth: &Truth, owner: &Owner) -> bool {
    // Of a part that went back nobody outside knows which bill's it was.
    let undone = |taking: &&Taking| matches!(taking.dispute, Some(Dispute::Lost(cents)) if cents < taking.cents);
    let parts = |taking: &Taking| truth.model.attempts[&taking.attempt].clone();
    truth.takings.iter().filter(undone).any(|taking| parts(taking).iter().any(|(id, _)| truth.model.owner(id) == owner))
}

fn due(standing: &Standing) -> i64 {
    standing.payable.amount.get() + standing.surcharge.get() - standing.discount.get()
}

/// A bill that nothing unusual happened to: what was meant for it pays it by its days, as far as it goes, its instalments in
/// order.
fn plain(
    tx: &Tx<'_>,
    truth: &Truth,
    reckoned: &Reckoned,
    bill: &str,
    standings: &mut [Standing],
    played: &mut Tally,
) -> Result<Vec<String>, Error> {
    if truth.takings.iter().any(|taking| !taking.fits && truth.model.counts(taking)) {
        return Ok(Vec::new());
    }
    let gone = |taking: &Taking| taking.reversed || matches!(taking.dispute, Some(Dispute::Lost(_)));
    let takings = truth.takings.iter().filter(|taking| truth.model.counts(taking) && !gone(taking));
    let mut money = reckoned.parts.clone();
    for taking in takings.filter(|taking| taking.fits) {
        let day = day_of(taking.at, &lilliput().tz);
        money.extend(truth.model.parts(taking).into_iter().map(|(payable, cents)| (payable, cents, day)));
    }
    for (id, parts) in &truth.model.cash {
        let day = tx.one("SELECT on_day FROM payments WHERE id = ?1", [id], |row| row.get::<_, String>(0))?;
        let day: Option<Date> = day.map(|day| day.parse().unwrap());
        money.extend(parts.iter().filter_map(|(payable, cents)| Some((payable.clone(), *cents, day?))));
    }
    money.retain(|(payable, ..)| truth.model.payables[payable] == bill);
    standings.sort_by_key(|standing| standing.payable.instalment);
    let whole = standings[0].payable.id.to_string();
    let (through, direct): (Vec<_>, Vec<_>) = money.into_iter().partition(|(payable, ..)| *payable == whole);
    let through: Vec<(Date, i64)> = through.into_iter().map(|(_, cents, day)| (day, cents)).collect();
    let asked: Vec<&Standing> = standings.iter().filter(|standing| standing.payable.ended.is_none()).collect();
    let of_bill = |taking: &Taking| truth.model.parts(taking).iter().any(|(id, _)| truth.model.payables[id] == bill);
    if standings.len() > 1 && truth.takings.iter().any(|taking| gone(taking) && of_bill(taking)) {
        // Money that stays keeps its instalment when other money goes: of the instalments only the sum is known.
        let due: i64 = asked.iter().map(|one| due(one)).sum();
        let paid: i64 = standings.iter().flat_map(|standing| &standing.paid).map(|paid| paid.cents.get()).sum();
        let sum = through.iter().map(|(_, cents)| cents).chain(direct.iter().map(|(_, cents, _)| cents)).sum::<i64>();
        let should = sum.min(due);
        if paid > should || (direct.is_empty() && paid != should) {
            return Ok(vec![format!("{bill} was paid {should} of {due}, the books say {paid}: {standings:?}")]);
        }
        return Ok(Vec::new());
    }
    if !direct.is_empty() {
        // Of a plan that is paid by both references only the sum is known.
        return Ok(Vec::new());
    }
    let should = by_day::reckoned(&asked, &through);
    let (due, paid) = (asked.iter().map(|one| due(one)).sum::<i64>(), should.iter().map(|one| one.paid).sum::<i64>());
    let what = if asked.len() > 1 && (1..due).contains(&paid) { "plans paid in part" } else { "bills" };
    *played.entry(format!("{what}, reckoned by the days of their money")).or_default() +=
        u64::from(!through.is_empty());
    let wrong = should.into_iter().zip(&asked).filter(|(should, is)| *should != Stands::from(**is));
    Ok(wrong.map(|(should, is)| format!("{bill} must stand {should:?}: {is:?}, paid {through:?}")).collect())
}
