//! The root: gives each event to its feature, and owns what all of them share: start, delivery, tabs, messages.

use crate::{
    base_map::DrawCity,
    crew,
    effect::{
        CommitAct, Delivery, Effect, FetchPhoto, LoadPhone, Loaded, NetTrouble, OutboxRow, PreparedPhoto,
        ScheduleDelivery, StorageTrouble, SyncNow, SyncOutcome, Wait,
    },
    event::{Event, Stamp},
    intent::{Intent, Tab},
    model::{Model, PhotoFile, Undo},
    my_city, my_reports, pay, photo_pick, report, screen, settings,
    texts::{t, tv},
    view::{Tone, ViewModel},
};
use crux_core::{App, Command, render::render};
use dimos_domain::{
    act::{Act, Deed},
    ids::{ActId, MediaId},
    l10n::Language,
};
use jiff::civil::Date;
use std::sync::Arc;

/// What every update gives back.
pub type Cmd = Command<Effect, Event>;

/// The app.
#[derive(Debug, Default)]
pub struct Dimos;

impl App for Dimos {
    type Event = Event;
    type Model = Model;
    type ViewModel = ViewModel;
    type Effect = Effect;

    fn update(&self, event: Event, model: &mut Model) -> Cmd {
        let told = shown_with(model);
        let delivery = matches!(event, Event::Loaded(_) | Event::Synced(..) | Event::Committed(..));
        let command = decide(event, model);
        let is_other = told != shown_with(model);
        if delivery || is_other {
            my_reports::retell(model);
            my_city::retell(model);
        }
        if is_other {
            pay::retell(model);
        }
        match &model.city {
            Some(city) if (told.0, told.1) != (model.language(), Some(Arc::as_ptr(city))) => {
                let drawing = DrawCity { city: city.clone(), language: model.language() };
                command.and(Command::notify_shell(drawing).into())
            }
            _ => command,
        }
    }

    fn view(&self, model: &Model) -> ViewModel {
        screen::view(model)
    }
}

/// What everything on the screens hangs on: where one of these changes, all is told again.
fn shown_with(model: &Model) -> (Language, Option<*const crate::CityKit>, bool, Date) {
    (model.language(), model.city.as_ref().map(Arc::as_ptr), model.offline, model.today())
}

fn decide(event: Event, model: &mut Model) -> Cmd {
    match event {
        Event::Intent(stamp, intent) => {
            model.now = stamp.now;
            on_intent(stamp, intent, model).and(render())
        }
        Event::Loaded(loaded) => on_loaded(*loaded, model).and(render()),
        Event::Synced(stamp, outcome) => on_synced(stamp, outcome, model).and(render()),
        Event::Committed(mut row, then) => {
            row.number = crew::number_of(row.act.what.subject(), model);
            if model.unsent.iter().all(|known| known.act.id != row.act.id) {
                model.unsent.push(*row);
            }
            decide(*then, model)
        }
        Event::Tick(stamp) => on_tick(stamp, model),
        Event::Report(event) => report::update(event, model).and(render()),
        Event::MyReports(event) => my_reports::update(event, model).and(render()),
        Event::MyCity(event) => my_city::update(event, model).and(render()),
        Event::Pay(event) => pay::update(event, model).and(render()),
        Event::Crew(event) => crew::update(event, model).and(render()),
        Event::Settings(event) => settings::update(event, model).and(render()),
    }
}

fn on_intent(stamp: Stamp, intent: Intent, model: &mut Model) -> Cmd {
    match intent {
        Intent::Start => load(),
        Intent::Foreground if model.trouble.is_some() => load(),
        Intent::Foreground => {
            sync(model).and(my_reports::reload(model)).and(crew::reload(model)).and(pay_in_front(model))
        }
        Intent::Background => {
            pay::go_away(model);
            schedule(model)
        }
        Intent::Connectivity { online } => {
            model.offline = !online;
            model.no_network = !online;
            if online { sync(model).and(pay_in_front(model)) } else { Command::done() }
        }
        Intent::OpenLink { url } => pay::open_link(&url, model),
        Intent::PhotoArrived { belongs_to, outcome } => photo_pick::arrived(stamp, &belongs_to, outcome, model),
        Intent::OpenTab { tab } => open_tab(tab, model),
        Intent::Back => back(stamp, model),
        Intent::DismissToast => {
            model.toast = None;
            Command::done()
        }
        Intent::ToastAction => match model.toast.take().and_then(|toast| toast.undo) {
            Some(Undo::DiscardDraft) => report::undo_discard(model),
            None => Command::done(),
        },
        Intent::Report { intent } => report::on_intent(stamp, intent, model),
        Intent::MyReports { intent } => my_reports::on_intent(stamp, intent, model),
        Intent::MyCity { intent } => my_city::on_intent(stamp, intent, model),
        Intent::Pay { intent } => pay::on_intent(stamp, intent, model),
        Intent::Crew { intent } => crew::on_intent(stamp, intent, model),
        Intent::Settings { intent } => settings::on_intent(stamp, intent, model),
    }
}

fn load() -> Cmd {
    Command::request_from_shell(LoadPhone).then_send(|loaded| Event::Loaded(Box::new(loaded)))
}

fn on_loaded(loaded: Loaded, model: &mut Model) -> Cmd {
    model.started = true;
    model.now = loaded.stamp.now;
    model.trouble = loaded.trouble;
    model.city = loaded.city;
    model.public_url = loaded.public_url;
    model.unsent = loaded.unsent;
    if let Some(preferences) = loaded.preferences {
        model.settings.preferences = preferences;
    }
    model.report.drafts = loaded.drafts;
    if model.trouble.is_some() {
        return Command::done();
    }
    if let Some(saved) = loaded.recovered {
        let text = tv(model.language(), "recovered", &[("n", saved.into())]);
        model.say(Tone::Warning, text);
    }
    let owned = crew::belong(loaded.crew.into(), model);
    let followed = pay::loaded(loaded.purse, model).and(owned);
    sync(model).and(my_reports::reload(model)).and(crew::reload(model)).and(followed).and(fade(model))
}

/// What is not over is asked about; what is owed where it is looked at.
fn pay_in_front(model: &mut Model) -> Cmd {
    let followed = pay::come_back(model);
    if model.tab == Tab::Pay { followed.and(pay::appear(model)) } else { followed }
}

fn on_synced(stamp: Stamp, outcome: SyncOutcome, model: &mut Model) -> Cmd {
    model.now = stamp.now;
    model.syncing = false;
    model.unsent = outcome.unsent;
    let new_city = outcome.city.is_some();
    if new_city {
        model.city = outcome.city;
    }
    match &outcome.stopped {
        Some(NetTrouble::UpgradeRequired) => model.upgrade_required = true,
        Some(NetTrouble::Offline) => model.offline = true,
        Some(NetTrouble::Refused { .. } | NetTrouble::Failed) => {}
        None => {
            model.upgrade_required = false;
            model.offline = false;
        }
    }
    let another_follows = std::mem::take(&mut model.sync_again);
    // A round that another follows may have begun before the phone became a crew's: the other will know.
    let owned = match outcome.owner.filter(|_| !another_follows) {
        Some(owner) => crew::belong(owner, model),
        None => Command::done(),
    };
    let again = if another_follows {
        sync(model)
    } else {
        match outcome.again_at {
            Some(at) => {
                let millis = u64::try_from(at.duration_since(stamp.now).as_millis()).unwrap_or(0).clamp(250, 600_000);
                wait(millis)
            }
            None => Command::done(),
        }
    };
    let told = if new_city || outcome.delivered > 0 || outcome.pulled > 0 || outcome.stopped.is_some() {
        my_reports::reload(model).and(crew::reload(model))
    } else {
        Command::done()
    };
    again.and(told).and(owned)
}

fn on_tick(stamp: Stamp, model: &mut Model) -> Cmd {
    model.now = stamp.now;
    let faded = model.toast.as_ref().is_some_and(|toast| toast.until <= stamp.now);
    if faded {
        model.toast = None;
    }
    let due = model.unsent.iter().any(|row| {
        matches!(row.delivery, crate::effect::Delivery::Queued { next_at } if next_at.is_none_or(|at| at <= stamp.now))
    });
    let deliver = if due { sync(model) } else { Command::done() };
    if faded { deliver.and(render()) } else { deliver }
}

fn open_tab(tab: Tab, model: &mut Model) -> Cmd {
    let is_shown = match tab {
        Tab::Crew => model.crew_code.is_some(),
        Tab::Pay => pay::takes_payments(model),
        Tab::Report | Tab::MyReports | Tab::MyCity | Tab::Settings => true,
    };
    if !is_shown {
        return Command::done();
    }
    model.tab = tab;
    model.my_reports.close();
    model.crew.close();
    model.pay.close();
    match tab {
        Tab::MyReports => my_reports::reload(model),
        Tab::MyCity => my_city::appear(model),
        Tab::Pay => pay::appear(model),
        Tab::Crew => crew::reload(model),
        Tab::Report | Tab::Settings => Command::done(),
    }
}

fn back(stamp: Stamp, model: &mut Model) -> Cmd {
    if model.my_reports.is_open() {
        model.my_reports.close();
        return my_reports::reload(model);
    }
    if model.crew.is_open() {
        model.crew.close();
        return crew::reload(model);
    }
    if model.tab == Tab::Pay && pay::back(model) {
        return Command::done();
    }
    if model.tab == Tab::Report { report::back(stamp, model) } else { open_tab(Tab::Report, model) }
}

/// Begins a round of delivery, or asks for another after the one that is going on.
pub fn sync(model: &mut Model) -> Cmd {
    if !model.started || model.trouble.is_some() || model.no_network {
        return Command::done();
    }
    if model.syncing {
        model.sync_again = true;
        return Command::done();
    }
    model.syncing = true;
    Command::request_from_shell(SyncNow).then_send(|(stamp, outcome)| Event::Synced(stamp, outcome))
}

/// Asks the operating system to wake the app for what waits.
pub fn schedule(model: &Model) -> Cmd {
    match u32::try_from(model.unsent.len()) {
        Ok(0) | Err(_) => Command::done(),
        Ok(waiting) => Command::notify_shell(ScheduleDelivery { waiting }).into(),
    }
}

/// Persists an act; `then` receives whether that worked. Delivery begins at once if it did. What is persisted counts as
/// unsent from then on, whether or not there is a network to ask the outbox after it.
pub fn commit(
    stamp: Stamp,
    what: Deed,
    draft: Option<uuid::Uuid>,
    photos: Vec<PreparedPhoto>,
    then: impl FnOnce(Result<ActId, StorageTrouble>) -> Event + Send + 'static,
) -> Cmd {
    let act = Act { id: ActId(stamp.id(0xfff)), at: stamp.now, what };
    let row = OutboxRow { act: act.clone(), number: String::new(), delivery: Delivery::Queued { next_at: None } };
    Command::request_from_shell(CommitAct { act, draft, photos }).then_send(move |done| match done {
        Ok(()) => {
            let id = row.act.id;
            Event::Committed(Box::new(row), Box::new(then(Ok(id))))
        }
        Err(trouble) => then(Err(trouble)),
    })
}

/// What a person reads when something could not be kept.
#[must_use]
pub fn storage_text(model: &Model, trouble: StorageTrouble) -> String {
    let key = match trouble {
        StorageTrouble::Full => "storage-full",
        StorageTrouble::ReadOnly => "storage-read-only",
        StorageTrouble::Broken => "storage-broken",
    };
    t(model.language(), key)
}

/// What a person reads when the server could not be asked.
#[must_use]
pub fn net_text(model: &Model, trouble: &NetTrouble) -> String {
    match trouble {
        NetTrouble::Offline => t(model.language(), "net-offline"),
        NetTrouble::UpgradeRequired => t(model.language(), "upgrade-required"),
        NetTrouble::Refused { detail, .. } => detail.clone(),
        NetTrouble::Failed => t(model.language(), "net-failed"),
    }
}

/// Lets the message at the bottom fade in time.
pub fn fade(model: &Model) -> Cmd {
    if model.toast.is_some() { wait(6_100) } else { Command::done() }
}

fn wait(millis: u64) -> Cmd {
    Command::request_from_shell(Wait { millis }).then_send(Event::Tick)
}

/// Brings the thumbnails that are not on this phone yet; `then` is sent for each that came or did not.
pub fn fetch_photos(
    model: &mut Model,
    ids: impl IntoIterator<Item = MediaId>,
    then: impl Fn(MediaId, Result<String, NetTrouble>) -> Event + Clone + Send + 'static,
) -> Cmd {
    let mut all = Vec::new();
    for id in ids {
        if matches!(model.photos.get(&id), Some(PhotoFile::Fetching | PhotoFile::Here { .. })) {
            continue;
        }
        model.photos.insert(id, PhotoFile::Fetching);
        let then = then.clone();
        all.push(Command::request_from_shell(FetchPhoto { id, thumb: true }).then_send(move |file| then(id, file)));
    }
    Command::all(all)
}

/// Keeps what [`fetch_photos`] brought.
pub fn keep_photo(model: &mut Model, id: MediaId, file: Result<String, NetTrouble>) {
    let file = file.map_or(PhotoFile::Missing, |thumb_path| PhotoFile::Here { thumb_path });
    model.photos.insert(id, file);
}
