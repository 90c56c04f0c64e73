//! The story: photographs become reports, the city decides, a crew fixes, citizens confirm.

use crate::{
    cast::{Person, SOON, Told, photo, rows},
    city::{ACCOUNT, CityServer},
    tell::Teller,
};
use dimos_api::Decision;
use dimos_app::{
    Intent,
    crew::{CrewView, JobView},
    intent::{CrewIntent, MyReportsIntent, PhotoSource, ReportIntent, SettingsIntent, ShelfChoice, Tab, WorkPhoto},
    my_reports::TicketView,
    report::{Keyboard, QuestionView},
    view::Screen,
};
use dimos_domain::{
    ids::{CrewCode, InvalidId, ReportId},
    report::Report,
    workflow::State,
};
use dimos_phone::{Desk, Refused, Stuck};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{path::Path, thread, time::Duration};

/// Why the story broke off.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A phone did not show what it should.
    #[error(transparent)]
    Phone(#[from] Stuck),
    /// The server refused the dispatcher.
    #[error("the dispatcher: {0}")]
    Desk(#[from] Refused),
    /// The city pack has no such crew.
    #[error(transparent)]
    Code(#[from] InvalidId),
    /// A list was shorter than it should be.
    #[error("there is no {0}")]
    Missing(&'static str),
}

/// The crew that clears gullies.
const CREW: &str = "gullies";

/// The reports that the story follows.
struct Reports {
    gully_delfon: ReportId,
    gully_botsari: ReportId,
    gully_agiou_dimitriou: ReportId,
    marking: ReportId,
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
    answer_what_is_required(james)?;
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
    kostas.phone.until("his position", SOON, |view| {
        matches!(&view.screen, Screen::Report { report } if report.place.is_set)
    })?;
    let words = "ΒΟΥΛΩΜΕΝΟ ΤΟ ΦΡΕΑΤΙΟ ΣΤΗ ΔΕΛΦΩΝ";
    teller.does("Κώστας", "stands a few steps away and writes in capitals:");
    teller.reads(words);
    for intent in [
        ReportIntent::Describe { text: words.to_owned() },
        ReportIntent::ChooseService { code: "blocked-gully".to_owned() },
        ReportIntent::GoTo { step: dimos_app::intent::ReportStep::Nearby },
    ] {
        kostas.phone.send(Intent::Report { intent });
    }
    let view = kostas.phone.until("the reports nearby", SOON, |view| {
        matches!(&view.screen, Screen::Report { report } if !report.nearby.is_empty())
    })?;
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
    answer_what_is_required(giorgos)?;
    let id = giorgos.send()?;
    giorgos.delivered()?;
    let ticket = giorgos.ticket(id, "a ticket number", has_number)?;
    for answer in &ticket.answers {
        teller.fact(answer);
    }
    teller.expect(&format!("sent: ticket {}", ticket.row.number), !ticket.answers.is_empty());
    Ok(())
}

fn the_dispatcher_decides(
    desk: &Desk,
    james: &Person,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
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

fn the_crew_works_offline(
    desk: &Desk,
    crew: &Person,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("A crew drives out and works without a network");
    let code: CrewCode = CREW.parse()?;
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou] {
        let report = desk.report(id)?;
        if report.crew.as_ref() != Some(&code) || report.state != State::Assigned {
            let department = report.department.ok_or(Broken::Missing("department"))?;
            desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
        }
    }
    let plan = desk.plan(&code, today())?;
    teller.does(
        "The dispatcher",
        &format!("plans the crew's day: {} stops, {:.1} km", plan.jobs.len(), f64::from(plan.route_m) / 1000.0),
    );
    let one_time = desk.enrolment_code(&code)?;
    crew.phone.send(Intent::OpenTab { tab: Tab::Settings });
    crew.phone.send(Intent::Settings { intent: SettingsIntent::TypeCode { code: one_time } });
    crew.phone.send(Intent::Settings { intent: SettingsIntent::Enrol });
    let day = crew_day(crew, "the plan", |day| day.jobs.len() == 3)?;
    teller.does("The crew", "makes a phone its own with a one-time code and sees its day:");
    teller.fact(&day.summary);
    for job in &day.jobs {
        teller.fact(&format!("{}. {} · {} · {}", job.stop, job.number, job.place, job.status));
    }
    teller.expect("three stops in route order", {
        day.jobs.iter().map(|job| job.stop).eq(1..=3)
            && plan.jobs.iter().map(|job| job.number.as_str()).eq(day.jobs.iter().map(|job| job.number.as_str()))
    });

    crew.phone.set_online(false);
    teller.does("The crew", "loses the network and works on");
    let stops: Vec<(String, String)> = day.jobs.iter().map(|job| (job.id.clone(), job.number.clone())).collect();
    let first = stops.first().ok_or(Broken::Missing("first stop"))?;
    fix(crew, &first.0, "street-4.jpg", "street-1.jpg", "Καθαρίστηκε, τραβάει κανονικά.")?;
    teller.expect(&format!("{}: begun, photographed before and after, closed", first.1), true);
    let second = stops.get(1).ok_or(Broken::Missing("second stop"))?;
    fix(crew, &second.0, "street-6.jpg", "street-5.jpg", "Βγήκαν τα φύλλα και τα χώματα.")?;
    teller.expect(&format!("{}: the same", second.1), true);
    let third = stops.get(2).ok_or(Broken::Missing("third stop"))?;
    crew.phone.send(Intent::Crew { intent: CrewIntent::Open { job: third.0.clone() } });
    let text = "Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα.".to_owned();
    crew.phone.send(Intent::Crew { intent: CrewIntent::WriteNote { text } });
    crew.phone.send(Intent::Crew { intent: CrewIntent::CannotDo { reason: "no_access".to_owned() } });
    let day = crew_day(crew, "the day done", |day| day.jobs.iter().all(|job| job.stop == 0))?;
    teller.expect(&format!("{}: given back, a car stands on the grate", third.1), true);
    teller.fact(&day.summary);
    let waiting = day.jobs.iter().filter(|job| job.pending).count();
    teller.expect("all of it waits on the phone", waiting == 3);

    crew.phone.set_online(true);
    let fixed = eventually(|| {
        let states = [&first.1, &second.1, &third.1].map(|number| state_of(desk, reports, number));
        Ok(matches!(states, [Ok(State::Resolved), Ok(State::Resolved), Ok(State::Triaged)]))
    })?;
    teller.expect("back on the network everything arrives: two fixed, one back at the dispatcher's", fixed);
    Ok(())
}

fn not_fixed(
    desk: &Desk,
    crew: &Person,
    eleni: &Person,
    reports: &Reports,
    teller: &mut Teller,
) -> Result<(), Broken> {
    teller.chapter("“It is not fixed”");
    let report = desk.report(reports.gully_delfon)?;
    if report.state == State::Triaged {
        // The route decides which stop comes last; whichever it was, Ελένη's is done by now.
        redo(desk, crew, reports.gully_delfon)?;
    }
    let ticket = eleni.ticket(reports.gully_delfon, "the fix", |ticket| ticket.reopen.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and looks: the leaves are back", ticket.row.status));
    eleni.phone.will_photograph(&photo("street-6.jpg"));
    eleni.my_reports(MyReportsIntent::AddPhoto { source: PhotoSource::Camera });
    eleni.ticket_shows("her photo", |t| t.writing_photos.len() == 1 && t.writing_photos.iter().all(|p| !p.busy))?;
    eleni.my_reports(MyReportsIntent::Write { text: "Δεν έφτιαξε, πάλι γεμάτο είναι.".to_owned() });
    eleni.my_reports(MyReportsIntent::Reopen);
    let reopened = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Reopened))?;
    teller.expect("she says so, with a photo, and the ticket is open again", reopened);
    redo(desk, crew, reports.gully_delfon)?;
    let cleared = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Resolved))?;
    teller.expect("the crew comes once more, clears it and photographs it", cleared);
    let ticket = eleni.ticket(reports.gully_delfon, "the second fix", |ticket| ticket.rate.is_some())?;
    teller.does("Ελένη", &format!("reads “{}” and gives five stars", ticket.row.status));
    eleni.my_reports(MyReportsIntent::Rate { stars: 5 });
    let confirmed = eventually(|| Ok(desk.report(reports.gully_delfon)?.state == State::Confirmed))?;
    teller.expect("confirmed: the ticket ends", confirmed);
    Ok(())
}

/// Plans one report for today and has the crew close it.
fn redo(desk: &Desk, crew: &Person, id: ReportId) -> Result<(), Broken> {
    let report = desk.report(id)?;
    let code: CrewCode = CREW.parse()?;
    let department = report.department.ok_or(Broken::Missing("department"))?;
    desk.decide(id, Decision::Assign { department, crew: Some(code.clone()) })?;
    desk.decide(id, Decision::Schedule { crew: code, on: today() })?;
    crew.phone.send(Intent::Crew { intent: CrewIntent::Refresh });
    let day = crew_day(crew, "the job again", |day| {
        day.jobs.iter().any(|job| job.stop > 0 && job.number == report.number)
    })?;
    let job = day.jobs.iter().find(|job| job.stop > 0 && job.number == report.number);
    let job = job.ok_or(Broken::Missing("job"))?.id.clone();
    fix(crew, &job, "street-6.jpg", "street-2.jpg", "Καθαρίστηκε ξανά, με πιεστικό.")?;
    eventually(|| Ok(desk.report(id)?.state == State::Resolved)).map(drop)
}

/// Opens a job, begins it, photographs before and after, writes a note and closes it.
fn fix(crew: &Person, job: &str, before: &str, after: &str, note: &str) -> Result<(), Broken> {
    let send = |intent| crew.phone.send(Intent::Crew { intent });
    crew.phone.send(Intent::OpenTab { tab: Tab::Crew });
    send(CrewIntent::Open { job: job.to_owned() });
    send(CrewIntent::StartJob { job: job.to_owned() });
    let count = |view: &JobView| view.photos.len() + view.before.len() + view.after.len();
    let had = count(&job_shows(crew, "the job begun", |view| view.start.is_none())?);
    crew.phone.will_photograph(&photo(before));
    send(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind: WorkPhoto::Before });
    job_shows(crew, "the photo before", |view| count(view) > had && view.before.iter().all(|photo| !photo.busy))?;
    crew.phone.will_photograph(&photo(after));
    send(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind: WorkPhoto::After });
    send(CrewIntent::WriteNote { text: note.to_owned() });
    job_shows(crew, "the photo after", |view| view.close.as_ref().is_some_and(|close| close.enabled))?;
    send(CrewIntent::CloseJob);
    crew_day(crew, "the job closed", |day| day.jobs.iter().any(|row| row.id == job && row.stop == 0))?;
    Ok(())
}

fn job_shows(crew: &Person, what: &str, shows: impl Fn(&JobView) -> bool) -> Result<JobView, Broken> {
    let view = crew.phone.until(what, SOON, |view| matches!(&view.screen, Screen::Job { job } if shows(job)))?;
    match view.screen {
        Screen::Job { job } => Ok(job),
        _ => Err(Broken::Missing("job on the screen")),
    }
}

fn crew_day(crew: &Person, what: &str, shows: impl Fn(&CrewView) -> bool) -> Result<CrewView, Broken> {
    let view = crew.phone.until(what, SOON, |view| matches!(&view.screen, Screen::Crew { crew } if shows(crew)))?;
    match view.screen {
        Screen::Crew { crew } => Ok(crew),
        _ => Err(Broken::Missing("day on the screen")),
    }
}

/// Answers every question of the service, those included that only an earlier answer brings up.
fn answer_what_is_required(person: &Person) -> Result<(), Broken> {
    use dimos_app::intent::ReportStep;
    person.phone.send(Intent::Report { intent: ReportIntent::GoTo { step: ReportStep::Questions } });
    for _ in 0..10 {
        let view = person.phone.until("the questions", SOON, |view| matches!(view.screen, Screen::Report { .. }))?;
        let Screen::Report { report } = view.screen else { return Err(Broken::Missing("report on the screen")) };
        let Some((question, value)) = report.questions.iter().find_map(an_answer) else { return Ok(()) };
        person.phone.send(Intent::Report { intent: ReportIntent::Answer { question, value } });
    }
    Err(Broken::Missing("end to the questions"))
}

/// What a citizen answers to a question that is still open.
fn an_answer(question: &QuestionView) -> Option<(String, String)> {
    match question {
        QuestionView::Choice { code, options, .. } => {
            let open = options.iter().all(|option| !option.selected);
            // The last choice is the harmless one in every question that the story meets.
            options.last().filter(|_| open).map(|last| (code.clone(), last.code.clone()))
        }
        QuestionView::Typed { code, keyboard, field } if field.value.is_empty() => {
            let value = match keyboard {
                Keyboard::FutureDate => next_working_day().to_string(),
                Keyboard::PastDate => today().to_string(),
                Keyboard::Number => "3".to_owned(),
                Keyboard::Text => "Ένα ψυγείο και δύο στρώματα".to_owned(),
            };
            Some((code.clone(), value))
        }
        QuestionView::Typed { .. } => None,
    }
}

fn timelines(desk: &Desk, reports: &Reports, teller: &mut Teller) -> Result<(), Broken> {
    teller.chapter("What each ticket tells");
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou, reports.marking] {
        let report = desk.report(id)?;
        let zone = zone();
        let title = format!("{} · {} · {}", report.number, report.service, report.state);
        let lines = report.timeline.iter().map(|entry| {
            let when = dimos_domain::wording::time(entry.at, &zone);
            (when, format!("{:<10} {}", entry.who.as_str(), in_words(&entry.what)))
        });
        teller.timeline(&title, lines);
    }
    Ok(())
}

fn in_words(what: &dimos_domain::report::Happening) -> String {
    use dimos_domain::report::Happening as H;
    match what {
        H::Reported => "reported".to_owned(),
        H::Triaged { steps } => format!("triaged in {} steps", steps.len()),
        H::Moved { from, to, note, .. } => match note {
            Some(note) => format!("{from} → {to}: {note}"),
            None => format!("{from} → {to}"),
        },
        H::Assigned { department, crew } => {
            format!("assigned to {department}{}", crew.as_ref().map(|crew| format!(", crew {crew}")).unwrap_or_default())
        }
        H::Scheduled { crew, on } => format!("on crew {crew}'s plan for {on}"),
        H::Commented { text } => format!("wrote: {text}"),
        H::PhotoAdded { photo } => format!("photo ({:?})", photo.kind).to_lowercase(),
        H::Supported { supporters } => format!("me too: {supporters} now"),
        H::Absorbed { other } => format!("takes over {}", other.number),
        H::Merged { into } => format!("goes on as {}", into.number),
        H::Corrected { field, before, after } => format!("corrected {field:?}: {before} → {after}"),
        H::Rated { stars } => format!("{stars} stars"),
    }
}

fn state_of(desk: &Desk, reports: &Reports, number: &str) -> Result<State, Broken> {
    for id in [reports.gully_delfon, reports.gully_botsari, reports.gully_agiou_dimitriou] {
        let report: Report = desk.report(id)?;
        if report.number == number {
            return Ok(report.state);
        }
    }
    Err(Broken::Missing("report of that number"))
}

fn has_number(ticket: &TicketView) -> bool {
    ticket.row.number.chars().rev().take(6).all(|c| c.is_ascii_digit()) && ticket.row.number.len() > 6
}

fn eventually(holds: impl Fn() -> Result<bool, Broken>) -> Result<bool, Broken> {
    for _ in 0..150 {
        if holds()? {
            return Ok(true);
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(false)
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Athens").unwrap_or(TimeZone::UTC)
}

fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

fn next_working_day() -> Date {
    let mut day = today();
    for _ in 0..10 {
        day = day.tomorrow().unwrap_or(day);
        if day.weekday().to_monday_one_offset() <= 5 {
            break;
        }
    }
    day
}
