//! What money costs: a payment posted durably, a bill found by its reference, and the trial balance, with 2,000,000 ledger
//! rows. In this process, on the city built in: what HTTP costs is measured with the reports.

use crate::Figure;
use dimos_api::pay::{BillLine, LookupRequest, PaidBy};
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{BillId, PayableId},
    money::Cents,
};
use dimos_server::{
    bills::{self, Order},
    city,
    db::{Db, Tx},
    error::Error as Refused,
    keys::Keys,
    ledger::{self, Account, Acting, Author, EntryKind, Hand},
    payments::{Received, receive},
    state::CityIndex,
};
use jiff::Timestamp;
use std::{
    error::Error,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Rows in the ledger before a look-up and the trial balance are measured: two for a bill and two for its payment.
const ROWS: usize = 2_000_000;
/// Payments that are measured.
const MEASURED: usize = 20_000;
/// Payments under way at a time, as webhooks and a statement's entries come.
const AT_A_TIME: usize = 256;
/// Look-ups that are measured.
const LOOKUPS: usize = 20_000;
/// Bills or payments in one transaction while the ledger is filled.
const FILLING: usize = 1_000;
const AMOUNT: Cents = Cents::new(4_512);

type Failed = Box<dyn Error + Send + Sync>;

/// What is owed: its payable, and its reference for a look-up.
#[derive(Clone)]
struct Owed {
    payable: PayableId,
    rf: String,
}

/// Measures.
pub fn run() -> Result<Vec<Figure>, Failed> {
    let dir = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(measure(dir.path()))
}

async fn measure(dir: &Path) -> Result<Vec<Figure>, Failed> {
    let city = city::load_or_embedded(None).map_err(|_| "the city built in is wrong")?;
    let (db, keys, city) = (Db::open(dir)?, Keys::open(dir)?, Arc::new(CityIndex::new(city)?));
    let author = Author::Provider(ProviderName::Sandbox);
    let hand = Hand::with(db.clone(), city, keys, author, Timestamp::now());
    let bills = ROWS / 4;
    let mut owed: Vec<Owed> = Vec::with_capacity(bills);
    while owed.len() < bills {
        let more: Vec<Owed> = hand.clone().write(|tx, by| (0..FILLING).map(|_| issue(tx, by)).collect()).await?;
        owed.extend(more);
    }
    for some in owed.get(MEASURED..).unwrap_or_default().chunks(FILLING) {
        let some = some.to_vec();
        hand.clone().write(move |tx, by| some.iter().try_for_each(|one| pay(tx, by, one.payable))).await?;
    }
    let open = owed.get(..MEASURED).unwrap_or_default();
    let (rate, cpu) = durable(&hand, open).await?;
    let lookup = lookups(&hand, &owed).await?;
    let rows = db.read(|tx| tx.one("SELECT count(*) FROM postings", [], |row| row.get::<_, i64>(0))).await?;
    let began = Instant::now();
    let balance = hand.clone().read(|tx, _| ledger::trial_balance(tx, None)).await?;
    let took = began.elapsed().as_secs_f64();
    let (rows, sum) = (rows.unwrap_or_default(), balance.total);
    let note = format!("{rows} ledger rows, two cores, in one process; the trial balance is {sum}");
    let figure = |name: &str, value, unit, limit| Figure {
        name: name.to_owned(),
        value,
        unit,
        limit: Some(limit),
        note: note.clone(),
        ..Figure::default()
    };
    Ok(vec![
        Figure { least: Some(5_000.0), limit: None, ..figure("post a payment durably: rate", rate, "/s", 5_000.0) },
        figure("post a payment durably: CPU", cpu, "ms", 0.2),
        figure("find a bill by its reference: CPU", lookup, "ms", 0.2),
        figure("trial balance", took, "s", 1.0),
    ])
}

fn issue(tx: &Tx<'_>, by: &Acting<'_>) -> Result<Owed, Refused> {
    let plain = by.payments()?.kinds.iter().find(|kind| kind.early.is_none() && !kind.part_payment);
    let kind = plain.ok_or_else(|| Refused::internal("no plain kind of bill"))?;
    let order = Order {
        id: BillId(Uuid::now_v7()),
        key: Uuid::now_v7().to_string(),
        kind: kind.code.clone(),
        tax_number: None,
        name: "Flimnap".to_owned(),
        email: String::new(),
        description: String::new(),
        period: String::new(),
        issued_on: None,
        due_on: None,
        lines: vec![BillLine { tax_head: kind.tax_head.clone(), text: String::new(), amount: AMOUNT }],
    };
    let bill = bills::issue(tx, by, &order)?.bill();
    let payable = bills::payables_of(tx, bill)?.pop().ok_or_else(|| Refused::internal("nothing to pay"))?;
    Ok(Owed { payable: payable.id, rf: payable.rf.as_str().to_owned() })
}

/// A payment as a provider tells of it: its fact, its postings and its receipt.
fn pay(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId) -> Result<(), Refused> {
    let transaction = Uuid::now_v7().to_string();
    let fact = format!("paid:sandbox:{transaction}");
    let received = Received {
        fact: &fact,
        kind: EntryKind::Payment,
        id: None,
        source: PaidBy::Card,
        provider: Some((ProviderName::Sandbox, &transaction)),
        from: Account::Clearing(ProviderName::Sandbox),
        amount: AMOUNT,
        on: by.today(),
        parts: &[(payable, AMOUNT)],
    };
    receive(tx, by, &received).map(|_| ())
}

/// Each payment in a unit of work of its own, acknowledged after the sync to disk.
async fn durable(hand: &Hand, open: &[Owed]) -> Result<(f64, f64), Failed> {
    let (cpu, began) = (cpu_s()?, Instant::now());
    let mut under_way = tokio::task::JoinSet::new();
    for one in open {
        if under_way.len() >= AT_A_TIME
            && let Some(done) = under_way.join_next().await
        {
            done??;
        }
        let (hand, payable) = (hand.clone(), one.payable);
        under_way.spawn(async move { hand.write(move |tx, by| pay(tx, by, payable)).await });
    }
    while let Some(done) = under_way.join_next().await {
        done??;
    }
    let count = f64::from(u32::try_from(open.len())?);
    Ok((count / began.elapsed().as_secs_f64(), (cpu_s()? - cpu) / count * 1e3))
}

/// Milliseconds of processor time for a look-up: reference and amount in, what is expected out.
async fn lookups(hand: &Hand, owed: &[Owed]) -> Result<f64, Failed> {
    let mut random = fastrand::Rng::with_seed(7);
    let some: Vec<String> =
        (0..LOOKUPS).filter_map(|_| owed.get(random.usize(..owed.len()))).map(|one| one.rf.clone()).collect();
    let took: Duration = hand
        .clone()
        .read(move |tx, by| {
            let began = Instant::now();
            for rf in some {
                bills::find_for(tx, by, &LookupRequest { rf, amount: AMOUNT })?;
            }
            Ok(began.elapsed())
        })
        .await?;
    Ok(took.as_secs_f64() * 1e3 / f64::from(u32::try_from(LOOKUPS)?))
}

/// Processor time of this process so far, in seconds, user and system.
fn cpu_s() -> Result<f64, Failed> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}
