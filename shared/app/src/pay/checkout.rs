//! The page of a payment on a provider's page: how it stands, honestly, and what can be done.

use super::{
    model::{Model as Pay, Tracked},
    words::{money, title},
};
use crate::{
    rows::Look,
    texts::tv,
    view::{Button, Tone},
};
use dimos_domain::{l10n::Language, money::AttemptState};

/// A payment on a provider's page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct CheckoutView {
    /// The attempt's id.
    pub id: String,
    /// The screen's title.
    pub title: String,
    /// How it stands.
    pub stage: CheckoutStage,
    /// Which colour.
    pub tone: Tone,
    /// How it stands, in a few words.
    pub headline: String,
    /// What that means and what to do; a screen reader says headline and this whenever they change.
    pub detail: String,
    /// How much, in all.
    pub amount: String,
    /// What for.
    pub items: Vec<String>,
    /// The city or the provider is being asked.
    pub busy: bool,
    /// Open the provider's page (again).
    pub open: Option<Button>,
    /// Ask now.
    pub ask: Option<Button>,
    /// Give up.
    pub give_up: Option<Button>,
    /// Pay again.
    pub again: Option<Button>,
    /// The receipt's number, once paid.
    pub receipt: String,
    /// Show the receipt.
    pub show_receipt: Option<Button>,
}

/// How a payment on a provider's page stands, as a person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum CheckoutStage {
    /// The provider's page is being made ready.
    Opening,
    /// The page waits for the person.
    WaitingForYou,
    /// The person came back; the bank is being asked.
    Asking,
    /// Nobody knows yet. It must not be paid again.
    NotKnown,
    /// Paid.
    Paid,
    /// Not paid, for a reason.
    Failed,
    /// Not paid in time.
    Expired,
    /// The person gave up.
    GivenUp,
}

/// How it stands, as a person sees it.
pub(super) fn stage(tracked: &Tracked) -> CheckoutStage {
    if tracked.refused.is_some() {
        return CheckoutStage::Failed;
    }
    match tracked.state() {
        AttemptState::Succeeded if tracked.kept.attempt.taken_back => CheckoutStage::Failed,
        AttemptState::Succeeded => CheckoutStage::Paid,
        AttemptState::Failed => CheckoutStage::Failed,
        AttemptState::Expired => CheckoutStage::Expired,
        AttemptState::Cancelled => CheckoutStage::GivenUp,
        AttemptState::Unknown => CheckoutStage::NotKnown,
        AttemptState::Created | AttemptState::Pending if tracked.kept.returned => {
            if tracked.asking {
                CheckoutStage::Asking
            } else {
                CheckoutStage::NotKnown
            }
        }
        AttemptState::Created | AttemptState::Pending if tracked.kept.attempt.checkout_url.is_some() => {
            CheckoutStage::WaitingForYou
        }
        AttemptState::Created | AttemptState::Pending => CheckoutStage::Opening,
    }
}

/// Makes the page. `said` is why the last question came to nothing.
pub(super) fn page(look: &Look<'_>, pay: &Pay, tracked: &Tracked, said: Option<String>) -> CheckoutView {
    let stage = stage(tracked);
    let attempt = &tracked.kept.attempt;
    let (headline, detail, tone) = words(look.language, stage, tracked);
    let is_waiting = matches!(
        stage,
        CheckoutStage::Opening | CheckoutStage::WaitingForYou | CheckoutStage::Asking | CheckoutStage::NotKnown
    );
    let busy = tracked.asking.then(|| look.t("pay-asking"));
    let can_open = is_waiting && attempt.state != AttemptState::Unknown && attempt.checkout_url.is_some();
    let can_give_up = is_waiting && attempt.state != AttemptState::Unknown;
    let is_over = matches!(stage, CheckoutStage::Failed | CheckoutStage::Expired | CheckoutStage::GivenUp);
    let ask = if stage == CheckoutStage::Opening { "pay-checkout-begin" } else { "pay-checkout-ask" };
    let open = if tracked.kept.returned { "pay-checkout-open-again" } else { "pay-checkout-open" };
    let receipt = attempt.receipt.clone().unwrap_or_default();
    let fetching = pay.fetching.contains(&receipt).then(|| look.t("pay-receipt-fetching"));
    CheckoutView {
        id: attempt.id.to_string(),
        title: look.t("pay-checkout-title"),
        stage,
        tone,
        headline,
        detail: match said {
            Some(said) if is_waiting => format!("{detail} {said}"),
            _ => detail,
        },
        amount: money(look, attempt.amount),
        items: attempt
            .parts
            .iter()
            .filter_map(|part| pay.payable(part.payable))
            .map(|(bill, payable)| title(look, bill, payable))
            .collect(),
        busy: tracked.asking,
        open: can_open.then(|| Button::new(look.t(open))),
        ask: is_waiting.then(|| Button::new(look.t(ask)).blocked(busy.clone())),
        give_up: can_give_up.then(|| Button::new(look.t("pay-checkout-give-up")).blocked(busy)),
        again: is_over.then(|| Button::new(look.t("pay-checkout-again"))),
        show_receipt: (!receipt.is_empty()).then(|| {
            let spoken = look.tv("pay-receipt-number", &[("number", receipt.as_str().into())]);
            Button::new(look.t("pay-receipt-show")).spoken(spoken).blocked(fetching)
        }),
        receipt,
    }
}

/// Headline, what it means, and the colour.
fn words(language: Language, stage: CheckoutStage, tracked: &Tracked) -> (String, String, Tone) {
    let t = |key: &str| crate::texts::t(language, key);
    let (headline, detail, tone) = match stage {
        CheckoutStage::Opening => ("pay-stage-opening", "pay-stage-opening-detail", Tone::Info),
        CheckoutStage::WaitingForYou => ("pay-stage-waiting", "pay-stage-waiting-detail", Tone::Info),
        CheckoutStage::Asking => ("pay-stage-asking", "pay-stage-asking-detail", Tone::Info),
        CheckoutStage::NotKnown => ("pay-stage-unknown", "pay-stage-unknown-detail", Tone::Warning),
        CheckoutStage::Paid => ("pay-stage-paid", "pay-stage-paid-detail", Tone::Good),
        CheckoutStage::Failed => ("pay-stage-failed", "pay-stage-failed-detail", Tone::Danger),
        CheckoutStage::Expired => ("pay-stage-expired", "pay-stage-expired-detail", Tone::Warning),
        CheckoutStage::GivenUp => ("pay-stage-given-up", "pay-stage-given-up-detail", Tone::Info),
    };
    let attempt = &tracked.kept.attempt;
    if attempt.taken_back {
        return (t("pay-stage-taken-back"), t("pay-stage-taken-back-detail"), tone);
    }
    let reason = tracked.refused.as_ref().or(attempt.reason.as_ref());
    let detail = match (stage, reason, &attempt.receipt) {
        (CheckoutStage::Failed, Some(reason), _) => {
            tv(language, "pay-stage-failed-because", &[("reason", reason.as_str().into())])
        }
        (CheckoutStage::Paid, _, Some(receipt)) if attempt.kept.is_positive() => {
            let amount = attempt.kept.text(language);
            tv(language, "pay-stage-paid-kept", &[("amount", amount.into()), ("number", receipt.as_str().into())])
        }
        (CheckoutStage::Paid, _, Some(receipt)) => {
            tv(language, "pay-stage-paid-receipt", &[("number", receipt.as_str().into())])
        }
        _ => t(detail),
    };
    (t(headline), detail, tone)
}
