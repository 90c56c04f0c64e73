//! What a bill that nothing unusual happened to must have been paid, with which surcharge and discount: reckoned from the
//! days on which its money came, in the order of the days, whenever and in whatever order the server heard of it.

use dimos_domain::money::{BasisPoints, EarlyDiscount, Surcharge};
use dimos_server::bills::Standing;
use jiff::{ToSpan, civil::Date};

/// How a payable must stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stands {
    /// What of the money it took.
    pub paid: i64,
    /// What being late cost.
    pub surcharge: i64,
    /// What being early saved.
    pub discount: i64,
}

impl From<&Standing> for Stands {
    fn from(of: &Standing) -> Self {
        let paid = of.paid.iter().map(|paid| paid.cents.get()).sum();
        Self { paid, surcharge: of.surcharge.get(), discount: of.discount.get() }
    }
}

/// The whole of a bill, or each of its instalments, and money that goes from one to the next.
pub fn reckoned(payables: &[&Standing], money: &[(Date, i64)]) -> Vec<Stands> {
    let mut by_day = money.to_vec();
    by_day.sort();
    let mut all: Vec<Filling> = payables.iter().map(|of| Filling::of(of)).collect();
    for (day, cents) in by_day {
        let mut left = cents;
        all.iter_mut().for_each(|one| left -= one.take(day, left));
    }
    all.into_iter().map(|one| one.stands).collect()
}

struct Filling {
    amount: i64,
    /// Until when, and how much is enough.
    early: Option<(Date, i64)>,
    /// From when, by what.
    late: Option<(Date, Surcharge)>,
    paid: Vec<(Date, i64)>,
    stands: Stands,
}

impl Filling {
    fn of(standing: &Standing) -> Self {
        let (payable, bill) = (&standing.payable, &standing.payable.bill);
        let amount = payable.amount.get();
        let in_time = |early: EarlyDiscount| {
            (bill.issued_on + i64::from(early.within_days).days(), amount - part_of(amount, early.off))
        };
        let early = bill.terms.early.filter(|_| payable.instalment == 0).map(in_time);
        let late = bill.terms.late.map(|late| (payable.due_on + i64::from(late.free_days).days(), late));
        Self { amount, early, late, paid: Vec::new(), stands: Stands::default() }
    }

    fn take(&mut self, day: Date, cents: i64) -> i64 {
        let Stands { paid, discount, .. } = self.stands;
        let first = self.paid.iter().all(|(on, _)| *on == day);
        let price = self.early.filter(|(until, _)| first && day <= *until).map(|(_, price)| price);
        let surcharge = self.surcharge(day);
        let left = price.unwrap_or(self.amount + surcharge - discount) - paid;
        let taken = cents.min(left).max(0);
        if taken > 0 {
            self.paid.push((day, taken));
            let earned = price.filter(|price| paid + taken == *price).map(|price| self.amount - price);
            self.stands = Stands { paid: paid + taken, surcharge, discount: discount + earned.unwrap_or(0) };
        }
        taken
    }

    /// Each month that has begun costs its part of what was unpaid when it began.
    fn surcharge(&self, day: Date) -> i64 {
        let Some((from, late)) = self.late else { return 0 };
        let (mut sum, mut rate) = (0, i64::from(late.most.get()));
        for begins_after in (0..).map(|months: i64| from + months.months()).take_while(|begins| *begins < day) {
            let monthly = rate.min(i64::from(late.monthly.get()));
            rate -= monthly;
            let by_then: i64 = self.paid.iter().filter(|(on, _)| *on <= begins_after).map(|(_, cents)| cents).sum();
            sum += (self.amount - by_then).max(0) * monthly;
        }
        (sum + 5_000) / 10_000
    }
}

/// Half a cent and more is a cent.
pub fn part_of(amount: i64, of: BasisPoints) -> i64 {
    (amount * i64::from(of.get()) + 5_000) / 10_000
}
