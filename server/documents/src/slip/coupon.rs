//! The lower part of a slip, to be cut off and taken along: all that a payment needs, in letters and as QR code.

use super::Slip;
use crate::{
    DocumentError,
    paper::{BODY, BOTTOM, Flow, Ink, SIDE, Shape, Style, WIDTH},
    parts::{Fact, HEADING, facts},
    qr::Modules,
    texts::Words,
};
use dimos_domain::{
    money::{Cents, RfReference, epc_text},
    wording,
};
use jiff::civil::Date;

/// A code of version 7 has 53 modules with its quiet zone: 0.7 mm each, which every camera reads.
const CODE: f32 = 106.0;
const GAP: f32 = 10.0;
/// About what is quiet of it on each side: it reaches over the margin, so that the dark modules stand in line with the text.
const QUIET: f32 = 8.0;

/// What a payment code holds, with its words for who cannot see it.
pub(super) fn code(
    words: Words,
    slip: &Slip,
    amount: Cents,
    reference: &RfReference,
) -> Result<(String, String), DocumentError> {
    let text = epc_text(&slip.beneficiary, Some(amount), reference)?;
    let alt = words.with(
        "slip-code-alt",
        &[("amount", &amount.text(words.0)), ("name", &slip.beneficiary.name), ("reference", &reference.grouped())],
    );
    Ok((text, alt))
}

/// At the foot of the sheet where it fits under what stands there, else on the next one.
pub(super) fn lay_out(flow: &mut Flow, words: Words, slip: &Slip) -> Result<(), DocumentError> {
    // What can fail fails here, so that measuring and drawing cannot.
    let mut offers = vec![(slip.amount, slip.due_on)];
    if let Some(early) = slip.early {
        offers.insert(0, (early.amount, early.until));
    }
    let offers: Vec<Offer> = offers
        .into_iter()
        .map(|(amount, until)| {
            let (text, alt) = code(words, slip, amount, &slip.reference)?;
            Modules::of(&text)?;
            Ok(Offer { amount, until, text, alt })
        })
        .collect::<Result<_, DocumentError>>()?;
    let height = flow.height(|flow| coupon(flow, words, slip, &offers));
    flow.need(height);
    flow.y = flow.y.max(BOTTOM - height);
    flow.together(|flow| coupon(flow, words, slip, &offers));
    Ok(())
}

struct Offer {
    amount: Cents,
    until: Date,
    text: String,
    alt: String,
}

fn coupon(flow: &mut Flow, words: Words, slip: &Slip, offers: &[Offer]) {
    const SCISSORS: f32 = 11.0;
    let from = (0.0, flow.y);
    flow.decorate(Shape::Rule { from, to: (WIDTH, flow.y), width: 0.8, ink: Ink::LINE_STRONG, dashes: true });
    flow.decorate(Shape::Panel {
        area: crate::paper::Area { x: 22.0, y: flow.y - SCISSORS, width: SCISSORS + 8.0, height: SCISSORS * 2.0 },
        round: 0.0,
        ink: Ink::PAPER,
    });
    flow.decorate(Shape::Scissors { x: 26.0, y: flow.y - SCISSORS / 2.0, size: SCISSORS });
    flow.gap(14.0);
    let codes: f32 = offers.iter().map(|_| CODE + GAP).sum();
    let codes_x = SIDE + BODY - codes + GAP + QUIET;
    flow.beside(
        (SIDE, BODY - codes - GAP),
        |flow| details(flow, words, slip, offers),
        (codes_x, codes),
        |flow| {
            let (top, mut x, mut bottom) = (flow.y, codes_x, flow.y);
            for offer in offers {
                flow.y = top;
                flow.column(x, CODE, |flow| one_code(flow, words, offer));
                bottom = bottom.max(flow.y);
                x += CODE + GAP;
            }
            flow.y = bottom;
        },
    );
}

fn one_code(flow: &mut Flow, words: Words, offer: &Offer) {
    let Ok(modules) = Modules::of(&offer.text) else { return };
    let quiet = CODE * f32::from(crate::qr::QUIET) / f32::from(modules.side());
    flow.y -= quiet;
    flow.code(modules, &offer.alt, CODE);
    let until = words.with("slip-code-until", &[("date", &wording::date(words.0, offer.until))]);
    flow.column(flow.x + quiet, flow.width - quiet, |flow| {
        flow.paragraph(&offer.amount.text(words.0), Style::BODY.bold());
        flow.paragraph(&until, Style::SMALL);
    });
}

fn details(flow: &mut Flow, words: Words, slip: &Slip, offers: &[Offer]) {
    let fact = |name: &str, value: String, style: Style| Fact { name: words.get(name), value, style };
    flow.heading(2, &words.get("slip-coupon"), HEADING);
    flow.gap(5.0);
    let width = flow.width;
    let reference = fact("slip-reference", slip.reference.grouped(), Style::BODY.bold().size(10.5));
    facts(flow, &[width], &[reference]);
    flow.gap(6.0);
    let mut sums = Vec::new();
    // With two codes, the amounts and days stand under the codes.
    if offers.len() == 1 {
        sums.push(fact("slip-amount", slip.amount.text(words.0), Style::BODY.bold()));
        sums.push(fact("slip-due", wording::date(words.0, slip.due_on), Style::BODY.bold()));
        facts(flow, &[width * 0.45, width * 0.55], &sums);
        flow.gap(6.0);
    }
    let beneficiary = fact("slip-beneficiary", slip.beneficiary.name.clone(), Style::BODY);
    let iban = fact("slip-iban", slip.beneficiary.iban.grouped(), Style::BODY);
    facts(flow, &[width], &[beneficiary, iban]);
}
