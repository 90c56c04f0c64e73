//! Instalments: looked at, agreed to, paid one by one.

use super::{phone::*, town::*};
use crate::{Intent, intent::PayIntent};
use dimos_domain::{
    ids::BillId,
    money::{InstalmentTerms, PayableState, instalments},
};
use jiff::civil::date;

impl Phone {
    /// The city splits a bill, as it does.
    pub fn split(&mut self, id: BillId, count: u8) -> Bill {
        let bill = self.account.bills.iter_mut().find(|bill| bill.id == id).expect("a bill");
        let offer = bill.plan.take().expect("an offer");
        let terms =
            InstalmentTerms { most: offer.most, least_each: offer.least_each, every_months: offer.every_months };
        let parts = instalments(bill.expected.principal, count, bill.due_on, &terms).unwrap();
        bill.payables[0].state = PayableState::InPlan;
        bill.payables[0].expected = owed(0);
        bill.payables.extend(parts.iter().map(|one| dimos_domain::money::Payable {
            instalment: one.number,
            ..payable(100 + u128::from(one.number), one.amount.get(), one.due_on)
        }));
        bill.clone()
    }
}

fn owing() -> Phone {
    let mut phone = Phone::owing(vec![large(1, date(2026, 12, 1))]);
    phone.does(PayIntent::OpenBill { bill: bill_id(1).to_string() });
    phone
}

#[test]
fn dates_and_amounts_are_seen_before_anything_is_agreed() {
    let mut phone = owing();
    assert_eq!(phone.bill().plan.unwrap().label, "Pay by instalments");
    phone.does(PayIntent::OpenPlan);
    let plan = phone.plan();
    let counts: Vec<_> = plan.counts.iter().map(|count| (count.spoken.as_str(), count.selected)).collect();
    assert_eq!(counts.len(), 5);
    assert_eq!(counts[0], ("2 instalments, about €300.00 each", true));
    phone.does(PayIntent::ChooseInstalments { count: 6 });
    let preview: Vec<_> = phone.plan().preview.iter().map(|row| row.spoken.clone()).collect();
    assert_eq!(preview[0], "Instalment 1 of 6. €100.00. Due 1 December 2026");
    assert_eq!(preview[5], "Instalment 6 of 6. €100.00. Due 3 May 2027", "not on a Saturday");
    assert!(phone.asked.is_empty(), "looking costs nothing");
    for wrong in [0, 1, 7, 255] {
        phone.does(PayIntent::ChooseInstalments { count: wrong });
        assert_eq!(phone.plan().preview.len(), 6, "{wrong}");
    }
}

#[test]
fn agreed_instalments_are_paid_one_by_one() {
    let mut phone = owing();
    phone.does(PayIntent::OpenPlan).does(PayIntent::ChooseInstalments { count: 3 }).does(PayIntent::AgreePlan);
    assert_eq!(phone.toast(), "Agreed. Each instalment is listed with its date.");
    let page = phone.bill();
    assert_eq!((page.instalments.len(), page.plan), (3, None));
    assert_eq!((page.row.amount.as_str(), page.row.note.as_str()), ("€200.00", "Instalment 1 of 3"));
    phone.does(PayIntent::PayOne { payable: page.instalments[1].id.clone() });
    let paying = phone.paying();
    assert_eq!(paying.items[0].title, "Market stall · Instalment 2 of 3");
    phone.send(Intent::Back).does(PayIntent::PayBill { bill: bill_id(1).to_string() });
    assert_eq!(phone.paying().items[0].title, "Market stall · Instalment 1 of 3", "what is due next");
    phone.now = "2027-01-15T10:00:00Z".parse().unwrap();
    phone.send(Intent::Back).send(Intent::Back);
    assert_eq!(phone.list().due[0].note, "2 instalments are due");
    phone.does(PayIntent::PayBill { bill: bill_id(1).to_string() });
    assert_eq!((phone.paying().items.len(), phone.paying().total.as_str()), (2, "Together: €400.00"));
}

#[test]
fn a_lost_answer_asks_for_the_same_plan_again() {
    let mut phone = owing();
    phone.does(PayIntent::OpenPlan);
    phone.line = Line::Dead;
    phone.does(PayIntent::AgreePlan);
    assert_eq!(phone.toast(), "There is no connection to the city right now.");
    assert!(phone.plan().agree.enabled, "nothing is lost");
    phone.line = Line::Good;
    phone.does(PayIntent::AgreePlan);
    let plans: Vec<_> = phone.asked.iter().filter(|ask| ask.starts_with("plan")).collect();
    assert_eq!((plans.len(), plans[0]), (2, plans[1]), "under the same key");
}

#[test]
fn a_refusal_is_said_and_another_number_is_another_wish() {
    let mut phone = owing();
    phone.does(PayIntent::OpenPlan).refusal = Some(("conflict", "This bill was paid meanwhile."));
    phone.does(PayIntent::AgreePlan);
    assert_eq!(phone.toast(), "This bill was paid meanwhile.");
    phone.does(PayIntent::ChooseInstalments { count: 4 }).does(PayIntent::AgreePlan);
    assert_ne!(phone.asked[0].split(' ').next_back(), phone.asked[1].split(' ').next_back());
    phone.has_no_network().does(PayIntent::OpenPlan).does(PayIntent::AgreePlan);
    assert_eq!(phone.bill().instalments.len(), 4);
}

#[test]
fn an_overdue_bill_is_split_from_the_next_working_day_on() {
    let mut phone = Phone::owing(vec![large(1, date(2026, 10, 1))]);
    phone.does(PayIntent::OpenBill { bill: bill_id(1).to_string() }).does(PayIntent::OpenPlan);
    assert_eq!(phone.plan().preview[0].status, "Due tomorrow", "today is a Sunday");
}

#[test]
fn small_bills_are_not_split() {
    let mut small = large(1, date(2026, 12, 1));
    small.expected = owed(9_999);
    let mut phone = Phone::owing(vec![small]);
    phone.does(PayIntent::OpenPlan).list();
    phone.does(PayIntent::OpenBill { bill: bill_id(1).to_string() }).does(PayIntent::OpenPlan);
    assert_eq!(phone.toast(), "This bill is too small for instalments.");
    phone.send(Intent::Back).account.bills[0].plan = None;
    phone.does(PayIntent::Refresh).does(PayIntent::OpenBill { bill: bill_id(1).to_string() });
    assert_eq!(phone.does(PayIntent::OpenPlan).bill().plan, None);
    assert_eq!(phone.toast(), "This bill cannot be paid by instalments.");
}
