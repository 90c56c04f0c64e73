//! The few fields of Viva's answers that are needed. Amounts of orders are cents; amounts of transactions are euros with a
//! decimal point, and are read digit by digit.

use crate::{
    Currency, OrderCode, OrderStatus, Paid, ProviderError, RefundCode, RefundRef, RefundSeen, RefundStatus,
    TransactionCode,
};
use dimos_domain::{ids::RefundId, money::Cents};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The newer answer to an order that was opened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    order_code: u64,
}

impl Opened {
    pub fn code(&self) -> Result<OrderCode, ProviderError> {
        self.order_code.to_string().parse().map_err(|_| ProviderError::malformed("an order without a code"))
    }
}

/// How an order stands.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Order {
    state_id: u8,
}

impl Order {
    /// The order's own state (0 pending, 1 expired, 2 cancelled, 3 paid), with what its payments show.
    pub fn status(&self, seen: Option<OrderStatus>) -> Result<OrderStatus, ProviderError> {
        Ok(match (self.state_id, seen) {
            (_, Some(taken @ (OrderStatus::Paid(_) | OrderStatus::Reversed(_)))) => taken,
            // Under way still, whatever the page says.
            (_, Some(OrderStatus::Pending)) => OrderStatus::Pending,
            (0, Some(failed)) => failed,
            // Said to be paid, and no payment to be seen yet, or any more: not for us to guess.
            (0 | 3, _) => OrderStatus::Pending,
            (1, _) => OrderStatus::Expired,
            (2, _) => OrderStatus::Cancelled,
            (other, _) => return Err(ProviderError::malformed(format!("an order in state {other}"))),
        })
    }
}

/// The older answer to something done to an order.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OfOrder {
    pub error_code: i64,
}

/// The older answer to money sent back.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Acted {
    transaction_id: Option<RefundCode>,
    status_id: Option<String>,
    error_code: i64,
}

impl Acted {
    pub fn status(self, amount: Cents) -> Result<RefundStatus, ProviderError> {
        if self.error_code != 0 {
            return Err(ProviderError::refused(&format!("viva_{}", self.error_code)));
        }
        Ok(match (self.status_id.as_deref(), self.transaction_id) {
            (Some("F"), Some(code)) => RefundStatus::Succeeded { code, amount },
            (Some("E"), code) => RefundStatus::Failed { code, reason: "error".to_owned() },
            (_, code) => RefundStatus::Pending { code },
        })
    }
}

/// The key that the webhook's address must show.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Key {
    pub key: String,
}

/// A number, or a text with one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Digits {
    Number(u64),
    Text(String),
}

impl Digits {
    fn currency(&self) -> Result<Currency, ProviderError> {
        let text = match self {
            Self::Number(number) => format!("{number:03}"),
            Self::Text(text) => text.clone(),
        };
        text.parse().map_err(|_| ProviderError::malformed("a payment without a currency"))
    }
}

/// A payment, by the newer call.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    order_code: u64,
    status_id: String,
    amount: Box<RawValue>,
    currency_code: Digits,
    ins_date: String,
}

impl Transaction {
    pub fn is_of(&self, order: &OrderCode) -> bool {
        self.order_code.to_string() == order.as_str()
    }

    pub fn status(&self, code: &TransactionCode) -> Result<OrderStatus, ProviderError> {
        let paid = || paid(code, &self.amount, &self.currency_code, &self.ins_date);
        status(&self.status_id, paid)
    }
}

/// The payments of an order, by the older call.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Transactions {
    transactions: Vec<Older>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Older {
    transaction_id: TransactionCode,
    parent_id: Option<TransactionCode>,
    status_id: String,
    amount: Box<RawValue>,
    currency_code: Digits,
    ins_date: String,
    merchant_trns: Option<String>,
}

impl Transactions {
    /// What the payments say together: taken once is taken, however many tries failed.
    pub fn status(&self) -> Result<Option<OrderStatus>, ProviderError> {
        let mut best = None;
        for one in self.transactions.iter().filter(|one| one.parent_id.is_none()) {
            let paid = || paid(&one.transaction_id, &one.amount, &one.currency_code, &one.ins_date);
            let status = status(&one.status_id, paid)?;
            if best.as_ref().is_none_or(|best| weight(&status) > weight(best)) {
                best = Some(status);
            }
        }
        Ok(best)
    }

    /// A refund of ours among the children of its payment, known by what we wrote on it. A child that nobody claims may be
    /// it: then nothing is certain.
    pub fn refund(&self, refund: &RefundRef) -> Result<RefundStatus, ProviderError> {
        let children = || self.children(&refund.transaction);
        let named = |one: &Older| refund.code.as_ref().is_some_and(|code| code.as_str() == one.transaction_id.as_str());
        if let Some(ours) = children().find(|one| one.refund() == Some(refund.refund) || named(one)) {
            return ours.of_refund();
        }
        if refund.code.is_some() || children().any(|one| one.refund().is_none()) {
            return Ok(RefundStatus::Pending { code: refund.code.clone() });
        }
        Ok(RefundStatus::NotKnown)
    }

    /// Everything of a payment that went back, or tries to.
    pub fn refunds(&self, transaction: &TransactionCode) -> Result<Vec<RefundSeen>, ProviderError> {
        let seen = |one: &Older| Ok(RefundSeen { refund: one.refund(), status: one.of_refund()? });
        self.children(transaction).map(seen).collect()
    }

    fn children(&self, transaction: &TransactionCode) -> impl Iterator<Item = &Older> {
        self.transactions.iter().filter(move |one| one.parent_id.as_ref() == Some(transaction))
    }
}

impl Older {
    /// Our refund, by what we wrote on it.
    fn refund(&self) -> Option<RefundId> {
        self.merchant_trns.as_deref()?.parse().ok()
    }

    /// How it stands, as money that goes back.
    fn of_refund(&self) -> Result<RefundStatus, ProviderError> {
        let code: RefundCode = self.transaction_id.as_str().parse().map_err(|_| ProviderError::malformed("no code"))?;
        Ok(match self.status_id.as_str() {
            "F" => RefundStatus::Succeeded { code, amount: euros(&self.amount)? },
            "E" => RefundStatus::Failed { code: Some(code), reason: "error".to_owned() },
            _ => RefundStatus::Pending { code: Some(code) },
        })
    }
}

const fn weight(status: &OrderStatus) -> u8 {
    match status {
        OrderStatus::Paid(_) => 3,
        OrderStatus::Reversed(_) => 2,
        OrderStatus::Pending => 1,
        _ => 0,
    }
}

/// Viva's letters for a payment.
fn status(letter: &str, paid: impl FnOnce() -> Result<Paid, ProviderError>) -> Result<OrderStatus, ProviderError> {
    Ok(match letter {
        // Finished; later refunded in part or whole; disputed, and the dispute's end: the money was taken.
        "F" | "R" | "M" | "MA" | "MI" | "ML" | "MW" | "MS" | "U" => OrderStatus::Paid(paid()?),
        // Taken, and cancelled on the same day.
        "X" => OrderStatus::Reversed(paid()?),
        "E" => OrderStatus::Failed { reason: "error".to_owned() },
        // In progress, authorised, or a letter that is new: nothing final.
        _ => OrderStatus::Pending,
    })
}

fn paid(code: &TransactionCode, amount: &RawValue, currency: &Digits, date: &str) -> Result<Paid, ProviderError> {
    Ok(Paid {
        transaction: code.clone(),
        amount: euros(amount)?,
        currency: currency.currency()?,
        at: time(date)?,
        // Viva tells its fee in the settlement.
        fee: None,
    })
}

/// An amount in euros, without its sign: a child's is negative.
fn euros(amount: &RawValue) -> Result<Cents, ProviderError> {
    let text = amount.get().trim_start_matches('-');
    Cents::from_decimal(text).map_err(|_| ProviderError::malformed("an amount that is none"))
}

/// A time with its offset; without one it is Greece's.
fn time(text: &str) -> Result<Timestamp, ProviderError> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let athens = || TimeZone::get("Europe/Athens").ok();
    let local = text.parse::<DateTime>().ok().and_then(|local| local.to_zoned(athens()?).ok());
    Ok(local.ok_or_else(|| ProviderError::malformed("a time that is none"))?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_are_read_digit_by_digit() {
        let read = |text: &str| euros(&RawValue::from_string(text.to_owned()).unwrap());
        assert_eq!(read("30.00"), Ok(Cents::new(3_000)));
        assert_eq!(read("0.29"), Ok(Cents::new(29)));
        assert_eq!(read("-10.5"), Ok(Cents::new(1_050)));
        assert_eq!(read("1"), Ok(Cents::new(100)));
        for bad in ["1e3", "\"30\"", "null", "0.001"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_without_an_offset_is_greek() {
        let utc = "2021-12-06T12:32:10.32Z".parse::<Timestamp>();
        assert_eq!(time("2021-12-06T14:32:10.32+02:00").ok(), utc.clone().ok());
        assert_eq!(time("2021-12-06T14:32:10.32").ok(), utc.ok());
        assert!(time("yesterday").is_err());
    }

    #[test]
    fn an_order_that_says_paid_and_shows_nothing_is_pending() {
        let state = |state_id, seen| Order { state_id }.status(seen).unwrap();
        assert_eq!(state(3, None), OrderStatus::Pending);
        assert_eq!(
            state(0, Some(OrderStatus::Failed { reason: "error".into() })),
            OrderStatus::Failed { reason: "error".into() }
        );
        assert_eq!(state(1, Some(OrderStatus::Failed { reason: "error".into() })), OrderStatus::Expired);
        assert_eq!(state(1, Some(OrderStatus::Pending)), OrderStatus::Pending);
        assert_eq!(state(2, None), OrderStatus::Cancelled);
        assert!(Order { state_id: 9 }.status(None).is_err());
    }
}
