//! What was paid too much before, spent on a bill.

use super::{
    Event,
    model::{Model as Pay, Page, Spending, open_payables},
    update::fetch_newer_account,
    words::money,
};
use crate::{
    app::{Cmd, fade, net_text},
    effect::{NetTrouble, UseCredit},
    event::{Event as Root, Stamp},
    model::Model,
    rows::Look,
    texts::t,
    view::{Button, Tone},
};
use crux_core::Command;
use dimos_domain::{ids::ActId, money::Bill};

/// Spend it; only where the phone is linked to the person whose it is, and something is owed.
pub(super) fn button(look: &Look<'_>, pay: &Pay, bill: &Bill) -> Option<Button> {
    let account = pay.account.as_ref().filter(|account| account.linked && account.credit.is_positive())?;
    if open_payables(bill).is_empty() {
        return None;
    }
    let label = look.tv("pay-credit-use", &[("amount", money(look, account.credit).into())]);
    let under_way = bill.payables.iter().any(|payable| pay.open_attempt(payable.id).is_some());
    let busy = pay.spending.as_ref().is_some_and(|spending| spending.busy);
    Some(Button::new(label).blocked(if under_way {
        Some(look.t("pay-why-under-way"))
    } else if busy {
        Some(look.t("pay-asking"))
    } else {
        look.offline.then(|| look.t("pay-why-offline"))
    }))
}

/// Spends it on the open bill. A wish whose answer was lost is asked again under the same key.
pub(super) fn spend(stamp: Stamp, model: &mut Model) -> Cmd {
    let Some(Page::Bill(id)) = model.pay.page() else { return Command::done() };
    let look = Look::of(model);
    let offered = model.pay.bill(id).and_then(|bill| button(&look, &model.pay, bill));
    if !offered.is_some_and(|button| button.enabled) {
        return Command::done();
    }
    let key = match &model.pay.spending {
        Some(spending) if spending.bill == id => spending.key,
        _ => ActId(stamp.id(1)),
    };
    model.pay.spending = Some(Spending { bill: id, key, busy: true });
    Command::request_from_shell(UseCredit { bill: id, key })
        .then_send(|done| Root::Pay(Event::CreditUsed(done.map(Box::new))))
}

/// It was spent, or not.
pub(super) fn spent(done: Result<Box<Bill>, NetTrouble>, model: &mut Model) -> Cmd {
    match done {
        Ok(bill) => {
            model.pay.spending = None;
            model.pay.put(*bill);
            let text = t(model.language(), "pay-credit-used");
            model.say(Tone::Good, text);
            fetch_newer_account(model).and(fade(model))
        }
        Err(trouble) => {
            let text = net_text(model, &trouble);
            // What was refused is over; what was not answered may have been granted.
            if let NetTrouble::Refused { .. } = trouble {
                model.pay.spending = None;
            } else if let Some(spending) = &mut model.pay.spending {
                spending.busy = false;
            }
            model.say(Tone::Warning, text);
            fade(model)
        }
    }
}
