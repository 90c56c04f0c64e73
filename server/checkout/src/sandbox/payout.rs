//! What the bank pays out: everything taken since the last time, less its fees and what went back, as one line on the
//! city's bank statement.

use super::{bank::Bank, store::No};
use crate::TransactionCode;
use dimos_domain::money::Cents;
use jiff::Timestamp;
use rusqlite::params;
use serde::{Deserialize, Serialize};

/// A payout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payout {
    /// Its name, which the statement shows.
    pub code: String,
    /// When.
    pub at: Timestamp,
    /// What the statement says about it.
    pub text: String,
    /// Taken, less what went back.
    pub gross: Cents,
    /// What the bank keeps.
    pub fees: Cents,
    /// What the statement shows as the amount.
    pub net: Cents,
    /// What it is made of.
    pub parts: Vec<PayoutPart>,
}

/// A part of a payout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutPart {
    /// Of which payment.
    pub payment: TransactionCode,
    /// Taken, or gone back (negative).
    pub amount: Cents,
    /// The bank's fee for it.
    pub fee: Cents,
}

/// What a statement's text says of a payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutLine {
    /// Its name.
    pub code: String,
    /// Taken, less what went back.
    pub gross: Cents,
    /// What the bank kept.
    pub fees: Cents,
}

impl PayoutLine {
    /// Reads the text of a statement's line; none if it is not about a payout of this bank.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let mut word = |expected: &str| words.next().filter(|word| expected.is_empty() || *word == expected);
        word("DIMOS")?;
        word("SANDBOX")?;
        word("PAYOUT")?;
        let code = word("")?.to_owned();
        word("GROSS")?;
        let gross = Cents::from_decimal(word("")?).ok()?;
        word("FEES")?;
        let fees = Cents::from_decimal(word("")?).ok()?;
        Some(Self { code, gross, fees })
    }
}

impl Bank {
    /// Pays out what is owed in euros; nothing if that is not more than zero: then it waits for the next time.
    ///
    /// # Errors
    /// [`No`]: the book cannot be used.
    pub fn pay_out(&self) -> Result<Option<Payout>, No> {
        let at = self.now();
        self.0.store.with(|tx| {
            let sql =
                "SELECT payment, amount, fee FROM movements WHERE payout IS NULL AND currency = 'EUR' ORDER BY id";
            let mut statement = tx.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
            let parts: Vec<PayoutPart> = rows
                .map(|row| {
                    let (payment, amount, fee) = row?;
                    let payment = payment.parse().map_err(|_| No::Broken("a payment that is none".to_owned()))?;
                    Ok::<_, No>(PayoutPart { payment, amount: Cents::new(amount), fee: Cents::new(fee) })
                })
                .collect::<Result<_, _>>()?;
            let too_much = || No::Broken("more than can be counted".to_owned());
            let gross = Cents::total(parts.iter().map(|part| part.amount)).ok_or_else(too_much)?;
            let fees = Cents::total(parts.iter().map(|part| part.fee)).ok_or_else(too_much)?;
            let net = gross.checked_sub(fees).ok_or_else(too_much)?;
            if !net.is_positive() || fees.is_negative() {
                return Ok(None);
            }
            let number: i64 = tx.query_row("SELECT coalesce(max(number), 0) + 1 FROM payouts", [], |row| row.get(0))?;
            let code = format!("SP{number:08}");
            tx.execute(
                "INSERT INTO payouts (code, number, gross, fees, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![code, number, gross.get(), fees.get(), at.as_millisecond()],
            )?;
            tx.execute("UPDATE movements SET payout = ?1 WHERE payout IS NULL AND currency = 'EUR'", [&code])?;
            let text = format!("DIMOS SANDBOX PAYOUT {code} GROSS {gross} FEES {fees}");
            Ok(Some(Payout { code, at, text, gross, fees, net, parts }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_s_text_is_read_back() {
        let read = PayoutLine::read("DIMOS SANDBOX PAYOUT SP00000012 GROSS 1234.56 FEES 18.03").unwrap();
        assert_eq!((read.gross, read.fees), (Cents::new(123_456), Cents::new(1_803)));
        for other in ["", "SALARY", "DIMOS SANDBOX PAYOUT SP1 GROSS x FEES 1", "DIMOS SANDBOX PAYOUT"] {
            assert_eq!(PayoutLine::read(other), None);
        }
    }
}
