//! Payouts of providers on the bank's statement: known by the forms that the city pack gives for them, and the sandbox's by
//! its own. Where the text tells no fees they follow from the contract's tariff, if the oldest payments that the provider
//! still holds come to the amount to the cent. Nothing is ever guessed.

use super::{
    booking,
    matching::{PayoutFound, PayoutLook},
    queries::{self, EntryRow},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind},
    payments,
    reports::columns::parsed,
};
use dimos_api::problem::Code;
use dimos_checkout::{ProviderName, sandbox::PayoutLine};
use dimos_domain::{
    ids::PaymentId,
    money::{BasisPoints, Cents, PaymentEvent, PayoutForm, PayoutSaid, Tariff},
};
use uuid::Uuid;

/// Payments of one payout that are summed up: more are no day's.
const MOST_PAYMENTS: u32 = 100_000;
/// Of a payout no provider keeps more: whoever wrote so made a mistake, or made it up.
const MOST_KEPT: BasisPoints = BasisPoints::new(1_000);
/// Characters of a payout's name.
const LONGEST_NAME: usize = 128;

/// What an entry is, if it is a payout.
pub(super) fn look(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<Option<PayoutLook>, Error> {
    let payer = &row.payer;
    if let Some(line) = PayoutLine::read(&payer.text)
        && is_by_the_sandbox(tx, row)?
    {
        let PayoutLine { code, gross, fees } = line;
        return told(tx, ProviderName::Sandbox, code, gross, fees).map(Some);
    }
    let Ok(payments) = by.payments() else { return Ok(None) };
    let fits = |form: &PayoutForm| {
        let provider = form.provider.parse::<ProviderName>().ok()?;
        Some((provider, form.fee, form.read(&payer.name, &payer.iban, &payer.text)?))
    };
    let Some((provider, fee, said)) = payments.payouts.iter().find_map(fits) else { return Ok(None) };
    let PayoutSaid { reference, gross, fees } = said;
    let reference = reference.unwrap_or_else(|| own_name(row));
    if queries::has_payout(tx, provider, &reference)? {
        return found(tx, provider, reference, row.amount, Cents::ZERO).map(|found| Some(PayoutLook::Told(found)));
    }
    let sums = match (gross, fees) {
        (Some(gross), Some(fees)) => Some((gross, fees)),
        (Some(gross), None) => gross.checked_sub(row.amount).map(|fees| (gross, fees)),
        (None, Some(fees)) => row.amount.checked_add(fees).map(|gross| (gross, fees)),
        (None, None) => match fee {
            Some(tariff) => by_tariff(tx, provider, tariff, row.amount)?,
            None => None,
        },
    };
    match sums {
        Some((gross, fees)) => told(tx, provider, reference, gross, fees).map(Some),
        None => Ok(Some(PayoutLook::Unclear(provider))),
    }
}

/// Whether the sandbox may have sent an entry. Its words alone are nothing: anybody can write them into a transfer, and a
/// transfer comes from an account, which the bank that is only for trying does not have. Where nothing was ever begun with
/// it nobody tries it, and it sends nothing.
fn is_by_the_sandbox(tx: &Tx<'_>, row: &EntryRow) -> Result<bool, Error> {
    Ok(row.payer.iban.is_empty() && queries::was_begun_with(tx, ProviderName::Sandbox)?)
}

/// What a text tells of a payout. That more is kept than any provider keeps, a person looks at.
fn told(
    tx: &Tx<'_>,
    provider: ProviderName,
    reference: String,
    gross: Cents,
    fees: Cents,
) -> Result<PayoutLook, Error> {
    let found = found(tx, provider, reference, gross, fees)?;
    let is_much = gross.share(MOST_KEPT).is_none_or(|most| fees > most);
    Ok(if is_much && !found.came_before { PayoutLook::Unclear(provider) } else { PayoutLook::Told(found) })
}

/// A payout whose text has no name for it is called what the bank calls it.
fn own_name(row: &EntryRow) -> String {
    if row.bank_reference.is_empty() { row.dedup.clone() } else { row.bank_reference.clone() }
}

fn found(
    tx: &Tx<'_>,
    provider: ProviderName,
    reference: String,
    gross: Cents,
    fees: Cents,
) -> Result<PayoutFound, Error> {
    let held = ledger::balance(tx, &Account::Clearing(provider))?;
    let came_before = queries::has_payout(tx, provider, &reference)?;
    Ok(PayoutFound { provider, reference, gross, fees, held, came_before })
}

/// Gross and fees of the oldest payments that the provider has not paid out, if they come to this net to the cent.
fn by_tariff(tx: &Tx<'_>, provider: ProviderName, tariff: Tariff, net: Cents) -> Result<Option<(Cents, Cents)>, Error> {
    let (mut gross, mut fees) = (Cents::ZERO, Cents::ZERO);
    for amount in queries::not_paid_out(tx, provider, MOST_PAYMENTS)? {
        let fee = tariff.of(amount);
        let sums = (gross.checked_add(amount), fee.and_then(|fee| fees.checked_add(fee)));
        let (Some(all), Some(kept)) = sums else { return Ok(None) };
        (gross, fees) = (all, kept);
        match gross.checked_sub(fees) {
            Some(left) if left == net => return Ok(Some((gross, fees))),
            Some(left) if left < net => {}
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// The payout that a person says an entry to be, as the provider's report shows it.
///
/// # Errors
/// `invalid` for no provider or no name; `wrong_state` if it came before; `wrong_amount` if the provider kept more than any
/// does, or holds less than that.
pub(super) fn as_said(
    tx: &Tx<'_>,
    row: &EntryRow,
    (provider, reference): (&str, &str),
    gross: Cents,
) -> Result<PayoutFound, Error> {
    let unknown = |_| Error::new(Code::Invalid).because("provider").field("/provider");
    let provider: ProviderName = provider.parse().map_err(unknown)?;
    let reference = reference.trim().to_owned();
    if reference.is_empty() || reference.chars().count() > LONGEST_NAME {
        return Err(Error::new(Code::Invalid).because("payout-reference").field("/reference"));
    }
    let kept = gross.checked_sub(row.amount);
    let fees = kept.filter(|fees| !fees.is_negative() && gross.share(MOST_KEPT).is_some_and(|most| *fees <= most));
    let fees = fees.ok_or_else(|| Error::new(Code::WrongAmount).because("payout-fees").field("/gross"))?;
    let payout = found(tx, provider, reference, gross, fees)?;
    if payout.came_before {
        return Err(Error::new(Code::WrongState).because("payout-again"));
    }
    if payout.gross > payout.held {
        return Err(Error::new(Code::WrongAmount).because("payout-held").field("/gross"));
    }
    Ok(payout)
}

/// A provider has paid out: its money is in the bank, less what it keeps.
pub(super) fn pay_out(tx: &Tx<'_>, by: &Acting<'_>, row: &mut EntryRow, payout: &PayoutFound) -> Result<(), Error> {
    let id = Uuid::now_v7().to_string();
    let PayoutFound { provider, reference, gross, fees, .. } = payout;
    tx.execute(
        "INSERT INTO payouts (id, provider, reference, gross, fees, net, paid_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (&id, provider.as_str(), reference, gross.get(), fees.get(), row.amount.get(), row.booked_on.to_string()),
    )?;
    let mut fact = format!("payout:{provider}:{reference}");
    if ledger::find(tx, &fact)?.is_some() {
        // Undone, and said again.
        fact = format!("{fact}#{}:{}", row.id, row.version);
    }
    let minus = gross.checked_neg().ok_or_else(overflow)?;
    let to = vec![(Account::Fees(*provider), *fees), (Account::Clearing(*provider), minus)];
    booking::book_as(tx, by, row, (EntryKind::Payout, &fact), to)?;
    settle(tx, *provider, *gross, &id)?;
    row.payout = Some(id);
    Ok(())
}

/// The provider's payments that the payout is made of are settled: the oldest, if they come to it to the cent.
fn settle(tx: &Tx<'_>, provider: ProviderName, gross: Cents, payout: &str) -> Result<(), Error> {
    let mut left = gross;
    let mut settled = Vec::new();
    let waiting = tx.all(
        "SELECT id, amount FROM payments WHERE state = 'received' AND provider = ?1 ORDER BY received_at, id",
        [provider.as_str()],
        |row| Ok((parsed::<PaymentId>(row, 0)?, row.get(1).map(Cents::new)?)),
    )?;
    for (id, amount) in waiting {
        if !left.is_positive() {
            break;
        }
        left = left.checked_sub(amount).ok_or_else(overflow)?;
        settled.push(id);
    }
    if !left.is_zero() {
        return Ok(());
    }
    for id in settled {
        if payments::hear_of_the_bank(tx, id, PaymentEvent::BankConfirmed)? {
            tx.execute("UPDATE payments SET payout = ?2 WHERE id = ?1", (id.to_string(), payout))?;
        }
    }
    Ok(())
}

/// An entry is no payout after all: what the provider holds is not settled, and a payout of that name may come.
pub(super) fn forget(tx: &Tx<'_>, row: &mut EntryRow) -> Result<(), Error> {
    let payout = row.payout.take().ok_or_else(|| Error::internal("a payout is gone"))?;
    let of_it = tx.all("SELECT id FROM payments WHERE payout = ?1", [&payout], |row| parsed::<PaymentId>(row, 0))?;
    for id in of_it {
        payments::hear_of_the_bank(tx, id, PaymentEvent::ConfirmationUndone)?;
    }
    tx.execute("UPDATE payments SET payout = NULL WHERE payout = ?1", [&payout])?;
    tx.execute("UPDATE statement_entries SET payout = NULL WHERE id = ?1", [row.id.to_string()])?;
    tx.execute("DELETE FROM payouts WHERE id = ?1", [&payout])?;
    Ok(())
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}
