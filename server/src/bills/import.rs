//! Bills from a table: good ones are issued once however often the file comes, bad ones are told by their line. A bill is
//! all lines of one key: if one of them is bad, none is issued.

use super::{Issued, Order, issue};
use crate::{db::Tx, error::Error, ledger::Acting};
use dimos_api::{
    pay::{BillLine, ImportResponse, RefusedRow},
    problem::Code,
};
use dimos_domain::{
    ids::BillId,
    l10n::Language,
    money::{AmountError, Cents, TaxNumber},
};
use jiff::civil::Date;
use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
};
use uuid::Uuid;

/// Columns that a table must have; `email`, `description`, `period`, `issued_on` and `due_on` may be missing.
const NEEDED: [&str; 6] = ["key", "kind", "tax_number", "name", "tax_head", "amount"];
/// Rows in one file.
const MOST_ROWS: usize = 200_000;

/// A table, read: what can be issued, and what cannot even be read.
#[derive(Clone)]
pub struct Import {
    /// With the lines of the file that each is made of.
    pub orders: Vec<(Vec<u64>, Order)>,
    /// Lines that were refused.
    pub refused: Vec<RefusedRow>,
}

/// Reads a table (CSV with a heading; commas or semicolons; UTF-8).
///
/// # Errors
/// `malformed` if it is no such table or lacks a column: then no line is looked at. `too_large` for too many rows.
pub fn read_csv(bytes: &[u8], language: Language) -> Result<Import, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if heading.contains(&b';') { b';' } else { b',' };
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let columns = Columns::of(csv.headers().map_err(|_| malformed())?)?;
    let mut file = File { columns, language, keys: HashMap::new(), bills: Vec::new(), refused: Vec::new() };
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    loop {
        let line = csv.position().line();
        match csv.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => file.row(record.position().map_or(line, csv::Position::line), &record),
            Err(cause) if matches!(cause.kind(), csv::ErrorKind::Utf8 { .. }) => {
                let line = cause.position().map_or(line, csv::Position::line);
                file.refuse(line, &Error::new(Code::Malformed).because("csv-utf8"));
            }
            Err(_) => return Err(malformed()),
        }
        rows += 1;
        if rows > MOST_ROWS {
            return Err(Error::new(Code::TooLarge).because("rows").arg("limit", MOST_ROWS));
        }
    }
    Ok(file.whole())
}

/// Issues some of what was read; what became of it. Safe to run again.
///
/// # Errors
/// Only the database's: what a bill is refused for is told with its lines.
pub fn import(tx: &Tx<'_>, by: &Acting<'_>, orders: &[(Vec<u64>, Order)]) -> Result<ImportResponse, Error> {
    let mut answer = ImportResponse { issued: 0, known: 0, refused: Vec::new() };
    for (lines, order) in orders {
        match issue(tx, by, order) {
            Ok(Issued::New(_)) => answer.issued += 1,
            Ok(Issued::Known(_)) => answer.known += 1,
            Err(error) if is_ours(&error) => return Err(error),
            Err(error) => answer.refused.extend(lines.iter().map(|line| refused(*line, &error, by.language))),
        }
    }
    Ok(answer)
}

/// Whether a bill failed for a reason that is not the bill's.
fn is_ours(error: &Error) -> bool {
    matches!(error.code(), Code::Internal | Code::Unavailable | Code::NotFound)
}

fn malformed() -> Error {
    Error::new(Code::Malformed).because("csv").arg("columns", NEEDED.join(", "))
}

fn refused(line: u64, error: &Error, language: Language) -> RefusedRow {
    RefusedRow { line, reason: error.problem(language).detail }
}

struct Columns(HashMap<String, usize>);

impl Columns {
    fn of(heading: &csv::StringRecord) -> Result<Self, Error> {
        let names = heading.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at));
        let columns: HashMap<_, _> = names.collect();
        let whole = NEEDED.iter().all(|name| columns.contains_key(*name));
        if whole { Ok(Self(columns)) } else { Err(malformed()) }
    }

    fn get<'a>(&self, record: &'a csv::StringRecord, name: &str) -> &'a str {
        self.0.get(name).and_then(|at| record.get(*at)).map(str::trim).unwrap_or_default()
    }
}

/// A bill in the making.
struct Bill {
    lines: Vec<u64>,
    /// None once one of its lines was refused.
    order: Option<Order>,
}

struct File {
    columns: Columns,
    language: Language,
    keys: HashMap<String, usize>,
    bills: Vec<Bill>,
    refused: Vec<RefusedRow>,
}

impl File {
    fn row(&mut self, line: u64, record: &csv::StringRecord) {
        if record.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let key = self.columns.get(record, "key").to_owned();
        let read = self.order(record);
        let error = match (self.keys.get(&key).and_then(|at| self.bills.get_mut(*at)), read) {
            (None, Ok(order)) => return self.begin(key, Bill { lines: vec![line], order: Some(order) }),
            (None, Err(error)) => {
                self.begin(key, Bill { lines: vec![line], order: None });
                error
            }
            (Some(bill), read) => {
                bill.lines.push(line);
                match (read, &mut bill.order) {
                    (Ok(more), Some(order)) if same(order, &more) => return order.lines.extend(more.lines),
                    (Ok(_), None) => return,
                    (Ok(_), order) => {
                        *order = None;
                        invalid("csv-other")
                    }
                    (Err(error), order) => {
                        *order = None;
                        error
                    }
                }
            }
        };
        self.refuse(line, &error);
    }

    fn begin(&mut self, key: String, bill: Bill) {
        // Without a key every line is a bill of its own, and is refused.
        if !key.is_empty() {
            self.keys.insert(key, self.bills.len());
        }
        self.bills.push(bill);
    }

    fn refuse(&mut self, line: u64, error: &Error) {
        self.refused.push(refused(line, error, self.language));
    }

    fn whole(mut self) -> Import {
        let told: HashSet<u64> = self.refused.iter().map(|row| row.line).collect();
        let mut orders = Vec::new();
        for Bill { lines, order } in self.bills {
            match order {
                Some(order) => orders.push((lines, order)),
                None => {
                    let others = lines.into_iter().filter(|line| !told.contains(line));
                    self.refused.extend(others.map(|line| refused(line, &invalid("csv-other-line"), self.language)));
                }
            }
        }
        self.refused.sort_by_key(|row| row.line);
        Import { orders, refused: self.refused }
    }

    fn order(&self, record: &csv::StringRecord) -> Result<Order, Error> {
        let get = |name| self.columns.get(record, name);
        let number = Some(get("tax_number")).filter(|number| !number.is_empty()).map(TaxNumber::from_str).transpose();
        let amount = Cents::typed(get("amount")).map_err(amount)?;
        let text = Some(get("text")).filter(|text| !text.is_empty());
        Ok(Order {
            id: BillId(Uuid::now_v7()),
            key: get("key").to_owned(),
            kind: get("kind").parse().map_err(|_| invalid("bill-kind"))?,
            tax_number: number.map_err(|_| invalid("tax-number"))?,
            name: get("name").to_owned(),
            email: get("email").to_owned(),
            description: get("description").to_owned(),
            period: get("period").to_owned(),
            issued_on: day(get("issued_on"))?,
            due_on: day(get("due_on"))?,
            lines: vec![BillLine {
                tax_head: get("tax_head").parse().map_err(|_| invalid("tax-head"))?,
                text: text.unwrap_or_default().to_owned(),
                amount,
            }],
        })
    }
}

fn invalid(reason: &'static str) -> Error {
    Error::new(Code::Invalid).because(reason)
}

fn amount(cause: AmountError) -> Error {
    match cause {
        AmountError::FinerThanACent => invalid("amount-unclear"),
        AmountError::Empty | AmountError::NotANumber | AmountError::NotPositive | AmountError::TooLarge => {
            invalid("amount")
        }
    }
}

fn day(text: &str) -> Result<Option<Date>, Error> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| invalid("csv-day")) }
}

/// Whether two lines of one key say the same of their bill.
fn same(one: &Order, other: &Order) -> bool {
    let head = |order: &Order| {
        let (kind, number, days) = (order.kind.clone(), order.tax_number.clone(), (order.issued_on, order.due_on));
        let words = [&order.name, &order.email, &order.description, &order.period].map(Clone::clone);
        (kind, number, days, words)
    };
    head(one) == head(other)
}
