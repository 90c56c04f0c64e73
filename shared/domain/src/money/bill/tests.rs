use super::*;
use crate::money::BasisPoints;
use jiff::civil::date;
use proptest::prelude::*;

const HALF: BasisPoints = BasisPoints::new(5000);

/// 80 euro, issued on 1 September 2026, due on the 30th.
fn plain() -> Terms {
    Terms { amount: Cents::new(8000), issued_on: date(2026, 9, 1), due_on: date(2026, 9, 30), early: None, late: None }
}

/// Half price until 11 September.
fn with_discount() -> Terms {
    Terms { early: Some(EarlyDiscount { off: HALF, within_days: 10 }), ..plain() }
}

/// 1 % a month begun, at most 2.5 %, nothing in the first five days.
fn with_surcharge() -> Terms {
    let late = Surcharge { monthly: BasisPoints::new(100), most: BasisPoints::new(250), free_days: 5 };
    Terms { late: Some(late), ..plain() }
}

fn paid(payments: &[(i8, i8, i64)]) -> Vec<(Date, Cents)> {
    payments.iter().map(|(month, day, cents)| (date(2026, *month, *day), Cents::new(*cents))).collect()
}

/// principal, discount, surcharge, total; and until when.
fn owed(terms: &Terms, payments: &[(i8, i8, i64)], on: Date) -> ([i64; 4], Option<Date>) {
    let now = expected(terms, &paid(payments), on).unwrap();
    ([now.principal, now.discount, now.surcharge, now.total].map(Cents::get), now.holds_until)
}

#[test]
fn a_bills_state_follows_from_the_books() {
    let facts = |due, paid, ended| Facts { due: Cents::new(due), paid: Cents::new(paid), ended };
    for (due, paid, state) in [
        (100, 0, PayableState::Open),
        (100, -5, PayableState::Open),
        (100, 1, PayableState::PartlyPaid),
        (100, 99, PayableState::PartlyPaid),
        (100, 100, PayableState::Paid),
        (100, 101, PayableState::Paid),
        (0, 0, PayableState::Paid),
    ] {
        assert_eq!(payable_state(&facts(due, paid, None)), state, "{paid} of {due}");
    }
    assert_eq!(payable_state(&facts(100, 0, Some(Ended::Cancelled))), PayableState::Cancelled);
    assert_eq!(payable_state(&facts(100, 40, Some(Ended::Superseded))), PayableState::Superseded);
    assert_eq!(payable_state(&facts(100, 100, Some(Ended::InPlan))), PayableState::InPlan);
    for state in PayableState::ALL {
        assert_eq!(PayableState::parse(state.as_str()), Some(*state));
    }
}

#[test]
fn a_plain_bill_costs_the_same_for_ever() {
    assert_eq!(owed(&plain(), &[], date(2026, 9, 1)), ([8000, 0, 0, 8000], None));
    assert_eq!(owed(&plain(), &[(9, 5, 3000)], date(2036, 9, 1)), ([5000, 0, 0, 5000], None));
    assert_eq!(
        owed(&plain(), &[(9, 5, 9000)], date(2026, 9, 5)),
        ([0, 0, 0, 0], None),
        "the surplus is not the bill's"
    );
    assert_eq!(
        owed(&plain(), &[(9, 5, 3000)], date(2026, 9, 4)),
        ([8000, 0, 0, 8000], None),
        "not paid yet on the 4th"
    );
}

#[test]
fn early_and_in_full_costs_half() {
    let (terms, last) = (with_discount(), date(2026, 9, 11));
    assert_eq!(owed(&terms, &[], date(2026, 9, 1)), ([8000, 4000, 0, 4000], Some(last)));
    assert_eq!(owed(&terms, &[], last), ([8000, 4000, 0, 4000], Some(last)));
    assert_eq!(owed(&terms, &[], date(2026, 9, 12)), ([8000, 0, 0, 8000], None));
    assert_eq!(owed(&terms, &[(9, 11, 4000)], date(2026, 9, 11)), ([4000, 4000, 0, 0], None), "earned");
    assert_eq!(owed(&terms, &[(9, 11, 4000)], date(2027, 9, 11)), ([4000, 4000, 0, 0], None), "and stays earned");
    assert_eq!(owed(&terms, &[(9, 12, 4000)], date(2026, 9, 12)), ([4000, 0, 0, 4000], None), "a day too late");
}

#[test]
fn a_part_on_an_earlier_day_spends_the_discount() {
    let terms = with_discount();
    assert_eq!(owed(&terms, &[(9, 3, 1000)], date(2026, 9, 4)), ([7000, 0, 0, 7000], None));
    assert_eq!(owed(&terms, &[(9, 3, 3999)], date(2026, 9, 4)), ([4001, 0, 0, 4001], None), "a cent short");
    assert_eq!(owed(&terms, &[(9, 3, 1000), (9, 4, 4000)], date(2026, 9, 4)), ([3000, 0, 0, 3000], None));
}

#[test]
fn two_phones_that_pay_on_one_day_earn_it_together() {
    let (terms, day) = (with_discount(), date(2026, 9, 3));
    assert_eq!(owed(&terms, &[(9, 3, 1000)], day), ([7000, 4000, 0, 3000], Some(day)), "on offer for today only");
    assert_eq!(owed(&terms, &[(9, 3, 1000), (9, 3, 3000)], day), ([4000, 4000, 0, 0], None));
    assert_eq!(owed(&terms, &[(9, 3, 4000), (9, 3, 4000)], day), ([4000, 4000, 0, 0], None), "paid twice: a credit");
}

#[test]
fn an_odd_cent_of_the_discount_goes_to_the_payer() {
    let terms = Terms { amount: Cents::new(8001), ..with_discount() };
    assert_eq!(owed(&terms, &[], date(2026, 9, 2)).0, [8001, 4001, 0, 4000]);
}

#[test]
fn late_costs_more_for_each_month_begun_up_to_the_cap() {
    let terms = with_surcharge();
    for (on, surcharge, holds_until) in [
        (date(2026, 9, 30), 0, Some(date(2026, 10, 5))),
        (date(2026, 10, 5), 0, Some(date(2026, 10, 5))),
        (date(2026, 10, 6), 80, Some(date(2026, 11, 5))),
        (date(2026, 11, 5), 80, Some(date(2026, 11, 5))),
        (date(2026, 11, 6), 160, Some(date(2026, 12, 5))),
        (date(2026, 12, 6), 200, None),
        (date(2036, 1, 1), 200, None),
    ] {
        assert_eq!(owed(&terms, &[], on), ([8000, 0, surcharge, 8000 + surcharge], holds_until), "{on}");
    }
}

#[test]
fn each_month_counts_what_was_unpaid_when_it_began() {
    let terms = with_surcharge();
    // One month on 80, one on 30.
    assert_eq!(owed(&terms, &[(10, 20, 5000)], date(2026, 11, 6)), ([3000, 0, 110, 3110], Some(date(2026, 12, 5))));
    // Paid on the last free day: nothing was late.
    assert_eq!(owed(&terms, &[(10, 5, 8000)], date(2027, 1, 1)), ([0, 0, 0, 0], None));
    // The amount alone, a month late: the surcharge stays, and no surcharge on it.
    assert_eq!(owed(&terms, &[(10, 6, 8000)], date(2027, 1, 1)), ([0, 0, 80, 80], None));
    assert_eq!(owed(&terms, &[(10, 6, 8080)], date(2027, 1, 1)), ([0, 0, 0, 0], None));
    assert_eq!(owed(&terms, &[(10, 6, 8000), (10, 7, 30)], date(2027, 1, 1)), ([0, 0, 50, 50], None));
}

#[test]
fn a_surcharge_is_rounded_once_not_each_month() {
    let late = Surcharge { monthly: BasisPoints::new(73), most: BasisPoints::ALL, free_days: 0 };
    let terms = Terms { amount: Cents::new(1050), late: Some(late), ..plain() };
    // 7.665 cents a month: three are 22.995, not 3 × 8.
    assert_eq!(owed(&terms, &[], date(2026, 12, 1)).0, [1050, 0, 23, 1073]);
}

#[test]
fn months_begin_after_the_same_day_or_the_last_of_a_short_month() {
    let begun = |from, on| months_begun(from, on).unwrap();
    let january = date(2027, 1, 31);
    assert_eq!(begun(january, january), 0);
    assert_eq!(begun(january, date(2027, 2, 1)), 1);
    assert_eq!(begun(january, date(2027, 2, 28)), 1);
    assert_eq!(begun(january, date(2027, 3, 1)), 2);
    assert_eq!(begun(january, date(2027, 3, 31)), 2);
    assert_eq!(begun(january, date(2027, 4, 1)), 3);
    assert_eq!(begun(date(2028, 1, 30), date(2028, 2, 29)), 1, "a leap year");
    assert_eq!(begun(date(2028, 1, 30), date(2028, 3, 1)), 2);
    assert_eq!(begun(date(2028, 2, 29), date(2029, 2, 28)), 12);
    assert_eq!(begun(date(2028, 2, 29), date(2029, 3, 1)), 13);
}

#[test]
fn a_due_date_is_met_until_midnight_in_the_city() {
    let city = TimeZone::get("Europe/Athens").unwrap();
    let day = |text: &str| day_of(text.parse().unwrap(), &city);
    assert_eq!(day("2026-09-30T20:59:59Z"), date(2026, 9, 30), "a second before midnight");
    assert_eq!(day("2026-09-30T21:00:00Z"), date(2026, 10, 1), "midnight is the next day");
    assert_eq!(day("2026-03-28T21:59:59Z"), date(2026, 3, 28), "winter time, until 29 March");
    assert_eq!(day("2026-03-29T20:59:59Z"), date(2026, 3, 29), "that day is an hour shorter");
    assert_eq!(day("2026-03-29T21:00:00Z"), date(2026, 3, 30));
    assert_eq!(day("2026-10-24T21:00:00Z"), date(2026, 10, 25), "the day on which the clock goes back");
    assert_eq!(day("2026-10-25T21:59:59Z"), date(2026, 10, 25), "is an hour longer");
    assert_eq!(day("2026-10-25T22:00:00Z"), date(2026, 10, 26));
}

#[test]
fn at_the_edges_there_is_no_answer_and_no_panic() {
    let on = date(2026, 12, 31);
    let terms = with_surcharge();
    assert_eq!(expected(&Terms { amount: Cents::new(-1), ..terms }, &[], on), None);
    assert_eq!(expected(&terms, &paid(&[(9, 1, -1)]), on), None);
    assert_eq!(expected(&terms, &paid(&[(9, 1, i64::MAX), (9, 2, 1)]), on), None);
    assert_eq!(expected(&Terms { amount: Cents::new(i64::MAX), ..terms }, &[], on), None, "no room for the surcharge");
    assert!(expected(&Terms { amount: Cents::new(i64::MAX), ..plain() }, &[], Date::MAX).is_some());
    assert!(expected(&Terms { amount: Cents::ZERO, ..terms }, &[], on).unwrap().total.is_zero());
    assert_eq!(expected(&Terms { due_on: Date::MAX, ..terms }, &[], on), None);
}

/// Days from the 1st of January 2026, a leap year among the next four.
fn day(number: i32) -> Date {
    date(2026, 1, 1).checked_add(number.days()).unwrap()
}

prop_compose! {
    fn any_terms()(
        amount in 0..2_000_000_i64, due in 0..90_i32,
        early in prop::option::of((0..=10_000_u32, 0..90_u16)),
        late in prop::option::of((0..=1_000_u32, 0..=5_000_u32, 0..40_u16)),
    ) -> Terms {
        Terms {
            amount: Cents::new(amount),
            issued_on: day(0),
            due_on: day(due),
            early: early.map(|(off, within_days)| EarlyDiscount { off: BasisPoints::new(off), within_days }),
            late: late.map(|(monthly, most, free_days)| Surcharge {
                monthly: BasisPoints::new(monthly), most: BasisPoints::new(most), free_days,
            }),
        }
    }
}

fn any_payments() -> impl Strategy<Value = Vec<(Date, Cents)>> {
    prop::collection::vec((0..400_i32, 0..900_000_i64).prop_map(|(on, cents)| (day(on), Cents::new(cents))), 0..5)
}

proptest! {
    #[test]
    fn the_parts_always_make_the_total(terms in any_terms(), paid in any_payments(), on in 0..1200_i32) {
        let now = expected(&terms, &paid, day(on)).unwrap();
        let total = now.principal.checked_sub(now.discount).unwrap().checked_add(now.surcharge);
        prop_assert_eq!(total, Some(now.total));
        for part in [now.principal, now.discount, now.surcharge, now.total] {
            prop_assert!(!part.is_negative());
        }
        prop_assert!(now.principal <= terms.amount && now.discount <= now.principal);
        let most = terms.late.map_or(Cents::ZERO, |late| terms.amount.share(late.most).unwrap());
        prop_assert!(now.surcharge <= most);
    }

    #[test]
    fn the_order_of_payments_does_not_matter(terms in any_terms(), paid in any_payments(), on in 0..1200_i32, turn in 0..5_usize) {
        let mut other = paid.clone();
        other.rotate_left(turn.min(paid.len()));
        prop_assert_eq!(expected(&terms, &paid, day(on)), expected(&terms, &other, day(on)));
        other.reverse();
        prop_assert_eq!(expected(&terms, &paid, day(on)), expected(&terms, &other, day(on)));
    }

    #[test]
    fn later_payments_change_nothing_today(terms in any_terms(), paid in any_payments(), on in 0..1200_i32) {
        let by_now: Vec<_> = paid.iter().copied().filter(|(when, _)| *when <= day(on)).collect();
        prop_assert_eq!(expected(&terms, &paid, day(on)), expected(&terms, &by_now, day(on)));
    }

    #[test]
    fn who_pays_what_is_expected_owes_nothing_ever_after(
        terms in any_terms(), mut paid in any_payments(), on in 0..1200_i32, later in 0..1200_i32
    ) {
        paid.retain(|(when, _)| *when <= day(on));
        let total = expected(&terms, &paid, day(on)).unwrap().total;
        // Paying nothing earns no discount: a bill of which all is taken off stays on offer.
        prop_assume!(total.is_positive());
        paid.push((day(on), total));
        prop_assert_eq!(expected(&terms, &paid, day(on + later)).unwrap().total, Cents::ZERO);
    }

    #[test]
    fn a_total_holds_as_long_as_it_says_and_then_does_not_fall(
        terms in any_terms(), mut paid in any_payments(), on in 0..500_i32, later in 0..2000_i32
    ) {
        paid.retain(|(when, _)| *when <= day(on));
        let now = expected(&terms, &paid, day(on)).unwrap();
        let then = expected(&terms, &paid, day(on + later)).unwrap();
        prop_assert!(now.holds_until.is_none_or(|until| until >= day(on)));
        if now.holds_until.is_none_or(|until| until >= day(on + later)) {
            prop_assert_eq!(then.total, now.total);
        } else {
            prop_assert!(then.total >= now.total);
        }
    }

    #[test]
    fn months_are_counted_as_a_person_would(from in 0..1500_i32, days in -50..1500_i32) {
        let (from, on) = (day(from), day(from + days));
        let by_hand = (0..).take_while(|months| months_after(from, *months).unwrap() < on).count();
        prop_assert_eq!(months_begun(from, on), u32::try_from(by_hand).ok());
    }

    #[test]
    fn no_numbers_and_no_days_panic(
        amount: i64, points: [u32; 3], spans: [u16; 2], payments in prop::collection::vec((-9998..9999_i16, any::<i64>()), 0..4),
        years in prop::array::uniform3(-9998..9999_i16)
    ) {
        let [issued, due, on] = years.map(|year| date(year, 12, 31));
        let terms = Terms {
            amount: Cents::new(amount), issued_on: issued, due_on: due,
            early: Some(EarlyDiscount { off: BasisPoints::new(points[0]), within_days: spans[0] }),
            late: Some(Surcharge { monthly: BasisPoints::new(points[1]), most: BasisPoints::new(points[2]), free_days: spans[1] }),
        };
        let payments: Vec<_> = payments.iter().map(|(year, cents)| (date(*year, 2, 28), Cents::new(*cents))).collect();
        let _ = expected(&terms, &payments, on);
        let _ = expected(&Terms { early: None, ..terms }, &payments, on);
        let _ = months_begun(issued, on);
    }
}
