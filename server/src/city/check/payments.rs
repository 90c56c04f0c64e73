//! How the city takes money: who is paid, headings of the budget, kinds of bills with their terms.

use super::{fields::Codes, payouts::payouts};
use crate::city::{
    files::{self, PackFiles},
    findings::{Findings, Spot},
    raw::{RawBillKind, RawCreditor, RawEarly, RawInstalments, RawLate, RawPayments, RawPayout, RawTaxHead},
    read::{self, Item, List},
};
use dimos_domain::money::{
    BasisPoints, BillKind, Cents, Creditor, EarlyDiscount, InstalmentTerms, MAX_NAME, Payments, Surcharge, TaxHead,
    is_bic,
};
use std::fmt::Display;
use toml::Spanned;

/// A bill is not due later than two years after it was issued.
const MOST_DUE_DAYS: u16 = 730;

/// What `payments.toml` says; none if there is no such file, or if it cannot be used.
pub(super) fn payments(pack: &PackFiles, findings: &mut Findings<'_>, departments: &Codes) -> Option<Payments> {
    pack.text(files::PAYMENTS)?;
    let mut file = read::mixed(pack, findings, files::PAYMENTS)?;
    let spot = Spot { file: files::PAYMENTS, offset: 0 };
    let heads: List<'_, RawTaxHead> = file.list(findings, "tax_heads");
    let kinds: List<'_, RawBillKind> = file.list(findings, "kinds");
    let forms: List<'_, RawPayout> = file.list(findings, "payouts");
    let codes = Directory {
        departments,
        tax_heads: Codes::of(findings, "budget heading", &heads, |head| &head.code),
        most_bill: None,
    };
    Codes::of(findings, "bill kind", &kinds, |kind| &kind.code);
    if kinds.items.is_empty() && kinds.broken_codes.is_empty() && !kinds.has_gaps {
        findings.in_file(files::PAYMENTS, "holds no `[[kinds]]`: there is nothing to pay for");
    }

    let raw: Option<RawPayments> = file.rest(findings);
    let limits = raw.as_ref().map(|raw| Limits::checked(findings, spot, raw));
    let desk = raw.as_ref().and_then(|raw| raw.cash_desk.as_ref());
    let cash_desk = desk.and_then(|desk| findings.text(spot, "the city", "cash_desk", desk));
    let creditor = raw.and_then(|raw| creditor(findings, spot, &raw.creditor));
    let payouts = payouts(findings, &forms);
    let codes = Directory { most_bill: limits.as_ref().and_then(|limits| limits.most_bill), ..codes };
    let tax_heads = heads.items.iter().filter_map(|item| tax_head(findings, item)).collect();
    let kinds = kinds.items.iter().filter_map(|item| kind(findings, item, &codes)).collect();
    let Limits { most_bill, second_signature_from } = limits?;
    Some(Payments {
        creditor: creditor?,
        tax_heads,
        kinds,
        most_bill: most_bill?,
        second_signature_from: second_signature_from?,
        cash_desk,
        payouts,
    })
}

/// What a kind of bill may name, and how far it may go.
struct Directory<'a> {
    departments: &'a Codes,
    tax_heads: Codes,
    most_bill: Option<Cents>,
}

struct Limits {
    most_bill: Option<Cents>,
    second_signature_from: Option<Cents>,
}

impl Limits {
    fn checked(findings: &mut Findings<'_>, spot: Spot<'_>, raw: &RawPayments) -> Self {
        let most_bill = findings.amount(spot, "the city", "most_bill", &raw.most_bill);
        let second = &raw.second_signature_from;
        let second_signature_from = findings.amount(spot, "the city", "second_signature_from", second);
        if let (Some(most), Some(second_from)) = (most_bill, second_signature_from)
            && second_from > most
        {
            let reason =
                format!("second_signature_from {second_from} is more than most_bill {most}: nobody would sign");
            findings.at(spot.at(second.span().start), reason);
        }
        Self { most_bill, second_signature_from }
    }
}

fn creditor(findings: &mut Findings<'_>, spot: Spot<'_>, raw: &RawCreditor) -> Option<Creditor> {
    let name = findings.words(spot, "the creditor", "name", &raw.name);
    if let Some(name) = &name
        && (name.chars().count() > MAX_NAME || name.contains(char::is_control))
    {
        let reason = format!("the creditor: the name must fit on one line of {MAX_NAME} characters");
        findings.at(spot.at(raw.name.span().start), reason);
    }
    let iban = parsed(findings, spot, "iban", &raw.iban);
    let organisation = parsed(findings, spot, "organisation", &raw.organisation);
    if let Some(bic) = raw.bic.as_ref().filter(|bic| !is_bic(bic.get_ref())) {
        let reason = format!("the creditor: bic \"{}\" must be 8 or 11 of A-Z and 0-9", bic.get_ref());
        findings.at(spot.at(bic.span().start), reason);
    }
    let bic = raw.bic.as_ref().map(|bic| bic.get_ref().clone());
    Some(Creditor { name: name?, iban: iban?, bic, organisation: organisation? })
}

/// A value of the creditor that the domain reads.
fn parsed<T: std::str::FromStr<Err: Display>>(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    field: &str,
    written: &Spanned<String>,
) -> Option<T> {
    let text = written.get_ref();
    let refuse = |error: T::Err| {
        findings.at(spot.at(written.span().start), format!("the creditor: {field} \"{text}\": {error}"));
    };
    text.parse().map_err(refuse).ok()
}

fn tax_head(findings: &mut Findings<'_>, Item { spot, value: raw }: &Item<'_, RawTaxHead>) -> Option<TaxHead> {
    let owner = format!("budget heading \"{}\"", raw.code.get_ref());
    let code = findings.code(*spot, "budget heading", &raw.code);
    let name = findings.text(*spot, &owner, "name", &raw.name);
    Some(TaxHead { code: code?, name: name? })
}

fn kind(
    findings: &mut Findings<'_>,
    Item { spot, value: raw }: &Item<'_, RawBillKind>,
    codes: &Directory<'_>,
) -> Option<BillKind> {
    let spot = *spot;
    let owner = format!("bill kind \"{}\"", raw.code.get_ref());
    let code = findings.code(spot, "bill kind", &raw.code);
    let name = findings.text(spot, &owner, "name", &raw.name);
    let description = findings.text(spot, &owner, "description", &raw.description);
    let department = codes.departments.find(findings, spot, &owner, &raw.department);
    let tax_head = codes.tax_heads.find(findings, spot, &owner, &raw.tax_head);
    let due_days = findings.whole(spot, &owner, "due_days", &raw.due_days, 0..=MOST_DUE_DAYS);
    let early = raw.early.as_ref().map(|early| self::early(findings, spot, &owner, early, due_days));
    let late = raw.late.as_ref().map(|late| self::late(findings, spot, &owner, late));
    let terms = raw.instalments.as_ref();
    let instalments = terms.map(|terms| self::instalments(findings, spot, &owner, terms, codes.most_bill));
    Some(BillKind {
        code: code?,
        name: name?,
        description: description?,
        department: department?,
        tax_head: tax_head?,
        due_days,
        early: early.flatten(),
        late: late.flatten(),
        instalments: instalments.flatten(),
        part_payment: raw.part_payment,
    })
}

fn early(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    raw: &RawEarly,
    due_days: u16,
) -> Option<EarlyDiscount> {
    let off = findings.percent(spot, owner, "off", &raw.off);
    if off == Some(BasisPoints::ALL) {
        findings.at(spot.at(raw.off.span().start), format!("{owner}: off is all of it: nothing would be left to pay"));
    }
    let within_days = findings.whole(spot, owner, "within_days", &raw.within_days, 1..=u16::MAX);
    if within_days > due_days {
        let reason = format!("{owner}: within_days is {within_days}, but it is due after {due_days}");
        findings.at(spot.at(raw.within_days.span().start), reason);
    }
    Some(EarlyDiscount { off: off?, within_days })
}

fn late(findings: &mut Findings<'_>, spot: Spot<'_>, owner: &str, raw: &RawLate) -> Option<Surcharge> {
    let monthly = findings.percent(spot, owner, "monthly", &raw.monthly);
    let most = findings.percent(spot, owner, "most", &raw.most);
    if let (Some(monthly), Some(most)) = (monthly, most)
        && monthly > most
    {
        let reason = format!("{owner}: most {most} is less than one month's {monthly}");
        findings.at(spot.at(raw.most.span().start), reason);
    }
    let free_days = findings.whole(spot, owner, "free_days", &raw.free_days, 0..=u16::MAX);
    Some(Surcharge { monthly: monthly?, most: most?, free_days })
}

fn instalments(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    raw: &RawInstalments,
    most_bill: Option<Cents>,
) -> Option<InstalmentTerms> {
    let most = findings.whole(spot, owner, "most", &raw.most, 2..=u8::MAX);
    let every_months = findings.whole(spot, owner, "every_months", &raw.every_months, 1..=12_u8);
    let least_each = findings.amount(spot, owner, "least_each", &raw.least_each);
    if let (Some(least), Some(bill)) = (least_each, most_bill)
        && least.checked_add(least).is_none_or(|two| two > bill)
    {
        let reason = format!("{owner}: no bill is as large as two instalments of {least}");
        findings.at(spot.at(raw.least_each.span().start), reason);
    }
    Some(InstalmentTerms { most, least_each: least_each?, every_months })
}

impl Findings<'_> {
    /// An amount in euro that a bill can have.
    fn amount(&mut self, spot: Spot<'_>, owner: &str, field: &str, written: &Spanned<String>) -> Option<Cents> {
        let text = written.get_ref();
        let reason = match Cents::from_decimal(text) {
            Ok(amount) if amount > Cents::MAX_TYPED => "too large".to_owned(),
            Ok(amount) if amount.is_positive() => return Some(amount),
            Ok(_) => "not more than zero".to_owned(),
            Err(error) => error.to_string(),
        };
        let here = spot.at(written.span().start);
        self.at(here, format!("{owner}: {field} \"{text}\": {reason}; write it in euro as \"45.12\""));
        None
    }

    /// A part that is more than nothing and at most all.
    fn percent(&mut self, spot: Spot<'_>, owner: &str, field: &str, written: &Spanned<String>) -> Option<BasisPoints> {
        let text = written.get_ref();
        let part = text.parse().ok().filter(|part| (BasisPoints::new(1)..=BasisPoints::ALL).contains(part));
        if part.is_none() {
            let here = spot.at(written.span().start);
            self.at(
                here,
                format!("{owner}: {field} \"{text}\" is no part of a bill; write it as \"0.73%\" or \"50%\""),
            );
        }
        part
    }
}
