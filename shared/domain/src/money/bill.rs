//! What is owed on a day, and what that makes of a bill. Both are derived from the terms and from what was paid, never
//! set by hand, and the same facts give the same answer in any order and on any day it is asked.

use super::{Cents, EarlyDiscount, Surcharge, cents::rounded_share};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

super::states::named! {
    /// Where a payable stands.
    PayableState {
        /// Nothing was paid yet.
        Open = "open",
        /// Some of it was paid.
        PartlyPaid = "partly_paid",
        /// All of it was paid.
        Paid = "paid",
        /// An amended bill took its place.
        Superseded = "superseded",
        /// The city asks for it no more.
        Cancelled = "cancelled",
        /// Its instalments are asked for instead.
        InPlan = "in_plan",
    }
}

/// Why a payable is no longer asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// An amended bill took its place.
    Superseded,
    /// The city asks for it no more.
    Cancelled,
    /// Its instalments are asked for instead.
    InPlan,
}

/// What the books say of a payable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// What has to be paid in all, discount and surcharge reckoned in.
    pub due: Cents,
    /// What was allocated to it and stands.
    pub paid: Cents,
    /// Whether it is still asked for.
    pub ended: Option<Ended>,
}

/// Where a payable stands.
#[must_use]
pub fn payable_state(facts: &Facts) -> PayableState {
    match facts.ended {
        Some(Ended::Superseded) => PayableState::Superseded,
        Some(Ended::Cancelled) => PayableState::Cancelled,
        Some(Ended::InPlan) => PayableState::InPlan,
        None if facts.paid >= facts.due => PayableState::Paid,
        None if facts.paid.is_positive() => PayableState::PartlyPaid,
        None => PayableState::Open,
    }
}

/// What a payable asks for: the kind's terms as they were when it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The amount before discount and surcharge.
    pub amount: Cents,
    /// The day of issue.
    pub issued_on: Date,
    /// Met until the end of this day, in the city's time zone.
    pub due_on: Date,
    /// Paying early costs less.
    pub early: Option<EarlyDiscount>,
    /// Paying late costs more.
    pub late: Option<Surcharge>,
}

/// What is to be paid on a day: `total = principal - discount + surcharge`, none of them below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expected {
    /// What is left of the amount.
    pub principal: Cents,
    /// What is taken off that: on offer, or earned and still to be booked.
    pub discount: Cents,
    /// What is left of the surcharge.
    pub surcharge: Cents,
    /// What has to be paid.
    pub total: Cents,
    /// The last day on which the total is this, if nothing is paid; none where it stays.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub holds_until: Option<Date>,
}

/// What is to be paid on a day, after what was allocated to it before and stands: reversed payments left out, days in
/// the city's time zone, in any order. Payments after that day do not count.
///
/// - **Discount**: for paying the whole discounted amount on one day within the time. It is on offer while nothing was
///   paid on an earlier day, and once earned it stays.
/// - **Surcharge**: [`months_begun`] after the due date and the free days, each on what was unpaid when it began,
///   capped, rounded once. Payments count against the amount first, so there is no surcharge on a surcharge.
///
/// None if the amount or a payment is negative, or where a sum or a date does not fit.
#[must_use]
pub fn expected(terms: &Terms, paid: &[(Date, Cents)], on: Date) -> Option<Expected> {
    if terms.amount.is_negative() || paid.iter().any(|(_, amount)| amount.is_negative()) {
        return None;
    }
    let offer = offer(terms)?;
    if let Some(offer) = &offer
        && offer.is_earned(paid, on)?
    {
        let discount = terms.amount.checked_sub(offer.price)?;
        let nothing = Cents::ZERO;
        return Some(Expected { principal: discount, discount, surcharge: nothing, total: nothing, holds_until: None });
    }
    let accrued = accrued(terms, paid, on)?;
    let paid_by_now = paid_until(paid, on)?;
    let (principal, surplus) = less(terms.amount, paid_by_now)?;
    let (surcharge, _) = less(accrued.surcharge, surplus)?;

    let offered = offer.filter(|offer| on <= offer.until && !paid_before(paid, on));
    let discount = match &offered {
        Some(offer) => less(principal, less(offer.price, paid_by_now)?.0)?.0,
        None => Cents::ZERO,
    };
    let total = principal.checked_sub(discount)?.checked_add(surcharge)?;
    let offer_ends = offered.map(|offer| if paid_by_now.is_positive() { on } else { offer.until });
    let grows_after = accrued.grows_after.filter(|_| principal.is_positive());
    let holds_until = [offer_ends, grows_after].into_iter().flatten().min();
    Some(Expected { principal, discount, surcharge, total, holds_until })
}

/// The day on which something that happened counts: the city's day, so that a due date is met until local midnight.
#[must_use]
pub fn day_of(at: Timestamp, city: &TimeZone) -> Date {
    city.to_datetime(at).date()
}

/// How many months of surcharge have begun on a day. One begins on the day after `starts_after`, the next on the day
/// after the same day of the next month, or after its last day where the month is shorter: as the Greek Civil Code
/// counts months (articles 241 and 243).
///
/// None where a date does not fit.
#[must_use]
pub fn months_begun(starts_after: Date, on: Date) -> Option<u32> {
    if on <= starts_after {
        return Some(0);
    }
    let years = i32::from(on.year()) - i32::from(starts_after.year());
    let months = years * 12 + i32::from(on.month()) - i32::from(starts_after.month());
    let begun = if on > months_after(starts_after, months)? { months + 1 } else { months };
    u32::try_from(begun).ok()
}

/// The same day so many months later, or the last of the month.
pub(super) fn months_after(day: Date, months: i32) -> Option<Date> {
    day.checked_add(months.months()).ok()
}

/// The discount as this bill has it.
struct Offer {
    price: Cents,
    until: Date,
}

fn offer(terms: &Terms) -> Option<Option<Offer>> {
    let Some(early) = terms.early else { return Some(None) };
    let price = less(terms.amount, terms.amount.share(early.off)?)?.0;
    let until = terms.issued_on.checked_add(i32::from(early.within_days).days()).ok()?;
    Some(Some(Offer { price, until }))
}

impl Offer {
    /// Whether what was paid on the first day of all was enough, and in time.
    fn is_earned(&self, paid: &[(Date, Cents)], on: Date) -> Option<bool> {
        let days = paid.iter().filter(|(day, amount)| *day <= on && amount.is_positive()).map(|(day, _)| *day);
        let Some(first) = days.min() else { return Some(false) };
        Some(first <= self.until && paid_until(paid, first)? >= self.price)
    }
}

/// What has accrued by a day.
struct Accrued {
    surcharge: Cents,
    /// The last day before more accrues; none once the cap is reached.
    grows_after: Option<Date>,
}

fn accrued(terms: &Terms, paid: &[(Date, Cents)], on: Date) -> Option<Accrued> {
    let late = match terms.late {
        Some(late) if late.monthly.get() > 0 && late.most.get() > 0 => late,
        _ => return Some(Accrued { surcharge: Cents::ZERO, grows_after: None }),
    };
    let starts_after = terms.due_on.checked_add(i32::from(late.free_days).days()).ok()?;
    let begun = months_begun(starts_after, on)?;
    let capped = late.most.get().div_ceil(late.monthly.get());
    let (mut sum, mut left) = (0_i128, late.most.get());
    for month in 0..begun.min(capped) {
        let rate = late.monthly.get().min(left);
        left -= rate;
        let begins_after = months_after(starts_after, i32::try_from(month).ok()?)?;
        let (unpaid, _) = less(terms.amount, paid_until(paid, begins_after)?)?;
        if unpaid.is_zero() {
            break;
        }
        sum = sum.checked_add(i128::from(unpaid.get()) * i128::from(rate))?;
    }
    let grows_after = if begun < capped { Some(months_after(starts_after, i32::try_from(begun).ok()?)?) } else { None };
    Some(Accrued { surcharge: rounded_share(sum)?, grows_after })
}

fn paid_until(paid: &[(Date, Cents)], on: Date) -> Option<Cents> {
    Cents::total(paid.iter().filter(|(day, _)| *day <= on).map(|(_, amount)| *amount))
}

fn paid_before(paid: &[(Date, Cents)], on: Date) -> bool {
    paid.iter().any(|(day, amount)| *day < on && amount.is_positive())
}

/// What is left of an amount after that much of it, and what is left of that.
fn less(amount: Cents, off: Cents) -> Option<(Cents, Cents)> {
    let taken = amount.min(off);
    Some((amount.checked_sub(taken)?, off.checked_sub(taken)?))
}

#[cfg(test)]
mod tests;
