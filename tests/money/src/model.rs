//! What must be true: who was asked for what, and whose money came. Knows nothing of journals, allocations or credit: only
//! that a person owes what was asked less what was paid.

use crate::outside::{Dispute, Taking};
use dimos_domain::ids::AttemptId;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Who owes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A person with a tax number.
    Person(usize),
    /// Whoever has the slip of this bill.
    Slip(String),
}

/// A bill as it was ordered.
#[derive(Debug, Clone)]
pub struct Bill {
    /// Who owes it.
    pub owner: Owner,
    /// Which kind.
    pub kind: String,
    /// How much was asked for.
    pub cents: i64,
    /// Neither amended nor cancelled.
    pub asked: bool,
    /// To be paid by instalments.
    pub in_plan: bool,
}

/// Money for some payables.
pub type Parts = Vec<(String, i64)>;

/// A refund that was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Of which payment.
    pub payment: String,
    /// How much.
    pub cents: i64,
}

/// What was decided on an entry of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is for these.
    Allocated(Parts),
    /// One of two persons who must sign said so.
    Proposed,
    /// It is a provider's payout.
    PaidOut,
    /// It is none of the citizens' money.
    Ignored,
    /// What was decided is not so.
    Undone,
}

/// The model.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Every bill.
    pub bills: BTreeMap<String, Bill>,
    /// Of which bill a payable is.
    pub payables: BTreeMap<String, String>,
    /// The whole bill's reference and amount, for slips.
    pub slips: BTreeMap<String, (String, i64)>,
    /// Reference and amount of each payable.
    pub references: BTreeMap<String, (String, i64)>,
    /// What attempts are for, whether or not anybody answered.
    pub attempts: BTreeMap<AttemptId, Parts>,
    /// Cash that was taken.
    pub cash: BTreeMap<String, Parts>,
    /// Money that did not fit and was taken by a person's decision.
    pub decided: BTreeSet<String>,
    /// Refunds that were asked for, whether or not anybody answered.
    pub refunds: BTreeMap<String, Asked>,
    /// What treasurers decided on entries of statements, by the entry and by its version after that.
    pub decisions: BTreeMap<String, BTreeMap<i64, Decision>>,
    /// Bills whose credit or money took a way that is not worth following one by one.
    pub winding: BTreeSet<Owner>,
}

impl Model {
    /// A bill was issued; `answer` is the server's.
    pub fn issued(&mut self, answer: &Value, owner: Option<Owner>) {
        let id = text(&answer["id"]);
        let owner = owner.unwrap_or_else(|| Owner::Slip(id.clone()));
        let bill = Bill {
            owner,
            kind: text(&answer["kind"]),
            cents: answer["amount"].as_i64().unwrap(),
            asked: true,
            in_plan: false,
        };
        self.bills.entry(id.clone()).or_insert(bill);
        self.learn(answer);
    }

    /// The payables of a bill.
    pub fn learn(&mut self, answer: &Value) {
        let id = text(&answer["id"]);
        for payable in answer["payables"].as_array().unwrap() {
            let named = (text(&payable["rf"]), payable["amount"].as_i64().unwrap());
            self.payables.insert(text(&payable["id"]), id.clone());
            self.references.insert(text(&payable["id"]), named.clone());
            if payable["instalment"] == 0 {
                self.slips.insert(id.clone(), named);
            }
        }
    }

    /// A bill took another's place.
    pub fn amended(&mut self, old: &str, answer: &Value) {
        let owner = self.bills[old].owner.clone();
        self.bills.get_mut(old).unwrap().asked = false;
        self.winding.insert(owner.clone());
        self.issued(answer, Some(owner));
    }

    /// Nobody asks for a bill any more.
    pub fn cancelled(&mut self, id: &str) {
        self.bills.get_mut(id).unwrap().asked = false;
    }

    /// A bill is paid by instalments.
    pub fn in_plan(&mut self, answer: &Value) {
        self.bills.get_mut(&text(&answer["id"])).unwrap().in_plan = true;
        self.learn(answer);
    }

    /// Who owes what a payable is for.
    pub fn owner(&self, payable: &str) -> &Owner {
        &self.bills[&self.payables[payable]].owner
    }

    /// Whether a taking is the city's money, as far as anybody decided.
    pub fn counts(&self, taking: &Taking) -> bool {
        taking.fits || self.decided.contains(&taking.transaction)
    }

    /// A taking's money by payable; what was too much goes with the first.
    pub fn parts(&self, taking: &Taking) -> Parts {
        let (mut parts, mut left) = (Parts::new(), taking.cents);
        for (payable, named) in &self.attempts[&taking.attempt] {
            let part = left.min(*named);
            left -= part;
            parts.push((payable.clone(), part));
        }
        parts[0].1 += left;
        parts
    }

    /// What each owner has paid that stands, by the truth outside.
    pub fn paid(&self, takings: &[Taking]) -> BTreeMap<Owner, i64> {
        let mut paid: BTreeMap<Owner, i64> = BTreeMap::new();
        let stands = takings.iter().filter(|taking| self.counts(taking) && !taking.reversed);
        for taking in stands {
            let parts = self.parts(taking);
            for (payable, cents) in &parts {
                *paid.entry(self.owner(payable).clone()).or_default() += cents;
            }
            if let Some(Dispute::Lost(cents)) = taking.dispute {
                *paid.entry(self.owner(&parts[0].0).clone()).or_default() -= cents;
            }
        }
        for (payable, cents) in self.cash.values().flatten() {
            *paid.entry(self.owner(payable).clone()).or_default() += cents;
        }
        paid
    }

    /// What was decided last on an entry.
    pub fn decision(&self, entry: &str) -> Option<&Decision> {
        self.decisions.get(entry)?.values().next_back()
    }

    /// What each owner was asked for and still is.
    pub fn asked(&self) -> BTreeMap<Owner, i64> {
        let mut asked: BTreeMap<Owner, i64> = BTreeMap::new();
        for bill in self.bills.values() {
            *asked.entry(bill.owner.clone()).or_default() += if bill.asked { bill.cents } else { 0 };
        }
        asked
    }
}

/// A string of an answer.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
