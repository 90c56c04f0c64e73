//! Finding a bill without an account: by its reference and the amount printed on it. Everything that is not found gets one
//! and the same answer, and nobody can try often.

use super::queries::{self, PayableRow};
use crate::{db::Tx, error::Error, ledger::Acting, state::App, throttle::Peer};
use dimos_api::{
    pay::{LinkRequest, LookupRequest},
    problem::Code,
};
use dimos_domain::{
    ids::DeviceId,
    money::{Cents, Ended, RfReference, TaxNumber},
};
use jiff::Timestamp;

/// For whom something is looked up: a phone, or a guest of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The phone sees the bill from then on.
    ToPhone(DeviceId),
    /// Once.
    ToGuest,
}

/// The one answer for everything that is not found.
fn nothing() -> Error {
    Error::new(Code::NotFound).because("bill")
}

/// Takes one try from every limit that a look-up counts against.
///
/// # Errors
/// `too_many_requests`.
pub fn take_try(app: &App, peer: &Peer, to: Shown, rf: &str, now: Timestamp) -> Result<(), Error> {
    let reference: String = rf.chars().filter(|c| c.is_alphanumeric()).take(40).flat_map(char::to_uppercase).collect();
    if let Shown::ToPhone(device) = to {
        app.throttles.lookups_by_device.take(&device.to_string(), now)?;
    }
    app.throttles.lookups_by_peer.take(&peer.0, now)?;
    app.throttles.lookups_by_reference.take(&reference, now)
}

/// The payable of a reference, for who knows its amount: as printed, or as it is expected today.
///
/// # Errors
/// `not_found` for everything else: no reference, unknown, another amount, amended, cancelled.
pub fn find_for(tx: &Tx<'_>, by: &Acting<'_>, request: &LookupRequest) -> Result<PayableRow, Error> {
    let rf: RfReference = request.rf.parse().map_err(|_| nothing())?;
    let payable = queries::payable_by_rf(tx, &rf)?.ok_or_else(nothing)?;
    let standing = super::Standing::of(tx, payable)?;
    let expected = standing.expected(by.today())?.total;
    let known = [standing.payable.amount, expected].into_iter().any(|amount| is(amount, request.amount));
    match standing.payable.ended {
        None | Some(Ended::InPlan) if known => Ok(standing.payable),
        _ => Err(nothing()),
    }
}

fn is(amount: Cents, named: Cents) -> bool {
    amount.is_positive() && amount == named
}

/// Looks a bill up for a phone, which sees it from then on.
///
/// # Errors
/// `not_found`.
pub fn look_up(tx: &Tx<'_>, by: &Acting<'_>, device: DeviceId, request: &LookupRequest) -> Result<PayableRow, Error> {
    let payable = find_for(tx, by, request)?;
    queries::show_bill(tx, device, payable.bill.id, by.now)?;
    Ok(payable)
}

/// Shows a phone all bills of a person: who knows the tax number, and the reference and amount of one open bill of theirs.
///
/// # Errors
/// `not_found` for everything else.
pub fn link(tx: &Tx<'_>, by: &Acting<'_>, device: DeviceId, request: &LinkRequest) -> Result<(), Error> {
    let number: TaxNumber = request.tax_number.parse().map_err(|_| nothing())?;
    let lookup = LookupRequest { rf: request.rf.clone(), amount: request.amount };
    let payable = find_for(tx, by, &lookup)?;
    let open = super::Standing::of(tx, payable.clone())?.expected(by.today())?.total.is_positive();
    let debtor = payable.bill.debtor;
    let theirs = queries::tax_hash(tx, debtor)? == Some(by.keys.tax_number(&number));
    if !open || !theirs {
        return Err(nothing());
    }
    queries::show_debtor(tx, device, debtor, by.now)
}
