//! Bills from a table: good ones are issued once however often the file comes, bad ones are told by their line. A bill is
//! all lines of one key: if one of them is bad, none is issued.

use super::{
    Issued, Order, issue,
    table::{Fault, Row, Rows, Unclosed},
};
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
const MOST_ROWS: u32 = 200_000;

/// A table, read: what can be issued, and what cannot even be read.
#[derive(Clone)]
pub struct Import {
    /// With the lines of the file that each is made of.
    pub orders: Vec<(Vec<u64>, Order)>,
    /// Lines that were refused.
    pub refused: Vec<RefusedRow>,
    /// How many rows there are, the heading and empty ones not counted: each is of an order, or refused.
    pub rows: u32,
}

/// Reads a table (CSV with a heading; commas, semicolons or tabs; UTF-8).
///
/// # Errors
/// `malformed` if it is no such table, lacks a column or has one twice, or if a quotation mark is not closed, with its line:
/// then nothing of it counts. `too_large` for too many rows.
pub fn read_csv(bytes: &[u8], language: Language) -> Result<Import, Error> {
    let mut rows = Rows::of(bytes);
    let heading = rows.next().ok_or_else(malformed)?.map_err(unclosed)?;
    let (columns, fields) = (Columns::of(&heading.fields)?, heading.fields.len());
    let wrong_number = if rows.are_divided_by_commas() { "csv-fields-comma" } else { "csv-fields" };
    let mut file = File { columns, language, keys: HashMap::new(), bills: Vec::new(), refused: Vec::new(), rows: 0 };
    for row in rows {
        let row = row.map_err(unclosed)?;
        if row.is_blank() {
            continue;
        }
        let fault = match row.fault {
            Some(Fault::NotUtf8) => Some(Error::new(Code::Malformed).because("csv-utf8")),
            Some(Fault::BehindQuote) => Some(Error::new(Code::Malformed).because("csv-behind-quote")),
            None if row.fields.len() != fields => {
                Some(invalid(wrong_number).arg("are", row.fields.len()).arg("should", fields))
            }
            None => None,
        };
        file.row(&row, fault);
        if file.rows > MOST_ROWS {
            return Err(Error::new(Code::TooLarge).because("rows").arg("limit", MOST_ROWS));
        }
    }
    Ok(file.whole())
}

fn unclosed(Unclosed { line }: Unclosed) -> Error {
    Error::new(Code::Malformed).because("csv-unclosed").arg("line", line)
}

/// Issues some of what was read; what became of it. Safe to run again.
///
/// # Errors
/// Only the database's: what a bill is refused for is told with its lines.
pub fn import(tx: &Tx<'_>, by: &Acting<'_>, orders: &[(Vec<u64>, Order)]) -> Result<ImportResponse, Error> {
    let mut answer = ImportResponse::default();
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
    fn of(heading: &[String]) -> Result<Self, Error> {
        let mut columns = HashMap::new();
        for (at, name) in heading.iter().enumerate() {
            let name = name.trim().to_lowercase();
            if !name.is_empty() && columns.insert(name.clone(), at).is_some() {
                return Err(Error::new(Code::Malformed).because("csv-twice").arg("column", name));
            }
        }
        let whole = NEEDED.iter().all(|name| columns.contains_key(*name));
        if whole { Ok(Self(columns)) } else { Err(malformed()) }
    }

    fn get<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.0.get(name).and_then(|at| row.fields.get(*at)).map(|field| field.trim()).unwrap_or_default()
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
    rows: u32,
}

impl File {
    /// A row that is not empty, and why it cannot be read, if it cannot: then its bill is not issued, whatever its other
    /// lines say.
    fn row(&mut self, row: &Row, fault: Option<Error>) {
        self.rows += 1;
        let line = row.line;
        let key = self.columns.get(row, "key").to_owned();
        let read = fault.map_or_else(|| self.order(row), Err);
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
        Import { orders, refused: self.refused, rows: self.rows }
    }

    fn order(&self, row: &Row) -> Result<Order, Error> {
        let get = |name| self.columns.get(row, name);
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
