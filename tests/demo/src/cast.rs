//! Who takes part: people with phones, and what the story tells while they use them.

use crate::tell::Teller;
use dimos_app::report::ReportView;
use dimos_phone::{At, Phone, PhoneOptions, Stuck, Told};
use std::path::{Path, PathBuf};

/// A photo of the demo's.
pub fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/photos").join(name)
}

/// Words about a service, where the photo was taken or the phone is.
pub fn told(service: &str, words: &str) -> Told {
    Told {
        photos: Vec::new(),
        words: words.to_owned(),
        at: At::Photo,
        service: service.to_owned(),
        answers: Vec::new(),
        contact: None,
    }
}

/// Somebody gets a phone and opens the app.
pub fn somebody(dir: &Path, server: &str, name: &str, locale: &str) -> Result<Phone, Stuck> {
    let phone = Phone::open(PhoneOptions {
        dir: dir.join("phones").join(name.to_lowercase()),
        server: server.to_owned(),
        locale: locale.to_owned(),
        offline: false,
        bundled_city: None,
    })?;
    phone.ready()?;
    Ok(phone)
}

/// Somebody composes a report up to the review; the story tells what the phone makes of it.
pub fn composes(phone: &Phone, told: &Told, teller: &Teller) -> Result<ReportView, Stuck> {
    let shown = phone.compose(told)?;
    let place = &shown.place;
    if let At::Street(street) = &told.at {
        teller.fact(&format!("types “{street}” and finds {}", place.hint.value));
    }
    teller.fact(&format!("place: {} ({})", place.hint.value, place.source));
    let suggested: Vec<&str> = shown.suggestions.iter().map(|option| option.label.as_str()).collect();
    teller.fact(&format!("the phone suggests: {}", suggested.join(" · ")));
    Ok(shown)
}
