//! The cash desk: cash is taken for bills, to the cent, and receipted at once.

use super::{
    begin::check_part,
    receive::{Booked, Received, receive},
};
use crate::{
    bills,
    db::Tx,
    error::Error,
    ledger::{Account, Acting, EntryKind},
};
use dimos_api::{
    pay::{CashRequest, PaidBy},
    problem::Code,
};

/// Takes cash. The same payment again is the same payment.
///
/// # Errors
/// `wrong_amount` with the bill if something else is expected; `not_payable`, `not_found`, `invalid`.
pub fn take_cash(tx: &Tx<'_>, by: &Acting<'_>, request: &CashRequest) -> Result<Booked, Error> {
    let amount = bills::check_parts(&request.parts)?;
    let parts: Vec<_> = request.parts.iter().map(|part| (part.payable, part.amount)).collect();
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
