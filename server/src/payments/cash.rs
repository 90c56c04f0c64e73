//! The cash desk: cash is taken for bills, to the cent, and receipted at once.

use super::{
    begin::check_part,
    receive::{Booked, Received, receive},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{Account, Acting, EntryKind},
};
use dimos_api::{
    pay::{CashRequest, PaidBy},
    problem::Code,
};
use dimos_domain::money::Cents;
use std::collections::BTreeSet;

const MOST_PARTS: usize = 20;

/// Takes cash. The same payment again is the same payment.
///
/// # Errors
/// `wrong_amount` with the bill if something else is expected; `not_payable`, `not_found`, `invalid`.
pub fn take_cash(tx: &Tx<'_>, by: &Acting<'_>, request: &CashRequest) -> Result<Booked, Error> {
    let distinct: BTreeSet<_> = request.parts.iter().map(|part| part.payable).collect();
    if request.parts.is_empty() || request.parts.len() > MOST_PARTS || distinct.len() != request.parts.len() {
        return Err(Error::new(Code::Invalid).because("parts").arg("max", MOST_PARTS).field("/parts"));
    }
    let too_much = || Error::new(Code::Invalid).because("amount").field("/parts");
    let parts: Vec<_> = request.parts.iter().map(|part| (part.payable, part.amount)).collect();
    let amount = Cents::total(parts.iter().map(|(_, amount)| *amount)).ok_or_else(too_much)?;
    if super::payment(tx, request.id)?.is_some() {
        return Err(Error::new(Code::KeyReused).field("/id"));
    }
    request.parts.iter().try_for_each(|part| check_part(tx, by, None, part).map(|_| ()))?;
    let fact = format!("cash:{}", request.id);
    let received = Received {
        fact: &fact,
        kind: EntryKind::Cash,
        id: Some(request.id),
        source: PaidBy::Cash,
        provider: None,
        from: Account::Cash(by.actor()),
        amount,
        on: by.today(),
        parts: &parts,
    };
    receive(tx, by, &received)
}
