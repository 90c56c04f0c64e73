#![allow(clippy::unwrap_used)]
use super::*;
use uuid::Uuid;

fn payable(number: u128) -> PayableId {
    PayableId(Uuid::from_u128(number))
}

fn rf() -> RfReference {
    "RF34909994000000000012345".parse().unwrap()
}

fn came(cents: i64, references: &[RfReference]) -> Movement<'_> {
    Movement { amount: Cents::new(cents), is_return: false, is_charge: false, references, words: &[] }
}

fn named(payable: PayableId, standing: NamedStanding) -> Named {
    Named { payable, standing }
}

fn reasons(decision: &Decision) -> Vec<(PayableId, Vec<&'static str>)> {
    match decision {
        Decision::Suggest(proposals) => proposals.iter().map(|one| (one.payable, one.reasons.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_exact_reference_of_something_open_is_enough() {
    let references = [rf()];
    let known = Known { named: vec![named(payable(1), NamedStanding::Open)], ..Known::default() };
    assert_eq!(decide(&came(4_512, &references), &known), Decision::Match(payable(1)));
}

#[test]
fn whatever_leaves_a_doubt_is_proposed_with_its_reasons() {
    use NamedStanding as S;
    let references = [rf()];
    let of = |standing| Known { named: vec![named(payable(1), standing)], ..Known::default() };
    for (known, expected) in [
        (of(S::Paid), (payable(1), vec!["reference_paid"])),
        (of(S::Cancelled), (payable(1), vec!["reference_cancelled"])),
        (of(S::Superseded(Some(payable(2)))), (payable(2), vec!["reference_superseded"])),
        (of(S::Superseded(None)), (payable(1), vec!["reference_superseded"])),
    ] {
        assert_eq!(reasons(&decide(&came(100, &references), &known)), [expected]);
    }
    let two = Known { named: vec![named(payable(1), S::Open), named(payable(2), S::Open)], ..Known::default() };
    let both = [rf(), "RF24909998000000000012345".parse().unwrap()];
    assert_eq!(reasons(&decide(&came(100, &both), &two)).len(), 2);
    // One that we know beside one that we do not.
    let one = of(S::Open);
    assert_eq!(reasons(&decide(&came(100, &both), &one)), [(payable(1), vec!["several_references"])]);
}

#[test]
fn more_reasons_come_first() {
    let of_payer = vec![
        OfPayer { payable: payable(1), expected: Cents::new(70) },
        OfPayer { payable: payable(2), expected: Cents::new(100) },
    ];
    let known = Known { of_payer, by_number: vec![payable(2)], ..Known::default() };
    let expected = [(payable(2), vec!["bill_number", "payer_known", "same_amount"]), (payable(1), vec!["payer_known"])];
    assert_eq!(reasons(&decide(&came(100, &[]), &known)), expected);
}

#[test]
fn two_near_misses_are_none() {
    let one = Known { mistyped: vec![payable(1)], ..Known::default() };
    assert_eq!(reasons(&decide(&came(100, &[]), &one)), [(payable(1), vec!["reference_mistyped"])]);
    let two = Known { mistyped: vec![payable(1), payable(2)], ..Known::default() };
    assert_eq!(decide(&came(100, &[]), &two), Decision::Nothing(None));
}

#[test]
fn a_payout_must_add_up_and_be_covered() {
    let payout = |gross, fees, held| PayoutFound {
        provider: ProviderName::Sandbox,
        reference: "SP1".to_owned(),
        gross: Cents::new(gross),
        fees: Cents::new(fees),
        held: Cents::new(held),
        came_before: false,
    };
    let with = |payout| Known { payout: Some(PayoutLook::Told(payout)), ..Known::default() };
    let good = payout(100, 2, 100);
    assert_eq!(decide(&came(98, &[]), &with(good.clone())), Decision::Payout(good));
    assert_eq!(decide(&came(97, &[]), &with(payout(100, 2, 100))), Decision::Nothing(Some("payout_amount")));
    assert_eq!(decide(&came(98, &[]), &with(payout(100, 2, 99))), Decision::Nothing(Some("payout_beyond_clearing")));
    let unclear = Known { payout: Some(PayoutLook::Unclear(ProviderName::Stripe)), ..Known::default() };
    assert_eq!(decide(&came(98, &[]), &unclear), Decision::Nothing(Some("payout_unclear")));
    let again = PayoutFound { came_before: true, ..payout(100, 2, 100) };
    assert_eq!(decide(&came(98, &[]), &with(again)), Decision::Nothing(Some("payout_again")));
}

#[test]
fn money_that_leaves_is_a_refund_a_return_or_not_ours() {
    let (refund, entry) = (RefundId(Uuid::from_u128(7)), EntryId(Uuid::from_u128(8)));
    let other = EntryId(Uuid::from_u128(9));
    let gone = came(-100, &[]);
    let back = Movement { is_return: true, ..gone.clone() };
    let stands = |cents, how| Known { refund: Some((refund, Cents::new(cents), how)), ..Known::default() };
    let refunded = |cents| stands(cents, AtTheBank::Waits);
    let originals = |of: &[EntryId]| Known { originals: of.to_vec(), ..Known::default() };
    assert_eq!(decide(&gone, &refunded(100)), Decision::Refund(refund));
    assert_eq!(decide(&gone, &refunded(90)), Decision::Nothing(Some("refund_amount")));
    for (how, why) in [
        (AtTheBank::Left, "refund_left_again"),
        (AtTheBank::Refused, "refund_left_though_refused"),
        (AtTheBank::NotOrdered, "refund_not_ordered"),
    ] {
        assert_eq!(decide(&gone, &stands(100, how)), Decision::Nothing(Some(why)));
    }
    assert_eq!(decide(&gone, &Known::default()), Decision::Ignore("debit"));
    assert_eq!(decide(&back, &originals(&[entry])), Decision::Return(entry));
    assert_eq!(decide(&back, &originals(&[entry, other])), Decision::Nothing(Some("several_originals")));
    assert_eq!(decide(&back, &originals(&[])), Decision::Nothing(Some("no_original")));
    assert_eq!(decide(&gone, &originals(&[entry])), Decision::Ignore("debit"), "not a return");
}

#[test]
fn every_decision_is_an_edge_of_the_graph() {
    use dimos_domain::money::EntryState;
    for decision in [
        Decision::Refund(RefundId(Uuid::nil())),
        Decision::Match(payable(1)),
        Decision::Suggest(Vec::new()),
        Decision::Nothing(None),
        Decision::Ignore("debit"),
    ] {
        assert!(EntryState::Imported.after(decision.event()).is_some(), "{decision:?}");
    }
}
