//! What the paying screens show. Which of them is in front is decided here; the files beside this build them.

use super::{
    bills, form,
    model::{Page, ToldPage},
    page, receipts,
};
pub use super::{
    checkout::{CheckoutStage, CheckoutView},
    paying::{CopyView, MethodView, PayingItem, PayingView, SlipView, TransferView},
    qr::QrView,
};
use crate::{
    model::Model,
    view::{Button, Field, OptionView, Screen, Tone},
};

/// The screen in front. What is made of data was made when it came.
#[must_use]
pub fn screen(model: &Model) -> Screen {
    let pay = &model.pay;
    match (pay.page(), &pay.told.page) {
        (Some(Page::Add), _) => Screen::AddBill { add_bill: form::view(model) },
        (Some(Page::Receipts), _) => Screen::Receipts { receipts: receipts::view(model) },
        (Some(_), Some(ToldPage::Bill(bill))) => Screen::Bill { bill: bill.clone() },
        (Some(_), Some(ToldPage::Plan(plan))) => Screen::Plan { plan: plan.clone() },
        (Some(_), Some(ToldPage::Paying(paying))) => Screen::Paying { paying: paying.clone() },
        (Some(_), Some(ToldPage::Checkout(checkout))) => Screen::Checkout { checkout: checkout.clone() },
        (Some(Page::Bill(_)), None) => Screen::Bill { bill: page::waiting(model) },
        (_, None) => Screen::Bills { bills: bills::view(model) },
        (None, Some(_)) => Screen::Bills { bills: bills::view(model) },
    }
}

/// What is owed: the list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct BillsView {
    /// The screen's title.
    pub title: String,
    /// "To pay now: €45.12", "Nothing is due"; empty while nothing is known.
    pub summary: String,
    /// What was paid too much before; `None` where there is none.
    pub credit: Option<String>,
    /// Payments that are not over, each with its page.
    pub attempts: Vec<OptionView>,
    /// Bills to be paid, what is due first.
    pub due: Vec<BillRow>,
    /// The heading over those that are paid or ended.
    pub ended_title: String,
    /// Paid and ended ones, newest first.
    pub ended: Vec<BillRow>,
    /// "Pay 2 bills: €90.24", once some are chosen.
    pub pay_chosen: Option<Button>,
    /// Add a bill on paper.
    pub add: Button,
    /// The receipts.
    pub receipts: Button,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// "As of 14:05", where the network is gone.
    pub stale: Option<String>,
    /// Being asked.
    pub refreshing: bool,
}

/// A bill as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct BillRow {
    /// Its id.
    pub id: String,
    /// The kind's name.
    pub title: String,
    /// What exactly and for which period; may be empty.
    pub detail: String,
    /// "2026-000123".
    pub number: String,
    /// What is to be paid now, or what was paid.
    pub amount: String,
    /// "Due tomorrow", "3 days overdue", "Paid".
    pub status: String,
    /// Discount, surcharge, what was paid so far, the instalment's number; may be empty.
    pub note: String,
    /// Which colour.
    pub tone: Tone,
    /// Whether it can be chosen to be paid together with others.
    pub can_choose: bool,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What a screen reader says of the whole row.
    pub spoken: String,
}

/// The form for a bill on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct AddBillView {
    /// The screen's title.
    pub title: String,
    /// What to do, in a sentence.
    pub intro: String,
    /// The reference.
    pub reference: Field,
    /// The amount as printed.
    pub amount: Field,
    /// Find that bill.
    pub find: Button,
    /// What the tax number is for, and what becomes of it.
    pub link_intro: String,
    /// The tax number; masked once it was sent.
    pub tax_number: Field,
    /// Show all bills.
    pub link: Button,
    /// What the city said.
    pub refusal: Option<String>,
    /// Being asked.
    pub busy: bool,
}

/// One bill's page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct BillView {
    /// The bill as a row.
    pub row: BillRow,
    /// What is to be known first: a payment is under way, the amount is of yesterday; may be absent.
    pub notice: Option<Notice>,
    /// What, for when, how much.
    pub facts: Vec<FactRow>,
    /// The instalments, where there are some.
    pub instalments: Vec<InstalmentRow>,
    /// What was paid, oldest first.
    pub history: Vec<PaidRow>,
    /// Pay what is due.
    pub pay: Option<Button>,
    /// Pay by instalments.
    pub plan: Option<Button>,
    /// Pay from what was paid too much before, as far as it goes.
    pub use_credit: Option<Button>,
    /// Being asked.
    pub busy: bool,
}

/// Something to be known before anything is done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct Notice {
    /// How serious.
    pub tone: Tone,
    /// What.
    pub text: String,
    /// The attempt that it is about; opens its page.
    pub attempt: Option<String>,
}

/// One thing that is known, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct FactRow {
    /// "Due".
    pub label: String,
    /// "Tuesday 24 November".
    pub value: String,
    /// What a screen reader says.
    pub spoken: String,
}

/// One instalment: of a bill, or of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct InstalmentRow {
    /// The payable's id; empty in a preview.
    pub id: String,
    /// "Instalment 2 of 6".
    pub title: String,
    /// How much.
    pub amount: String,
    /// "Due tomorrow", "Paid".
    pub status: String,
    /// Which colour.
    pub tone: Tone,
    /// Pay this one.
    pub pay: Option<Button>,
    /// What a screen reader says.
    pub spoken: String,
}

/// Something that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PaidRow {
    /// "22 November 2026".
    pub when: String,
    /// "By card", "By bank transfer, taken back".
    pub text: String,
    /// How much.
    pub amount: String,
    /// The receipt's number; empty where there is none.
    pub receipt: String,
    /// Show the receipt.
    pub show: Option<Button>,
    /// What a screen reader says.
    pub spoken: String,
}

/// Instalments for a bill, before anything is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PlanView {
    /// The screen's title.
    pub title: String,
    /// What it is for, and how much.
    pub intro: String,
    /// How many; codes are numbers.
    pub counts: Vec<OptionView>,
    /// What would be due when.
    pub preview: Vec<InstalmentRow>,
    /// What agreeing means.
    pub terms: String,
    /// Agree.
    pub agree: Button,
    /// Being asked.
    pub busy: bool,
}

/// The receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ReceiptsView {
    /// The screen's title.
    pub title: String,
    /// Newest first.
    pub rows: Vec<ReceiptRow>,
    /// What to show where there is nothing.
    pub empty: Option<String>,
    /// Why these may not be all; absent where they are.
    pub stale: Option<String>,
    /// Being asked.
    pub refreshing: bool,
}

/// A receipt as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct ReceiptRow {
    /// "2026-000123".
    pub number: String,
    /// What for.
    pub title: String,
    /// How much.
    pub amount: String,
    /// "22 November 2026 · by card".
    pub detail: String,
    /// Read the document.
    pub show: Button,
    /// Hand it on.
    pub share: Button,
    /// It is being fetched.
    pub busy: bool,
    /// What a screen reader says of the whole row.
    pub spoken: String,
}
