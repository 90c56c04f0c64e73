//! Conversations with the settings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use super::SettingsView;
use crate::{
    Intent,
    intent::{SettingsIntent, Tab},
    my_reports::tests::phone::Phone,
    view::Screen,
};

fn phone() -> Phone {
    let mut phone = Phone::new().started();
    phone.send(Intent::OpenTab { tab: Tab::Settings });
    phone
}

fn does(phone: &mut Phone, intent: SettingsIntent) {
    phone.send(Intent::Settings { intent });
}

fn view(phone: &Phone) -> SettingsView {
    match phone.screen() {
        Screen::Settings { settings } => settings,
        other => panic!("not the settings: {other:?}"),
    }
}

#[test]
fn the_language_follows_the_phone_until_one_is_chosen() {
    let mut phone = phone();
    does(&mut phone, SettingsIntent::PhoneLocale { tag: "el-GR".to_owned() });
    assert_eq!(view(&phone).title, "Ρυθμίσεις");
    does(&mut phone, SettingsIntent::Language { tag: "en".to_owned() });
    assert_eq!(view(&phone).title, "Settings");
    assert_eq!(phone.kept.last().unwrap().language, Some(dimos_domain::l10n::Language::En));
    does(&mut phone, SettingsIntent::Language { tag: String::new() });
    assert_eq!(view(&phone).title, "Ρυθμίσεις");
    assert!(view(&phone).languages[0].selected);
}

#[test]
fn the_citys_notice_on_personal_data_is_on_its_own_page() {
    let mut phone = phone();
    assert!(view(&phone).privacy_notice.unwrap().enabled);
    does(&mut phone, SettingsIntent::OpenPrivacyNotice);
    assert_eq!(phone.opened, ["https://city.example/privacy"]);
}

#[test]
fn what_is_chosen_is_kept() {
    let mut phone = phone();
    does(&mut phone, SettingsIntent::LargeText { large: true });
    does(&mut phone, SettingsIntent::RememberContact { remember: true });
    let kept = phone.kept.last().unwrap().clone();
    assert!(kept.large_text && kept.remember_contact);
    assert!(view(&phone).large_text);
}

#[test]
fn a_contact_is_forgotten_the_moment_it_may_not_be_kept() {
    let mut phone = phone();
    does(&mut phone, SettingsIntent::RememberContact { remember: true });
    phone.model.settings.preferences.contact = Some(dimos_domain::act::Contact::default());
    does(&mut phone, SettingsIntent::RememberContact { remember: false });
    assert_eq!(phone.kept.last().unwrap().contact, None);
}

#[test]
fn forgetting_everything_takes_two_taps_and_says_what_would_be_lost() {
    let mut phone = phone();
    does(&mut phone, SettingsIntent::ForgetMe { confirmed: true });
    assert!(!phone.forgotten, "the warning comes first");
    assert!(view(&phone).forget_warning.is_some());
    does(&mut phone, SettingsIntent::LargeText { large: true });
    does(&mut phone, SettingsIntent::ForgetMe { confirmed: true });
    assert!(!phone.forgotten, "something else in between takes the question back");
    does(&mut phone, SettingsIntent::ForgetMe { confirmed: true });
    assert!(phone.forgotten);
    assert_eq!(phone.toast(), "Everything of yours was removed from this phone.");
}

#[test]
fn the_city_can_be_called() {
    assert_eq!(view(&phone()).contact, "Talk to a person: 2310 000000, city@example.org");
}
