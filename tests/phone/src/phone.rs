//! A phone in somebody's hand.

use crate::shell::{FileSecrets, TerminalShell};
use dimos_app::{
    Intent, ViewModel,
    effect::{PhoneFix, PickedPhoto},
    intent::{MyReportsIntent, SettingsIntent, Tab},
    view::{Screen, Tone},
};
use dimos_ffi::{Clock, CoreConfig, CoreError, DimosCore, SyncEngine, SystemClock};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// Longest wait for anything that a person would wait for.
pub const SOON: Duration = Duration::from_secs(60);

/// Where a phone's identity lies in its folder.
pub const SECRETS: &str = "secrets.json";

/// How a phone is set up.
#[derive(Debug, Clone)]
pub struct PhoneOptions {
    /// Its storage.
    pub dir: PathBuf,
    /// The city's server.
    pub server: String,
    /// Its locale, `el-GR` or `en-GB`.
    pub locale: String,
    /// Whether it has no network at first.
    pub offline: bool,
    /// The city as it came with the app.
    pub bundled_city: Option<PathBuf>,
}

/// What was waited for did not come.
#[derive(Debug, thiserror::Error)]
pub enum Stuck {
    /// The app said no, in the person's words.
    #[error("{0}")]
    Refused(String),
    /// There is nothing of that name on this phone.
    #[error("{0}: ?")]
    Unknown(String),
    /// In time.
    #[error("waited {after:?} for {what}")]
    TooLong {
        /// What was waited for.
        what: String,
        /// How long.
        after: Duration,
        /// What was to be seen instead. It may hold names: a failing test shows it, what a person reads does not.
        screen: String,
    },
    /// The core could not be made.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The phone's folder could not be made.
    #[error("the phone's folder: {0}")]
    Folder(#[from] std::io::Error),
}

impl Stuck {
    pub(crate) fn missing(what: &str) -> Self {
        Self::TooLong { what: what.to_owned(), after: Duration::ZERO, screen: String::new() }
    }
}

/// A phone.
pub struct Phone {
    core: Arc<DimosCore>,
    shell: Arc<TerminalShell>,
    options: PhoneOptions,
}

impl Phone {
    /// Switches the phone on and opens the app.
    ///
    /// # Errors
    /// The folder or the core cannot be made.
    pub fn open(options: PhoneOptions) -> Result<Self, Stuck> {
        Self::open_by_clock(options, Arc::new(SystemClock))
    }

    /// The same on a phone whose clock is another.
    ///
    /// # Errors
    /// The folder or the core cannot be made.
    pub fn open_by_clock(options: PhoneOptions, clock: Arc<dyn Clock>) -> Result<Self, Stuck> {
        std::fs::create_dir_all(&options.dir)?;
        let shell = Arc::new(TerminalShell::default());
        let core = DimosCore::by_clock(config(&options), shell.clone(), secrets(&options.dir), clock)?;
        shell.attach(&core);
        let phone = Self { core, shell, options };
        phone.send(Intent::Settings { intent: SettingsIntent::PhoneLocale { tag: phone.options.locale.clone() } });
        if phone.options.offline {
            phone.send(Intent::Connectivity { online: false });
        }
        phone.send(Intent::Start);
        Ok(phone)
    }

    /// Does something.
    pub fn send(&self, intent: Intent) {
        self.core.send(intent);
    }

    /// What is on the screen.
    #[must_use]
    pub fn view(&self) -> ViewModel {
        self.core.view()
    }

    /// The operating system's part.
    #[must_use]
    pub fn shell(&self) -> &TerminalShell {
        &self.shell
    }

    /// The network comes or goes.
    pub fn set_online(&self, online: bool) {
        self.send(Intent::Connectivity { online });
    }

    /// The photo that is taken or chosen next, and no other.
    pub fn will_photograph(&self, path: &Path) {
        self.shell.forget_photos();
        self.shell.next_photo(PickedPhoto::Picked { path: path.to_string_lossy().into_owned() });
    }

    /// Where the phone is, in degrees, and how exactly it knows, in metres.
    pub fn is_at(&self, lat: f64, lon: f64, accuracy_m: f32) {
        self.shell.be_at(PhoneFix::Found { lat, lon, accuracy_m });
    }

    /// Waits until the screen shows something.
    ///
    /// # Errors
    /// It does not in time.
    pub fn until(&self, what: &str, at_most: Duration, shows: impl Fn(&ViewModel) -> bool) -> Result<ViewModel, Stuck> {
        let deadline = Instant::now() + at_most;
        loop {
            let seen = self.shell.renders();
            let view = self.view();
            if shows(&view) {
                return Ok(view);
            }
            if Instant::now() >= deadline {
                let mut screen = format!("{view:?}");
                screen.truncate(screen.floor_char_boundary(2_000));
                return Err(Stuck::TooLong { what: what.to_owned(), after: at_most, screen });
            }
            self.shell.wait_for_render(seen, deadline);
        }
    }

    /// Waits until something is on the screen, and gives it back.
    ///
    /// # Errors
    /// It does not come [`SOON`].
    pub fn see<T>(&self, what: &str, pick: impl Fn(Screen) -> Option<T>) -> Result<T, Stuck> {
        let view = self.until(what, SOON, |view| pick(view.screen.clone()).is_some())?;
        pick(view.screen).ok_or_else(|| Stuck::missing(what))
    }

    /// Does something that the app answers with a message at the bottom, and gives that message back.
    ///
    /// # Errors
    /// The message is a refusal, or none comes [`SOON`].
    pub fn attempt(&self, what: &str, intent: Intent) -> Result<String, Stuck> {
        self.send(Intent::DismissToast);
        self.send(intent);
        let toast = self.until(what, SOON, |view| view.toast.is_some())?.toast;
        match toast {
            Some(toast) if matches!(toast.tone, Tone::Good | Tone::Info) => Ok(toast.text),
            Some(toast) => Err(Stuck::Refused(toast.text)),
            None => Err(Stuck::missing(what)),
        }
    }

    /// Waits until the round of delivery that is going on is over.
    ///
    /// # Errors
    /// It is not in time.
    pub fn rested(&self, at_most: Duration) -> Result<(), Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        let quiet =
            |view: &ViewModel| matches!(&view.screen, Screen::MyReports { my_reports } if !my_reports.refreshing);
        self.until("the end of the delivery", at_most, quiet).map(drop)
    }

    /// Waits until the app has started and knows the city.
    ///
    /// # Errors
    /// It does not in time.
    pub fn ready(&self) -> Result<ViewModel, Stuck> {
        self.until("the app to be ready", Duration::from_secs(20), |view| {
            !matches!(view.screen, Screen::Starting { .. })
        })
    }

    /// Delivers with no screen, as the operating system's background work does.
    ///
    /// # Errors
    /// The phone's storage cannot be used.
    pub fn background(&self) -> Result<Arc<SyncEngine>, Stuck> {
        background(&self.options)
    }

    /// Waits until everything that was to be kept so far is on the phone's disk: what is read comes after what was kept.
    ///
    /// # Errors
    /// The phone's storage does not answer.
    pub fn stored(&self) -> Result<(), Stuck> {
        let unknown = dimos_domain::ids::ReportId(uuid::Uuid::now_v7());
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.send(Intent::MyReports { intent: MyReportsIntent::Open { report: unknown.to_string() } });
        let answered = |view: &ViewModel| match &view.screen {
            Screen::Ticket { ticket } => !ticket.busy,
            _ => false,
        };
        self.until("the phone's storage", SOON, answered)?;
        self.send(Intent::Back);
        Ok(())
    }

    /// How the phone is set up.
    #[must_use]
    pub fn options(&self) -> &PhoneOptions {
        &self.options
    }
}

/// Delivers for a phone whose app is not open.
///
/// # Errors
/// The phone's storage cannot be used.
pub fn background(options: &PhoneOptions) -> Result<Arc<SyncEngine>, Stuck> {
    Ok(SyncEngine::open(config(options), secrets(&options.dir))?)
}

fn config(options: &PhoneOptions) -> CoreConfig {
    CoreConfig {
        data_dir: options.dir.to_string_lossy().into_owned(),
        server_url: options.server.clone(),
        platform: "terminal".to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        locale: options.locale.clone(),
        bundled_city: options.bundled_city.as_ref().map(|path| path.to_string_lossy().into_owned()),
    }
}

fn secrets(dir: &Path) -> Arc<FileSecrets> {
    Arc::new(FileSecrets::new(dir.join(SECRETS)))
}
