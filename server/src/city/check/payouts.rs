//! How the payouts of providers look on the bank's statement. What anybody could write into a transfer of their own is no
//! sign of a payout: its sender must be named, too.

use crate::city::{
    findings::{Findings, Spot, did_you_mean},
    raw::{RawPayout, RawTariff},
    read::{Item, List},
};
use dimos_checkout::ProviderName;
use dimos_domain::money::{BasisPoints, Cents, Iban, PayoutForm, PayoutText, Tariff};
use std::fmt::Display;
use toml::Spanned;

/// Of a sender's name, so that it is not everybody's.
const SHORTEST_NAME: usize = 4;
/// No provider keeps more of a payment.
const MOST_PERCENT: BasisPoints = BasisPoints::new(1_000);
/// Nor more besides.
const MOST_FIXED: Cents = Cents::new(500);

pub(super) fn payouts(findings: &mut Findings<'_>, list: &List<'_, RawPayout>) -> Vec<PayoutForm> {
    list.items.iter().filter_map(|item| payout(findings, item)).collect()
}

fn payout(findings: &mut Findings<'_>, Item { spot, value: raw }: &Item<'_, RawPayout>) -> Option<PayoutForm> {
    let spot = *spot;
    let provider = provider(findings, spot, &raw.provider);
    let owner = format!("payouts of \"{}\"", raw.provider.get_ref());
    let payer = raw.payer.as_ref().map(|payer| payer_name(findings, spot, &owner, payer));
    let iban = raw.iban.as_ref().map(|iban| read::<Iban>(findings, spot, &owner, "iban", iban));
    if payer.is_none() && iban.is_none() {
        let reason = format!("{owner} name neither payer nor iban: anybody could write their text into a transfer");
        findings.at(spot, reason);
    }
    let text: Option<PayoutText> = read(findings, spot, &owner, "text", &raw.text);
    let fee = raw.fee.as_ref().map(|fee| tariff(findings, spot, &owner, fee));
    if let Some(text) = &text {
        let here = spot.at(raw.text.span().start);
        match (text.tells_fees(), fee.is_some()) {
            (false, false) => {
                let reason = format!("{owner}: text tells neither {{gross}} nor {{fees}}: say with fee what is kept");
                findings.at(here, reason);
            }
            (true, true) => findings.at(here, format!("{owner}: text tells the fees already: leave fee out")),
            _ => {}
        }
    }
    Some(PayoutForm { provider: provider?, payer: lift(payer)?, iban: lift(iban)?, text: text?, fee: lift(fee)? })
}

/// None if something was written that cannot be used.
#[expect(clippy::option_option, reason = "left out, wrong and right are three things")]
fn lift<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

fn provider(findings: &mut Findings<'_>, spot: Spot<'_>, written: &Spanned<String>) -> Option<String> {
    let name = written.get_ref();
    let real = || ProviderName::ALL.into_iter().filter(|one| *one != ProviderName::Sandbox).map(ProviderName::as_str);
    if real().any(|one| one == name) {
        return Some(name.clone());
    }
    let hint = did_you_mean(name, real());
    let all = real().collect::<Vec<_>>().join(" and ");
    findings
        .at(spot.at(written.span().start), format!("payouts of \"{name}\": providers that pay out are {all}{hint}"));
    None
}

fn payer_name(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, written: &Spanned<String>) -> Option<String> {
    let name = written.get_ref().trim();
    if name.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_NAME {
        let reason = format!("{owner}: payer \"{name}\" is too short to be only its own");
        findings.at(spot.at(written.span().start), reason);
        return None;
    }
    Some(name.to_owned())
}

fn tariff(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, raw: &RawTariff) -> Option<Tariff> {
    let percent: Option<BasisPoints> = read(findings, spot, owner, "percent", &raw.percent);
    if percent.is_some_and(|percent| percent > MOST_PERCENT) {
        let here = spot.at(raw.percent.span().start);
        findings.at(here, format!("{owner}: percent \"{}\" is more than any provider keeps", raw.percent.get_ref()));
    }
    let fixed = match &raw.fixed {
        None => Some(Cents::ZERO),
        Some(written) => match Cents::from_decimal(written.get_ref()) {
            Ok(fixed) if fixed <= MOST_FIXED => Some(fixed),
            _ => {
                let reason = format!(
                    "{owner}: fixed \"{}\" must be euro from \"0.00\" to \"{MOST_FIXED}\" for each payment",
                    written.get_ref()
                );
                findings.at(spot.at(written.span().start), reason);
                None
            }
        },
    };
    Some(Tariff { percent: percent?, fixed: fixed? })
}

fn read<T: std::str::FromStr<Err: Display>>(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    field: &str,
    written: &Spanned<String>,
) -> Option<T> {
    let text = written.get_ref();
    let refuse = |error: T::Err| {
        findings.at(spot.at(written.span().start), format!("{owner}: {field} \"{text}\": {error}"));
    };
    text.parse().map_err(refuse).ok()
}
