//! What people type, tap and have: through the core of the phone to the server's pages.

use crate::cast::*;
use dimos_app::{Intent, intent::ReportIntent};
use dimos_journeys::{
    City, photo,
    proxy::{Fate, Faults},
};
use dimos_phone::{At, SOON, Told};
use serde_json::Value;

fn words(words: &str) -> Told {
    Told { words: words.to_owned(), ..daylight(0) }
}

#[test]
fn words_from_none_to_four_million() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let nothing = refusal(phone.files(&words("")));
    assert!(nothing.contains("λόγια") || nothing.contains("λέξεις") || nothing.contains("Γράψτε"), "{nothing}");
    let longest = "Φ".repeat(4_000);
    let id = phone.files(&words(&longest))?;
    let one_more = refusal(phone.files(&words(&"Φ".repeat(4_001))));
    assert!(one_more.contains("4.000"), "{one_more}");
    let began = std::time::Instant::now();
    let millions = refusal(phone.files(&words(&"Μεγάλο κείμενο. ".repeat(250_000))));
    assert!(millions.contains("4.000"), "{millions}");
    assert!(began.elapsed() < SOON, "the phone stood still for {:?}", began.elapsed());
    phone.delivered()?;
    assert_eq!(city.desk()?.report(id)?.description, longest);
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1);
    Ok(())
}

#[test]
fn odd_characters_arrive_as_they_were_meant_and_pages_show_them_as_text() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let odd = "Λάμπα 💡👩‍🔧 <script>alert('1')</script> & \u{202E}ανάποδα\u{202C} \u{0}\u{7}\u{200B}κενό\r\nγραμμή";
    let id = phone.files(&words(odd))?;
    let hidden = refusal(phone.files(&words("\u{200B}\u{202E} \u{FEFF}")));
    assert!(!hidden.is_empty(), "nothing to be seen is nothing written");
    phone.delivered()?;
    let kept = city.desk()?.report(id)?.description;
    assert!(kept.starts_with("Λάμπα 💡👩\u{200D}🔧 <script>") && kept.ends_with("κενό\nγραμμή"), "{kept:?}");
    assert!(!kept.contains(['\u{202E}', '\u{0}', '\u{7}', '\u{200B}']), "{kept:?}");
    let number = phone.number(id)?;
    let page = city.block_on(async {
        let url = format!("{}/reports/{number}", city.server_url());
        reqwest::Client::builder().no_proxy().build().unwrap().get(url).send().await.unwrap().text().await.unwrap()
    });
    assert!(page.contains("💡") && !page.contains("<script>alert"), "{}", &page[..page.len().min(2_000)]);
    Ok(())
}

#[test]
fn positions_that_are_none_turned_or_outside() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    for (lat, lon) in [(f64::NAN, 22.9), (40.6, f64::INFINITY), (91.0, 22.9), (40.6, 181.0), (f64::MIN, f64::MAX)] {
        let said = refusal(phone.compose(&daylight(0).at(At::Pin(lat, lon))));
        assert!(said.contains("σημείο"), "{lat},{lon}: {said}");
    }
    for (lat, lon) in [(0.0, 0.0), (37.98, 23.73), (-40.63, -22.94)] {
        let said = refusal(phone.compose(&daylight(0).at(At::Pin(lat, lon))));
        assert!(said.chars().count() > 20, "{lat},{lon}: {said}");
    }
    let turned = phone.compose(&daylight(0).at(At::Pin(SPOTS[0].1, SPOTS[0].0)))?;
    assert!((turned.place.map.lat - SPOTS[0].0).abs() < 1e-9, "latitude and longitude the wrong way round");
    phone.send_report()?;
    phone.is_at(f64::NAN, f64::NAN, f32::NAN);
    refusal(phone.compose(&daylight(1).at(At::Phone)));
    phone.is_at(SPOTS[1].0, SPOTS[1].1, -1.0);
    phone.files(&daylight(1).at(At::Phone))?;
    phone.delivered()?;
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 2);
    Ok(())
}

/// On the border itself phone and server must say the same: what the phone lets through must not come back refused.
#[test]
fn on_the_border_phone_and_server_agree() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let json: Value = serde_json::from_slice(&std::fs::read(city.dir().join("city.json"))?).unwrap();
    let ring = json["geography"]["boundary"][0].as_array().unwrap();
    let corners: Vec<(f64, f64)> =
        ring.iter().map(|corner| (corner[1].as_f64().unwrap(), corner[0].as_f64().unwrap())).collect();
    let (mut inside, mut outside) = (0, 0);
    for pair in corners.windows(2).step_by(corners.len() / 20) {
        let ((lat, lon), (next_lat, next_lon)) = (pair[0], pair[1]);
        for at in [(lat, lon), (f64::midpoint(lat, next_lat), f64::midpoint(lon, next_lon))] {
            match phone.files(&daylight(0).at(At::Pin(at.0, at.1))) {
                Ok(_) => inside += 1,
                Err(stuck) => {
                    assert!(refusal::<()>(Err(stuck)).chars().count() > 20);
                    outside += 1;
                }
            }
        }
    }
    phone.delivered()?;
    println!("{inside} inside, {outside} outside");
    assert!(inside > 0);
    assert_eq!(city.count("SELECT count(*) FROM reports")?, inside);
    Ok(())
}

#[test]
fn services_and_answers_that_do_not_exist() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let none = refusal(phone.files(&Told::new("volcano", "zzzz qqqq", SPOTS[0])));
    assert!(none.chars().count() > 10, "{none}");
    let today = dimos_journeys::today();
    let working = city.working_days_after(today, 1)?[0].to_string();
    let (yesterday, sunday) = (today.yesterday().unwrap_or(today).to_string(), next_sunday(today).to_string());
    // Whatever is wrong, it is the only thing that is wrong.
    let good = [("kind", "furniture"), ("how-many", "3"), ("appointment", working.as_str())];
    let bulky = |but: &[(&str, &str)]| {
        let told = Told::new("bulky-items", "Ένα παλιό ψυγείο", SPOTS[0]).named("Γιώργος", "", "2310000000");
        good.iter().chain(but).fold(told, |told, (question, value)| told.answer(question, value))
    };
    let cases = [
        (("kind", ""), "Χρειάζεται απάντηση"),
        (("kind", "a-dinosaur"), "Διαλέξτε μία από τις επιλογές"),
        (("how-many", "many"), "ακέραιο αριθμό"),
        (("how-many", "13"), "από 1 έως 12"),
        (("appointment", yesterday.as_str()), "από αύριο"),
        (("appointment", sunday.as_str()), "δεν εργάζεται"),
        (("appointment", "soon"), "ημερομηνία"),
        (("doorbell", &"Φ".repeat(81)), "έως 80"),
    ];
    for (wrong, because) in cases {
        let said = refusal(phone.files(&bulky(&[wrong])));
        assert!(said.contains(because), "{wrong:?}: {said}");
    }
    phone.delivered()?;
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 0);
    assert_eq!(phone.unsent()?.len(), 0, "nothing was sent to be refused");
    // The same with nothing wrong goes; a question that the city does not ask is not asked.
    let id = phone.files(&bulky(&[("shoe-size", "44")]))?;
    phone.delivered()?;
    let asked: Vec<String> =
        city.desk()?.report(id)?.answers.iter().map(|answer| answer.question.to_string()).collect();
    assert_eq!(asked, ["kind", "how-many", "appointment"]);
    Ok(())
}

fn next_sunday(today: jiff::civil::Date) -> jiff::civil::Date {
    today.nth_weekday(1, jiff::civil::Weekday::Sunday).unwrap()
}

/// The phone's clock against the city's: years behind, years ahead.
#[test]
fn a_clock_that_is_wrong_by_years_loses_nothing() -> Story {
    const YEARS: i64 = 5 * 365 * 24 * 3_600;
    for (shift, name) in [(YEARS, "behind"), (-YEARS, "ahead")] {
        let city = City::start()?;
        city.later(shift);
        let phone = city.phone(name)?;
        let id = phone.files(&gully())?;
        phone.delivered()?;
        let ticket = phone.ticket(id, "the number", dimos_phone::has_number)?;
        assert!(!ticket.timeline.is_empty());
        phone.write("Και δεύτερο", dimos_app::intent::MyReportsIntent::Comment)?;
        phone.delivered()?;
        assert_eq!((happened(&city, id, "reported")?, happened(&city, id, "commented")?), (1, 1), "{name}");
    }
    Ok(())
}

/// Everything that a person could tap, in an order that makes no sense, on a report that does not exist.
#[test]
fn taps_that_make_no_sense_change_nothing() -> Story {
    use dimos_app::intent::{CrewIntent, MyCityIntent, MyReportsIntent, SettingsIntent, Tab};
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let nobody = || "01a202d9-9dd7-7000-89e3-f9f1d99e44c3".to_owned();
    let taps = [
        Intent::ToastAction,
        Intent::Back,
        Intent::OpenTab { tab: Tab::Crew },
        Intent::Report { intent: ReportIntent::Send },
        Intent::Report { intent: ReportIntent::Resume { draft: "x".repeat(10_000) } },
        Intent::Report { intent: ReportIntent::ItIsThis { report: nobody() } },
        Intent::Report { intent: ReportIntent::ChooseStreet { index: u32::MAX } },
        Intent::Report { intent: ReportIntent::PhotoShared { path: "/dev/null".to_owned() } },
        Intent::MyReports { intent: MyReportsIntent::Open { report: "no id".to_owned() } },
        Intent::MyReports { intent: MyReportsIntent::Open { report: nobody() } },
        Intent::MyReports { intent: MyReportsIntent::Rate { stars: 200 } },
        Intent::MyReports { intent: MyReportsIntent::Reopen },
        Intent::MyReports { intent: MyReportsIntent::Retry { act: nobody() } },
        Intent::MyReports { intent: MyReportsIntent::Discard { act: "'; DROP TABLE outbox; --".to_owned() } },
        Intent::Crew { intent: CrewIntent::MoveJob { job: nobody(), to: u32::MAX } },
        Intent::Crew { intent: CrewIntent::CloseJob },
        Intent::Crew { intent: CrewIntent::CannotDo { reason: "\u{202E}".to_owned() } },
        Intent::MyCity { intent: MyCityIntent::AroundPoint { lat: f64::NAN, lon: f64::NEG_INFINITY } },
        Intent::MyCity { intent: MyCityIntent::OnlyService { code: "volcano".to_owned() } },
        Intent::Settings { intent: SettingsIntent::Language { tag: "tlh-Klingon".to_owned() } },
        Intent::Settings { intent: SettingsIntent::TypeCode { code: "💡".repeat(100_000) } },
        Intent::Settings { intent: SettingsIntent::Enrol },
    ];
    for tap in taps {
        phone.send(tap);
        let _still_drawn = phone.view();
    }
    phone.rested(SOON)?;
    let id = phone.files(&daylight(0))?;
    phone.delivered()?;
    phone.number(id)?;
    assert_eq!(city.count("SELECT count(*) FROM events WHERE kind = 'reported'")?, 1);
    Ok(())
}

/// A hotel's log-in page answers everything with "all is well": nothing of it is believed, nothing of it is kept.
#[test]
fn a_hotels_log_in_page_is_not_the_city() -> Story {
    let city = City::start()?;
    let eleni = city.phone("Eleni")?;
    let id = eleni.files(&gully())?;
    eleni.delivered()?;
    let maria = city.phone("Maria")?;
    maria.rested(SOON)?;
    city.network().set(Faults::none().with(Fate::Portal, 1_000));
    let hers = maria.files(&gully_at(1).photo(photo("street-3.jpg")))?;
    let seen = |city: &City| city.network().counts().of(Fate::Portal);
    assert!(city.network().until(SOON, |counts| counts.of(Fate::Portal) > 2), "{}", seen(&city));
    let unsent = maria.unsent()?;
    assert_eq!(unsent.len(), 1, "still waiting: {unsent:?}");
    assert!(unsent[0].retry.is_none(), "and not refused: {unsent:?}");
    city.network().set(Faults::none());
    // Only the pictures go through the log-in page now.
    city.network().next("GET", "/media/", Fate::Portal);
    maria.set_online(true);
    maria.delivered()?;
    maria.number(hers)?;
    maria.ticket(id, "the page", |ticket| ticket.photos.len() == 1)?;
    maria.until("the picture or none", SOON, |view| match &view.screen {
        dimos_app::view::Screen::Ticket { ticket } => ticket.photos.iter().all(|photo| !photo.busy),
        _ => false,
    })?;
    let fetched = city.options("Maria").dir.join("fetched");
    for file in std::fs::read_dir(fetched).into_iter().flatten().flatten() {
        let bytes = std::fs::read(file.path())?;
        assert!(bytes.starts_with(&[0xFF, 0xD8]), "kept as a photo: {}", String::from_utf8_lossy(&bytes));
    }
    Ok(())
}
