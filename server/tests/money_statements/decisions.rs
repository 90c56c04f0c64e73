//! What a treasurer can say that an entry is, beside citizens' money: cash of a desk, the bank's charge, none of ours, a
//! payout; each booked, each undone, and large ones said by two.

use crate::{
    hall::*,
    provider::letter,
    story::{Answer, Someone},
    town::{Town, begin, seen},
};
use dimos_api::problem::Code;
use dimos_bank::testing::SampleEntry;
use dimos_domain::money::Cents;
use dimos_server::auth::StaffRole;
use serde_json::{Value, json};

async fn by(who: &Someone, entry: &Value, act: &str, mut body: Value) -> Answer {
    body["version"] = entry["version"].clone();
    who.post(&path(entry, act), body).await
}

async fn say(town: &Town, entry: &Value, act: &str, body: Value) -> Answer {
    by(&town.treasurer, entry, act, body).await
}

async fn undo(town: &Town, entry: &Value) -> Value {
    say(town, entry, "undo", json!({})).await.ok()["entry"].clone()
}

/// The only desk, as the treasury sees it.
async fn desk(town: &Town) -> Value {
    town.treasurer.get("/treasury/desks").await.ok()["desks"][0].clone()
}

async fn cash(town: &Town) -> i64 {
    let all = held(town).await.into_iter();
    all.filter(|(account, _)| account.starts_with("cash:")).map(|(_, cents)| cents).sum()
}

async fn states(town: &Town) -> String {
    text(town, "SELECT group_concat(state) FROM (SELECT state FROM payments ORDER BY receipt_number)").await
}

#[tokio::test]
async fn cash_that_reached_the_bank_leaves_its_desk_and_settles_the_oldest_payments() {
    let town = Town::open().await;
    for cents in [1_000, 2_000, 500] {
        let bill = town.bill("visit-ticket", cents).await;
        town.cash(&bill, cents).await.ok();
    }
    let at = desk(&town).await;
    assert_eq!((&at["name"], &at["held"]), (&json!("cashier"), &json!(3_500)));
    take(&town, &xml(1, 0, vec![credit("C1", 3_000).saying("CASH DEPOSIT")])).await;
    let entry = queue(&town).await.remove(0);
    let of = |cents: i64| json!({ "desks": [{ "desk": at["desk"], "amount": cents }] });
    for wrong in [2_999, 3_001, 3_600] {
        say(&town, &entry, "deposit", of(wrong)).await.refused(Code::WrongAmount);
    }
    for wrong in [json!({ "desks": [] }), of(0), of(-1), json!({ "desks": [of(1)["desks"][0], of(2)["desks"][0]] })] {
        say(&town, &entry, "deposit", wrong).await.refused(Code::Invalid);
    }
    let stranger = json!({ "desks": [{ "desk": "nobody", "amount": 3_000 }] });
    say(&town, &entry, "deposit", stranger).await.refused(Code::WrongAmount);

    let done = say(&town, &entry, "deposit", of(3_000)).await.ok()["entry"].clone();
    assert_eq!((&done["state"], &desk(&town).await["held"]), (&json!("matched"), &json!(500)));
    assert_eq!((cash(&town).await, town.holds("unmatched").await), (500, 0));
    assert_eq!(states(&town).await, "settled,settled,received");
    sound(&town).await;

    let undone = undo(&town, &done).await;
    assert_eq!((&undone["state"], cash(&town).await), (&json!("unmatched"), 3_500));
    assert_eq!(states(&town).await, "received,received,received");
    sound(&town).await;
    say(&town, &undone, "deposit", of(3_000)).await.ok();
    // A second deposit takes a part of what is left: what is not wholly there is not settled.
    take(&town, &xml(2, 3_000, vec![credit("C2", 200)])).await;
    let entry = queue(&town).await.remove(0);
    say(&town, &entry, "deposit", of(200)).await.ok();
    assert_eq!((states(&town).await.as_str(), cash(&town).await), ("settled,settled,received", 300));
    sound(&town).await;
}

#[tokio::test]
async fn the_banks_charges_are_booked_by_its_own_code_or_by_a_person() {
    let town = Town::open().await;
    let bank = format!("bank:{}", account());
    let charges = format!("charges:{}", account());
    let coded = SampleEntry { code: ["ACMT", "MDOP", "CHRG"], ..debit("F1", 150) };
    take(&town, &xml(1, 1_000, vec![coded, debit("F2", 50).saying("ΕΞΟΔΑ ΛΟΓΑΡΙΑΣΜΟΥ")])).await;
    assert_eq!((town.holds(&charges).await, town.holds("outside").await, town.holds(&bank).await), (150, 50, -200));
    assert_eq!(town.holds("unmatched").await, 0, "the books follow the bank");
    sound(&town).await;

    let coded = found(&town, "?q=F1&state=auto_matched").await.remove(0);
    let undone = undo(&town, &coded).await;
    assert_eq!((town.holds(&charges).await, town.holds("unmatched").await), (0, 150));
    say(&town, &undone, "charge", json!({})).await.ok();
    let aside = undo(&town, &found(&town, "?q=F2&state=ignored").await.remove(0)).await;
    assert_eq!((town.holds("outside").await, town.holds("unmatched").await), (0, 50));
    sound(&town).await;
    let done = say(&town, &aside, "charge", json!({})).await.ok()["entry"].clone();
    assert_eq!((&done["state"], town.holds(&charges).await), (&json!("matched"), 200));
    say(&town, &done, "charge", json!({})).await.refused(Code::WrongState);
    // It gives one back.
    take(&town, &xml(2, 800, vec![credit("F3", 50)])).await;
    let back = queue(&town).await.remove(0);
    say(&town, &back, "charge", json!({})).await.ok();
    assert_eq!((town.holds(&charges).await, town.holds("unmatched").await), (150, 0));
    sound(&town).await;
}

#[tokio::test]
async fn what_is_none_of_the_citizens_money_is_booked_as_that_and_comes_back() {
    let town = Town::open().await;
    take(&town, &xml(1, 0, vec![credit("G1", 9_000).saying("GRANT")])).await;
    let grant = queue(&town).await.remove(0);
    let done = say(&town, &grant, "ignore", json!({ "reason": "a grant" })).await.ok()["entry"].clone();
    assert_eq!((town.holds("outside").await, town.holds("unmatched").await), (-9_000, 0));
    sound(&town).await;
    let undone = undo(&town, &done).await;
    assert_eq!((town.holds("outside").await, town.holds("unmatched").await), (0, -9_000));
    say(&town, &undone, "ignore", json!({ "reason": "a grant" })).await.ok();
    // The bank takes it back: it comes off where it was put.
    let back = SampleEntry { is_reversal: true, ..debit("G1", 9_000) };
    assert_eq!(take(&town, &xml(2, 9_000, vec![back])).await["matched"], 1);
    assert_eq!((town.holds("outside").await, town.holds("unmatched").await), (0, 0));
    // Done with: nothing is left of it that could be undone.
    let both = found(&town, "?state=auto_matched").await;
    let given = both.into_iter().find(|entry| entry["amount"] == json!(9_000)).unwrap();
    say(&town, &given, "undo", json!({})).await.refused(Code::WrongState);
    sound(&town).await;
}

#[tokio::test]
async fn a_payout_is_undone_and_what_it_was_is_said_again() {
    let town = Town::open().await;
    let bill = town.bill("visit-ticket", 10_000).await;
    let phone = town.payer(&bill).await;
    let id = begin(&phone, &bill, 10_000).await;
    town.letter(&letter("e1", &id, "paid", 10_000)).await;
    let before = held(&town).await;
    let told = format!("DIMOS SANDBOX PAYOUT SP00000001 GROSS {} FEES {}", Cents::new(10_000), Cents::new(150));
    take(&town, &xml(1, 0, vec![credit("P1", 9_850).saying(&told)])).await;
    assert_eq!((town.holds("clearing:sandbox").await, states(&town).await.as_str()), (0, "settled"));
    let entry = found(&town, "?state=auto_matched").await.remove(0);
    let undone = undo(&town, &entry).await;
    assert_eq!((town.holds("clearing:sandbox").await, town.holds("fees:sandbox").await), (10_000, 0));
    assert_eq!((town.holds("unmatched").await, states(&town).await.as_str()), (-9_850, "received"));
    assert_eq!(town.treasurer.get("/treasury/payouts").await.ok()["payouts"], json!([]));
    sound(&town).await;
    // No rule does again what a person undid; a person does, under the same name.
    assert_eq!(take(&town, &xml(2, 9_850, vec![])).await["matched"], 0);
    let body = json!({ "provider": "sandbox", "reference": "SP00000001", "gross": 10_000 });
    let done = say(&town, &undone, "payout", body).await.ok()["entry"].clone();
    assert_eq!((&done["state"], town.holds("fees:sandbox").await), (&json!("matched"), 150));
    assert_eq!((states(&town).await.as_str(), &seen(&phone, &bill).await["state"]), ("settled", &json!("paid")));
    let listed = town.treasurer.get("/treasury/payouts").await.ok()["payouts"].clone();
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["net"], &listed[0]["payments"]),
        (1, &json!(9_850), &json!(1))
    );
    sound(&town).await;
    undo(&town, &done).await;
    let without_the_entry: Vec<_> =
        held(&town).await.into_iter().filter(|(of, _)| !of.starts_with("bank") && of != "unmatched").collect();
    assert_eq!(without_the_entry, before);
    sound(&town).await;
}

#[tokio::test]
async fn whatever_is_said_of_much_money_is_said_by_two() {
    let town = Town::open().await;
    let second = town.city.staff("second", StaffRole::Treasurer).await;
    let bill = town.bill("harbour-dues", 20_000).await;
    town.cash(&bill, 20_000).await.ok();
    let paid = town.bill("harbour-dues", 20_000).await;
    let phone = town.payer(&paid).await;
    let id = begin(&phone, &paid, 20_000).await;
    town.letter(&letter("e1", &id, "paid", 20_000)).await;
    take(&town, &xml(1, 50_000, vec![credit("M1", 20_000), credit("M2", 19_000), credit("M3", 10_000)])).await;
    let desk = desk(&town).await["desk"].clone();
    let acts = [
        ("M1", "deposit", json!({ "desks": [{ "desk": desk, "amount": 20_000 }] })),
        ("M2", "payout", json!({ "provider": "sandbox", "reference": "SP1", "gross": 20_000 })),
        ("M3", "ignore", json!({ "reason": "a grant" })),
        ("M4", "charge", json!({})),
    ];
    take(&town, &xml(2, 99_000, vec![credit("M4", 30_000)])).await;
    for (reference, act, body) in acts {
        let entry = found(&town, &format!("?q={reference}")).await.remove(0);
        let first = say(&town, &entry, act, body.clone()).await.ok()["entry"].clone();
        assert_eq!((&first["state"], &first["proposed"]["act"]), (&json!("unmatched"), &json!(act)), "{act}");
        say(&town, &first, act, body.clone()).await.refused(Code::Forbidden);
        let other = by(&second, &first, "allocations", allocation(&first, &[(&bill, 1)])).await.ok()["entry"].clone();
        assert_eq!(other["proposed"]["act"], "allocate", "{act}: something else is a proposal of its own");
        let third = say(&town, &other, act, body.clone()).await.ok()["entry"].clone();
        assert_eq!(third["state"], "unmatched");
        let done = by(&second, &third, act, body.clone()).await.ok()["entry"].clone();
        assert_ne!(done["state"], "unmatched", "{act}");
        assert_eq!(done.get("proposed"), None);
        sound(&town).await;
    }
    assert_eq!(town.holds("unmatched").await, 0);
}
