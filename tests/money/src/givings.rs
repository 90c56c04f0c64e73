//! What the provider gives back: refunds that it was told of, done at once or later, or not, or done and then not after all.

use crate::outside::{Dispute, World};
use dimos_checkout::{Fact, NewRefund, ProviderError, RefundSeen, RefundStatus};
use dimos_domain::{ids::RefundId, money::Cents};

/// How a refund stands at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It will be looked at.
    Pending,
    /// The money left.
    Done,
    /// It did not, or came back.
    Failed,
}

/// A refund at the provider.
#[derive(Debug, Clone)]
pub struct Giving {
    /// Of which payment.
    pub transaction: String,
    /// How much.
    pub cents: i64,
    /// What the provider calls it.
    pub code: String,
    /// How it stands.
    pub state: Given,
}

impl Giving {
    fn status(&self) -> RefundStatus {
        let code = self.code.parse().unwrap();
        match self.state {
            Given::Pending => RefundStatus::Pending { code: Some(code) },
            Given::Done => RefundStatus::Succeeded { code, amount: Cents::new(self.cents) },
            Given::Failed => RefundStatus::Failed { code: Some(code), reason: "account closed".to_owned() },
        }
    }
}

impl World {
    /// What of a payment is given back or may be.
    pub fn given(&self, transaction: &str) -> i64 {
        let of = self.givings.values().filter(|one| one.transaction == transaction && one.state != Given::Failed);
        of.map(|one| one.cents).sum()
    }

    /// What the provider holds for the city: what it took, less what went back and what it has paid out.
    pub fn holds(&self) -> i64 {
        let taken = self.takings.iter().filter(|taking| taking.currency == "EUR" && !taking.reversed);
        let taken = taken.map(|taking| match taking.dispute {
            Some(Dispute::Open(cents) | Dispute::Lost(cents)) => taking.cents - cents,
            Some(Dispute::Won(_)) | None => taking.cents,
        });
        let back = self.givings.values().filter(|one| one.state == Given::Done).map(|one| one.cents);
        taken.sum::<i64>() - back.sum::<i64>() - self.paid_out
    }

    /// It is told of a refund; the same one again is the same one.
    pub(crate) fn gives(&mut self, refund: &NewRefund) -> Result<RefundStatus, ProviderError> {
        if let Some(known) = self.givings.get(&refund.refund) {
            return Ok(known.status());
        }
        let refused = |code: &str| Err(ProviderError::Refused { code: code.to_owned() });
        let transaction = refund.transaction.as_str();
        let Some(taking) = self.takings.iter().find(|taking| taking.transaction == transaction).cloned() else {
            return refused("no_such_payment");
        };
        let stands = !taking.reversed && !matches!(taking.dispute, Some(Dispute::Open(_) | Dispute::Lost(_)));
        if !stands || taking.cents - self.given(transaction) < refund.amount.get() {
            return refused("nothing_to_give");
        }
        let state = [Given::Pending, Given::Done, Given::Done, Given::Failed][self.rng.usize(..4)];
        let code = format!("r-{}", self.givings.len() + 1);
        let giving = Giving { transaction: transaction.to_owned(), cents: refund.amount.get(), code, state };
        let status = giving.status();
        self.givings.insert(refund.refund, giving);
        self.write_of_giving(refund.refund);
        Ok(status)
    }

    /// How a refund stands.
    pub(crate) fn giving(&self, id: RefundId) -> RefundStatus {
        self.givings.get(&id).map_or(RefundStatus::NotKnown, Giving::status)
    }

    /// Every refund of a payment.
    pub(crate) fn givings_of(&self, transaction: &str) -> Vec<RefundSeen> {
        let of = self.givings.iter().filter(|(_, one)| one.transaction == transaction);
        of.map(|(id, one)| RefundSeen { refund: Some(*id), status: one.status() }).collect()
    }

    /// Refunds go on: what waited is done or not; what was done comes back, if there is a letter to tell it.
    pub fn givings_go_on(&mut self) {
        let ids: Vec<RefundId> = self.givings.keys().copied().collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[self.rng.usize(..ids.len())];
        let (late, mute) = (self.chance(30), self.mood.mute);
        let giving = self.givings.get_mut(&id).unwrap();
        giving.state = match giving.state {
            Given::Pending if late => Given::Failed,
            Given::Pending => Given::Done,
            Given::Done if late && !mute => Given::Failed,
            _ => return,
        };
        let news = format!("  refund {id} of {}: {:?}", giving.transaction, giving.state);
        self.story.push(news);
        self.write_of_giving(id);
    }

    /// What waited is done.
    pub fn settle_givings(&mut self) {
        let waits = |one: &Giving| one.state == Given::Pending;
        let ids: Vec<RefundId> = self.givings.iter().filter(|(_, one)| waits(one)).map(|(id, _)| *id).collect();
        for id in ids {
            self.givings.get_mut(&id).unwrap().state = Given::Done;
            self.write_of_giving(id);
        }
    }

    /// A letter about a refund: of it, with our name or only the provider's, or of all that went back.
    fn write_of_giving(&mut self, id: RefundId) {
        if self.mood.mute {
            return;
        }
        let giving = self.givings[&id].clone();
        let transaction = giving.transaction.parse().unwrap();
        let back =
            self.givings.values().filter(|one| one.transaction == giving.transaction && one.state == Given::Done);
        let total = Cents::new(back.map(|one| one.cents).sum());
        if giving.state == Given::Done && self.chance(10) {
            return self.write(Fact::GoneBack { transaction, total });
        }
        let refund = (!self.chance(15)).then_some(id);
        self.write(Fact::Refund { refund, transaction, status: giving.status() });
    }
}
