//! Payment references as strangers see them: none tells another.

use crate::town::Town;
use dimos_domain::money::RfReference;

const ALL: u64 = 1_000_000_000_000_000;

async fn number_of_a_new_bill(town: &Town) -> u64 {
    let bill = town.bill("harbour-dues", 1_000).await;
    let rf: RfReference = bill["payables"][0]["rf"].as_str().unwrap().parse().unwrap();
    rf.number().unwrap()
}

#[tokio::test]
async fn whoever_has_some_references_cannot_tell_the_next() {
    let (town, other) = (Town::open().await, Town::open().await);
    let mut numbers = Vec::new();
    for _ in 0..5 {
        numbers.push(number_of_a_new_bill(&town).await);
    }
    let steps: std::collections::BTreeSet<u64> =
        numbers.windows(2).map(|pair| (pair[1] + ALL - pair[0]) % ALL).collect();
    assert_eq!(steps.len(), 4, "{numbers:?} follow a rule");
    assert_ne!(number_of_a_new_bill(&other).await, numbers[0], "each city has an order of its own");
}

#[tokio::test]
async fn a_reference_that_was_given_out_is_passed_over_and_stays_valid() {
    let town = Town::open().await;
    let bill = town.bill("harbour-dues", 1_000).await;
    // As after a change of order: the next in it is taken.
    let back = "UPDATE counters SET value = value - 1 WHERE name = 'references'";
    assert_eq!(town.city.running.app.db.write(move |tx| tx.execute(back, [])).await.unwrap(), 1);
    let next = town.bill("harbour-dues", 1_000).await;
    assert_ne!(bill["payables"][0]["rf"], next["payables"][0]["rf"]);
    for bill in [&bill, &next] {
        let phone = town.payer(bill).await;
        assert_eq!(crate::town::seen(&phone, bill).await["id"], bill["id"]);
    }
}
