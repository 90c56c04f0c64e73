//! A transaction while it is read.

use super::{Detail, Direction, Refusal, Remark, amount};
use dimos_domain::money::{Cents, RfReference, find_references};

/// Free text of one transaction that is kept, in bytes: the messages allow 140 characters a line, and banks send few.
const MOST_TEXT: usize = 16 * 1024;
/// References of one transaction that are kept.
const MOST_REFERENCES: usize = 200;

/// Money as read, with its reason if it is none.
pub(super) type Money = Option<Result<Cents, Refusal>>;

/// A transaction of which not everything is known yet.
#[derive(Debug, Default)]
pub(super) struct DetailDraft {
    pub(super) detail: Detail,
    pub(super) direction: Option<Direction>,
    /// `Amt`, `AmtDtls/TxAmt`, `AmtDtls/InstdAmt`: the first that can be used counts.
    pub(super) amounts: [Money; 3],
    pub(super) charges: Charges,
    /// Counts if the payer has no name.
    pub(super) ultimate_payer: Option<String>,
    pub(super) return_text: Option<String>,
    pub(super) cut: bool,
}

impl DetailDraft {
    /// One more line of free text.
    pub(super) fn line(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.detail.text.len() + text.len() > MOST_TEXT {
            self.cut = true;
            return;
        }
        if !self.detail.text.is_empty() {
            self.detail.text.push('\n');
        }
        self.detail.text.push_str(text);
    }

    /// A structured reference.
    pub(super) fn reference(&mut self, text: &str) {
        if let Ok(reference) = text.parse::<RfReference>() {
            self.add(reference);
        } else if self.detail.other_references.len() >= MOST_REFERENCES {
            self.cut = true;
        } else if !text.is_empty() && !self.detail.other_references.iter().any(|known| known == text) {
            self.detail.other_references.push(text.to_owned());
        }
    }

    fn add(&mut self, reference: RfReference) {
        if self.detail.references.len() >= MOST_REFERENCES {
            self.cut = true;
        } else if !self.detail.references.contains(&reference) {
            self.detail.references.push(reference);
        }
    }

    /// References in somebody's words.
    pub(super) fn look_for_references(&mut self, text: &str) {
        for reference in find_references(text) {
            self.add(reference);
        }
    }

    /// Everything is known but its amount.
    pub(super) fn complete(&mut self, remarks: &mut Vec<Remark>) {
        let text = std::mem::take(&mut self.detail.text);
        self.look_for_references(&text);
        self.detail.text = text;
        if self.detail.references.is_empty()
            && let Some(end_to_end) = self.detail.end_to_end.take()
        {
            self.look_for_references(&end_to_end);
            self.detail.end_to_end = Some(end_to_end);
        }
        let ultimate = self.ultimate_payer.take();
        self.detail.payer_name = self.detail.payer_name.take().or(ultimate);
        let words = self.return_text.take();
        self.detail.return_reason = self.detail.return_reason.take().or(words);
        self.detail.charges = self.charges.total(remarks);
        if self.cut {
            remarks.push(Remark::Cut);
        }
    }

    /// Its own amount, without a sign.
    pub(super) fn amount(&mut self) -> Money {
        let usable = self.amounts.iter().position(|money| matches!(money, Some(Ok(_))));
        let any = usable.or_else(|| self.amounts.iter().position(Option::is_some))?;
        self.amounts.get_mut(any)?.take()
    }
}

/// Charges while they are read: single ones, or their total if there are none.
#[derive(Debug, Default)]
pub(super) struct Charges {
    pub(super) amount: Money,
    pub(super) direction: Option<Direction>,
    pub(super) stated_total: Money,
    sum: Option<Cents>,
    faults: Vec<String>,
}

impl Charges {
    /// One charge ends: a cost is a debit, if nothing else is said.
    pub(super) fn record(&mut self) {
        let direction = self.direction.take().unwrap_or(Direction::Debit);
        match self.amount.take() {
            None => {}
            Some(Ok(amount)) => {
                let cost = amount::signed(amount, direction).and_then(Cents::checked_neg);
                let sum = cost.and_then(|cost| self.sum.unwrap_or_default().checked_add(cost));
                self.sum = sum.or(self.sum);
            }
            Some(Err(refusal)) => self.faults.push(fault(&refusal)),
        }
    }

    fn total(&mut self, remarks: &mut Vec<Remark>) -> Cents {
        remarks.extend(self.faults.drain(..).map(Remark::Charges));
        match (self.sum.take(), self.stated_total.take()) {
            (Some(sum), _) => sum,
            (None, Some(Ok(total))) => total,
            (None, Some(Err(refusal))) => {
                remarks.push(Remark::Charges(fault(&refusal)));
                Cents::ZERO
            }
            (None, None) => Cents::ZERO,
        }
    }

    /// The same for an entry as a whole.
    pub(super) fn finish(mut self, remarks: &mut Vec<Remark>) -> Cents {
        self.total(remarks)
    }
}

/// What to show of money that is none.
pub(super) fn fault(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Currency(currency) => currency.to_string(),
        Refusal::NoCurrency(text) | Refusal::Amount { text, .. } => text.clone(),
        Refusal::NoDirection => String::new(),
    }
}
