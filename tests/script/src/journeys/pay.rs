//! Money.

use super::{open, pulling, screen, see, send, there, told};
use crate::step::{Act, Journey, Network, Step};
use dimos_app::{
    Intent,
    intent::{PayIntent, Tab},
};

const BILLS: &str = "screen.bills.bills";
const BILL: &str = "screen.bill.bill";
const CHECKOUT: &str = "screen.checkout.checkout";

pub(super) fn journey() -> Journey {
    Journey {
        name: "pay",
        tells: "A bill from the paper to the receipt, over a provider's page, its link and a forged one; another by instalments.",
        locale: "el-GR",
        steps: [found(), paid(), planned()].concat(),
    }
}

fn pay(intent: PayIntent) -> Step {
    send(Intent::Pay { intent })
}

/// The form for a bill on paper is filled in.
fn typed(reference: &str, amount: &str) -> Vec<Step> {
    vec![
        pay(PayIntent::AddBill),
        pay(PayIntent::TypeReference { text: reference.to_owned() }),
        pay(PayIntent::TypeAmount { text: amount.to_owned() }),
    ]
}

fn found() -> Vec<Step> {
    let bulky = Act::Bill { kind: "bulky-items", tax_head: "services", cents: 4_512, name: "reference" };
    [
        vec![Step::Act(bulky), Step::Phone("eleni", Network::There), there("screen.report.report", "start.label")],
        vec![open(Tab::Pay), see(BILLS, "refreshing", "false")],
        screen("nothing-owed"),
        typed("RF00 1234", "45,12"),
        vec![pay(PayIntent::TypeTaxNumber { text: "123".to_owned().into() })],
        screen("form-with-mistakes"),
        typed("{reference}", "45,12"),
        vec![pay(PayIntent::Find), see(BILL, "pay.enabled", "true")],
        screen("bill"),
        vec![super::keep("bill", BILL, "row.id")],
    ]
    .concat()
}

fn paid() -> Vec<Step> {
    let forged = "dimos://pay/attempts/00000000-0000-7000-8000-000000000001?status=paid&amount=0";
    let ask = || Intent::Pay { intent: PayIntent::AskNow };
    [
        vec![pay(PayIntent::PayBill { bill: "{bill}".to_owned() }), there("screen.paying.paying", "title")],
        screen("by-which-means"),
        vec![pay(PayIntent::PayBy { provider: "sandbox".to_owned() }), Step::Opened("page")],
        vec![see(CHECKOUT, "busy", "false")],
        screen("at-the-bank"),
        vec![send(Intent::OpenLink { url: forged.to_owned() })],
        told("forged-link"),
        vec![Step::Act(Act::Pay { page: "{page}", name: "link" })],
        vec![send(Intent::OpenLink { url: "{link}".to_owned() }), pulling(see(CHECKOUT, "stage", "paid"), ask())],
        vec![see(CHECKOUT, "busy", "false"), there(CHECKOUT, "receipt")],
        screen("paid"),
        vec![pay(PayIntent::OpenReceipts), there("screen.receipts.receipts", "rows[0].number")],
        vec![see("screen.receipts.receipts", "refreshing", "false")],
        screen("receipts"),
    ]
    .concat()
}

fn planned() -> Vec<Step> {
    let fees = Act::Bill { kind: "municipal-fees", tax_head: "cleaning-lighting", cents: 24_000, name: "fees" };
    [
        vec![Step::Act(fees), open(Tab::Pay)],
        typed("{fees}", "240,00"),
        vec![pay(PayIntent::Find), there(BILL, "plan.label"), see(BILL, "busy", "false")],
        screen("bill-with-plan"),
        vec![pay(PayIntent::OpenPlan), pay(PayIntent::ChooseInstalments { count: 3 })],
        vec![there("screen.plan.plan", "preview[2].amount")],
        screen("three-instalments"),
        vec![pay(PayIntent::AgreePlan), there(BILL, "instalments[2].id"), see(BILL, "busy", "false")],
        screen("agreed"),
        vec![open(Tab::Pay), see(BILLS, "refreshing", "false")],
        screen("one-paid-one-planned"),
    ]
    .concat()
}
