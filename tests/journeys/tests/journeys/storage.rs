//! The phone's storage is damaged, or cannot be written.

use crate::cast::*;
use dimos_app::{
    Intent, ViewModel,
    intent::{MyReportsIntent, ReportIntent, Tab},
    view::{Screen, Tone},
};
use dimos_journeys::{City, photo};
use dimos_phone::{Phone, SOON};
use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

/// Overwrites a part of a file, as a dying flash cell does.
fn damage(file: &Path, at: u64, bytes: usize) {
    let mut file = fs::OpenOptions::new().write(true).open(file).unwrap();
    assert!(at < file.metadata().unwrap().len());
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&vec![0xA5; bytes]).unwrap();
}

/// Waits until the app is gone: nobody has the database open, and all of it is in one file.
fn closed(city: &City, name: &str, phone: Phone) -> Story {
    drop(phone);
    city.until("the database at rest", || {
        let busy: i64 = city.ask_phone(name, "PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(busy == 0)
    })
}

#[test]
fn a_damaged_database_is_set_aside_what_was_unsent_is_recovered_and_told() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let sent = phone.files(&daylight(0))?;
    phone.delivered()?;
    phone.rested(SOON)?;
    phone.set_online(false);
    let unsent = phone.files(&gully())?;
    phone.compose(&daylight(2))?;
    city.until("the draft", || Ok(city.ask_phone::<i64>("Eleni", "SELECT count(*) FROM drafts")? == 1))?;
    closed(&city, "Eleni", phone)?;
    let file = city.options("Eleni").dir.join("dimos.db");
    // A page that holds nobody's work: everything else can still be read.
    let page: i64 = city.ask_phone("Eleni", "SELECT rootpage FROM sqlite_master WHERE name = 'meta'")?;
    damage(&file, u64::try_from(page - 1).unwrap() * 4096, 4096);

    // The damage is met, and repaired, when the database is opened.
    let phone = city.offline_phone("Eleni")?;
    let said = phone.view().toast.expect("told").text;
    assert!(said.contains("αλλοιωθεί"), "{said}");
    let kept = phone.listing("what is unsent", |list| !list.unsent.is_empty())?;
    assert_eq!(kept.unsent.len(), 1);
    assert_eq!(phone.drafts()?.len(), 1, "the draft too");
    let aside = fs::read_dir(file.parent().unwrap()).unwrap().flatten().map(|entry| entry.file_name());
    assert!(
        aside.filter(|name| name.to_string_lossy().starts_with("set-aside")).count() >= 1,
        "nothing is thrown away"
    );

    phone.set_online(true);
    phone.delivered()?;
    phone.ticket(unsent, "its number and photo", |t| dimos_phone::has_number(t) && t.photos.len() == 1)?;
    phone.number(sent)?;
    assert_eq!((happened(&city, sent, "reported")?, happened(&city, unsent, "reported")?), (1, 1));
    assert_eq!(city.count("SELECT count(*) FROM devices")?, 1, "a damaged database makes no stranger");
    Ok(())
}

/// Page by page: whatever is overwritten, the app opens and goes on, and no report is lost. What had to be picked out of the
/// raw bytes waits for the person's word, since it may have been delivered before.
#[test]
fn whichever_page_is_damaged_the_app_goes_on_and_no_report_is_lost() -> Story {
    let city = City::start()?;
    for page in (0..16).step_by(3) {
        let name = format!("phone-{page}");
        let phone = city.offline_phone(&name)?;
        phone.files(&daylight(0))?;
        phone.files(&daylight(1))?;
        closed(&city, &name, phone)?;
        let file = city.options(&name).dir.join("dimos.db");
        if fs::metadata(&file)?.len() <= page * 4096 {
            break;
        }
        damage(&file, page * 4096, 2048);
        let before = city.count("SELECT count(*) FROM reports")?;
        let mut phone = city.phone(&name)?;
        phone.send(Intent::OpenTab { tab: Tab::MyReports });
        let danger = |view: &ViewModel| view.toast.as_ref().is_some_and(|toast| toast.tone == Tone::Danger);
        let view = phone.until("the list, or the trouble", SOON, |view| match &view.screen {
            Screen::MyReports { my_reports } => my_reports.rows.len() >= 2 || danger(view),
            _ => false,
        })?;
        // Damage that is met only while the app is open is repaired at the next opening.
        if danger(&view) || phone.files(&daylight(2)).is_err() {
            println!("page {page}: met while the app is open");
            drop(phone);
            phone = city.phone(&name)?;
            phone.files(&daylight(2))?;
        }
        drop(phone);
        let phone = city.phone(&name)?;
        phone.rested(SOON)?;
        let picked_out = phone.unsent()?;
        for row in &picked_out {
            phone.my_reports(MyReportsIntent::Retry { act: row.act.clone() });
        }
        phone.delivered()?;
        let arrived = city.count("SELECT count(*) FROM reports")? - before;
        println!("page {page}: {arrived} of 3 arrived, {} of them picked out", picked_out.len());
        assert_eq!(arrived, 3, "page {page}");
    }
    Ok(())
}

#[test]
fn a_photo_whose_file_is_gone_is_asked_for_again_in_words() -> Story {
    let city = City::start()?;
    let phone = city.offline_phone("Eleni")?;
    phone.files(&gully())?;
    fs::remove_dir_all(city.options("Eleni").dir.join("photos")).unwrap();
    phone.set_online(true);
    let list = phone.listing("the trouble", |list| list.unsent.iter().any(|row| row.edit.is_some()))?;
    // It is the phone's trouble, and told as that: the city was never asked.
    assert!(list.unsent[0].status.contains("δεν υπάρχει πια στο τηλέφωνο"), "{}", list.unsent[0].status);
    assert!(!list.unsent[0].status.contains("δήμος") && list.unsent[0].retry.is_none());
    // The way out: it is opened as a draft, gets another photo, and goes.
    let act = list.unsent[0].act.clone();
    phone.my_reports(MyReportsIntent::Edit { act });
    phone.composing("the draft", |view| view.composing && view.description.value.contains("φρεάτιο"))?;
    let broken: Vec<String> =
        phone.composing("the photos", |_| true)?.photos.into_iter().map(|photo| photo.id).collect();
    for photo in broken {
        phone.report(ReportIntent::RemovePhoto { photo });
    }
    phone.add_photo(&photo("street-3.jpg"))?;
    let id = phone.send_report()?;
    phone.delivered()?;
    phone.ticket(id, "the new photo", |ticket| ticket.photos.len() == 1)?;
    assert_eq!(city.count("SELECT count(*) FROM reports")?, 1);
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_said_kindly_and_tried_again() -> Story {
    let city = City::start()?;
    let options = city.options("Eleni");
    // Even root cannot open a database where a folder is.
    fs::create_dir_all(options.dir.join("dimos.db")).unwrap();
    let phone = Phone::open(options.clone())?;
    let view = phone.until(
        "the trouble",
        SOON,
        |view| matches!(&view.screen, Screen::Starting { starting } if starting.retry.is_some()),
    )?;
    let Screen::Starting { starting } = view.screen else { panic!() };
    assert!(starting.message.chars().count() > 30, "{}", starting.message);
    fs::remove_dir(options.dir.join("dimos.db")).unwrap();
    phone.send(Intent::Foreground);
    phone.until("the app after all", SOON, |view| matches!(view.screen, Screen::Report { .. }))?;

    // Nor can it make a folder for photos where a file is: the words stay, and the photo comes once there is room for it.
    let photos = options.dir.join("photos");
    let _none_yet = fs::remove_dir_all(&photos);
    fs::write(&photos, "in the way").unwrap();
    let said = refusal(phone.compose(&gully()));
    assert!(said.chars().count() > 30, "{said}");
    fs::remove_file(&photos).unwrap();
    let id = phone.files(&gully())?;
    phone.delivered()?;
    phone.ticket(id, "the photo", |ticket| ticket.photos.len() == 1)?;
    Ok(())
}

#[test]
fn words_whose_photo_is_gone_from_the_phone_go_without_it() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let report = phone.files(&daylight(0))?;
    phone.number(report)?;
    phone.rested(SOON)?;
    phone.set_online(false);
    phone.ticket(report, "its page", |ticket| ticket.comment.is_some())?;
    phone.photograph_for_ticket(&photo("street-6.jpg"))?;
    phone.write("Καίνε και δύο πιο κάτω.", MyReportsIntent::Comment)?;
    fs::remove_dir_all(city.options("Eleni").dir.join("photos")).unwrap();
    phone.set_online(true);
    let row =
        phone.listing("the trouble", |list| list.unsent.iter().any(|row| row.without.is_some()))?.unsent.remove(0);
    assert!(row.detail.contains("Καίνε") && row.status.contains("χωρίς αυτήν"), "{row:?}");
    phone.my_reports(MyReportsIntent::SendWithout { act: row.act });
    phone.delivered()?;
    assert_eq!(city.desk()?.report(report)?.photos.len(), 0);
    assert_eq!(happened(&city, report, "commented")?, 1);
    Ok(())
}

/// An older app wrote an act in other bytes and sent it; the answer was lost, and the app was updated. The server knows an
/// act again by its bytes: the newer app must send them as they were, not as it would write them.
#[test]
fn what_an_older_app_had_queued_and_perhaps_sent_is_sent_in_its_own_bytes() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    phone.files(&daylight(0))?;
    phone.delivered()?;
    phone.rested(SOON)?;
    phone.set_online(false);
    let id = phone.files(&daylight(2))?;
    closed(&city, "Eleni", phone)?;
    let (act, body): (String, String) =
        (city.ask_phone("Eleni", "SELECT id FROM outbox")?, city.ask_phone("Eleni", "SELECT body FROM outbox")?);
    // The older one wrote nothing for what is empty, and with spaces.
    let mut older: serde_json::Value = serde_json::from_str(&body).unwrap();
    let empty = |value: &serde_json::Value| value.as_array().is_some_and(Vec::is_empty);
    older.as_object_mut().unwrap().retain(|_, value| !empty(value));
    let older = serde_json::to_string_pretty(&older).unwrap();
    assert_ne!(older, body);
    city.ask_phone::<i64>("Eleni", &format!("UPDATE outbox SET body = '{older}' RETURNING 1"))?;
    let secrets = fs::read_to_string(city.options("Eleni").dir.join(dimos_phone::SECRETS))?;
    let secrets: serde_json::Value = serde_json::from_str(&secrets).unwrap();
    let call = reqwest::Client::new()
        .post(format!("{}{}/reports", city.server_url(), dimos_api::PREFIX))
        .bearer_auth(secrets["dimos.token"].as_str().unwrap())
        .header(dimos_api::IDEMPOTENCY_KEY, act)
        .header("content-type", "application/json")
        .body(older);
    let answer = city.block_on(call.send())?;
    assert!(answer.status().is_success(), "the older app's call arrived: {}", answer.status());

    let phone = city.phone("Eleni")?;
    phone.delivered()?;
    phone.number(id)?;
    assert_eq!(happened(&city, id, "reported")?, 1, "once");
    Ok(())
}
