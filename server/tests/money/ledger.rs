//! What the ledger does.

use crate::books::{Books, DAY, clearing, debtor, now, payable, revenue};
use dimos_api::problem::Code;
use dimos_domain::money::Cents;
use dimos_server::ledger::{self, Account, Author, Chain, EntryKind, Posted};
use jiff::civil::date;

#[tokio::test]
async fn the_same_fact_is_posted_once_however_often_it_is_told() {
    let (books, owed) = (Books::open(), payable());
    let postings = vec![(Account::Receivable(owed), 4_512), (revenue(), -4_512)];
    let first = books.post("bill:1", postings.clone()).await.unwrap();
    assert!(matches!(first, Posted::First(_)));
    for _ in 0..3 {
        assert_eq!(books.post("bill:1", postings.clone()).await.unwrap(), Posted::Again(first.no()));
    }
    assert_eq!(books.balance(Account::Receivable(owed)).await, 4_512);
    assert_eq!(books.balance(revenue()).await, -4_512);
    assert_eq!(books.balance(Account::WriteOff).await, 0);
}

#[tokio::test]
async fn a_reversal_takes_back_exactly_what_was_posted_and_once() {
    let (books, owed) = (Books::open(), payable());
    let entry = books.owe(owed, 4_512).await;
    let undo = |fact: &'static str| books.write(move |tx| ledger::reverse(tx, now(), entry, fact, &Author::Rule, DAY));
    let first = undo("undo:1").await.unwrap();
    assert!(first.is_first());
    assert_eq!(undo("undo:1").await.unwrap(), Posted::Again(first.no()));
    assert!(undo("undo:2").await.unwrap_err().to_string().contains("reversed once"));
    assert_eq!(books.balance(Account::Receivable(owed)).await, 0);
    let movements = books.write(move |tx| ledger::movements(tx, owed)).await.unwrap();
    assert_eq!(movements, []);
    let undone = first.no();
    let again = books.write(move |tx| ledger::reverse(tx, now(), undone, "undo:3", &Author::Rule, DAY)).await;
    assert!(again.unwrap_err().to_string().contains("not reversed"));
}

#[tokio::test]
async fn a_trial_balance_is_zero_and_shows_debits_and_credits() {
    let (books, one, other) = (Books::open(), payable(), payable());
    books.owe(one, 1_000).await;
    books.owe(other, 2_000).await;
    let pay = vec![(clearing(), 1_500), (Account::Receivable(one), -1_000), (Account::Credit(debtor()), -500)];
    books.post_on(date(2026, 11, 23), EntryKind::Payment, "paid:1", pay).await.unwrap();
    let balance = books.db.read(|tx| ledger::trial_balance(tx, None)).await.unwrap();
    let lines: Vec<_> = balance
        .accounts
        .iter()
        .map(|line| (line.account.as_str(), line.debit.get(), line.credit.get(), line.balance.get()))
        .collect();
    assert_eq!(
        lines,
        [
            ("clearing:sandbox", 1_500, 0, 1_500),
            ("credit", 0, 500, -500),
            ("receivable", 3_000, 1_000, 2_000),
            ("revenue:cleaning", 0, 3_000, -3_000),
        ]
    );
    assert_eq!((balance.total, balance.entries), (Cents::ZERO, 3));
    let before = books.db.read(|tx| ledger::trial_balance(tx, Some(DAY))).await.unwrap();
    assert_eq!((before.accounts.len(), before.entries, before.total), (2, 2, Cents::ZERO));
}

#[tokio::test]
async fn a_closed_day_stays_closed_and_what_comes_later_is_the_next_days() {
    let books = Books::open();
    books.owe(payable(), 700).await;
    let close = |day| books.write(move |tx| ledger::close_day(tx, now(), &Author::Command, day, DAY));
    assert_eq!(close(date(2026, 11, 23)).await.map_err(|refused| refused.code()), Err(Code::Invalid), "not come yet");
    let closed = close(DAY).await.unwrap();
    assert_eq!((closed.entries, closed.receipts, closed.received), (1, 0, Cents::ZERO));
    assert_eq!(closed.hash.len(), 64);
    assert_eq!(close(DAY).await.unwrap(), closed, "asked again");
    assert_eq!(close(date(2026, 11, 21)).await.map_err(|refused| refused.code()), Err(Code::Invalid));
    let late = books.post("late", vec![(clearing(), 1), (revenue(), -1)]).await;
    assert!(late.unwrap_err().to_string().contains("the day is closed"));
    let next = books.write(move |tx| ledger::business_day(tx, DAY)).await.unwrap();
    assert_eq!(next, date(2026, 11, 23));
    books.post_on(next, EntryKind::Issue, "late", vec![(clearing(), 1), (revenue(), -1)]).await.unwrap();
}

#[tokio::test]
async fn the_chain_shows_what_was_tampered_with_behind_the_servers_back() {
    let books = Books::open();
    for cents in 1..=2_500 {
        books.owe(payable(), cents).await;
    }
    let whole = books.db.read(ledger::verify_chain).await.unwrap();
    assert!(matches!(whole, Chain::Whole { entries: 2_500, .. }), "{whole:?}");
    let file = rusqlite::Connection::open(books.db.dir().join("dimos.sqlite")).unwrap();
    file.execute_batch(
        "DROP TRIGGER postings_are_never_changed; \
         UPDATE postings SET cents = cents * 2 WHERE entry = 1234;",
    )
    .unwrap();
    assert_eq!(books.db.read(ledger::verify_chain).await.unwrap(), Chain::Broken { at: 1_234 });
}

#[tokio::test]
async fn the_journal_can_be_taken_away_as_a_table() {
    let (books, owed) = (Books::open(), payable());
    books.owe(owed, 4_512).await;
    let export = books
        .db
        .read(|tx| {
            let mut csv = Vec::new();
            ledger::export_csv(tx, DAY, DAY, &mut csv)?;
            Ok(String::from_utf8(csv).unwrap())
        })
        .await
        .unwrap();
    let lines: Vec<&str> = export.lines().collect();
    assert_eq!(lines[0], "no,day,at,kind,fact,payment,role,actor,reverses,account,debit,credit");
    assert!(lines[1].starts_with("1,2026-11-22,2026-11-22T10:00:00Z,issue,bill:"), "{}", lines[1]);
    assert!(lines[1].ends_with(&format!(",,rule,,,receivable:{owed},45.12,")), "{}", lines[1]);
    assert!(lines[2].ends_with(",,rule,,,revenue:cleaning,,45.12"), "{}", lines[2]);
}
