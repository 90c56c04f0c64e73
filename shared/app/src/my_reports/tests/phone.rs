//! A phone without a screen: answers every effect from what it holds and keeps count of what it was asked.

use super::town::{self, noon, prepared};
use crate::{
    Dimos, Event, Intent, Model, Stamp,
    base_map::DrawCity,
    effect::*,
    intent::{MyCityIntent, MyReportsIntent, ShelfChoice, Tab},
    my_reports::{MyReportsView, TicketView},
    report::Draft,
    settings::Preferences,
    view::Screen,
};
use crux_core::{App as _, Request};
use dimos_domain::{
    act::{Act, Deed, Subject},
    expected,
    ids::{ActId, CrewCode, MediaId, ReportId},
    l10n::Language,
    report::{Relation, Report, ReportSummary},
};
use jiff::Timestamp;
use std::collections::VecDeque;

pub struct Phone {
    pub model: Model,
    pub now: Timestamp,
    pub stored: Vec<TrackedReport>,
    pub outbox: Vec<OutboxRow>,
    pub server: Vec<Report>,
    pub around: Vec<ReportSummary>,
    pub online: bool,
    pub trouble: Option<StorageTrouble>,
    pub pick: PickedPhoto,
    pub prepare: Option<PhotoTrouble>,
    pub fix: PhoneFix,
    pub saved_drafts: Vec<crate::report::Draft>,
    pub asked: Vec<String>,
    pub shared: Vec<String>,
    pub questions: Vec<FindNearby>,
    pub thumbs: Vec<MediaId>,
    pub jobs: Vec<TrackedJob>,
    pub crew: Option<CrewCode>,
    pub enrol: Result<CrewCode, NetTrouble>,
    pub opened: Vec<String>,
    pub kept: Vec<Preferences>,
    pub forgotten: bool,
    pub drawn: Vec<(String, Language)>,
    pub belongs_to: Vec<String>,
    entropy: u128,
}

impl Phone {
    /// A phone of that city's citizen, started.
    pub fn new() -> Self {
        let mut phone = Self {
            model: Model::default(),
            now: noon(),
            stored: Vec::new(),
            outbox: Vec::new(),
            server: Vec::new(),
            around: Vec::new(),
            online: true,
            trouble: None,
            pick: PickedPhoto::Picked { path: "/camera/1.jpg".into() },
            prepare: None,
            fix: PhoneFix::Found { lat: 40.63, lon: 22.95, accuracy_m: 12.0 },
            saved_drafts: Vec::new(),
            asked: Vec::new(),
            shared: Vec::new(),
            questions: Vec::new(),
            thumbs: Vec::new(),
            jobs: Vec::new(),
            crew: None,
            enrol: Err(NetTrouble::Offline),
            opened: Vec::new(),
            kept: Vec::new(),
            forgotten: false,
            drawn: Vec::new(),
            belongs_to: Vec::new(),
            entropy: 1,
        };
        phone.model.settings.phone_language = Language::En;
        phone
    }

    pub fn holding(stored: Vec<TrackedReport>) -> Self {
        let mut phone = Self::new();
        phone.stored = stored;
        phone.started()
    }

    pub fn started(mut self) -> Self {
        self.send(Intent::Start);
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.asked.clear();
        self
    }

    pub fn offline(mut self) -> Self {
        self.online = false;
        self.send(Intent::Connectivity { online: false });
        self
    }

    pub fn wedge(&mut self, deed: Deed, code: &str, detail: &str) -> ActId {
        let id = ActId(self.stamp().id(9));
        let act = Act { id, at: self.now, what: deed };
        let delivery = Delivery::Wedged { code: code.into(), detail: detail.into() };
        self.outbox.push(OutboxRow { act, number: String::new(), delivery });
        self.sync();
        id
    }

    pub fn sync(&mut self) {
        self.send(Intent::Foreground);
    }

    pub fn stamp(&mut self) -> Stamp {
        self.entropy += 1;
        Stamp { now: self.now, entropy: self.entropy << 64 }
    }

    pub fn does(&mut self, intent: MyReportsIntent) -> &mut Self {
        self.send(Intent::MyReports { intent })
    }

    pub fn looks(&mut self, intent: MyCityIntent) -> &mut Self {
        self.send(Intent::MyCity { intent })
    }

    pub fn opens(&mut self, n: u128) -> TicketView {
        self.does(MyReportsIntent::Open { report: town::report_id(n).to_string() });
        self.ticket()
    }

    pub fn writes(&mut self, text: &str) -> &mut Self {
        self.does(MyReportsIntent::Write { text: text.into() })
    }

    pub fn send(&mut self, intent: Intent) -> &mut Self {
        let stamp = self.stamp();
        self.happens(Event::Intent(stamp, intent))
    }

    /// A round of delivery ended so.
    pub fn hear(&mut self, outcome: SyncOutcome) -> &mut Self {
        let stamp = self.stamp();
        self.happens(Event::Synced(stamp, outcome))
    }

    /// The app dies and is started again.
    pub fn reborn(&mut self) {
        let phone_language = self.model.settings.phone_language;
        self.model = Model::default();
        self.model.settings.phone_language = phone_language;
        self.send(Intent::Start);
    }

    fn happens(&mut self, event: Event) -> &mut Self {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let mut command = Dimos.update(event, &mut self.model);
            let mut waiting: VecDeque<Effect> = command.effects().collect();
            while let Some(effect) = waiting.pop_front() {
                self.answer(effect);
                waiting.extend(command.effects());
            }
            events.extend(command.events());
        }
        self
    }

    pub fn screen(&self) -> Screen {
        Dimos.view(&self.model).screen
    }

    pub fn tabs(&self) -> Vec<Tab> {
        Dimos.view(&self.model).tabs.iter().map(|tab| tab.tab).collect()
    }

    pub fn list(&self) -> MyReportsView {
        match self.screen() {
            Screen::MyReports { my_reports } => my_reports,
            other => panic!("not the list: {other:?}"),
        }
    }

    pub fn ticket(&self) -> TicketView {
        match self.screen() {
            Screen::Ticket { ticket } => ticket,
            other => panic!("not a ticket: {other:?}"),
        }
    }

    pub fn toast(&self) -> String {
        self.model.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default()
    }

    /// The last act that was persisted.
    pub fn last_deed(&self) -> &Deed {
        &self.outbox.last().expect("an act").act.what
    }

    fn tracked(&self, id: ReportId) -> Option<TrackedReport> {
        let about = |row: &&OutboxRow| row.act.what.subject() == Subject::Report(id);
        let pending: Vec<OutboxRow> = self.outbox.iter().filter(about).cloned().collect();
        let stored = self.stored.iter().find(|tracked| tracked.report.id == id).cloned();
        let first = pending.iter().find_map(|row| match &row.act.what {
            Deed::Report(new) => {
                Some(TrackedReport { report: expected::first(new, row.act.at), pending: Vec::new(), unseen: false })
            }
            _ => None,
        });
        let mut tracked = stored.or(first)?;
        tracked.report =
            pending.iter().fold(tracked.report, |report, row| expected::report(report, &row.act.what, row.act.at));
        tracked.pending = pending;
        Some(tracked)
    }

    fn page(&self, ask: &ReadReports) -> ReportsPage {
        let unsent = self.outbox.iter().filter_map(|row| match &row.act.what {
            Deed::Report(new) => Some((new.id, Relation::Reporter)),
            _ => None,
        });
        let stored = self.stored.iter().map(|tracked| (tracked.report.id, tracked.report.relation));
        let all: Vec<ReportId> = unsent
            .chain(stored)
            .filter(|(_, relation)| match ask.shelf {
                ShelfChoice::Mine => *relation == Relation::Reporter,
                ShelfChoice::Following => matches!(relation, Relation::Supporter | Relation::Follower),
            })
            .map(|(id, _)| id)
            .collect();
        let total = u32::try_from(all.len()).unwrap();
        let window = all.into_iter().skip(ask.offset as usize).take(ask.limit as usize);
        ReportsPage { rows: window.filter_map(|id| self.tracked(id)).collect(), total }
    }

    /// The crew's jobs with what is still unsent folded on top.
    fn day(&self) -> Vec<TrackedJob> {
        let folded = |tracked: &TrackedJob| {
            let about = |row: &&OutboxRow| match row.act.what.subject() {
                Subject::Job(id) => id == tracked.job.id,
                Subject::Report(_) | Subject::Day(_) => false,
            };
            let pending: Vec<OutboxRow> = self.outbox.iter().filter(about).cloned().collect();
            let acts = self.outbox.iter().map(|row| &row.act.what);
            TrackedJob { job: acts.fold(tracked.job.clone(), expected::job), pending, late: tracked.late }
        };
        self.jobs.iter().map(folded).collect()
    }

    fn number_of(&self, act: &Act) -> String {
        let about = |tracked: &&TrackedJob| act.what.subject() == Subject::Job(tracked.job.id);
        self.jobs.iter().find(about).map(|tracked| tracked.job.number.clone()).unwrap_or_default()
    }

    fn kept(&self) -> Result<(), StorageTrouble> {
        self.trouble.map_or(Ok(()), Err)
    }

    fn answer(&mut self, effect: Effect) {
        match effect {
            Effect::Render(_) | Effect::Wait(_) => {}
            Effect::Load(request) => {
                let loaded = Loaded {
                    preferences: self.kept.last().filter(|_| !self.forgotten).cloned(),
                    drafts: Vec::new(),
                    city: Some(town::town()),
                    crew: self.crew.clone(),
                    public_url: Some("https://city.example".into()),
                    unsent: self.outbox.clone(),
                    purse: Purse::default(),
                    recovered: None,
                    trouble: None,
                    stamp: self.stamp(),
                };
                resolve(request, loaded);
            }
            Effect::ReadReports(request) => {
                let ask = request.operation.clone();
                self.asked.push(format!("{:?} {}+{}", ask.shelf, ask.offset, ask.limit));
                resolve(request, Ok(self.page(&ask)));
            }
            Effect::ReadReport(request) => {
                let ReadReport { id, seen } = request.operation;
                self.asked.push(format!("report seen={seen}"));
                for tracked in self.stored.iter_mut().filter(|tracked| tracked.report.id == id) {
                    tracked.unseen &= !seen;
                }
                resolve(request, Ok(self.tracked(id)));
            }
            Effect::ReadJobs(request) => resolve(request, Ok(self.day())),
            Effect::Commit(request) => {
                let kept = self.kept();
                if kept.is_ok() {
                    let act = request.operation.act.clone();
                    let named = act.what.photos();
                    let files: Vec<_> = request.operation.photos.iter().map(|photo| photo.id).collect();
                    assert_eq!(named, files, "an act brings the files it names");
                    let number = self.number_of(&act);
                    self.outbox.push(OutboxRow { act, number, delivery: Delivery::Queued { next_at: None } });
                }
                resolve(request, kept);
            }
            Effect::SaveDraft(request) => {
                let draft = request.operation.0.clone();
                let kept = self.kept();
                if kept.is_ok() {
                    self.asked.push(format!("draft with {} photos", draft.photos.len()));
                    self.saved_drafts.retain(|other| other.id != draft.id);
                    self.saved_drafts.push(draft);
                }
                resolve(request, kept);
            }
            Effect::RemoveDraft(request) => {
                let id = request.operation.0;
                self.saved_drafts.retain(|draft| draft.id != id);
                resolve(request, Ok(()));
            }
            Effect::Retry(request) => {
                let id = request.operation.0;
                for row in self.outbox.iter_mut().filter(|row| row.act.id == id) {
                    row.delivery = Delivery::Queued { next_at: None };
                }
                self.asked.push("retry".into());
                resolve(request, self.kept());
            }
            Effect::SendWithout(request) => {
                let id = request.operation.0;
                for row in self.outbox.iter_mut().filter(|row| row.act.id == id) {
                    row.delivery = Delivery::Queued { next_at: None };
                    row.act.what = row.act.what.clone().without_photos(&row.act.what.photos());
                }
                self.asked.push("send without".into());
                resolve(request, self.kept());
            }
            Effect::Discard(request) => {
                let (id, draft) = (request.operation.act, request.operation.draft.clone());
                self.asked.push("discard".into());
                let place = self.outbox.iter().position(|row| row.act.id == id);
                let answer = self.kept().map(|()| {
                    place.map(|place| {
                        let act = self.outbox.remove(place).act;
                        let photos: Vec<_> = act.what.photos().into_iter().map(prepared).collect();
                        if let Some(draft) = draft {
                            self.saved_drafts.push(Draft { photos: photos.clone(), ..*draft });
                        }
                        Discarded { act, photos }
                    })
                });
                resolve(request, answer);
            }
            Effect::Sync(request) => {
                self.asked.push("sync".into());
                let stopped = (!self.online).then_some(NetTrouble::Offline);
                let owner = self.online.then(|| self.crew.clone().into());
                let outcome = SyncOutcome { unsent: self.outbox.clone(), owner, stopped, ..SyncOutcome::default() };
                let stamp = self.stamp();
                resolve(request, (stamp, outcome));
            }
            Effect::Nearby(request) => {
                let ask = request.operation.clone();
                self.questions.push(ask.clone());
                let fits = |one: &&ReportSummary| {
                    (!ask.only_open || one.state.is_open())
                        && ask.service.as_ref().is_none_or(|service| *service == one.service)
                };
                let found = self.around.iter().filter(fits).cloned().collect();
                resolve(request, if self.online { Ok(found) } else { Err(NetTrouble::Offline) });
            }
            Effect::FetchReport(request) => {
                let id = request.operation.0;
                self.asked.push("fetch".into());
                let found = self.server.iter().find(|report| report.id == id).cloned();
                let gone = NetTrouble::Refused { code: "not_found".into(), detail: "There is no such report.".into() };
                resolve(request, if self.online { found.ok_or(gone) } else { Err(NetTrouble::Offline) });
            }
            Effect::FetchPhoto(request) => {
                let FetchPhoto { id, thumb } = request.operation;
                let folder = if thumb { "thumbs" } else { "photos" };
                if thumb {
                    self.thumbs.push(id);
                }
                let is_own = self.outbox.iter().any(|row| row.act.what.photos().contains(&id));
                let file = match (is_own, self.online) {
                    (true, _) => Ok(prepared(id).thumb_path),
                    (false, true) => Ok(format!("/{folder}/{id}.jpg")),
                    (false, false) => Err(NetTrouble::Offline),
                };
                resolve(request, file);
            }
            Effect::PickPhoto(request) => {
                self.belongs_to.push(request.operation.belongs_to.clone());
                resolve(request, self.pick.clone());
            }
            Effect::PreparePhoto(request) => {
                let ready = prepared(request.operation.id);
                resolve(request, self.prepare.map_or(Ok(ready), Err));
            }
            Effect::Locate(request) => resolve(request, self.fix.clone()),
            Effect::Share(request) => self.shared.push(request.operation.text.clone()),
            Effect::SavePreferences(request) => {
                self.kept.push(request.operation.0.clone());
                resolve(request, Ok(()));
            }
            Effect::Enrol(request) => {
                if let Ok(crew) = &self.enrol {
                    self.crew = Some(crew.clone());
                }
                resolve(request, self.enrol.clone());
            }
            Effect::Forget(request) => {
                self.forgotten = true;
                resolve(request, Ok(()));
            }
            Effect::OpenUrl(request) => self.opened.push(request.operation.url.clone()),
            Effect::ScheduleDelivery(_) => {}
            Effect::DrawCity(request) => {
                let DrawCity { city, language } = &request.operation;
                self.drawn.push((city.city.version.clone(), *language));
            }
            other => panic!("paying has conversations of its own: {other:?}"),
        }
    }
}

fn resolve<Op: crux_core::capability::Operation>(mut request: Request<Op>, answer: Op::Output) {
    request.resolve(answer).expect("asked once, answered once");
}
