//! A small city that takes money, and bills of it.

use crate::{CityKit, my_reports::tests::town as plain};
use dimos_domain::{
    city::City,
    ids::{BillId, PayableId},
    money::{
        Account, BillKind, Cents, Creditor, Expected, Method, Payable, PayableState, Payee, Payments, PlanOffer,
        RfReference, TaxHead,
    },
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use uuid::Uuid;

pub use dimos_domain::money::Bill;
pub use plain::{code, noon, text};

pub const IBAN: &str = "GR1601101250000000012300695";

/// Sunday 22 November 2026.
pub fn sunday() -> Date {
    date(2026, 11, 22)
}

pub fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

pub fn bill_id(n: u128) -> BillId {
    BillId(Uuid::from_u128(0xb000 + n))
}

pub fn payable_id(n: u128) -> PayableId {
    PayableId(Uuid::from_u128(0xa000 + n))
}

/// A reference that goes with any amount.
pub fn rf(n: u64) -> RfReference {
    RfReference::dias(&"90999".parse().unwrap(), None, n).unwrap()
}

pub fn owed(amount: i64) -> Expected {
    Expected {
        principal: cents(amount),
        discount: Cents::ZERO,
        surcharge: Cents::ZERO,
        total: cents(amount),
        holds_until: None,
    }
}

pub fn payable(n: u128, amount: i64, due_on: Date) -> Payable {
    let rf = rf(u64::try_from(n).unwrap());
    Payable {
        id: payable_id(n),
        epc: Some(format!("BCD\n002\n1\nSCT\n\nTESTVILLE\n{IBAN}\nEUR{}\n\n{rf}", cents(amount))),
        rf,
        instalment: 0,
        amount: cents(amount),
        paid: Cents::ZERO,
        expected: owed(amount),
        due_on,
        state: PayableState::Open,
    }
}

/// An open bill of 45.12 euro.
pub fn bill(n: u128, due_on: Date) -> Bill {
    Bill {
        id: bill_id(n),
        number: format!("2026-{n:06}"),
        kind: code("stall"),
        title: text("Λαϊκή αγορά", "Market stall"),
        description: "Θέση 14".into(),
        period: "2026".into(),
        issued_on: date(2026, 11, 1),
        due_on,
        amount: cents(4512),
        paid: Cents::ZERO,
        expected: owed(4512),
        state: PayableState::Open,
        payables: vec![payable(n, 4512, due_on)],
        plan: None,
        payments: Vec::new(),
        part_payment: false,
    }
}

/// The same, paid.
pub fn paid(mut bill: Bill) -> Bill {
    bill.state = PayableState::Paid;
    bill.paid = bill.amount;
    bill.expected = owed(0);
    for payable in &mut bill.payables {
        payable.state = PayableState::Paid;
        payable.paid = payable.amount;
        payable.expected = owed(0);
        payable.epc = None;
    }
    bill
}

/// The same once its money is gone again.
pub fn owed_again(mut bill: Bill) -> Bill {
    bill.state = PayableState::Open;
    bill.paid = Cents::ZERO;
    bill.expected = owed(bill.amount.get());
    for payable in &mut bill.payables {
        payable.state = PayableState::Open;
        payable.paid = Cents::ZERO;
        payable.expected = owed(payable.amount.get());
    }
    bill
}

/// A bill of 600 euro that may be paid by instalments and in parts.
pub fn large(n: u128, due_on: Date) -> Bill {
    Bill {
        amount: cents(60_000),
        expected: owed(60_000),
        payables: vec![payable(n, 60_000, due_on)],
        plan: Some(PlanOffer { most: 6, least_each: cents(5_000), every_months: 1 }),
        part_payment: true,
        ..bill(n, due_on)
    }
}

pub fn account(bills: Vec<Bill>) -> Account {
    Account {
        bills,
        credit: Cents::ZERO,
        linked: false,
        methods: vec![Method {
            provider: "sandbox".into(), name: text("Κάρτα ή e-banking", "Card or e-banking")
        }],
        payee: Payee { name: "ΔΗΜΟΣ ΔΟΚΙΜΗΣ".into(), iban: "GR16 0110 1250 0000 0001 2300 695".into() },
        as_of: noon(),
    }
}

pub fn payments() -> Payments {
    Payments {
        creditor: Creditor {
            name: "ΔΗΜΟΣ ΔΟΚΙΜΗΣ".into(),
            iban: IBAN.parse().unwrap(),
            bic: None,
            organisation: "90999".parse().unwrap(),
        },
        tax_heads: vec![TaxHead { code: code("markets"), name: text("Αγορές", "Markets") }],
        kinds: vec![BillKind {
            code: code("stall"),
            name: text("Λαϊκή αγορά", "Market stall"),
            description: text("", ""),
            department: code("roads"),
            tax_head: code("markets"),
            due_days: 30,
            early: None,
            late: None,
            instalments: None,
            part_payment: false,
        }],
        most_bill: cents(10_000_000),
        second_signature_from: cents(100_000),
        cash_desk: None,
        payouts: Vec::new(),
    }
}

pub fn town() -> Arc<CityKit> {
    let city = plain::town().city.clone();
    Arc::new(CityKit::new(City { payments: Some(payments()), ..City::clone(&city) }))
}
