//! The story: photographs become reports, the city decides, a crew fixes, citizens confirm.

use crate::{
    cast::{Person, SOON, Told, rows},
    city::{ACCOUNT, CityServer},
    common::{Broken, answer_what_is_asked, eventually, has_number},
    field::{not_fixed, the_crew_works_offline},
    log::timelines,
    tell::Teller,
};
use dimos_api::Decision;
use dimos_app::{
    Intent,
    intent::{MyReportsIntent, ReportIntent, ReportStep, ShelfChoice},
    view::Screen,
};
use dimos_domain::ids::ReportId;
use dimos_phone::Desk;
use std::path::Path;

/// The reports that the story follows.
pub struct Reports {
    /// The gully at delfon.
    pub gully_delfon: ReportId,
    /// The gully at botsari.
    pub gully_botsari: ReportId,
    /// The gully at agiou_dimitriou.
    pub gully_agiou_dimitriou: ReportId,
    /// The marking at Εγνατία.
    pub marking: ReportId,
}

/// Tells the whole story.
pub fn tell(server: &CityServer, dir: &Path, teller: &mut Teller) -> Result<(), Broken> {
    let open = |name, locale, offline| Person::new(dir, server.url(), name, locale, offline);
    let eleni = open("Eleni", "el-GR", false)?;
    let nikos = open("Nikos", "el-GR", true)?;
    let james = open("James", "en-GB", false)?;
    let maria = open("Maria", "el-GR", false)?;

    let reports = citizens_report(&eleni, &nikos, &james, &maria, teller)?;
    a_duplicate_becomes_a_me_too(&open("Kostas", "el-GR", false)?, reports.gully_delfon, teller)?;
    outside_is_refused_kindly(&open("Sofia", "el-GR", false)?, teller)?;
    bulky_items_get_an_appointment(&open("Giorgos", "el-GR", false)?, teller)?;
    let desk = Desk::log_in(server.url(), ACCOUNT, server.password())?;
    the_dispatcher_decides(&desk, &james, &reports, teller)?;
    let crew = open("Crew", "el-GR", false)?;
    the_crew_works_offline(&desk, &crew, &reports, teller)?;
    not_fixed(&desk, &crew, &eleni, &reports, teller)?;
    timelines(&desk, &reports, teller)
}

fn citizens_report(
    eleni: &Person,
    nikos: &Person,
    james: &Person,
    maria: &Person,
    teller: &mut Teller,
) -> Result<Reports, Broken> {
    teller.chapter("Citizens photograph what is broken");
    let told = Told {
        words: "Βουλωμένο φρεάτιο, γεμάτο φύλλα και χώματα. Με την πρώτη βροχή πλημμυρίζει ο δρόμος!",
        photos: &["street-6.jpg"],
        service: "blocked-gully",
        ..Told::default()
    };
    teller.does("Ελένη", "photographs a gully and writes in Greek:");
    teller.reads(told.words);
    let shown = eleni.compose(&told, teller)?;
    teller.expect("the place came from the photo, the service from her words", {
        shown.place.is_set && shown.suggestions.first().is_some_and(|first| first.code == told.service)
    });
    let gully_delfon = eleni.send()?;
    eleni.delivered()?;
    let ticket = eleni.ticket(gully_delfon, "a ticket number", has_number)?;
    teller.expect(&format!("sent: ticket {}", ticket.row.number), true);

    let told = Told {
        words: "voulomeno freatio sti Mpotsari, exei xorta mesa kai den travaei to nero",
        photos: &["street-4.jpg"],
        service: "blocked-gully",
        ..Told::default()
    };
    teller.does("Νίκος", "has no network, photographs another and types Greeklish:");
    teller.reads(told.words);
    let shown = nikos.compose(&told, teller)?;
    teller.expect(
        "even offline the phone understands the words",
        shown.suggestions.iter().any(|option| option.code == told.service),
    );
    let gully_botsari = nikos.send()?;
    let ticket = nikos.ticket(gully_botsari, "the report kept", |ticket| !ticket.unsent.is_empty())?;
    teller.expect(&format!("kept on his phone: “{}”", ticket.row.number), !has_number(&ticket));

    let told = Told {
        words: "The yellow road marking has worn off, drivers park right on the corner now",
        photos: &["street-5.jpg"],
        service: "faded-marking",
        ..Told::default()
    };
    teller.does("James", "writes in English:");
    teller.reads(told.words);
    let shown = james.compose(&told, teller)?;
    teller.expect("English words find the service too", shown.suggestions.iter().any(|o| o.code == told.service));
    answer_what_is_asked(james, &[])?;
    let marking = james.send()?;
    james.delivered()?;
    let ticket = james.ticket(marking, "a ticket number", has_number)?;
    teller.expect(&format!("sent: ticket {}", ticket.row.number), true);

    let told = Told {
        words: "Στην Αγίου Δημητρίου βούλωσε η σχάρα του φρεατίου και έσπασε η άσφαλτος γύρω της",
        photos: &["street-3.jpg", "street-2.jpg"],
        service: "blocked-gully",
        ..Told::default()
    };
    teller.does("Μαρία", "sends two photos:");
    teller.reads(told.words);
    maria.compose(&told, teller)?;
    let gully_agiou_dimitriou = maria.send()?;
    maria.delivered()?;
    let ticket = maria.ticket(gully_agiou_dimitriou, "a ticket number", |t| has_number(t) && t.photos.len() == 2)?;
    teller.expect(&format!("sent with both photos: ticket {}", ticket.row.number), true);

    teller.does("Νίκος", "finds a network; his report goes out by itself");
    nikos.phone.set_online(true);
    nikos.delivered()?;
    let ticket = nikos.ticket(gully_botsari, "a ticket number", has_number)?;
    teller.expect(&format!("delivered once: ticket {}", ticket.row.number), nikos.list(ShelfChoice::Mine)?.len() == 1);
    Ok(Reports { gully_delfon, gully_botsari, gully_agiou_dimitriou, marking })
}

fn a_duplicate_becomes_a_me_too(kostas: &Person, original: ReportId, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("The same gully again becomes a “me too”");
    kostas.phone.is_at(40.610_10, 22.957_45, 9.0);
    kostas.phone.send(Intent::Report { intent: ReportIntent::New });
    kostas.phone.send(Intent::Report { intent: ReportIntent::UsePhonePosition });
    kostas.phone.until(
        "his position",
        SOON,
        |view| matches!(&view.screen, Screen::Report { report } if report.place.is_set),
    )?;
    let words = "ΒΟΥΛΩΜΕΝΟ ΤΟ ΦΡΕΑΤΙΟ ΣΤΗ ΔΕΛΦΩΝ";
    teller.does("Κώστας", "stands a few steps away and writes in capitals:");
    teller.reads(words);
    for intent in [
        ReportIntent::Describe { text: words.to_owned() },
        ReportIntent::ChooseService { code: "blocked-gully".to_owned() },
        ReportIntent::GoTo { step: ReportStep::Nearby },
    ] {
        kostas.phone.send(Intent::Report { intent });
    }
    let view = kostas.phone.until(
        "the reports nearby",
        SOON,
        |view| matches!(&view.screen, Screen::Report { report } if !report.nearby.is_empty()),
    )?;
    let Screen::Report { report } = view.screen else { return Err(Broken::Missing("report on the screen")) };
    teller.fact(&report.nearby_message);
    for near in &report.nearby {
        teller.fact(&format!("{} · {} · {}", near.row.title, near.row.place, near.row.number));
    }
    let offered = report.nearby.iter().any(|near| near.row.id == original.to_string());
    teller.expect("his phone asks: is it one of these?", offered);
    kostas.phone.send(Intent::Report { intent: ReportIntent::ItIsThis { report: original.to_string() } });
    kostas.delivered()?;
    kostas.list(ShelfChoice::Following)?;
    let view = kostas.phone.until("the report he follows", SOON, |view| !rows(view).is_empty())?;
    teller.expect("it is: he supports Ελένη's report and follows it", rows(&view) == [original.to_string()]);
    Ok(())
}

fn outside_is_refused_kindly(sofia: &Person, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("Outside the municipality");
    teller.does("Σοφία", "sends a photo that was taken in Kalamaria; her phone says:");
    let told = Told {
        words: "Χάλασε το ρείθρο του πεζοδρομίου",
        photos: &["outside-kalamaria.jpg"],
        service: "broken-pavement",
        ..Told::default()
    };
    let shown = sofia.compose(&told, teller)?;
    let named = shown.place.outside.as_deref().is_some_and(|text| text.contains("Καλαμαρι"));
    teller.expect("the neighbour is named and nothing is sent", named && !shown.send.enabled);
    Ok(())
}

fn bulky_items_get_an_appointment(giorgos: &Person, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("Bulky items, by appointment");
    let told = Told {
        words: "ΕΧΩ ΕΝΑ ΠΑΛΙΟ ΨΥΓΕΙΟ ΚΑΙ ΔΥΟ ΣΤΡΩΜΑΤΑ ΓΙΑ ΠΕΤΑΜΑ",
        service: "bulky-items",
        street: Some("Vasilissis Olgas"),
        contact: Some(("Γιώργος Δ.", "giorgos@example.org", "2310000000")),
        ..Told::default()
    };
    teller.does("Γιώργος", "has no photo; he writes and gives his name:");
    teller.reads(told.words);
    giorgos.compose(&told, teller)?;
    answer_what_is_asked(giorgos, &[("what", "Ένα ψυγείο και δύο στρώματα"), ("doorbell", "Δημητρίου, 3ος όροφος")])?;
    let id = giorgos.send()?;
    giorgos.delivered()?;
    let ticket = giorgos.ticket(id, "a ticket number", has_number)?;
    for answer in &ticket.answers {
        teller.fact(answer);
    }
    teller.expect(&format!("sent: ticket {}", ticket.row.number), !ticket.answers.is_empty());
    Ok(())
}

fn the_dispatcher_decides(desk: &Desk, james: &Person, reports: &Reports, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("A dispatcher decides");
    let queue = desk.queue()?;
    teller.does("The dispatcher", &format!("sees {} open reports, most urgent first:", queue.len()));
    for report in &queue {
        let department = report.department.as_ref().map_or("nobody yet", |department| department.as_str());
        teller.fact(&format!(
            "{}  priority {}  {:<14} {:<14} {}",
            report.number,
            report.priority,
            report.service,
            department,
            report.place_hint.as_deref().unwrap_or("")
        ));
    }
    teller.expect("the rules have given each a department and a date", {
        queue.len() == 5 && queue.iter().all(|report| report.department.is_some() && report.due_at.is_some())
    });
    let asked = "Σε ποια γωνία ακριβώς; / Which corner exactly?";
    desk.decide(reports.marking, Decision::Ask { question: asked.to_owned() })?;
    teller.does("The dispatcher", "asks James a question:");
    teller.reads(asked);
    let ticket = james.ticket(reports.marking, "the question", |ticket| ticket.answer.is_some())?;
    teller.expect("it is on his phone", ticket.question.as_deref() == Some(asked));
    james.my_reports(MyReportsIntent::Write { text: "Egnatia and Venizelou, north side".to_owned() });
    james.my_reports(MyReportsIntent::Answer);
    let answered = eventually(|| Ok(desk.report(reports.marking)?.question.is_none()))?;
    teller.expect("James answers, and the ticket goes on", answered);
    Ok(())
}
