//! Whatever a person, the network, the bank and the operating system do, in any order: nothing is paid twice.

use super::{
    checkout::{by_card, pay},
    phone::*,
    town::*,
};
use crate::{
    Intent,
    intent::{PayIntent, Tab},
    pay::CheckoutStage,
    view::Screen,
};
use dimos_domain::money::AttemptState;
use jiff::civil::date;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Person(PayIntent),
    Phone(Intent),
    Returns,
    Line(Line),
    Bank(AttemptState),
    TimePasses,
    Killed,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Person(pay(1))),
        4 => Just(Step::Person(by_card())),
        1 => Just(Step::Person(PayIntent::AskNow)),
        1 => Just(Step::Person(PayIntent::GiveUp)),
        2 => Just(Step::Person(PayIntent::TryAgain)),
        1 => Just(Step::Person(PayIntent::OpenCheckout)),
        1 => Just(Step::Person(PayIntent::Refresh)),
        1 => Just(Step::Phone(Intent::Back)),
        1 => Just(Step::Phone(Intent::Background)),
        1 => Just(Step::Phone(Intent::Foreground)),
        1 => Just(Step::Phone(Intent::OpenTab { tab: Tab::Pay })),
        2 => Just(Step::Returns),
        3 => prop::sample::select(vec![Line::Good, Line::Good, Line::Dead, Line::Deaf]).prop_map(Step::Line),
        3 => prop::sample::select(AttemptState::ALL).prop_map(Step::Bank),
        3 => Just(Step::TimePasses),
        1 => Just(Step::Killed),
    ]
}

impl Phone {
    fn takes(&mut self, step: Step) {
        match step {
            Step::Person(intent) => drop(self.does(intent)),
            Step::Phone(intent) => drop(self.send(intent)),
            Step::Returns => {
                if let Some(id) = self.attempts.last().map(|attempt| attempt.id) {
                    self.send(Intent::OpenLink { url: format!("dimos://pay/attempts/{id}") });
                }
            }
            Step::Line(line) => self.line = line,
            Step::Bank(state) => {
                // A bank changes its mind about what is open, and finds money late.
                let can = self.attempts.last().is_some_and(|attempt| {
                    attempt.state.is_open() || (state, true) == (AttemptState::Succeeded, !attempt.state.is_open())
                });
                if can && state != AttemptState::Created {
                    self.bank_says(state);
                }
            }
            Step::TimePasses => drop(self.waits()),
            Step::Killed => drop(self.is_killed().send(Intent::OpenTab { tab: Tab::Pay })),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_page_is_opened_while_another_payment_of_the_same_bill_may_come_through(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut phone = Phone::owing(vec![bill(1, date(2026, 12, 10))]);
        for step in steps {
            let before = phone.opened.len();
            let paid_before = matches!(
                phone.seen().screen,
                Screen::Checkout { checkout } if checkout.stage == CheckoutStage::Paid
            );
            let stays = matches!(step, Step::Bank(_) | Step::TimePasses | Step::Line(_));
            phone.takes(step);

            for url in phone.opened.iter().skip(before) {
                let kept = phone.purse.attempts.iter().any(|kept| url.ends_with(&kept.attempt.id.to_string()));
                prop_assert!(kept, "a page was opened of what the phone does not hold: {url}");
                let others = phone.attempts.iter().filter(|attempt| {
                    let was_opened = phone.opened.iter().any(|seen| seen.ends_with(&attempt.id.to_string()));
                    was_opened && attempt.state.is_open() && !url.ends_with(&attempt.id.to_string())
                });
                prop_assert_eq!(others.count(), 0, "another page is open at the bank");
            }
            if paid_before && stays {
                let still = matches!(
                    phone.seen().screen,
                    Screen::Checkout { checkout } if checkout.stage == CheckoutStage::Paid
                );
                prop_assert!(still, "what is paid stays paid");
            }
            let open = phone.purse.attempts.iter().any(|kept| kept.attempt.state.is_open());
            if let Screen::Paying { paying } = phone.seen().screen
                && open
                && !paying.items.is_empty()
            {
                prop_assert!(paying.notice.is_some() && paying.methods.iter().all(|one| !one.button.enabled));
            }
        }
        // In the end the network is good and the bank has spoken: the phone knows, and follows nothing more.
        phone.line = Line::Good;
        if phone.attempts.last().is_some_and(|attempt| attempt.state.is_open()) {
            phone.bank_says(AttemptState::Succeeded);
        }
        phone.is_killed();
        let open = phone.purse.attempts.iter().filter(|kept| kept.attempt.state.is_open()).count();
        prop_assert_eq!(open, 0);
    }
}
