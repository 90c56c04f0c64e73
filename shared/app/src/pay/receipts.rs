//! Receipts: the list, and each document as a file.

use super::{
    Event,
    bills::stale,
    event::Wish,
    view::{ReceiptRow, ReceiptsView},
    words::{money, paid_by},
};
use crate::{
    app::{Cmd, fade, net_text},
    effect::{FetchReceiptFile, NetTrouble, ShareFile, ShowFile},
    event::Event as Root,
    model::Model,
    rows::{Look, join},
    texts::{t, tv},
    view::{Button, Tone},
};
use crux_core::Command;
use dimos_domain::{
    money::{Receipt, ReceiptNumber},
    wording,
};

/// What the documents are.
const MEDIA_TYPE: &str = "application/pdf";

/// Fetches a document, to show or to share it. Once fetched it needs no network.
pub(super) fn fetch(number: &str, then: Wish, model: &mut Model) -> Cmd {
    // It becomes a part of an address and of a file's name.
    if number.parse::<ReceiptNumber>().is_err() || !model.pay.fetching.insert(number.to_owned()) {
        return Command::done();
    }
    let number = number.to_owned();
    Command::request_from_shell(FetchReceiptFile { number: number.clone() })
        .then_send(move |file| Root::Pay(Event::ReceiptFile { number, then, file }))
}

/// The document is here, or not.
pub(super) fn fetched(number: &str, then: Wish, file: Result<String, NetTrouble>, model: &mut Model) -> Cmd {
    model.pay.fetching.remove(number);
    let path = match file {
        Ok(path) => path,
        Err(trouble) => {
            let text = net_text(model, &trouble);
            model.say(Tone::Warning, text);
            return fade(model);
        }
    };
    let title = tv(model.language(), "pay-receipt-number", &[("number", number.into())]);
    let media_type = MEDIA_TYPE.to_owned();
    match then {
        Wish::Show => Command::notify_shell(ShowFile { path, media_type, title }).into(),
        Wish::Share => Command::notify_shell(ShareFile { path, media_type, title }).into(),
    }
}

/// A receipt as a row.
pub(super) fn row(look: &Look<'_>, receipt: &Receipt, busy: bool) -> ReceiptRow {
    let titles: Vec<&str> = receipt.titles.iter().map(|title| title.get(look.language)).collect();
    let title = join(&titles, ", ");
    let amount = money(look, receipt.amount);
    let taken_back = if receipt.taken_back { look.t("pay-receipt-taken-back") } else { String::new() };
    let detail = join(&[&wording::date(look.language, receipt.on), &paid_by(look, receipt.by), &taken_back], " · ");
    let named = look.tv("pay-receipt-number", &[("number", receipt.number.as_str().into())]);
    let fetching = busy.then(|| look.t("pay-receipt-fetching"));
    let button = |key: &str| {
        let label = look.t(key);
        Button::new(label.clone()).spoken(join(&[&label, &named], ": ")).blocked(fetching.clone())
    };
    ReceiptRow {
        number: receipt.number.clone(),
        spoken: join(&[&title, &amount, &detail, &named], ". "),
        show: button("pay-receipt-show"),
        share: button("pay-receipt-share"),
        title,
        amount,
        detail,
        busy,
    }
}

/// Builds the list: the rows that were made when the data came.
#[must_use]
pub fn view(model: &Model) -> ReceiptsView {
    let language = model.language();
    let pay = &model.pay;
    let trouble = pay.receipts_trouble.as_ref().map(|trouble| net_text(model, trouble));
    let rows = pay.told.receipts.clone();
    let empty = rows.is_empty() && !pay.asking_receipts;
    ReceiptsView {
        title: t(language, "pay-receipts"),
        empty: empty.then(|| trouble.clone().unwrap_or_else(|| t(language, "pay-receipts-empty"))),
        stale: if rows.is_empty() {
            None
        } else {
            trouble.or_else(|| pay.account.as_ref().and_then(|account| stale(model, account.as_of)))
        },
        rows,
        refreshing: pay.asking_receipts,
    }
}
