//! The city's treasury: commands beside the server, a desk that looks things up, and a desk that takes cash.

use crate::{
    city::{CASHIER, CityServer, Said, TREASURERS},
    common::Broken,
    tell::Teller,
};
use dimos_api::pay::{BillListResponse, CashRequest, CashResponse, RefundsResponse};
use dimos_domain::{
    ids::{PayableId, PaymentId, RefundId},
    money::{Bill, Cents, Part, Receipt, RefundState},
};
use dimos_phone::Desk;
use std::path::Path;
use uuid::Uuid;

/// The treasury at work.
pub struct Treasury<'a> {
    server: &'a CityServer,
    desk: Desk,
    cash_desk: Desk,
}

impl<'a> Treasury<'a> {
    /// Comes to work.
    pub fn open(server: &'a CityServer) -> Result<Self, Broken> {
        let [treasurer, _] = TREASURERS;
        let log_in = |account| Desk::log_in(server.url(), account, server.password());
        Ok(Self { server, desk: log_in(treasurer)?, cash_desk: log_in(CASHIER)? })
    }

    /// Runs a command, and tells which and what it said.
    pub fn runs(&self, words: &[&str], teller: &Teller) -> Result<Said, Broken> {
        let said = self.server.command(words)?;
        teller.does("The treasury", "runs a command:");
        teller.terminal(&said.command, &said.lines);
        Ok(said)
    }

    /// The same, with the password that the accounts have typed into it.
    pub fn types_password(&self, words: &[&str], teller: &Teller) -> Result<Said, Broken> {
        let said = self.server.typing(words, self.server.password())?;
        teller.does("The treasury", "runs a command and types the account's password:");
        teller.terminal(&said.command, &said.lines);
        Ok(said)
    }

    /// Imports a statement of the bank's.
    pub fn imports(&self, statement: &Path, teller: &Teller) -> Result<Said, Broken> {
        self.runs(&["statement", "import", &statement.to_string_lossy()], teller)
    }

    /// The bill of a department's own key, as the desk sees it and as it stands on the slip that came by post.
    pub fn bill(&self, key: &str) -> Result<Bill, Broken> {
        let found = self.desk.get::<BillListResponse>(&format!("/treasury/bills?q={key}"))?;
        found.bills.into_iter().next().ok_or(Broken::Missing("bill of that key"))
    }

    /// Takes cash.
    pub fn takes_cash(&self, payable: PayableId, amount: Cents) -> Result<Receipt, Broken> {
        let id = Uuid::now_v7();
        let request = CashRequest { id: PaymentId(id), parts: vec![Part { payable, amount }] };
        Ok(self.cash_desk.post_as::<CashResponse>(id, "/treasury/cash", &request)?.receipt)
    }

    /// How a refund stands.
    pub fn refund(&self, id: RefundId) -> Result<RefundState, Broken> {
        let all = self.desk.get::<RefundsResponse>("/treasury/refunds")?.refunds;
        all.iter().find(|refund| refund.id == id).map(|refund| refund.state).ok_or(Broken::Missing("such refund"))
    }
}

/// Whether a command says that all of a statement was understood and nothing of it waits for a person.
pub fn all_matched(said: &Said) -> bool {
    said.done && said.lines.iter().any(|line| line.ends_with("; 1 matched, 0 in the queue"))
}

/// The last figure of the line that begins so, as it is printed.
pub fn figure<'a>(said: &'a Said, begins: &str) -> Option<&'a str> {
    said.lines.iter().find(|line| line.starts_with(begins))?.split_whitespace().last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lines: &[&str]) -> Said {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Said { command: String::new(), done: true, lines }
    }

    #[test]
    fn figures_are_read_from_the_end_of_their_line() {
        let balance =
            said(&["account  debit  credit  balance", "bank:GR16  250.00  35.00  -215.00", "total of 9 entries  0.00"]);
        assert_eq!(figure(&balance, "bank:GR16"), Some("-215.00"));
        assert_eq!(figure(&balance, "total of"), Some("0.00"));
        assert_eq!(figure(&balance, "cash"), None, "no such line");
    }

    #[test]
    fn a_statement_is_understood_when_nothing_of_it_waits() {
        assert!(all_matched(&said(&["1 statements: 1 new entries, 0 seen before; 1 matched, 0 in the queue"])));
        assert!(!all_matched(&said(&["1 statements: 1 new entries, 0 seen before; 0 matched, 1 in the queue"])));
        assert!(!all_matched(&said(&["the very same file was imported before: nothing was done"])));
    }
}
