//! Following a payment on a provider's page. The attempt is on the phone before the city hears of it; what becomes of it is
//! asked, never guessed; and while it may have been paid nothing of it is offered a second time.

use super::{
    Event,
    model::{Model as Pay, Page, Tracked},
    update::{fetch_account, fetch_newer_account, fetch_receipts, show},
    words::total,
};
use crate::{
    app::{Cmd, fade, net_text, storage_text},
    effect::{
        AskAttempt, BeginAttempt, ForgetAttempt, GiveUpAttempt, KeepAttempt, KeptAttempt, NetTrouble, OpenUrl,
        StorageTrouble, Wait,
    },
    event::{Event as Root, Stamp},
    intent::Tab,
    model::Model,
    rows::Look,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::{
    ids::AttemptId,
    money::{Attempt, AttemptState, Cents, Part},
};

/// Seconds between questions: soon at first, patiently later.
const PAUSES: [u64; 8] = [2, 3, 5, 10, 20, 40, 80, 160];
/// The city's word for what it has never heard of.
const NOT_FOUND: &str = "not_found";

/// Begins to pay: first on the phone, then with the city.
pub(super) fn begin(stamp: Stamp, provider: &str, parts: Vec<Part>, model: &mut Model) -> Cmd {
    let id = AttemptId(stamp.id(2));
    let attempt = Attempt {
        id,
        provider: provider.to_owned(),
        state: AttemptState::Created,
        amount: total(parts.iter().map(|part| part.amount)),
        parts,
        checkout_url: None,
        expires_at: None,
        receipt: None,
        reason: None,
        kept: Cents::ZERO,
        taken_back: false,
        gone_back: Cents::ZERO,
    };
    let kept = KeptAttempt { attempt, begun_at: stamp.now, reached: false, returned: false };
    let mut tracked = Tracked::new(kept.clone());
    tracked.asking = true;
    model.pay.attempts.push(tracked);
    // Back leads to the bills, not to what is being paid now.
    model.pay.pages.retain(|page| *page != Page::Paying);
    show(Page::Checkout(id), model);
    Command::request_from_shell(KeepAttempt(kept)).then_send(move |done| Root::Pay(Event::AttemptKept { id, done }))
}

/// It is on the phone: now the city is asked. Or it is not: then nobody is.
pub(super) fn kept(id: AttemptId, done: Result<(), StorageTrouble>, model: &mut Model) -> Cmd {
    if let Err(trouble) = done {
        drop_attempt(id, model);
        show(Page::Paying, model);
        return storage_failed(trouble, model);
    }
    send(id, model)
}

fn send(id: AttemptId, model: &mut Model) -> Cmd {
    let Some(tracked) = model.pay.attempt_mut(id) else { return Command::done() };
    tracked.asking = true;
    tracked.turn += 1;
    Command::request_from_shell(BeginAttempt(tracked.kept.attempt.clone()))
        .then_send(move |answer| Root::Pay(Event::Begun { id, answer: answer.map(Box::new) }))
}

/// The city answered to the beginning: its provider's page opens. Or it did not: then the same attempt is begun again.
pub(super) fn begun(id: AttemptId, answer: Result<Box<Attempt>, NetTrouble>, model: &mut Model) -> Cmd {
    match answer {
        Ok(attempt) => {
            let url = attempt.checkout_url.clone().filter(|url| is_page(url));
            let told = learn(id, *attempt, model);
            // A person who left meanwhile is not taken to a bank unasked.
            let in_front = !model.pay.away && model.tab == Tab::Pay && model.pay.page() == Some(Page::Checkout(id));
            let opened = match url {
                Some(url) if in_front => open_url(url),
                _ => Command::done(),
            };
            told.and(opened).and(agree_on_next(id, model))
        }
        Err(NetTrouble::Offline | NetTrouble::Failed) => not_answered(id, answer.err(), model),
        Err(trouble) => {
            let reason = net_text(model, &trouble);
            if let Some(tracked) = model.pay.attempt_mut(id) {
                tracked.asking = false;
                tracked.refused = Some(reason);
            }
            forget(id).and(fetch_account(model))
        }
    }
}

/// `https`, or plain `http` to this very machine (10.0.2.2 is how Android's emulator calls it), where a bank is tried out.
fn is_page(url: &str) -> bool {
    let here = ["http://localhost", "http://127.0.0.1", "http://[::1]", "http://10.0.2.2"];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([':', '/']);
    url.starts_with("https://") || here.iter().any(|host| url.strip_prefix(host).is_some_and(ends))
}

fn open_url(url: String) -> Cmd {
    Command::notify_shell(OpenUrl { url }).into()
}

/// Opens the provider's page once more.
pub(super) fn open_checkout(model: &mut Model) -> Cmd {
    let Some(tracked) = in_front(&model.pay) else { return Command::done() };
    let can = tracked.is_open() && tracked.state() != AttemptState::Unknown;
    match tracked.kept.attempt.checkout_url.clone().filter(|url| can && is_page(url)) {
        Some(url) => open_url(url),
        None => Command::done(),
    }
}

/// The attempt whose page is in front.
fn in_front(pay: &Pay) -> Option<&Tracked> {
    match pay.page() {
        Some(Page::Checkout(id)) => pay.attempt(id),
        _ => None,
    }
}

/// Asks now about the attempt in front; one whose page nobody has been shown yet is begun again.
pub(super) fn ask_now(model: &mut Model) -> Cmd {
    let Some(tracked) = in_front(&model.pay) else { return Command::done() };
    let (id, busy, is_open) = (tracked.id(), tracked.asking, tracked.is_open());
    let pageless = tracked.kept.attempt.checkout_url.is_none() && tracked.state() != AttemptState::Unknown;
    let again = !tracked.kept.reached || pageless;
    if busy || !is_open {
        return Command::done();
    }
    if model.no_network {
        let text = net_text(model, &NetTrouble::Offline);
        model.say(Tone::Warning, text);
        return fade(model);
    }
    if let Some(tracked) = model.pay.attempt_mut(id) {
        tracked.rounds = 0;
    }
    if again { send(id, model) } else { ask(id, model) }
}

pub(super) fn ask(id: AttemptId, model: &mut Model) -> Cmd {
    if model.no_network {
        return Command::done();
    }
    let Some(tracked) = model.pay.attempt_mut(id) else { return Command::done() };
    if tracked.asking {
        return Command::done();
    }
    tracked.asking = true;
    tracked.turn += 1;
    Command::request_from_shell(AskAttempt(id))
        .then_send(move |answer| Root::Pay(Event::Asked { id, answer: answer.map(Box::new) }))
}

/// The city said how it stands, or could not be asked.
pub(super) fn asked(id: AttemptId, answer: Result<Box<Attempt>, NetTrouble>, model: &mut Model) -> Cmd {
    let never_begun = model.pay.attempt(id).is_some_and(|tracked| !tracked.kept.reached);
    match answer {
        Ok(attempt) => {
            let told = learn(id, *attempt, model);
            told.and(agree_on_next(id, model))
        }
        Err(NetTrouble::Refused { code, .. }) if code == NOT_FOUND && never_begun => {
            drop_attempt(id, model);
            let text = t(model.language(), "pay-never-begun");
            model.say(Tone::Info, text);
            forget(id).and(fade(model))
        }
        Err(trouble) => not_answered(id, Some(trouble), model),
    }
}

fn not_answered(id: AttemptId, trouble: Option<NetTrouble>, model: &mut Model) -> Cmd {
    if let Some(tracked) = model.pay.attempt_mut(id) {
        tracked.asking = false;
        tracked.trouble = trouble;
    }
    agree_on_next(id, model)
}

/// Comes back to an attempt that is not over, later each time.
fn agree_on_next(id: AttemptId, model: &mut Model) -> Cmd {
    let away = model.pay.away;
    let Some(tracked) = model.pay.attempt_mut(id) else { return Command::done() };
    if away || tracked.asking || !tracked.is_open() {
        return Command::done();
    }
    let round = usize::try_from(tracked.rounds).unwrap_or(usize::MAX);
    let pause = PAUSES.get(round).or(PAUSES.last()).copied().unwrap_or_default();
    tracked.rounds = tracked.rounds.saturating_add(1);
    let turn = tracked.turn;
    Command::request_from_shell(Wait { millis: pause * 1000 })
        .then_send(move |stamp| Root::Pay(Event::Due { id, turn, stamp }))
}

/// The time has come, if nothing was asked meanwhile.
pub(super) fn due(id: AttemptId, turn: u32, model: &mut Model) -> Cmd {
    let Some(tracked) = model.pay.attempt(id) else { return Command::done() };
    if model.pay.away || tracked.turn != turn || tracked.asking || !tracked.is_open() {
        return Command::done();
    }
    if model.no_network {
        return agree_on_next(id, model);
    }
    // Begun again by the clock only while the person waits for it.
    let waits = tracked.kept.reached || model.pay.page() != Some(Page::Checkout(id));
    if waits { ask(id, model) } else { send(id, model) }
}

/// What the city said of an attempt is kept, and said where it is news.
fn learn(id: AttemptId, said: Attempt, model: &mut Model) -> Cmd {
    let in_front = model.tab == Tab::Pay && model.pay.page() == Some(Page::Checkout(id));
    let Some(tracked) = model.pay.attempt_mut(id).filter(|_| said.id == id) else { return Command::done() };
    tracked.asking = false;
    tracked.trouble = None;
    let before = tracked.state();
    // An answer that was overtaken takes nothing back: what is paid stays paid.
    if before == AttemptState::Succeeded && said.state != AttemptState::Succeeded {
        return Command::done();
    }
    let (state, amount) = (said.state, said.amount);
    let known = &tracked.kept.attempt;
    let went_back = said.taken_back && !known.taken_back || said.gone_back > known.gone_back;
    let is_back_here = said.gone_back < known.gone_back;
    let is_news = *known != said || !tracked.kept.reached;
    let word_of_return = if said.taken_back { "pay-said-taken-back" } else { "pay-said-gone-back" };
    tracked.kept.attempt = said;
    tracked.kept.reached = true;
    let keep = if is_news { keep(tracked.kept.clone()) } else { Command::done() };
    if before == state && !went_back && !is_back_here {
        return keep;
    }
    let amount = amount.text(model.language());
    let was_over = !before.is_open();
    let word = match state {
        AttemptState::Succeeded if went_back => Some((Tone::Warning, word_of_return)),
        AttemptState::Succeeded if is_back_here => None,
        AttemptState::Succeeded if was_over => Some((Tone::Good, "pay-said-late")),
        AttemptState::Succeeded => Some((Tone::Good, "pay-said-paid")),
        AttemptState::Failed => Some((Tone::Warning, "pay-said-failed")),
        AttemptState::Expired => Some((Tone::Warning, "pay-said-expired")),
        AttemptState::Created | AttemptState::Pending | AttemptState::Unknown | AttemptState::Cancelled => None,
    };
    if let Some((tone, key)) = word.filter(|_| !in_front) {
        let text = tv(model.language(), key, &[("amount", amount.into())]);
        model.say(tone, text);
    }
    let again = match state {
        AttemptState::Succeeded => fetch_newer_account(model).and(fetch_receipts(model)),
        AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled => fetch_account(model),
        AttemptState::Created | AttemptState::Pending | AttemptState::Unknown => Command::done(),
    };
    keep.and(again).and(fade(model))
}

pub(super) fn keep(kept: KeptAttempt) -> Cmd {
    Command::request_from_shell(KeepAttempt(kept)).then_send(|done| Root::Pay(Event::AttemptTidied(done)))
}

pub(super) fn forget(id: AttemptId) -> Cmd {
    Command::request_from_shell(ForgetAttempt(id)).then_send(|done| Root::Pay(Event::AttemptTidied(done)))
}

/// It is no longer followed; its page closes.
fn drop_attempt(id: AttemptId, model: &mut Model) {
    model.pay.attempts.retain(|tracked| tracked.id() != id);
    model.pay.pages.retain(|page| *page != Page::Checkout(id));
}

/// A change of an attempt could not be kept: what the phone knows is older, the city's word is the same.
pub(super) fn tidied(done: Result<(), StorageTrouble>, model: &mut Model) -> Cmd {
    match done {
        Ok(()) => Command::done(),
        Err(trouble) => storage_failed(trouble, model),
    }
}

fn storage_failed(trouble: StorageTrouble, model: &mut Model) -> Cmd {
    let text = storage_text(model, trouble);
    model.say(Tone::Danger, text);
    fade(model)
}

/// "I did not pay and do not want to." What the city never answered to cannot have been paid: nobody saw a page.
pub(super) fn give_up(model: &mut Model) -> Cmd {
    let Some(tracked) = in_front(&model.pay) else { return Command::done() };
    let (id, reached) = (tracked.id(), tracked.kept.reached);
    if !tracked.is_open() || tracked.state() == AttemptState::Unknown || (tracked.asking && reached) {
        return Command::done();
    }
    let tell = Command::request_from_shell(GiveUpAttempt(id))
        .then_send(move |answer| Root::Pay(Event::GivenUp { id, answer: answer.map(Box::new) }));
    if !reached {
        drop_attempt(id, model);
        let text = t(model.language(), "pay-never-begun");
        model.say(Tone::Info, text);
        return forget(id).and(tell).and(fade(model));
    }
    if model.no_network {
        let text = net_text(model, &NetTrouble::Offline);
        model.say(Tone::Warning, text);
        return fade(model);
    }
    if let Some(tracked) = model.pay.attempt_mut(id) {
        tracked.asking = true;
        tracked.turn += 1;
    }
    tell
}

/// The city said how it stands now: given up, or paid meanwhile.
pub(super) fn given_up(id: AttemptId, answer: Result<Box<Attempt>, NetTrouble>, model: &mut Model) -> Cmd {
    match answer {
        Ok(attempt) => {
            let told = learn(id, *attempt, model);
            told.and(agree_on_next(id, model))
        }
        Err(trouble) => {
            let is_followed = model.pay.attempt(id).is_some();
            let text = net_text(model, &trouble);
            let next = not_answered(id, Some(trouble), model);
            if !is_followed {
                return next;
            }
            model.say(Tone::Warning, text);
            next.and(fade(model))
        }
    }
}

/// Pays again what could not be paid: what was in it, by any means.
pub(super) fn again(model: &mut Model) -> Cmd {
    let Some(tracked) = in_front(&model.pay) else { return Command::done() };
    let is_paid = tracked.state() == AttemptState::Succeeded && !tracked.kept.attempt.taken_back;
    if tracked.is_open() || is_paid {
        return Command::done();
    }
    let payables = tracked.kept.attempt.parts.iter().map(|part| part.payable).collect();
    model.pay.pages.pop();
    super::basket::begin(payables, model)
}

/// Opens the page of an attempt that is followed.
pub(super) fn open(attempt: &str, model: &mut Model) -> Cmd {
    let Some(id) = attempt.parse().ok().filter(|id| model.pay.attempt(*id).is_some()) else { return Command::done() };
    show(Page::Checkout(id), model);
    let may_have_changed = |tracked: &Tracked| tracked.is_open() || tracked.may_go_back();
    if model.pay.attempt(id).is_some_and(may_have_changed) { ask(id, model) } else { Command::done() }
}

/// Why the last question about an attempt came to nothing, in words.
pub(super) fn trouble_text(model: &Model, tracked: &Tracked) -> Option<String> {
    if model.no_network {
        return Some(Look::of(model).t("pay-why-offline"));
    }
    tracked.trouble.as_ref().map(|trouble| net_text(model, trouble))
}
