//! Instalments: looked at before they are agreed to.

use super::{
    Event,
    model::{Page, PlanWish},
    update::{fetch_newer_account, show},
    view::{InstalmentRow, PlanView},
    words::{due, money, today},
};
use crate::{
    app::{Cmd, fade, net_text},
    effect::{MakePlan, NetTrouble},
    event::{Event as Root, Stamp},
    model::Model,
    rows::{Look, join},
    texts::t,
    view::{Button, OptionView, Tone},
};
use crux_core::Command;
use dimos_domain::{
    ids::{ActId, BillId},
    money::{Bill, Instalment, InstalmentTerms, PlanOffer, instalments, most_instalments},
};
use jiff::civil::Date;

fn terms(offer: &PlanOffer) -> InstalmentTerms {
    InstalmentTerms { most: offer.most, least_each: offer.least_each, every_months: offer.every_months }
}

/// How many instalments are possible at most.
fn most(bill: &Bill) -> Option<u8> {
    most_instalments(bill.expected.principal, &terms(bill.plan.as_ref()?))
}

/// What would be due when, as the city reckons: the first with the bill, or today where that day is over, and none on a day
/// on which the city does not work.
fn preview(look: &Look<'_>, bill: &Bill, count: u8, today: Date) -> Option<Vec<Instalment>> {
    let terms = terms(bill.plan.as_ref()?);
    let mut all = instalments(bill.expected.principal, count, bill.due_on.max(today), &terms).ok()?;
    if let Some(kit) = look.kit {
        for one in &mut all {
            one.due_on = kit.city.calendar.working_day_from(one.due_on);
        }
    }
    Some(all)
}

/// Looks at instalments for the open bill.
pub(super) fn open(stamp: Stamp, model: &mut Model) -> Cmd {
    let Some(Page::Bill(id)) = model.pay.page() else { return Command::done() };
    let Some(bill) = model.pay.bill(id) else { return Command::done() };
    let under_way = bill.payables.iter().any(|payable| model.pay.open_attempt(payable.id).is_some());
    if under_way || most(bill).is_none() {
        let key = match (under_way, bill.plan) {
            (true, _) => "pay-why-under-way",
            (false, None) => "pay-plan-none",
            (false, Some(_)) => "pay-plan-small",
        };
        let text = t(model.language(), key);
        model.say(Tone::Warning, text);
        return fade(model);
    }
    model.pay.wish = Some(PlanWish { bill: id, count: 2, key: ActId(stamp.id(1)), busy: false });
    show(Page::Plan(id), model);
    Command::done()
}

/// So many instalments. Another number is another wish.
pub(super) fn choose(stamp: Stamp, count: u8, model: &mut Model) -> Cmd {
    let Some(wish) = &model.pay.wish else { return Command::done() };
    let fits = model.pay.bill(wish.bill).and_then(most).is_some_and(|most| (2..=most).contains(&count));
    if let Some(wish) = &mut model.pay.wish
        && fits
        && !wish.busy
        && wish.count != count
    {
        wish.count = count;
        wish.key = ActId(stamp.id(1));
    }
    Command::done()
}

/// Agrees to what is shown.
pub(super) fn agree(model: &mut Model) -> Cmd {
    if model.no_network {
        let text = net_text(model, &NetTrouble::Offline);
        model.say(Tone::Warning, text);
        return fade(model);
    }
    let Some(wish) = &mut model.pay.wish else { return Command::done() };
    if std::mem::replace(&mut wish.busy, true) {
        return Command::done();
    }
    let bill = wish.bill;
    Command::request_from_shell(MakePlan { bill, instalments: wish.count, key: wish.key })
        .then_send(move |done| Root::Pay(Event::Planned { bill, done: done.map(Box::new) }))
}

/// The instalments are granted: the bill's page shows them. Or they are not.
pub(super) fn planned(id: BillId, done: Result<Box<Bill>, NetTrouble>, model: &mut Model) -> Cmd {
    if let Some(wish) = &mut model.pay.wish {
        wish.busy = false;
    }
    let text = match done {
        Ok(bill) => {
            model.pay.put(*bill);
            model.pay.wish = None;
            if model.pay.page() == Some(Page::Plan(id)) {
                model.pay.pages.pop();
            }
            let text = t(model.language(), "pay-planned");
            model.say(Tone::Good, text);
            return fetch_newer_account(model).and(fade(model));
        }
        Err(trouble) => net_text(model, &trouble),
    };
    model.say(Tone::Warning, text);
    fade(model)
}

/// Makes the page.
pub(super) fn page(look: &Look<'_>, bill: &Bill, wish: &PlanWish) -> PlanView {
    let today = today(look);
    let title = bill.title.get(look.language);
    let amount = money(look, bill.expected.principal);
    let counts = (2..=most(bill).unwrap_or(1)).map(|count| {
        let each = preview(look, bill, count, today).and_then(|all| all.last().map(|one| money(look, one.amount)));
        let label = look.tv("pay-plan-count", &[("n", u32::from(count).into())]);
        let detail = each.map(|each| look.tv("pay-plan-each", &[("amount", each.into())])).unwrap_or_default();
        OptionView {
            code: count.to_string(),
            spoken: join(&[&label, &detail], ", "),
            label,
            detail,
            symbol: String::new(),
            selected: count == wish.count,
        }
    });
    let preview = preview(look, bill, wish.count, today).unwrap_or_default();
    let of = preview.len();
    PlanView {
        title: look.t("pay-plan-title"),
        intro: join(&[title, &amount], " · "),
        counts: counts.collect(),
        preview: preview.iter().map(|one| previewed(look, one, of, today)).collect(),
        terms: look.t("pay-plan-terms"),
        agree: Button::new(look.t("pay-plan-agree")).blocked(if wish.busy {
            Some(look.t("pay-asking"))
        } else {
            look.offline.then(|| look.t("pay-why-offline"))
        }),
        busy: wish.busy,
    }
}

fn previewed(look: &Look<'_>, one: &Instalment, of: usize, today: Date) -> InstalmentRow {
    let title = look.tv("pay-instalment", &[("n", u32::from(one.number).into()), ("of", of.into())]);
    let amount = money(look, one.amount);
    let (status, tone) = due(look, one.due_on, today);
    InstalmentRow {
        id: String::new(),
        spoken: join(&[&title, &amount, &status], ". "),
        title,
        amount,
        status,
        tone,
        pay: None,
    }
}
