//! What was paid counts by its day: news in any order leave the same books, also where what is owed depends on the day.

use crate::town::{Town, order};
use dimos_api::pay::PaidBy;
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{BillId, PayableId},
    money::{Cents, PaymentEvent},
};
use dimos_server::{
    bills,
    ledger::{self, Account, Author, EntryKind, Hand},
    payments::{self, Received},
};
use fastrand::Rng;
use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};

/// News of money: it came, so many days after the bill was issued; or it is gone again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    Came { which: usize, day: i64, cents: i64 },
    Gone { which: usize },
}

/// What is left of a bill: owed, surcharge and discount of what is still asked for; and its debtor's credit.
#[derive(Debug, PartialEq, Eq)]
struct Left {
    payables: Vec<(u8, i64, i64, i64)>,
    credit: i64,
}

fn issued_on(town: &Town) -> Date {
    town.city.now().to_zoned(jiff::tz::TimeZone::UTC).date() - 120.days()
}

async fn bill(town: &Town, kind: &str, cents: i64, instalments: Option<u8>) -> Value {
    let mut new = order(kind, cents);
    new["issued_on"] = json!(issued_on(town));
    if instalments.is_some() {
        // Nothing may be late when it is split; the instalments are due month by month from today.
        new["issued_on"] = Value::Null;
    }
    let bill = town.issue(&new).await;
    if let Some(count) = instalments {
        let id: BillId = bill["id"].as_str().unwrap().parse().unwrap();
        let hand = Hand::of(&town.city.running.app, Author::Rule);
        hand.write(move |tx, by| bills::make_plan(tx, by, id, count)).await.unwrap();
    }
    bill
}

async fn hear(town: &Town, bill: &Value, news: News) {
    let name = |which: usize| format!("{}-{which}", bill["id"].as_str().unwrap());
    let payable: PayableId = bill["payables"][0]["id"].as_str().unwrap().parse().unwrap();
    let issued_on: Date = bill["issued_on"].as_str().unwrap().parse().unwrap();
    let (hand, provider) = (Hand::of(&town.city.running.app, Author::Rule), ProviderName::Sandbox);
    match news {
        News::Came { which, day, cents } => {
            let (code, amount) = (name(which), Cents::new(cents));
            let work = move |tx: &dimos_server::db::Tx<'_>, by: &ledger::Acting<'_>| {
                let received = Received {
                    fact: &format!("paid:sandbox:{code}"),
                    kind: EntryKind::Payment,
                    id: None,
                    source: PaidBy::Card,
                    provider: Some((provider, &code)),
                    from: Account::Clearing(provider),
                    amount,
                    on: issued_on + day.days(),
                    parts: &[(payable, amount)],
                };
                payments::receive(tx, by, &received).map(drop)
            };
            hand.write(work).await.unwrap();
        }
        News::Gone { which } => {
            let code = name(which);
            let work = move |tx: &dimos_server::db::Tx<'_>, by: &ledger::Acting<'_>| {
                let payment = payments::payment_by_transaction(tx, provider, &code)?.unwrap();
                let (fact, to) = (format!("reversed:sandbox:{code}"), Account::Clearing(provider));
                payments::reverse_payment(tx, by, &payment, PaymentEvent::ProviderReversed, &fact, to).map(drop)
            };
            hand.write(work).await.unwrap();
        }
    }
}

async fn left(town: &Town, bill: &Value) -> Left {
    let id: BillId = bill["id"].as_str().unwrap().parse().unwrap();
    let read = move |tx: &dimos_server::db::Tx<'_>, _: &ledger::Acting<'_>| {
        let of = bills::bill(tx, id)?.unwrap();
        let mut payables = Vec::new();
        for payable in bills::payables_of(tx, id)? {
            let standing = bills::standing(tx, payable.id)?.unwrap();
            let (balance, surcharge, discount) = (standing.balance, standing.surcharge, standing.discount);
            payables.push((payable.instalment, balance.get(), surcharge.get(), discount.get()));
        }
        Ok(Left { payables, credit: -ledger::balance(tx, &Account::Credit(of.debtor))?.get() })
    };
    Hand::of(&town.city.running.app, Author::Rule).read(read).await.unwrap()
}

#[tokio::test]
async fn a_discount_is_earned_whichever_payment_is_heard_of_first() {
    let town = Town::open().await;
    let early = News::Came { which: 0, day: 5, cents: 4_000 };
    let late = News::Came { which: 1, day: 15, cents: 8_000 };
    for news in [[early, late], [late, early]] {
        let fine = bill(&town, "footprint-fine", 8_000, None).await;
        for one in news {
            hear(&town, &fine, one).await;
        }
        assert_eq!(left(&town, &fine).await, Left { payables: vec![(0, 0, 0, 4_000)], credit: 8_000 }, "{news:?}");
    }
    town.is_sound().await;
}

#[tokio::test]
async fn a_surcharge_is_of_what_was_unpaid_whichever_payment_is_heard_of_first() {
    let town = Town::open().await;
    let in_time = News::Came { which: 0, day: 5, cents: 5_000 };
    let late = News::Came { which: 1, day: 40, cents: 10_100 };
    for news in [[in_time, late], [late, in_time]] {
        let dues = bill(&town, "harbour-dues", 10_000, None).await;
        for one in news {
            hear(&town, &dues, one).await;
        }
        assert_eq!(left(&town, &dues).await, Left { payables: vec![(0, 0, 50, 0)], credit: 5_050 }, "{news:?}");
    }
    town.is_sound().await;
}

#[tokio::test]
async fn a_discount_that_is_earned_once_an_earlier_payment_is_gone_leaves_the_rest_as_credit() {
    let town = Town::open().await;
    let fine = bill(&town, "footprint-fine", 8_000, None).await;
    for (which, day, cents) in [(0, 3, 1_000), (1, 5, 5_000), (2, 15, 2_000)] {
        hear(&town, &fine, News::Came { which, day, cents }).await;
    }
    assert_eq!(left(&town, &fine).await, Left { payables: vec![(0, 0, 0, 0)], credit: 0 });
    hear(&town, &fine, News::Gone { which: 0 }).await;
    assert_eq!(left(&town, &fine).await, Left { payables: vec![(0, 0, 0, 4_000)], credit: 3_000 });
    town.is_sound().await;
}

/// Two to four payments of different days, of which one may be gone again: heard of in their order, without the one that
/// is gone; and as chance will have it.
#[tokio::test]
async fn news_in_any_order_leave_the_same_books() {
    let town = Town::open().await;
    for seed in 0..120 {
        let mut rng = Rng::with_seed(seed);
        let (kind, instalments) =
            *rng.choice(&[("footprint-fine", None), ("harbour-dues", None), ("harbour-dues", Some(3))]).unwrap();
        let amount = rng.i64(3_000..10_000);
        let count = rng.usize(2..5);
        let last_day = if rng.bool() { 14 } else { 110 };
        let came: Vec<News> = (0..count)
            .map(|which| {
                let cents = if rng.bool() { rng.i64(1..=amount) } else { amount / 2 + rng.i64(0..=amount) };
                News::Came { which, day: rng.i64(0..last_day), cents }
            })
            .collect();
        let gone = rng.bool().then(|| rng.usize(..count)).filter(|_| instalments.is_none());
        let day = |news: &News| if let News::Came { day, .. } = news { *day } else { i64::MAX };
        let mut in_order: Vec<News> = came
            .iter()
            .copied()
            .filter(|one| !matches!(one, News::Came { which, .. } if Some(*which) == gone))
            .collect();
        in_order.sort_by_key(day);
        let known = bill(&town, kind, amount, instalments).await;
        for news in &in_order {
            hear(&town, &known, *news).await;
        }
        let should = left(&town, &known).await;
        for _ in 0..3 {
            let mut news = came.clone();
            rng.shuffle(&mut news);
            if let Some(which) = gone {
                let heard = news.iter().position(|one| matches!(one, News::Came { which: of, .. } if *of == which));
                news.insert(rng.usize(heard.unwrap() + 1..=news.len()), News::Gone { which });
            }
            let same = bill(&town, kind, amount, instalments).await;
            for one in &news {
                hear(&town, &same, *one).await;
            }
            assert_eq!(
                left(&town, &same).await,
                should,
                "seed {seed}: {kind} of {amount} by {instalments:?}, {news:?}"
            );
        }
    }
    town.is_sound().await;
}
