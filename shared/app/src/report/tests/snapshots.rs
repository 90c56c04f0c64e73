//! Two whole screens in both languages, as a person finds them.

use super::phone::*;
use crate::{
    effect::NetTrouble,
    intent::{Intent, ReportIntent, ReportStep},
};
use dimos_domain::l10n::Language;
use std::time::{Duration, Instant};

#[test]
fn the_screen_with_a_photo_a_place_and_suggestions() {
    for language in Language::ALL {
        let mut phone = Phone::speaking(language);
        phone.camera_gives("/camera/hole.jpg", Ok(photo_from(HERE)));
        phone.begins().photographs().writes("Μια λακκούβα").goes_to(ReportStep::Service);
        insta::assert_debug_snapshot!(format!("service_{}", language.tag()), phone.sees());
    }
}

#[test]
fn the_review_with_something_near_and_something_missing() {
    for language in Language::ALL {
        let mut phone = Phone::speaking(language);
        phone.nearby = Ok(vec![reported(1, 12.0)]);
        phone.begins().writes("hole").points_at(HERE).chooses("pothole").answers("size", "big");
        phone.does(ReportIntent::SetAnonymous { anonymous: false }).goes_to(ReportStep::Review);
        insta::assert_debug_snapshot!(format!("review_{}", language.tag()), phone.sees());
    }
}

#[test]
fn the_list_of_drafts() {
    let mut phone = Phone::speaking(Language::El);
    phone.begins().chooses("lamp").send(Intent::Back).begins().photographs().send(Intent::Back);
    let rows: Vec<_> = phone.sees().drafts.into_iter().map(|row| row.spoken).collect();
    assert_eq!(
        rows,
        ["Πρόχειρο: Πρόχειρο χωρίς περιγραφή. 1 φωτογραφία · μόλις τώρα", "Πρόχειρο: Καμένη λάμπα. μόλις τώρα"]
    );
    assert_eq!(phone.sees().start.unwrap().label, "Αναφέρετε ένα πρόβλημα");
}

/// `cargo test --release … -- --ignored --nocapture`: how long the screen takes with ten photos.
#[test]
#[ignore = "a figure, not a rule"]
fn how_long_the_screen_takes() {
    // As many services as a large city has, each with a sentence.
    let mut city = town("large");
    let few = std::mem::take(&mut city.services);
    for service in few.iter().cycle().take(75) {
        let mut service = service.clone();
        if city.services.len() >= few.len() {
            service.code = format!("s{}", city.services.len()).parse().unwrap();
        }
        service.description.en = "A sentence of what belongs here and what happens then. ".repeat(2);
        city.services.push(service);
    }
    let mut phone = Phone::composed();
    phone.model.city = Some(std::sync::Arc::new(crate::CityKit::new(city)));
    phone.nearby = Err(NetTrouble::Offline);
    for _ in 0..10 {
        phone.photographs();
    }
    for step in [ReportStep::What, ReportStep::Where, ReportStep::Service, ReportStep::Questions, ReportStep::Review] {
        phone.goes_to(step);
        let mut times: Vec<Duration> = (0..10_000)
            .map(|_| {
                let began = Instant::now();
                std::hint::black_box(crate::report::view(&phone.model));
                began.elapsed()
            })
            .collect();
        times.sort();
        println!("{step:?}: median {:?}, p90 {:?}, p99 {:?}", times[5_000], times[9_000], times[9_900]);
    }
}
