//! Coming back to attempts: by the link on a provider's page, when the app comes to the front, and after it was killed.

use super::{
    attempt::{ask, forget, keep},
    model::{Page, Tracked, WATCHED},
    update::show,
};
use crate::{
    app::{Cmd, fade},
    effect::KeptAttempt,
    intent::Tab,
    model::Model,
    texts::t,
    view::Tone,
};
use crux_core::Command;
use dimos_domain::ids::AttemptId;

/// What a link back to this app begins with.
const LINK: &str = "dimos://pay/attempts/";
/// Characters of a link that are looked at.
const LINK_CHARS: usize = 200;

/// A link of this app was opened. Only one that names an attempt of this phone means anything, and all it means is that a
/// person came back: how the attempt stands is asked.
pub(super) fn open_link(url: &str, model: &mut Model) -> Cmd {
    if !model.started {
        model.pay.link = Some(url.chars().take(LINK_CHARS).collect());
        return Command::done();
    }
    let Some(id) = linked(url).filter(|id| model.pay.attempt(*id).is_some()) else {
        let text = t(model.language(), "pay-link-unknown");
        model.say(Tone::Info, text);
        return fade(model);
    };
    model.tab = Tab::Pay;
    model.my_reports.close();
    model.crew.close();
    model.pay.pages.clear();
    show(Page::Checkout(id), model);
    let Some(tracked) = model.pay.attempt_mut(id) else { return Command::done() };
    if !tracked.is_open() {
        return if tracked.may_go_back() { ask(id, model) } else { Command::done() };
    }
    tracked.rounds = 0;
    let kept =
        if std::mem::replace(&mut tracked.kept.returned, true) { Command::done() } else { keep(tracked.kept.clone()) };
    kept.and(ask(id, model))
}

/// The attempt that a link names.
fn linked(url: &str) -> Option<AttemptId> {
    let rest = url.strip_prefix(LINK)?;
    let id = rest.split(['?', '#']).next()?.trim_end_matches('/');
    // In the one form that we write ourselves.
    if id.len() == 36 { id.parse().ok() } else { None }
}

/// The app is in front (again), or the network is back: everything that is not over is asked about, and what came to nothing
/// lately, because money may come late.
pub(super) fn come_back(model: &mut Model) -> Cmd {
    model.pay.away = false;
    let now = model.now;
    let asked: Vec<AttemptId> = model
        .pay
        .attempts
        .iter()
        .filter(|tracked| tracked.is_open() || tracked.is_watched(now))
        .map(Tracked::id)
        .collect();
    let mut all = Vec::new();
    for id in asked {
        if let Some(tracked) = model.pay.attempt_mut(id) {
            tracked.rounds = 0;
        }
        all.push(ask(id, model));
    }
    Command::all(all)
}

/// The app goes to the back: the clock asks nothing there.
pub fn go_away(model: &mut Model) {
    model.pay.away = true;
}

/// What the phone kept is followed again. What was over long ago is forgotten.
pub(super) fn follow(kept: Vec<KeptAttempt>, model: &mut Model) -> Cmd {
    let now = model.now;
    let (fresh, old): (Vec<Tracked>, Vec<Tracked>) = kept
        .into_iter()
        .map(Tracked::new)
        .partition(|tracked| tracked.is_open() || now.duration_since(tracked.kept.begun_at) <= WATCHED);
    model.pay.attempts = fresh;
    let tidy = Command::all(old.iter().map(|tracked| forget(tracked.id())).collect::<Vec<_>>());
    tidy.and(come_back(model))
}
