//! What the database itself refuses, whatever the code above it does. Every statement here is one that no code of ours
//! writes.

use crate::books::{Books, clearing, debtor, payable, revenue};
use dimos_server::ledger::Account;

const ACCOUNTS: &str = "INSERT INTO ledger_accounts (id, kind, key) VALUES (901, 'bank', 'x'), (902, 'revenue', 'x')";

/// An entry as SQL, with some of its columns.
fn entry(no: i64, on: &str, fact: &str, lines: i64, prev: &str) -> String {
    format!(
        "INSERT INTO journal_entries (no, at, on_day, kind, fact, role, lines, prev, hash) \
         VALUES ({no}, 0, '{on}', 'issue', '{fact}', 'rule', {lines}, {prev}, zeroblob(32))"
    )
}

fn postings(entry: i64, debit: &str, credit: &str) -> String {
    format!(
        "{ACCOUNTS}; INSERT INTO postings (entry, line, account, cents) VALUES ({entry}, 1, 901, {debit}); \
         INSERT INTO postings (entry, line, account, cents) VALUES ({entry}, 2, 902, {credit})"
    )
}

const FIRST: &str = "zeroblob(32)";
const DAY: &str = "2026-11-22";

#[tokio::test]
async fn an_entry_that_does_not_balance() {
    let books = Books::open();
    let fine = entry(1, DAY, "f", 2, FIRST);
    books.refuses(&format!("{}; {fine}", postings(1, "100", "-99")), "sum to zero").await;
    books
        .refuses(&format!("{}; {}", postings(1, "100", "-100"), entry(1, DAY, "f", 3, FIRST)), "all its postings")
        .await;
    books
        .refuses(&format!("{}; {}", postings(1, "100", "-100"), entry(1, DAY, "f", 1, FIRST)), "all its postings")
        .await;
    books.refuses(&entry(1, DAY, "f", 2, FIRST), "all its postings").await;
    books.refuses(&format!("{}; {fine}", postings(1, "0", "0")), "CHECK").await;
    assert_eq!(books.count("SELECT count(*) FROM postings").await, 0);
}

#[tokio::test]
async fn half_a_cent_a_word_and_more_money_than_there_is() {
    let books = Books::open();
    for cents in ["0.5", "'much'", "1000000000000001", "9223372036854775807"] {
        books.refuses(&postings(1, cents, "-1"), "CHECK").await;
    }
}

#[tokio::test]
async fn postings_that_no_entry_seals() {
    let books = Books::open();
    let lost = books.write(|tx| {
        tx.execute(ACCOUNTS, [])?;
        tx.execute("INSERT INTO postings (entry, line, account, cents) VALUES (1, 1, 901, 5)", [])
    });
    assert!(lost.await.unwrap_err().to_string().contains("FOREIGN KEY"));
    assert_eq!(books.count("SELECT count(*) FROM postings").await, 0);
}

#[tokio::test]
async fn a_change_of_what_was_written() {
    let books = Books::open();
    books.owe(payable(), 100).await;
    let append_only = "append-only";
    books.refuses("UPDATE postings SET cents = -cents", append_only).await;
    books.refuses("DELETE FROM postings", append_only).await;
    books.refuses("UPDATE journal_entries SET fact = 'other'", append_only).await;
    books.refuses("DELETE FROM journal_entries", append_only).await;
    books.refuses("UPDATE ledger_accounts SET key = 'mine'", append_only).await;
    books.refuses("DELETE FROM ledger_accounts", append_only).await;
    books.refuses("INSERT INTO postings (entry, line, account, cents) VALUES (1, 3, 1, 5)", "sealed").await;
    books.refuses("INSERT OR REPLACE INTO postings (entry, line, account, cents) VALUES (1, 1, 1, 5)", "sealed").await;
    let replaced = entry(1, DAY, "other", 2, FIRST).replace("INSERT", "INSERT OR REPLACE");
    books.refuses(&replaced, "without gaps").await;
    assert_eq!(books.count("SELECT count(*) FROM postings").await, 2);
}

#[tokio::test]
async fn a_fact_twice_even_if_it_would_replace_the_first() {
    let books = Books::open();
    books.post("fact", vec![(clearing(), 5), (revenue(), -5)]).await.unwrap();
    let prev = "(SELECT hash FROM journal_entries WHERE no = 1)";
    let again = entry(2, DAY, "fact", 2, prev);
    books.refuses(&format!("{}; {again}", postings(2, "5", "-5")), "posted before").await;
    let replacing = again.replace("INSERT INTO", "INSERT OR REPLACE INTO");
    books.refuses(&format!("{}; {replacing}", postings(2, "5", "-5")), "posted before").await;
}

#[tokio::test]
async fn a_gap_and_a_broken_chain() {
    let books = Books::open();
    books.owe(payable(), 100).await;
    let prev = "(SELECT hash FROM journal_entries WHERE no = 1)";
    books.refuses(&format!("{}; {}", postings(3, "5", "-5"), entry(3, DAY, "g", 2, prev)), "without gaps").await;
    books.refuses(&format!("{}; {}", postings(2, "5", "-5"), entry(2, DAY, "g", 2, FIRST)), "chain").await;
}

#[tokio::test]
async fn a_day_that_is_closed_or_none() {
    let books = Books::open();
    let closed = "INSERT INTO closed_days (day, closed_at, role, entries, receipts, received, last_no, hash) \
                  VALUES ('2026-11-22', 0, 'rule', 0, 0, 0, 0, zeroblob(32))";
    let earlier = closed.replace("2026-11-22", "2026-11-21");
    books.write(move |tx| tx.execute(closed, [])).await.unwrap();
    for day in ["2026-11-22", "2026-11-21", "1999-01-01"] {
        books.refuses(&format!("{}; {}", postings(1, "5", "-5"), entry(1, day, "f", 2, FIRST)), "closed").await;
    }
    books.refuses(&format!("{}; {}", postings(1, "5", "-5"), entry(1, "tomorrow", "f", 2, FIRST)), "not a day").await;
    books.refuses(&earlier, "closed").await;
    books.refuses("DELETE FROM closed_days", "stays closed").await;
    books.refuses("UPDATE closed_days SET day = '1999-01-01'", "stays closed").await;
}

#[tokio::test]
async fn a_reversal_that_is_not_the_mirror_image() {
    let books = Books::open();
    books.owe(payable(), 100).await;
    let prev = "(SELECT hash FROM journal_entries WHERE no = 1)";
    let reversal = entry(2, DAY, "undo", 2, prev)
        .replace("lines, prev", "reverses, lines, prev")
        .replace(", 2, (SELECT", ", 1, 2, (SELECT");
    let half = "INSERT INTO postings (entry, line, account, cents) VALUES (2, 1, 1, -50), (2, 2, 2, 50)";
    books.refuses(&format!("{half}; {reversal}"), "exactly").await;
    let elsewhere = format!("{}; {reversal}", postings(2, "100", "-100"));
    books.refuses(&elsewhere, "exactly").await;
}

#[tokio::test]
async fn more_paid_than_is_owed_and_more_credit_used_than_there_is() {
    let (books, owed, rich) = (Books::open(), payable(), debtor());
    books.owe(owed, 100).await;
    let too_much = books.post("p", vec![(clearing(), 101), (Account::Receivable(owed), -101)]).await;
    assert!(too_much.unwrap_err().to_string().contains("never below zero"));
    books.post("q", vec![(clearing(), 30), (Account::Credit(rich), -30)]).await.unwrap();
    let overdrawn = books.post("r", vec![(Account::Credit(rich), 31), (Account::Receivable(owed), -31)]).await;
    assert!(overdrawn.unwrap_err().to_string().contains("never overdrawn"));
    books.post("s", vec![(Account::Credit(rich), 30), (Account::Receivable(owed), -30)]).await.unwrap();
    assert_eq!(books.balance(Account::Receivable(owed)).await, 70);
}

/// A debtor, a bill of 100 and a payable, as SQL.
const BILL: &str = "INSERT INTO debtors (id, created_at) VALUES ('d', 0); \
    INSERT INTO bills (id, number, content, kind, debtor, description, period, issued_on, due_on, amount, terms, created_at) \
    VALUES ('b', '1', x'00', 'k', 'd', '', '', '2026-11-01', '2026-12-01', 100, '{}', 0); \
    INSERT INTO bill_lines (bill, line, tax_head, text, cents) VALUES ('b', 1, 't', '', 100); \
    INSERT INTO payables (id, bill, instalment, rf, amount, due_on) VALUES ('p', 'b', 0, 'RF1', 100, '2026-12-01')";

/// A payment and its receipt, as SQL.
fn paid(id: &str, number: i64, code: &str) -> String {
    format!("{}; {}", payment(id, number), receipt(id, number, code))
}

fn payment(id: &str, number: i64) -> String {
    format!(
        "INSERT INTO payments (id, source, debtor, amount, on_day, received_at, state, receipt_year, receipt_number) \
         VALUES ('{id}', 'cash', 'd', 100, '2026-11-22', 0, 'received', 2026, {number})"
    )
}

fn receipt(payment: &str, number: i64, code: &str) -> String {
    format!(
        "INSERT INTO receipts (year, number, payment, code, kind, issued_at) \
         VALUES (2026, {number}, '{payment}', '{code}', 'collection_receipt', 0)"
    )
}

async fn did(books: &Books, sql: &str) {
    let sql = sql.to_owned();
    let work =
        move |tx: &dimos_server::db::Tx<'_>| sql.split(';').try_for_each(|one| tx.execute(one.trim(), []).map(|_| ()));
    books.write(work).await.unwrap();
}

#[tokio::test]
async fn a_gap_in_the_receipts_or_two_for_one_payment() {
    let books = Books::open();
    did(&books, BILL).await;
    books.refuses(&paid("a", 2, "A"), "without gaps").await;
    did(&books, &paid("a", 1, "A")).await;
    books.refuses(&receipt("a", 2, "B"), "one receipt").await;
    books.refuses(&paid("b", 3, "B"), "without gaps").await;
    books.refuses(&format!("{}; {}", payment("b", 2), receipt("a", 2, "B")), "one receipt").await;
    books.refuses("UPDATE receipts SET number = 7", "stays as it was given").await;
    books.refuses("DELETE FROM receipts", "stays as it was given").await;
    books.refuses("UPDATE payments SET amount = 1", "stays as it came").await;
    books.refuses("DELETE FROM payments", "stays as it came").await;
    did(&books, "UPDATE payments SET state = 'reversed'").await;
    books.refuses("UPDATE payments SET state = 'received'", "stays reversed").await;
    let without = payment("c", 2);
    let lost = books.write(move |tx| tx.execute(&without, [])).await;
    assert!(lost.unwrap_err().to_string().contains("FOREIGN KEY"), "a payment without a receipt");
    did(&books, &paid("b", 2, "B")).await;
}

#[tokio::test]
async fn what_a_provider_said_forgotten_or_changed() {
    let books = Books::open();
    let letter =
        "INSERT INTO inbox (provider, event, said, state, received_at) VALUES ('sandbox', 'e1', '{}', 'waiting', 0)";
    did(&books, letter).await;
    books.refuses("DELETE FROM inbox", "is kept").await;
    books.refuses("UPDATE inbox SET said = '[]'", "is not changed").await;
    did(&books, "UPDATE inbox SET state = 'done'").await;
    books.refuses("UPDATE inbox SET state = 'waiting'", "stays so").await;
}

#[tokio::test]
async fn a_change_of_a_bill_that_was_issued() {
    let books = Books::open();
    did(&books, BILL).await;
    books.refuses("UPDATE bills SET amount = 1", "amended by another").await;
    books.refuses("UPDATE bill_lines SET cents = 1", "amended by another").await;
    books.refuses("UPDATE payables SET rf = 'RF2'", "amended by another").await;
    books.refuses("DELETE FROM payables", "never deleted").await;
    books.refuses("DELETE FROM bill_lines", "amended by another").await;
    books.refuses("DELETE FROM bills", "never deleted").await;
    did(&books, "UPDATE bills SET ended = 'cancelled'").await;
    books.refuses("UPDATE bills SET ended = NULL", "has ended").await;
}

#[tokio::test]
async fn more_refunded_than_came_and_a_refund_approved_by_who_asked() {
    let books = Books::open();
    did(&books, &format!("{BILL}; {}", paid("a", 1, "A"))).await;
    let refund = |id: &str, amount: i64| {
        format!(
            "INSERT INTO refunds (id, payment, amount, reason, by_provider, state, requested_by, requested_at) \
             VALUES ('{id}', 'a', {amount}, '', 0, 'requested', 'anna', 0)"
        )
    };
    books.refuses(&refund("r", 101), "more would be refunded").await;
    did(&books, &refund("r", 60)).await;
    books.refuses(&refund("s", 41), "more would be refunded").await;
    books.refuses("UPDATE refunds SET state = 'approved', decided_by = 'anna'", "by another person").await;
    books.refuses("UPDATE refunds SET state = 'approved'", "by another person").await;
    books.refuses("UPDATE refunds SET amount = 1", "never changed").await;
    did(&books, "UPDATE refunds SET state = 'approved', decided_by = 'basil'").await;
    did(&books, "UPDATE refunds SET state = 'failed'").await;
    did(&books, &refund("s", 100)).await;
}
