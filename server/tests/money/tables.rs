//! Tables of bills as people write them: no cent and no row is lost in silence.

use crate::{story::Someone, town::Town};
use reqwest::Method;
use serde_json::{Value, json};

const HEADING: &str = "key,kind,tax_number,name,tax_head,amount";

async fn import(who: &Someone, town: &Town, table: impl Into<Vec<u8>>) -> Value {
    let url = format!("{}/api/v1/treasury/bills/import", town.city.running.url());
    let call =
        reqwest::Client::new().request(Method::POST, url).bearer_auth(who.token()).header("content-type", "text/csv");
    let answer = call.header("accept-language", "en").body(table.into()).send().await.unwrap();
    answer.json().await.unwrap()
}

fn refused(answer: &Value) -> Vec<(u64, &str)> {
    let rows = answer["refused"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
    rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["reason"].as_str().unwrap())).collect()
}

fn lines(answer: &Value) -> Vec<u64> {
    refused(answer).into_iter().map(|(line, _)| line).collect()
}

/// Of bills of one line each, every row is issued, known or refused.
#[track_caller]
fn adds_up(answer: &Value, rows: u64) {
    let of = |name: &str| answer[name].as_u64().unwrap();
    let refused = answer["refused"].as_array().unwrap().len() as u64;
    assert_eq!((of("rows"), of("issued") + of("known") + refused), (rows, rows), "{answer:#}");
}

async fn asked_for(town: &Town) -> i64 {
    -town.holds("revenue:harbour").await
}

#[tokio::test]
async fn an_amount_whose_comma_divides_it_is_refused_and_not_cut() {
    let town = Town::open().await;
    let rows = "A1,visit-ticket,,Flimnap,harbour,1234,56\n\
                A2,visit-ticket,,Flimnap,harbour,84,60\n\
                A3,visit-ticket,,Flimnap,harbour,\"84,60\"\n\
                A4,visit-ticket,,Flimnap, the younger,harbour,5\n\
                A5,visit-ticket,,Flimnap,harbour\n\
                A6,harbour-dues,,Flimnap,harbour,5\n\
                A6,harbour-dues,,Flimnap,harbour,7,50\n";
    let answer = import(&town.clerk, &town, format!("{HEADING}\n{rows}")).await;
    assert_eq!((&answer["issued"], &answer["rows"]), (&json!(1), &json!(7)), "{answer:#}");
    assert_eq!(lines(&answer), [2, 3, 5, 6, 7, 8], "and of a bill with a bad line nothing is issued");
    for (_, why) in refused(&answer).into_iter().filter(|(line, _)| *line == 2) {
        assert!(why.contains("7 fields and the heading 6") && why.contains("decimal comma"), "{why}");
    }
    assert_eq!(asked_for(&town).await, 8_460);
    // As Greek spreadsheets write it, the comma needs no marks.
    for (key, divider) in [("B1", ";"), ("B2", "\t")] {
        let table = format!("\u{feff}{HEADING}\r\n{key},visit-ticket,,\"Flimnap# Lord\",harbour,1.234#56\r\n");
        let table = table.replace(',', divider).replace('#', ",");
        adds_up(&import(&town.clerk, &town, table).await, 1);
    }
    assert_eq!(asked_for(&town).await, 8_460 + 2 * 123_456);
    town.is_sound().await;
}

#[tokio::test]
async fn a_bad_row_is_told_by_the_line_on_which_it_stands_however_lines_end() {
    let town = Town::open().await;
    for (number, end) in ["\n", "\r\n", "\r"].into_iter().enumerate() {
        for mark in ["", "\u{feff}"] {
            let key = format!("{number}{}", mark.len());
            let rows = [
                HEADING,
                &format!("A{key},visit-ticket,,\"Flimnap\",harbour,5"),
                &format!("B{key},moon,,Flimnap,harbour,5"),
                "",
                &format!("C{key},visit-ticket,,\"Two{end}lines\",harbour,5"),
                &format!("D{key},visit-ticket,,Flimnap,harbour,0"),
                ",,,,,",
                &format!("E{key},visit-ticket,,Flimnap,harbour,5"),
                &format!("F{key},visit-ticket,,Flimnap,moon,5"),
            ];
            let answer = import(&town.clerk, &town, format!("{mark}{}", rows.join(end))).await;
            assert_eq!(lines(&answer), [3, 5, 7, 10], "{end:?} {mark:?} {answer:#}");
            adds_up(&answer, 6);
        }
    }
    town.is_sound().await;
}

#[tokio::test]
async fn a_line_that_is_not_utf_8_takes_its_bill_with_it() {
    let town = Town::open().await;
    let mut table = HEADING.replace(',', ";").into_bytes();
    table.extend(b"\r\nA1;visit-ticket;;\xcc\xe1\xf1\xdf\xe1;harbour;5\r\nA2;harbour-dues;;Flimnap;harbour;7\r\n");
    table.extend(b"A2;harbour-dues;;\xcc\xe1;harbour;8\r\nA3;visit-ticket;;Flimnap;harbour;9,50\r\n");
    let answer = import(&town.clerk, &town, table).await;
    assert_eq!((lines(&answer), &answer["issued"], &answer["rows"]), (vec![2, 3, 4], &json!(1), &json!(4)));
    assert!(refused(&answer)[0].1.contains("UTF-8"), "{answer:#}");
    assert_eq!(asked_for(&town).await, 950);
}

#[tokio::test]
async fn a_quotation_mark_that_is_not_closed_swallows_nothing() {
    let town = Town::open().await;
    let row = |key: &str, name: &str| format!("{key},visit-ticket,,{name},harbour,10\r\n");
    for (name, later) in [("\"Flimnap", "Flimnap"), ("\"Flimnap", "\"Flimnap\"")] {
        let rows = row("A1", "Flimnap") + &row("A2", name) + &row("A3", later) + &row("A4", "Flimnap");
        let answer = import(&town.clerk, &town, format!("{HEADING}\r\n{rows}")).await;
        assert_eq!((answer["code"].as_str(), answer.get("issued")), (Some("malformed"), None), "{answer:#}");
        assert!(answer["detail"].as_str().unwrap().contains("opens in line 3 "), "{answer:#}");
    }
    assert_eq!(town.city.count("SELECT count(*) FROM bills").await, 0, "all of it, or nothing");
    // One that closes on its line costs that line only; one in the midst of a name is a part of it.
    let rows = row("B1", "\"The \"Brig\" Ltd\"") + &row("B2", "The \"Brig\" Ltd") + &row("B3", "\"The \"\"Brig\"\"\"");
    let answer = import(&town.clerk, &town, format!("{HEADING}\r\n{rows}")).await;
    assert_eq!(lines(&answer), [2], "{answer:#}");
    adds_up(&answer, 3);
    let twice = format!("{HEADING},amount\r\nC1,visit-ticket,,Flimnap,harbour,1,2\r\n");
    assert_eq!(import(&town.clerk, &town, twice).await["code"], "malformed", "which of both would be asked for?");
}
