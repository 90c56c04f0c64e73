//! What happens when: what is owed comes and is kept, pages open and close, and who gets the rest.

use super::{
    Event, add, attempt, basket, bills, checkout, credit,
    event::Wish,
    follow,
    model::{FRESH_SECS, Page, Told, ToldPage},
    page, paying, plan, receipts,
    view::ReceiptRow,
};
use crate::{
    app::Cmd,
    effect::{FetchAccount, FetchReceipts, NetTrouble, Purse},
    event::{Event as Root, Stamp},
    intent::PayIntent,
    model::Model,
    rows::Look,
};
use crux_core::Command;
use dimos_domain::money::{Account, Receipt};

/// Whether the city takes payments through the app.
#[must_use]
pub fn takes_payments(model: &Model) -> bool {
    model.city.as_ref().is_some_and(|kit| kit.city.payments.is_some())
}

/// How many bills are overdue or due soon.
#[must_use]
pub fn urgent(model: &Model) -> usize {
    model.pay.told.urgent
}

/// The phone was read: what it kept is shown, and what is not over is asked about.
pub fn loaded(purse: Purse, model: &mut Model) -> Cmd {
    model.pay.account = purse.account;
    model.pay.receipts = purse.receipts;
    let followed = follow::follow(purse.attempts, model);
    let linked = match model.pay.link.take() {
        Some(url) => follow::open_link(&url, model),
        None => Command::done(),
    };
    retell(model);
    followed.and(linked)
}

/// A link of this app was opened.
pub fn open_link(url: &str, model: &mut Model) -> Cmd {
    let command = follow::open_link(url, model);
    tell_page(model);
    command
}

/// The app is in front, or the network is back.
pub fn come_back(model: &mut Model) -> Cmd {
    let command = follow::come_back(model);
    tell_page(model);
    command
}

/// A person did something.
pub fn on_intent(stamp: Stamp, intent: PayIntent, model: &mut Model) -> Cmd {
    let command = match intent {
        PayIntent::Refresh => refresh(model),
        PayIntent::OpenBill { bill } => open_bill(&bill, model),
        PayIntent::AddBill => {
            show(Page::Add, model);
            Command::done()
        }
        PayIntent::TypeReference { text } => add::type_reference(&text, model),
        PayIntent::TypeAmount { text } => add::type_amount(&text, model),
        PayIntent::TypeTaxNumber { text } => add::type_tax_number(&text, model),
        PayIntent::Find => add::find(model),
        PayIntent::Link => add::link(model),
        PayIntent::Choose { bill, chosen } => basket::choose(&bill, chosen, model),
        PayIntent::PayChosen => basket::pay_chosen(model),
        PayIntent::PayBill { bill } => basket::pay_bill(&bill, model),
        PayIntent::PayOne { payable } => basket::pay_one(&payable, model),
        PayIntent::LeaveOut { payable } => basket::leave_out(&payable, model),
        PayIntent::TypePart { payable, text } => basket::type_part(&payable, &text, model),
        PayIntent::UseCredit => credit::spend(stamp, model),
        PayIntent::OpenPlan => plan::open(stamp, model),
        PayIntent::ChooseInstalments { count } => plan::choose(stamp, count, model),
        PayIntent::AgreePlan => plan::agree(model),
        PayIntent::Copy { what } => basket::copy(&what, model),
        PayIntent::PayBy { provider } => basket::pay_by(stamp, &provider, model),
        PayIntent::OpenAttempt { attempt } => attempt::open(&attempt, model),
        PayIntent::OpenCheckout => attempt::open_checkout(model),
        PayIntent::AskNow => attempt::ask_now(model),
        PayIntent::GiveUp => attempt::give_up(model),
        PayIntent::TryAgain => attempt::again(model),
        PayIntent::OpenReceipts => {
            show(Page::Receipts, model);
            fetch_receipts(model)
        }
        PayIntent::ShowReceipt { number } => fetch_document(&number, Wish::Show, model),
        PayIntent::ShareReceipt { number } => fetch_document(&number, Wish::Share, model),
    };
    tell_page(model);
    command
}

fn fetch_document(number: &str, then: Wish, model: &mut Model) -> Cmd {
    let command = receipts::fetch(number, then, model);
    // Its row says that it is on its way.
    retell(model);
    command
}

/// An effect was answered.
pub fn update(event: Event, model: &mut Model) -> Cmd {
    let command = match event {
        Event::Account(answer) => account_came(answer, model),
        Event::Found(answer) => add::found(answer, model),
        Event::Linked(answer) => add::linked(answer, model),
        Event::Planned { bill, done } => plan::planned(bill, done, model),
        Event::CreditUsed(done) => credit::spent(done, model),
        Event::AttemptKept { id, done } => attempt::kept(id, done, model),
        Event::AttemptTidied(done) => attempt::tidied(done, model),
        Event::Begun { id, answer } => attempt::begun(id, answer, model),
        Event::Asked { id, answer } => attempt::asked(id, answer, model),
        Event::GivenUp { id, answer } => attempt::given_up(id, answer, model),
        Event::Due { id, turn, stamp } => {
            model.now = stamp.now;
            attempt::due(id, turn, model)
        }
        Event::Receipts(answer) => receipts_came(answer, model),
        Event::ReceiptFile { number, then, file } => receipts::fetched(&number, then, file, model),
    };
    retell(model);
    command
}

/// The tab came to the front: what is owed is asked again after a while.
pub fn appear(model: &mut Model) -> Cmd {
    let now = model.now;
    let is_fresh = model.pay.trouble.is_none()
        && model
            .pay
            .account
            .as_ref()
            .is_some_and(|account| (0..FRESH_SECS).contains(&now.duration_since(account.as_of).as_secs()));
    if is_fresh { Command::done() } else { fetch_account(model) }
}

/// One page back; false where the list is in front.
pub fn back(model: &mut Model) -> bool {
    let closed = model.pay.pages.pop();
    match closed {
        Some(Page::Add) => model.pay.form = super::model::Form::default(),
        Some(Page::Plan(_)) => model.pay.wish = None,
        Some(Page::Bill(_) | Page::Paying | Page::Checkout(_) | Page::Receipts) | None => {}
    }
    tell_page(model);
    closed.is_some()
}

impl super::Model {
    /// Whether a page lies over the list.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.pages.is_empty()
    }

    /// Leaves every page. A tax number that was typed is forgotten.
    pub fn close(&mut self) {
        self.pages.clear();
        self.form = super::model::Form::default();
        self.wish = None;
        self.told.page = None;
    }
}

/// Opens a page over what is in front; one that is open already comes to the front.
pub(super) fn show(page: Page, model: &mut Model) {
    match model.pay.pages.iter().position(|open| *open == page) {
        Some(at) => model.pay.pages.truncate(at + 1),
        None => model.pay.pages.push(page),
    }
}

fn open_bill(bill: &str, model: &mut Model) -> Cmd {
    if let Some(id) = bill.parse().ok().filter(|id| model.pay.bill(*id).is_some()) {
        show(Page::Bill(id), model);
    }
    Command::done()
}

fn refresh(model: &mut Model) -> Cmd {
    let receipts = if model.pay.page() == Some(Page::Receipts) { fetch_receipts(model) } else { Command::done() };
    model.pay.wanted = model.pay.asking;
    fetch_account(model).and(receipts).and(follow::come_back(model))
}

/// Asks what is owed, once at a time.
pub(super) fn fetch_account(model: &mut Model) -> Cmd {
    if !model.started || model.trouble.is_some() || model.no_network || model.pay.asking {
        return Command::done();
    }
    model.pay.asking = true;
    Command::request_from_shell(FetchAccount).then_send(|answer| Root::Pay(Event::Account(answer.map(Box::new))))
}

/// Asks once more after something was learned: an answer that is on its way already may not know of it yet.
pub(super) fn fetch_newer_account(model: &mut Model) -> Cmd {
    model.pay.overtaken = model.pay.asking;
    fetch_account(model)
}

fn account_came(answer: Result<Box<Account>, NetTrouble>, model: &mut Model) -> Cmd {
    model.pay.asking = false;
    let overtaken = std::mem::take(&mut model.pay.overtaken);
    let wanted = std::mem::take(&mut model.pay.wanted);
    match answer {
        Ok(account) => {
            // Who has been answered has a network, whatever the last round of delivery found.
            model.offline = model.no_network;
            // What was overtaken is older than what is shown, but better than nothing.
            let is_older = overtaken && model.pay.account.is_some();
            let taken = if is_older { Command::done() } else { take_account(*account, model) };
            let newer = if overtaken { fetch_account(model) } else { Command::done() };
            taken.and(newer)
        }
        Err(trouble) => {
            model.pay.trouble = Some(trouble);
            if overtaken || wanted { fetch_account(model) } else { Command::done() }
        }
    }
}

/// What is owed is new. What was chosen stays chosen as far as it can still be paid.
pub(super) fn take_account(account: Account, model: &mut Model) -> Cmd {
    model.pay.account = Some(account);
    model.pay.trouble = None;
    let pay = &mut model.pay;
    let open: Vec<_> = pay
        .account
        .iter()
        .flat_map(|account| &account.bills)
        .filter(|bill| !super::model::open_payables(bill).is_empty())
        .map(|bill| bill.id)
        .collect();
    pay.chosen.retain(|chosen| open.contains(chosen));
    Command::done()
}

/// Asks for the receipts, once at a time.
pub(super) fn fetch_receipts(model: &mut Model) -> Cmd {
    if model.no_network || model.pay.asking_receipts {
        return Command::done();
    }
    model.pay.asking_receipts = true;
    Command::request_from_shell(FetchReceipts).then_send(|answer| Root::Pay(Event::Receipts(answer)))
}

fn receipts_came(answer: Result<Vec<Receipt>, NetTrouble>, model: &mut Model) -> Cmd {
    model.pay.asking_receipts = false;
    match answer {
        Ok(receipts) => {
            model.pay.receipts = receipts;
            model.pay.receipts_trouble = None;
        }
        Err(trouble) => model.pay.receipts_trouble = Some(trouble),
    }
    Command::done()
}

/// Tells what is known again: after an answer, a change of language, of the city, of the network or of the day.
pub fn retell(model: &mut Model) {
    let look = Look::of(model);
    let rows = bills::rows(&look, &model.pay);
    let receipts: Vec<ReceiptRow> = model
        .pay
        .receipts
        .iter()
        .map(|receipt| receipts::row(&look, receipt, model.pay.fetching.contains(&receipt.number)))
        .collect();
    model.pay.told = Told { due: rows.due, ended: rows.ended, urgent: rows.urgent, receipts, page: None };
    tell_page(model);
}

/// Tells the page in front again.
fn tell_page(model: &mut Model) {
    let mut codes = std::mem::take(&mut model.pay.codes);
    let look = Look::of(model);
    let pay = &model.pay;
    let told = match pay.page() {
        Some(Page::Bill(id)) => pay.bill(id).map(|bill| ToldPage::Bill(page::page(&look, pay, bill))),
        Some(Page::Plan(id)) => {
            let wish = pay.wish.as_ref().filter(|wish| wish.bill == id);
            pay.bill(id).zip(wish).map(|(bill, wish)| ToldPage::Plan(plan::page(&look, bill, wish)))
        }
        Some(Page::Paying) => {
            let payments = look.kit.and_then(|kit| kit.city.payments.as_ref());
            let creditor = payments.map(|payments| &payments.creditor);
            Some(ToldPage::Paying(paying::page(&look, pay, creditor, &mut codes)))
        }
        Some(Page::Checkout(id)) => pay.attempt(id).map(|tracked| {
            ToldPage::Checkout(checkout::page(&look, pay, tracked, attempt::trouble_text(model, tracked)))
        }),
        Some(Page::Add | Page::Receipts) | None => None,
    };
    model.pay.told.page = told;
    model.pay.codes = codes;
}
