//! The story: photographs become reports, the city decides, a crew fixes, citizens confirm; and a family pays.

use crate::{
    cast::{composes, photo, somebody, told},
    city::{CityServer, DISPATCHER},
    common::{Broken, eventually},
    family::{Left, a_family_pays},
    field::{not_fixed, the_crew_works_offline},
    log::timelines,
    tell::Teller,
};
use dimos_api::Decision;
use dimos_app::intent::{MyReportsIntent, ShelfChoice};
use dimos_domain::ids::ReportId;
use dimos_phone::{At, CityDays, Desk, Phone, Stuck, Told, has_number};
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
    /// The fridge and the mattresses.
    pub bulky: ReportId,
}

impl Reports {
    /// Those that the crew drives to.
    pub const fn gullies(&self) -> [ReportId; 3] {
        [self.gully_delfon, self.gully_botsari, self.gully_agiou_dimitriou]
    }

    /// Every one.
    pub const fn all(&self) -> [ReportId; 5] {
        [self.gully_delfon, self.gully_botsari, self.gully_agiou_dimitriou, self.marking, self.bulky]
    }
}

/// Tells the whole story; gives back what is left to try.
pub fn tell(server: &CityServer, dir: &Path, teller: &mut Teller) -> Result<Left, Broken> {
    let open = |name, locale| somebody(dir, server.url(), name, locale);
    let desk = Desk::log_in(server.url(), DISPATCHER, server.password())?;
    let days = CityDays::of(&desk.city()?)?;
    let eleni = open("Eleni", "el-GR")?;
    let nikos = open("Nikos", "el-GR")?;
    nikos.set_online(false);
    let james = open("James", "en-GB")?;
    let maria = open("Maria", "el-GR")?;

    teller.chapter("Citizens photograph what is broken");
    let gully_delfon = a_gully_in_greek(&desk, &eleni, teller)?;
    let gully_botsari = one_in_greeklish_without_a_network(&nikos, teller)?;
    let marking = a_marking_in_english(&desk, &james, teller)?;
    let gully_agiou_dimitriou = one_with_two_photos(&desk, &maria, teller)?;
    it_goes_out_by_itself(&nikos, gully_botsari, teller)?;
    a_duplicate_becomes_a_me_too(&open("Kostas", "el-GR")?, gully_delfon, teller)?;
    outside_is_refused_kindly(&open("Sofia", "el-GR")?, teller)?;
    let bulky = bulky_items_get_an_appointment(&open("Giorgos", "el-GR")?, &days, teller)?;
    let reports = Reports { gully_delfon, gully_botsari, gully_agiou_dimitriou, marking, bulky };
    the_dispatcher_decides(&desk, &james, &reports, teller)?;
    let crew = open("Crew", "el-GR")?;
    the_crew_works_offline(&desk, &days, &crew, &reports, teller)?;
    not_fixed(&desk, &days, &crew, &eleni, &reports, teller)?;
    timelines(&desk, &days, &reports, teller)?;
    a_family_pays(server, &desk, &days, dir, teller)
}

fn a_gully_in_greek(desk: &Desk, eleni: &Phone, teller: &mut Teller) -> Result<ReportId, Broken> {
    let words = "Βουλωμένο φρεάτιο, γεμάτο φύλλα και χώματα. Με την πρώτη βροχή πλημμυρίζει ο δρόμος!";
    let told = told("blocked-gully", words).photo(photo("street-6.jpg"));
    teller.does("Ελένη", "photographs a gully and writes in Greek:");
    teller.reads(words);
    let shown = composes(eleni, &told, teller)?;
    teller.expect("the place came from the photo, the service from her words", {
        shown.place.is_set && shown.suggestions.first().is_some_and(|first| first.code == told.service)
    });
    let id = eleni.send_report()?;
    eleni.delivered()?;
    let (number, photos) = arrived(desk, eleni, id)?;
    teller.expect(&format!("sent: ticket {number}"), photos == 1);
    Ok(id)
}

fn one_in_greeklish_without_a_network(nikos: &Phone, teller: &mut Teller) -> Result<ReportId, Broken> {
    let words = "voulomeno freatio sti Mpotsari, exei xorta mesa kai den travaei to nero";
    let told = told("blocked-gully", words).photo(photo("street-4.jpg"));
    teller.does("Νίκος", "has no network, photographs another and types Greeklish:");
    teller.reads(words);
    let shown = composes(nikos, &told, teller)?;
    teller.expect(
        "even offline the phone understands the words",
        shown.suggestions.iter().any(|option| option.code == told.service),
    );
    let id = nikos.send_report()?;
    let ticket = nikos.ticket(id, "the report kept", |ticket| !ticket.unsent.is_empty())?;
    teller.expect(&format!("kept on his phone: “{}”", ticket.row.number), !has_number(&ticket));
    Ok(id)
}

fn a_marking_in_english(desk: &Desk, james: &Phone, teller: &mut Teller) -> Result<ReportId, Broken> {
    let words = "The yellow road marking has worn off, drivers park right on the corner now";
    let told = told("faded-marking", words).photo(photo("street-5.jpg"));
    teller.does("James", "writes in English:");
    teller.reads(words);
    let shown = composes(james, &told, teller)?;
    teller.expect("English words find the service too", shown.suggestions.iter().any(|o| o.code == told.service));
    let id = james.send_report()?;
    james.delivered()?;
    let (number, photos) = arrived(desk, james, id)?;
    teller.expect(&format!("sent: ticket {number}"), photos == 1);
    Ok(id)
}

fn one_with_two_photos(desk: &Desk, maria: &Phone, teller: &mut Teller) -> Result<ReportId, Broken> {
    let words = "Στην Αγίου Δημητρίου βούλωσε η σχάρα του φρεατίου και έσπασε η άσφαλτος γύρω της";
    let told = told("blocked-gully", words).photo(photo("street-3.jpg")).photo(photo("street-2.jpg"));
    teller.does("Μαρία", "sends two photos:");
    teller.reads(words);
    composes(maria, &told, teller)?;
    let id = maria.send_report()?;
    maria.delivered()?;
    let (number, photos) = arrived(desk, maria, id)?;
    teller.expect(&format!("sent with both photos: ticket {number}"), photos == 2);
    Ok(id)
}

/// The number that a citizen's phone shows, and how many photos the city has under that number.
fn arrived(desk: &Desk, phone: &Phone, id: ReportId) -> Result<(String, usize), Broken> {
    let number = phone.number(id)?;
    let queue = desk.queue()?;
    let report = queue.iter().find(|report| report.number == number).ok_or(Broken::Missing("report of that number"))?;
    Ok((number, report.photos.len()))
}

fn it_goes_out_by_itself(nikos: &Phone, id: ReportId, teller: &mut Teller) -> Result<(), Broken> {
    teller.does("Νίκος", "finds a network; his report goes out by itself");
    nikos.set_online(true);
    nikos.delivered()?;
    let number = nikos.number(id)?;
    teller.expect(&format!("delivered once: ticket {number}"), nikos.list(ShelfChoice::Mine)?.len() == 1);
    Ok(())
}

fn a_duplicate_becomes_a_me_too(kostas: &Phone, original: ReportId, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("The same gully again becomes a “me too”");
    kostas.is_at(40.610_10, 22.957_45, 9.0);
    let words = "ΒΟΥΛΩΜΕΝΟ ΤΟ ΦΡΕΑΤΙΟ ΣΤΗ ΔΕΛΦΩΝ";
    teller.does("Κώστας", "stands a few steps away and writes in capitals:");
    teller.reads(words);
    kostas.compose(&told("blocked-gully", words).at(At::Phone))?;
    let shown = kostas.look_around()?;
    teller.fact(&shown.nearby_message);
    for near in &shown.nearby {
        teller.fact(&format!("{} · {} · {}", near.row.title, near.row.place, near.row.number));
    }
    let offered = shown.nearby.iter().any(|near| near.row.id == original.to_string());
    teller.expect("his phone asks: is it one of these?", offered);
    kostas.it_is_this(&original.to_string())?;
    kostas.delivered()?;
    kostas.list(ShelfChoice::Following)?;
    let list = kostas
        .listing("the report he follows", |list| list.shelf == ShelfChoice::Following && !list.rows.is_empty())?;
    let follows: Vec<&str> = list.rows.iter().map(|row| row.id.as_str()).collect();
    teller.expect("it is: he supports Ελένη's report and follows it", follows == [original.to_string()]);
    Ok(())
}

fn outside_is_refused_kindly(sofia: &Phone, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("Outside the municipality");
    teller.does("Σοφία", "sends a photo that was taken in Kalamaria; her phone says:");
    let told = told("broken-pavement", "Χάλασε το ρείθρο του πεζοδρομίου").photo(photo("outside-kalamaria.jpg"));
    let refused = match sofia.compose(&told) {
        Err(Stuck::Refused(outside)) => outside,
        Err(other) => return Err(other.into()),
        Ok(_) => String::new(),
    };
    teller.reads(&refused);
    let nothing = sofia.list(ShelfChoice::Mine)?.is_empty() && sofia.unsent()?.is_empty();
    teller.expect("the neighbour is named and nothing is sent", refused.contains("Καλαμαρι") && nothing);
    Ok(())
}

fn bulky_items_get_an_appointment(giorgos: &Phone, days: &CityDays, teller: &mut Teller) -> Result<ReportId, Broken> {
    teller.chapter("Bulky items, by appointment");
    let words = "ΕΧΩ ΕΝΑ ΠΑΛΙΟ ΨΥΓΕΙΟ ΚΑΙ ΔΥΟ ΣΤΡΩΜΑΤΑ ΓΙΑ ΠΕΤΑΜΑ";
    let day = days.working_day_after(days.today()).ok_or(Broken::Missing("working day"))?;
    let told: Told = told("bulky-items", words)
        .at(At::Street("Vasilissis Olgas".to_owned()))
        .answer("kind", "large-appliance")
        .answer("how-many", "3")
        .answer("appointment", &day.to_string())
        .answer("doorbell", "Δημητρίου, 3ος όροφος")
        .named("Γιώργος Δ.", "giorgos@example.org", "2310000000");
    teller.does("Γιώργος", "has no photo; he writes and gives his name:");
    teller.reads(words);
    composes(giorgos, &told, teller)?;
    let id = giorgos.send_report()?;
    giorgos.delivered()?;
    let ticket = giorgos.ticket(id, "a ticket number", has_number)?;
    for answer in &ticket.answers {
        teller.fact(answer);
    }
    teller.expect(&format!("sent: ticket {}", ticket.row.number), !ticket.answers.is_empty());
    Ok(id)
}

fn the_dispatcher_decides(desk: &Desk, james: &Phone, reports: &Reports, teller: &mut Teller) -> Result<(), Broken> {
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
    james.write("Egnatia and Venizelou, north side", MyReportsIntent::Answer)?;
    let answered = eventually(|| Ok(desk.report(reports.marking)?.question.is_none()))?;
    teller.expect("James answers, and the ticket goes on", answered);
    Ok(())
}
