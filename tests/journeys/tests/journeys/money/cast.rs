//! What the stories about money are made of.

use crate::cast::Story;
use dimos_app::pay::{CheckoutStage, CheckoutView};
use dimos_bank::testing::{Sample, SampleEntry, SampleStatement};
use dimos_journeys::{City, Slip, Trouble, today};
use dimos_phone::{Asked, Desk, Phone, SOON};
use dimos_server::auth::StaffRole;
use std::{path::Path, process::Command};

/// The city's account, as its pack says.
const ACCOUNT: &str = "GR1601101250000000012300695";
/// A person.
pub const TAX_NUMBER: &str = "090000045";

/// Who issues bills.
pub fn clerk(city: &City) -> Result<Desk, Trouble> {
    city.staff("clerk", StaffRole::Clerk)
}

/// A phone that has found a bill by what is printed on it.
pub fn finder(city: &City, name: &str, slip: &Slip) -> Result<Phone, Trouble> {
    let phone = city.phone(name)?;
    phone.find_bill(&slip.printed(), &slip.euro())?;
    Ok(phone)
}

/// A phone that shows all bills of a person.
pub fn person(city: &City, name: &str, slip: &Slip) -> Result<Phone, Trouble> {
    let phone = city.phone(name)?;
    phone.link_bills(TAX_NUMBER, &slip.printed(), &slip.euro())?;
    Ok(phone)
}

/// Opens the sandbox bank's page for a bill: the attempt and the page's address.
pub fn checkout(phone: &Phone, slip: &Slip) -> Result<(String, String), Trouble> {
    phone.paying(std::slice::from_ref(&slip.number), None)?;
    Ok(phone.check_out("sandbox")?)
}

/// Waits until the payment in front is at a stage.
pub fn comes_to(phone: &Phone, stage: CheckoutStage) -> Result<CheckoutView, Trouble> {
    Ok(phone.checkout(SOON, |view| view.stage == stage && !view.busy)?)
}

/// How a bill stands, in the words of the phone's list.
pub fn status(phone: &Phone, slip: &Slip) -> Result<String, Trouble> {
    Ok(phone.bill(&slip.number)?.row.status)
}

/// What was put on the clipboard last.
pub fn clipboard(phone: &Phone) -> Option<String> {
    phone.shell().asked().into_iter().rev().find_map(|asked| match asked {
        Asked::Copy(text) => Some(text),
        _ => None,
    })
}

/// How many payments the city has received.
pub fn payments(city: &City) -> Result<u64, Trouble> {
    city.count("SELECT count(*) FROM payments")
}

/// Everything that must hold of money: asked of the books themselves, of the trial balance and of the journal's chain as the
/// treasury prints them, and of the receipts, one for each of so many payments.
pub fn sound(city: &City, payments: u64) -> Story {
    assert_eq!(city.unsound()?, []);
    let balance = command(city, &["trial-balance"])?;
    let total = balance.lines().last().unwrap_or_default();
    assert!(total.starts_with("total of") && total.ends_with(" 0.00"), "{balance}");
    assert!(command(city, &["journal", "verify"])?.contains("as they were written"));
    assert_eq!((self::payments(city)?, city.count("SELECT count(*) FROM receipts")?), (payments, payments));
    Ok(())
}

/// What an account of the books holds, in cents.
pub fn holds(city: &City, kind: &str) -> Result<i64, Trouble> {
    city.ask(&format!(
        "SELECT coalesce(sum(p.cents), 0) FROM postings p JOIN ledger_accounts a ON a.id = p.account AND a.kind = '{kind}'"
    ))
}

/// `dimos-server …` beside the server that runs; what it prints.
pub fn command(city: &City, arguments: &[&str]) -> Result<String, Trouble> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimos-server-of-journeys"));
    let output = command.args(arguments).arg("--data").arg(city.data()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The city's account at its bank: what came since the last statement.
pub struct BankAccount {
    series: &'static str,
    number: u64,
    opening: i64,
    came: Vec<SampleEntry>,
}

impl BankAccount {
    /// An empty account.
    pub fn new() -> Self {
        Self { series: "", number: 0, opening: 0, came: Vec::new() }
    }

    /// The same account from its beginning, in other files.
    pub fn told_again() -> Self {
        Self { series: "-b", ..Self::new() }
    }

    /// Somebody paid in today, with this reference as it was put into the bank's app.
    pub fn receives(&mut self, cents: i64, reference: &str) {
        let name = format!("B{}-{}", self.number + 1, self.came.len() + 1);
        let entry = SampleEntry { day: today(), ..SampleEntry::credit(cents) };
        self.came.push(entry.known_as(&name).saying(reference));
    }

    /// The day's statement.
    pub fn statement(&mut self) -> String {
        self.number += 1;
        let entries = std::mem::take(&mut self.came);
        let sum: i64 = entries.iter().map(|entry| entry.amount.get()).sum();
        let id = format!("{}/{}{}", today().year(), self.number, self.series);
        let empty = SampleStatement { id, sequence: self.number, ..SampleStatement::of(&ACCOUNT.parse().unwrap()) };
        let statement = entries.into_iter().fold(empty.opening_with(self.opening), SampleStatement::with);
        self.opening += sum;
        Sample::of(statement).xml()
    }

    /// The treasury imports the day's statement; what is printed.
    pub fn import(&mut self, city: &City) -> Result<String, Trouble> {
        let file = city.dir().join(format!("statement-{}.xml", self.number + 1));
        std::fs::write(&file, self.statement())?;
        import(city, &file)
    }
}

/// The treasury imports a file of the bank's; what is printed.
pub fn import(city: &City, file: &Path) -> Result<String, Trouble> {
    command(city, &["statement", "import", &file.to_string_lossy()])
}
