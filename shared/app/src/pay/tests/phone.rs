//! A phone without a screen, and a city that answers, or loses its answers on the way.

use super::town::{self, Bill, account, noon};
use crate::{
    Dimos, Effect, Event, Intent, Model, Stamp, ViewModel,
    app::Cmd,
    effect::*,
    intent::{PayIntent, SettingsIntent, Tab},
    pay::{AddBillView, BillView, BillsView, CheckoutView, PayingView, PlanView, ReceiptsView},
    view::Screen,
};
use crux_core::{App as _, Request, capability::Operation};
use dimos_domain::{
    ids::AttemptId,
    l10n::Language,
    money::{Account, Attempt, AttemptState, Receipt},
};
use jiff::{SignedDuration, Timestamp};

/// What the network does with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Good,
    /// Nothing arrives.
    Dead,
    /// It arrives; the answer is lost.
    Deaf,
}

pub struct Phone {
    pub model: Model,
    pub now: Timestamp,
    entropy: u128,
    pub line: Line,
    pub storage: Result<(), StorageTrouble>,
    /// What lies on the phone's disk.
    pub purse: Purse,
    /// What lies at the city.
    pub account: Account,
    pub receipts: Vec<Receipt>,
    pub attempts: Vec<Attempt>,
    /// What the city answers instead to what is asked next: its code and sentence.
    pub refusal: Option<(&'static str, &'static str)>,
    /// What was asked of the city and the phone's disk, in order.
    pub asked: Vec<String>,
    pub opened: Vec<String>,
    pub copied: Vec<String>,
    pub shown: Vec<(&'static str, String, String)>,
    /// Every tax number that crossed the border.
    pub tax_numbers: Vec<String>,
    /// Times that were asked for, in milliseconds, with what waits for them.
    waits: Vec<Request<Wait>>,
    open: Vec<Cmd>,
}

impl Phone {
    pub fn with(bills: Vec<Bill>) -> Self {
        let mut phone = Self {
            model: Model::default(),
            now: noon(),
            entropy: 1,
            line: Line::Good,
            storage: Ok(()),
            purse: Purse::default(),
            account: account(bills),
            receipts: Vec::new(),
            attempts: Vec::new(),
            refusal: None,
            asked: Vec::new(),
            opened: Vec::new(),
            copied: Vec::new(),
            shown: Vec::new(),
            tax_numbers: Vec::new(),
            waits: Vec::new(),
            open: Vec::new(),
        };
        phone.model.settings.phone_language = Language::En;
        phone
    }

    /// Started, with the bills in front.
    pub fn owing(bills: Vec<Bill>) -> Self {
        let mut phone = Self::with(bills);
        phone.starts();
        phone.asked.clear();
        phone
    }

    pub fn starts(&mut self) -> &mut Self {
        self.send(Intent::Start).send(Intent::OpenTab { tab: Tab::Pay })
    }

    /// The app is killed and opened again.
    pub fn is_killed(&mut self) -> &mut Self {
        let language = self.model.settings.phone_language;
        self.model = Model::default();
        self.model.settings.phone_language = language;
        self.waits.clear();
        self.open.clear();
        self.asked.clear();
        self.send(Intent::Start)
    }

    pub fn speaks(&mut self, tag: &str) -> &mut Self {
        self.send(Intent::Settings { intent: SettingsIntent::Language { tag: tag.into() } })
    }

    pub fn has_no_network(&mut self) -> &mut Self {
        self.line = Line::Dead;
        self.send(Intent::Connectivity { online: false })
    }

    pub fn is_back_online(&mut self) -> &mut Self {
        self.line = Line::Good;
        self.send(Intent::Connectivity { online: true })
    }

    pub fn stamp(&mut self) -> Stamp {
        self.entropy += 1;
        Stamp { now: self.now, entropy: self.entropy << 64 }
    }

    pub fn does(&mut self, intent: PayIntent) -> &mut Self {
        self.send(Intent::Pay { intent })
    }

    pub fn send(&mut self, intent: Intent) -> &mut Self {
        let stamp = self.stamp();
        let command = Dimos.update(Event::Intent(stamp, intent), &mut self.model);
        self.run(command);
        self
    }

    /// Time passes: everything that waited for it goes on. Says how long the longest waited, in seconds.
    pub fn waits(&mut self) -> Vec<u64> {
        let waits = std::mem::take(&mut self.waits);
        let seconds: Vec<u64> = waits.iter().map(|wait| wait.operation.millis / 1000).collect();
        self.now += SignedDuration::from_secs(i64::try_from(seconds.iter().max().copied().unwrap_or(0)).unwrap());
        for mut wait in waits {
            let stamp = self.stamp();
            wait.resolve(stamp).expect("asked once, answered once");
        }
        for command in std::mem::take(&mut self.open) {
            self.run(command);
        }
        seconds
    }

    /// What is owed was asked, and the answer is on its way.
    pub fn waits_for_the_list(&mut self) -> &mut Self {
        self.model.pay.asking = true;
        self
    }

    /// The answer comes.
    pub fn hears_the_list(&mut self, account: Account) -> &mut Self {
        self.hears_of_the_list(Ok(Box::new(account)))
    }

    /// The answer comes, or what came instead.
    pub fn hears_of_the_list(&mut self, answer: Result<Box<Account>, NetTrouble>) -> &mut Self {
        let event = Event::Pay(crate::pay::Event::Account(answer));
        let next = Dimos.update(event, &mut self.model);
        self.run(next);
        self
    }

    fn run(&mut self, mut command: Cmd) {
        loop {
            let effects: Vec<Effect> = command.effects().collect();
            let asked = !effects.is_empty();
            effects.into_iter().for_each(|effect| self.answer(effect));
            let events: Vec<Event> = command.events().collect();
            if !asked && events.is_empty() {
                break;
            }
            for event in events {
                let next = Dimos.update(event, &mut self.model);
                self.run(next);
            }
        }
        if !command.is_done() {
            self.open.push(command);
        }
    }

    /// Asks the city something: what it does happens unless the line is dead, what it says is heard if the line is good.
    fn call<T>(
        &mut self,
        what: String,
        does: impl FnOnce(&mut Self) -> Result<T, NetTrouble>,
    ) -> Result<T, NetTrouble> {
        self.asked.push(what);
        if self.line == Line::Dead {
            return Err(NetTrouble::Offline);
        }
        if let Some((code, detail)) = self.refusal.take() {
            return Err(NetTrouble::Refused { code: code.into(), detail: detail.into() });
        }
        let done = does(self);
        if self.line == Line::Deaf { Err(NetTrouble::Failed) } else { done }
    }

    fn attempt(&self, id: AttemptId) -> Result<Attempt, NetTrouble> {
        let gone = NetTrouble::Refused { code: "not_found".into(), detail: "There is no such payment.".into() };
        self.attempts.iter().find(|attempt| attempt.id == id).cloned().ok_or(gone)
    }

    fn answer(&mut self, effect: Effect) {
        match effect {
            Effect::Load(request) => {
                let loaded = Loaded {
                    preferences: None,
                    drafts: Vec::new(),
                    city: Some(town::town()),
                    crew: None,
                    public_url: None,
                    unsent: Vec::new(),
                    purse: self.purse.clone(),
                    recovered: None,
                    trouble: None,
                    stamp: self.stamp(),
                };
                resolve(request, loaded);
            }
            Effect::KeepAttempt(request) => {
                let kept = request.operation.0.clone();
                self.asked.push(format!("keep {}", kept.attempt.state));
                if self.storage.is_ok() {
                    self.purse.attempts.retain(|known| known.attempt.id != kept.attempt.id);
                    self.purse.attempts.push(kept);
                }
                resolve(request, self.storage);
            }
            Effect::ForgetAttempt(request) => {
                let id = request.operation.0;
                self.asked.push("forget".into());
                self.purse.attempts.retain(|known| known.attempt.id != id);
                resolve(request, Ok(()));
            }
            Effect::FetchAccount(request) => {
                let answer = self.call("account".into(), |city| Ok(city.account.clone()));
                if let Ok(account) = &answer {
                    self.purse.account = Some(account.clone());
                }
                resolve(request, answer);
            }
            Effect::LookUpBill(request) => {
                let LookUpBill { reference, amount } = request.operation.clone();
                let answer = self.call(format!("find {reference} {amount}"), |city| Ok(city.account.bills[0].clone()));
                resolve(request, answer);
            }
            Effect::LinkBills(request) => {
                let LinkBills { tax_number, reference, amount } = request.operation.clone();
                self.tax_numbers.push(tax_number.reveal().to_owned());
                let answer = self.call(format!("link {reference} {amount}"), |city| {
                    city.account.linked = true;
                    Ok(city.account.clone())
                });
                resolve(request, answer);
            }
            Effect::MakePlan(request) => {
                let MakePlan { bill, instalments, key } = request.operation.clone();
                let answer = self.call(format!("plan {instalments} {key}"), |city| Ok(city.split(bill, instalments)));
                resolve(request, answer);
            }
            Effect::UseCredit(request) => {
                let UseCredit { bill, key } = request.operation.clone();
                let answer = self.call(format!("credit {key}"), |city| {
                    city.account.credit = dimos_domain::money::Cents::ZERO;
                    Ok(city.account.bills.iter().find(|one| one.id == bill).cloned().expect("a bill"))
                });
                resolve(request, answer);
            }
            Effect::BeginAttempt(request) => {
                let attempt = request.operation.0.clone();
                let parts: Vec<String> = attempt.parts.iter().map(|part| part.amount.to_string()).collect();
                let what = format!("begin {} {}", attempt.provider, parts.join("+"));
                let answer = self.call(what, |city| {
                    if city.attempt(attempt.id).is_err() {
                        let checkout_url = Some(format!("https://bank.example/{}", attempt.id));
                        city.attempts.push(Attempt { state: AttemptState::Pending, checkout_url, ..attempt.clone() });
                    }
                    city.attempt(attempt.id)
                });
                resolve(request, answer);
            }
            Effect::AskAttempt(request) => {
                let id = request.operation.0;
                let answer = self.call("ask".into(), |city| city.attempt(id));
                resolve(request, answer);
            }
            Effect::GiveUpAttempt(request) => {
                let id = request.operation.0;
                let answer = self.call("give up".into(), |city| {
                    for attempt in city.attempts.iter_mut().filter(|attempt| attempt.id == id) {
                        if attempt.state == AttemptState::Pending {
                            attempt.state = AttemptState::Cancelled;
                        }
                    }
                    city.attempt(id)
                });
                resolve(request, answer);
            }
            Effect::FetchReceipts(request) => {
                let answer = self.call("receipts".into(), |city| Ok(city.receipts.clone()));
                if let Ok(receipts) = &answer {
                    self.purse.receipts.clone_from(receipts);
                }
                resolve(request, answer);
            }
            Effect::FetchReceiptFile(request) => {
                let number = request.operation.number.clone();
                let answer = self.call(format!("file {number}"), |_| Ok(format!("/receipts/{number}.pdf")));
                resolve(request, answer);
            }
            Effect::Wait(request) => self.waits.push(request),
            Effect::OpenUrl(request) => self.opened.push(request.operation.url.clone()),
            Effect::Copy(request) => self.copied.push(request.operation.text.clone()),
            Effect::ShowFile(request) => {
                let ShowFile { path, title, .. } = request.operation.clone();
                self.shown.push(("show", path, title));
            }
            Effect::ShareFile(request) => {
                let ShareFile { path, title, .. } = request.operation.clone();
                self.shown.push(("share", path, title));
            }
            Effect::Sync(request) => {
                let stamp = self.stamp();
                let stopped = (self.line == Line::Dead).then_some(NetTrouble::Offline);
                resolve(request, (stamp, SyncOutcome { stopped, ..SyncOutcome::default() }));
            }
            _ => {}
        }
    }

    /// The bank says something about the only payment.
    pub fn bank_says(&mut self, state: AttemptState) -> &mut Self {
        let attempt = self.attempts.last_mut().expect("a payment");
        attempt.state = state;
        if state == AttemptState::Succeeded {
            attempt.receipt = Some("2026-000007".into());
            attempt.checkout_url = None;
            let paid: Vec<_> = attempt.parts.iter().map(|part| part.payable).collect();
            for bill in &mut self.account.bills {
                if bill.payables.iter().any(|payable| paid.contains(&payable.id)) {
                    *bill = town::paid(bill.clone());
                }
            }
        }
        if state == AttemptState::Failed {
            attempt.reason = Some("The card was declined.".into());
        }
        self
    }

    /// The last payment's money is gone again: its bills are owed again.
    pub fn taken_back(&mut self) -> &mut Self {
        let attempt = self.attempts.last_mut().expect("a payment");
        attempt.taken_back = true;
        let owed: Vec<_> = attempt.parts.iter().map(|part| part.payable).collect();
        for bill in &mut self.account.bills {
            if bill.payables.iter().any(|payable| owed.contains(&payable.id)) {
                *bill = town::owed_again(bill.clone());
            }
        }
        self
    }

    pub fn seen(&self) -> ViewModel {
        Dimos.view(&self.model)
    }

    pub fn toast(&self) -> String {
        self.model.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default()
    }
}

macro_rules! screens {
    ($($name:ident: $screen:ident { $field:ident } => $view:ty;)*) => {
        impl Phone {$(
            pub fn $name(&self) -> $view {
                match self.seen().screen {
                    Screen::$screen { $field } => $field,
                    other => panic!("another screen: {other:?}"),
                }
            }
        )*}
    };
}

screens! {
    list: Bills { bills } => BillsView;
    form: AddBill { add_bill } => AddBillView;
    bill: Bill { bill } => BillView;
    plan: Plan { plan } => PlanView;
    paying: Paying { paying } => PayingView;
    checkout: Checkout { checkout } => CheckoutView;
    receipts_list: Receipts { receipts } => ReceiptsView;
}

fn resolve<Op: Operation>(mut request: Request<Op>, answer: Op::Output) {
    request.resolve(answer).expect("asked once, answered once");
}
