//! What is owed, what is being paid, and the rows made of it.

use super::view::{BillRow, BillView, CheckoutView, PayingView, PlanView, QrView, ReceiptRow};
use crate::{
    effect::{KeptAttempt, NetTrouble},
    intent::Secret,
};
use dimos_domain::{
    ids::{ActId, AttemptId, BillId, PayableId},
    money::{Account, AttemptState, Bill, Payable, PayableState, Receipt},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Most things that are paid in one go.
pub const MOST_PARTS: usize = 20;
/// A bill that is due within so many days is urgent.
pub const SOON_DAYS: i32 = 7;
/// An answer older than this many seconds is asked for again when the tab comes to the front.
pub const FRESH_SECS: i64 = 60;
/// An attempt that failed can still come through: so long it is asked about whenever the app comes to the front.
pub const WATCHED: SignedDuration = SignedDuration::from_hours(48);

/// The feature's state.
#[derive(Debug, Default)]
pub struct Model {
    /// The pages that are open over the list, the one in front last.
    pub(super) pages: Vec<Page>,
    /// What is owed, as the city said last.
    pub(super) account: Option<Account>,
    /// It is being asked.
    pub(super) asking: bool,
    /// More was learned since it was asked: what comes is older than that, and is asked for once more.
    pub(super) overtaken: bool,
    /// A person wanted it anew while it was being asked: that this question failed is no answer to theirs.
    pub(super) wanted: bool,
    /// Why nothing newer came.
    pub(super) trouble: Option<NetTrouble>,
    /// Receipts, newest first.
    pub(super) receipts: Vec<Receipt>,
    /// They are being asked for.
    pub(super) asking_receipts: bool,
    /// Why no newer ones came.
    pub(super) receipts_trouble: Option<NetTrouble>,
    /// Documents being fetched, by the receipt's number.
    pub(super) fetching: BTreeSet<String>,
    /// Attempts to pay, oldest first.
    pub(super) attempts: Vec<Tracked>,
    /// Bills chosen in the list.
    pub(super) chosen: BTreeSet<BillId>,
    /// What is about to be paid.
    pub(super) basket: Vec<Item>,
    /// The form for a bill on paper.
    pub(super) form: Form,
    /// Instalments being looked at.
    pub(super) wish: Option<PlanWish>,
    /// Credit being spent: for which bill, under which key, and whether the city is being asked.
    pub(super) spending: Option<Spending>,
    /// The app is in the background: nothing is asked by the clock.
    pub(super) away: bool,
    /// A link that came before the phone was read.
    pub(super) link: Option<String>,
    /// Codes being drawn, by their content.
    pub(super) codes: BTreeMap<String, QrView>,
    /// Ready to be shown.
    pub(super) told: Told,
}

/// A page over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The form for a bill on paper.
    Add,
    /// One bill.
    Bill(BillId),
    /// Instalments for a bill.
    Plan(BillId),
    /// What is about to be paid, and by which means.
    Paying,
    /// A payment on a provider's page.
    Checkout(AttemptId),
    /// The receipts.
    Receipts,
}

/// What was made when the data came.
#[derive(Debug, Default)]
pub struct Told {
    /// Bills to be paid, what is due first.
    pub(super) due: Vec<BillRow>,
    /// Paid and ended ones, newest first.
    pub(super) ended: Vec<BillRow>,
    /// How many are due soon or overdue.
    pub(super) urgent: usize,
    /// Receipts, newest first.
    pub(super) receipts: Vec<ReceiptRow>,
    /// The page in front, where it is made of data.
    pub(super) page: Option<ToldPage>,
}

/// A page, ready to be shown.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one at a time")]
pub enum ToldPage {
    /// One bill.
    Bill(BillView),
    /// Instalments.
    Plan(PlanView),
    /// What is about to be paid.
    Paying(PayingView),
    /// A payment on a provider's page.
    Checkout(CheckoutView),
}

/// An attempt to pay, followed until its outcome is known.
#[derive(Debug)]
pub struct Tracked {
    /// As the phone keeps it.
    pub(super) kept: KeptAttempt,
    /// The city is being asked.
    pub(super) asking: bool,
    /// It is over for a reason that the city's attempt does not carry: it was never begun.
    pub(super) refused: Option<String>,
    /// Why the last question came to nothing.
    pub(super) trouble: Option<NetTrouble>,
    /// How often it was asked by the clock.
    pub(super) rounds: u32,
    /// Counted up with every question: what was agreed for an older one does not count.
    pub(super) turn: u32,
}

impl Tracked {
    /// One that is kept.
    pub(super) fn new(kept: KeptAttempt) -> Self {
        Self { kept, asking: false, refused: None, trouble: None, rounds: 0, turn: 0 }
    }

    /// Its id.
    pub(super) fn id(&self) -> AttemptId {
        self.kept.attempt.id
    }

    /// How it stands.
    pub(super) fn state(&self) -> AttemptState {
        self.kept.attempt.state
    }

    /// Whether it may still be paid, or may have been: nothing of it is to be paid a second time meanwhile.
    pub(super) fn is_open(&self) -> bool {
        match self.state() {
            AttemptState::Created | AttemptState::Pending | AttemptState::Unknown => self.refused.is_none(),
            AttemptState::Succeeded | AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled => false,
        }
    }

    /// Whether it ended but a while ago only: money may still come, or go back.
    pub(super) fn is_watched(&self, now: Timestamp) -> bool {
        let came_to_nothing =
            matches!(self.state(), AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled);
        let may_change = came_to_nothing && self.refused.is_none() || self.may_go_back();
        may_change && now.duration_since(self.kept.begun_at) <= WATCHED
    }

    /// Whether it was paid, for all the phone knows: its money may go back, and what was given back may fail to arrive.
    pub(super) fn may_go_back(&self) -> bool {
        self.state() == AttemptState::Succeeded && !self.kept.attempt.taken_back
    }

    /// Whether it was paid, and all of its money is with whoever paid again.
    pub(super) fn is_given_back(&self) -> bool {
        self.state() == AttemptState::Succeeded && self.kept.attempt.gone_back == self.kept.attempt.amount
    }

    /// Whether it pays towards something.
    pub(super) fn pays(&self, payable: PayableId) -> bool {
        self.kept.attempt.parts.iter().any(|part| part.payable == payable)
    }
}

/// Something that is about to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub(super) payable: PayableId,
    /// The part that is to be paid, as typed; empty for all of it.
    pub(super) typed: String,
}

/// The form for a bill on paper.
#[derive(Debug, Default)]
pub struct Form {
    /// The reference, as typed.
    pub(super) reference: String,
    /// The amount, as typed.
    pub(super) amount: String,
    /// The tax number, as typed. Never kept on the phone; gone when the form is left.
    pub(super) tax_number: Secret,
    /// It was sent once: from then on it is shown masked.
    pub(super) masked: bool,
    /// What was looked for last, if anything: what is missing is said from then on.
    pub(super) tried: Tried,
    /// The city is being asked.
    pub(super) busy: bool,
    /// Why the city found nothing.
    pub(super) refusal: Option<String>,
}

/// What a person tried with the form.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// Nothing yet.
    #[default]
    Nothing,
    /// To find one bill.
    Find,
    /// To see all bills of a tax number.
    Link,
}

/// Instalments being looked at.
#[derive(Debug)]
pub struct PlanWish {
    /// For which bill.
    pub(super) bill: BillId,
    /// How many.
    pub(super) count: u8,
    /// The key of the wish: the same one is granted once.
    pub(super) key: ActId,
    /// The city is being asked.
    pub(super) busy: bool,
}

/// Credit being spent on a bill.
#[derive(Debug)]
pub struct Spending {
    /// On which.
    pub(super) bill: BillId,
    /// The key of the wish: the same one is granted once.
    pub(super) key: ActId,
    /// The city is being asked.
    pub(super) busy: bool,
}

impl Model {
    /// The page in front; none: the list.
    pub(super) fn page(&self) -> Option<Page> {
        self.pages.last().copied()
    }

    /// A bill.
    pub(super) fn bill(&self, id: BillId) -> Option<&Bill> {
        self.account.as_ref()?.bills.iter().find(|bill| bill.id == id)
    }

    /// Something that can be paid, with its bill.
    pub(super) fn payable(&self, id: PayableId) -> Option<(&Bill, &Payable)> {
        let bills = self.account.as_ref()?.bills.iter();
        bills.flat_map(|bill| bill.payables.iter().map(move |payable| (bill, payable))).find(|(_, one)| one.id == id)
    }

    /// An attempt.
    pub(super) fn attempt(&self, id: AttemptId) -> Option<&Tracked> {
        self.attempts.iter().find(|tracked| tracked.id() == id)
    }

    /// An attempt, to change.
    pub(super) fn attempt_mut(&mut self, id: AttemptId) -> Option<&mut Tracked> {
        self.attempts.iter_mut().find(|tracked| tracked.id() == id)
    }

    /// An attempt that may have paid this already, or still may.
    pub(super) fn open_attempt(&self, payable: PayableId) -> Option<&Tracked> {
        self.attempts.iter().find(|tracked| tracked.is_open() && tracked.pays(payable))
    }

    /// A bill as it is now takes the place of what was known of it.
    pub(super) fn put(&mut self, bill: Bill) {
        let Some(account) = &mut self.account else { return };
        match account.bills.iter_mut().find(|known| known.id == bill.id) {
            Some(known) => *known = bill,
            None => account.bills.push(bill),
        }
    }
}

/// Whether something is still to be paid.
pub(super) fn is_payable(payable: &Payable) -> bool {
    matches!(payable.state, PayableState::Open | PayableState::PartlyPaid) && payable.expected.total.is_positive()
}

/// What of a bill is still to be paid, what is due first.
pub(super) fn open_payables(bill: &Bill) -> Vec<&Payable> {
    let mut open: Vec<&Payable> = bill.payables.iter().filter(|payable| is_payable(payable)).collect();
    open.sort_by_key(|payable| (payable.due_on, payable.instalment));
    open
}

/// What of a bill is to be paid now: everything that is due, or else what will be due next.
pub(super) fn next_payables(bill: &Bill, today: Date) -> Vec<&Payable> {
    let open = open_payables(bill);
    let due = open.iter().take_while(|payable| payable.due_on <= today).count();
    open.into_iter().take(due.max(1)).collect()
}

/// Whether what is expected was true until a day that is over: it is something else now.
pub(super) fn is_outdated(payable: &Payable, today: Date) -> bool {
    payable.expected.holds_until.is_some_and(|until| until < today)
}
