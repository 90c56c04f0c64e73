//! Payouts of providers on the bank's statement: known by the forms that the city pack gives for them, and the sandbox's by
//! its own. Where the text tells no fees they follow from the contract's tariff, if the oldest payments that the provider
//! still holds come to the amount to the cent. Nothing is ever guessed.

use super::{
    deciding,
    matching::{PayoutFound, PayoutLook},
    queries::{self, EntryRow},
    queue,
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting},
};
use dimos_api::{
    pay::{Entry, PayoutRequest},
    problem::Code,
};
use dimos_checkout::{ProviderName, sandbox::PayoutLine};
use dimos_domain::{
    ids::EntryId,
    money::{BasisPoints, Cents, EntryEvent, PayoutForm, PayoutSaid, Tariff},
};

/// Payments of one payout that are summed up: more are no day's.
const MOST_PAYMENTS: u32 = 100_000;
/// Of a payout no provider keeps more: whoever typed so mistyped.
const MOST_KEPT: BasisPoints = BasisPoints::new(1_000);
/// Characters of a payout's name.
const LONGEST_NAME: usize = 128;

/// What an entry is, if it is a payout.
pub(super) fn look(tx: &Tx<'_>, by: &Acting<'_>, row: &EntryRow) -> Result<Option<PayoutLook>, Error> {
    let payer = &row.payer;
    if let Some(PayoutLine { code, gross, fees }) = PayoutLine::read(&payer.text) {
        return found(tx, ProviderName::Sandbox, code, gross, fees).map(|found| Some(PayoutLook::Told(found)));
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
    let told = match (gross, fees) {
        (Some(gross), Some(fees)) => Some((gross, fees)),
        (Some(gross), None) => gross.checked_sub(row.amount).map(|fees| (gross, fees)),
        (None, Some(fees)) => row.amount.checked_add(fees).map(|gross| (gross, fees)),
        (None, None) => match fee {
            Some(tariff) => by_tariff(tx, provider, tariff, row.amount)?,
            None => None,
        },
    };
    match told {
        Some((gross, fees)) => found(tx, provider, reference, gross, fees).map(|found| Some(PayoutLook::Told(found))),
        None => Ok(Some(PayoutLook::Unclear(provider))),
    }
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

/// A person says that an entry is a payout, as the provider's report shows it.
///
/// # Errors
/// `not_found`; `version_conflict` with the entry; `wrong_state`; `invalid` for no provider or no name; `wrong_amount` if
/// the provider kept more than any does, or holds less than that.
pub fn say(tx: &Tx<'_>, by: &Acting<'_>, id: EntryId, request: &PayoutRequest) -> Result<Entry, Error> {
    let mut row = queue::looked_at(tx, by, id, request.version)?;
    row.state = queue::after(&row, EntryEvent::ClerkAllocated)?;
    if !row.amount.is_positive() {
        return Err(Error::new(Code::WrongState).because("entry-debit"));
    }
    let unknown = |_| Error::new(Code::Invalid).because("provider").field("/provider");
    let provider: ProviderName = request.provider.parse().map_err(unknown)?;
    let reference = request.reference.trim().to_owned();
    if reference.is_empty() || reference.chars().count() > LONGEST_NAME {
        return Err(Error::new(Code::Invalid).because("payout-reference").field("/reference"));
    }
    let kept = request.gross.checked_sub(row.amount);
    let fees =
        kept.filter(|fees| !fees.is_negative() && request.gross.share(MOST_KEPT).is_some_and(|most| *fees <= most));
    let fees = fees.ok_or_else(|| Error::new(Code::WrongAmount).because("payout-fees").field("/gross"))?;
    let payout = found(tx, provider, reference, request.gross, fees)?;
    if payout.came_before {
        return Err(Error::new(Code::WrongState).because("payout-again"));
    }
    if payout.gross > payout.held {
        return Err(Error::new(Code::WrongAmount).because("payout-held").field("/gross"));
    }
    deciding::pay_out(tx, by, &row, &payout)?;
    queue::decided(&mut row, by, None);
    queries::put_suggestions(tx, id, &[])?;
    queue::done(tx, by, row, "entry_paid_out")
}
