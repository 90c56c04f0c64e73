//! The operating system's part, played by files: photos come from a queue of paths, the position is a setting, secrets lie
//! in a file beside the database.

use dimos_app::{
    base_map::BaseMap,
    effect::{
        CopyText, Locate, OpenUrl, PhoneFix, PickPhoto, PickedPhoto, ScheduleDelivery, ShareFile, ShareText, ShowFile,
    },
};
use dimos_ffi::{DimosCore, SecretStore, Shell};
use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak},
    thread,
    time::{Duration, Instant},
};

/// Something that the core asked the operating system to do without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Open an address.
    Open(String),
    /// Share a text.
    Share(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Show a file.
    Show(PathBuf),
    /// Share a file.
    ShareFile(PathBuf),
    /// Wake the app for so many acts.
    Deliver(u32),
}

#[derive(Debug, Default)]
struct State {
    renders: u64,
    photos: VecDeque<PickedPhoto>,
    fix: Option<PhoneFix>,
    asked: Vec<Asked>,
}

/// The operating system's part.
#[derive(Debug, Default)]
pub struct TerminalShell {
    core: OnceLock<Weak<DimosCore>>,
    state: Mutex<State>,
    rendered: Condvar,
}

impl TerminalShell {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the shell its core; once.
    pub fn attach(&self, core: &Arc<DimosCore>) {
        let _already = self.core.set(Arc::downgrade(core));
    }

    /// What the camera or the picker will hand over next; an empty queue means that the person cancels.
    pub fn next_photo(&self, photo: PickedPhoto) {
        self.state().photos.push_back(photo);
    }

    /// The camera is put away: what was not taken is not taken later.
    pub fn forget_photos(&self) {
        self.state().photos.clear();
    }

    /// Where the phone is from now on.
    pub fn be_at(&self, fix: PhoneFix) {
        self.state().fix = Some(fix);
    }

    /// What was asked of the operating system so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }

    /// Writes down what was asked; whoever waits for it looks again.
    fn ask(&self, asked: Asked) {
        self.state().asked.push(asked);
        self.rendered.notify_all();
    }

    /// How often the core said that there is something new to show.
    pub fn renders(&self) -> u64 {
        self.state().renders
    }

    /// Waits until the core renders again after the given count, or until the deadline.
    pub fn wait_for_render(&self, after: u64, deadline: Instant) -> u64 {
        let mut state = self.state();
        while state.renders <= after {
            let Some(left) = deadline.checked_duration_since(Instant::now()) else { break };
            let left = left.min(Duration::from_millis(250));
            state = self.rendered.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.renders
    }

    /// Answers from a thread of its own, as an operating system does: the core's callbacks must return at once.
    fn answer(&self, answer: impl FnOnce(&DimosCore) + Send + 'static) {
        let core = self.core.get().and_then(Weak::upgrade);
        thread::spawn(move || {
            if let Some(core) = core {
                answer(&core);
            }
        });
    }
}

impl Shell for TerminalShell {
    fn render(&self) {
        self.state().renders += 1;
        self.rendered.notify_all();
    }

    fn pick_photo(&self, id: u64, _request: PickPhoto) {
        let photo = self.state().photos.pop_front().unwrap_or(PickedPhoto::Cancelled);
        self.answer(move |core| drop(core.resolve_photo(id, photo)));
    }

    fn locate(&self, id: u64, _request: Locate) {
        let fix = self.state().fix.clone().unwrap_or(PhoneFix::Off);
        self.answer(move |core| drop(core.resolve_location(id, fix)));
    }

    fn open_url(&self, request: OpenUrl) {
        self.ask(Asked::Open(request.url));
    }

    fn share(&self, request: ShareText) {
        self.ask(Asked::Share(request.text));
    }

    fn copy(&self, request: CopyText) {
        self.ask(Asked::Copy(request.text));
    }

    fn show_file(&self, request: ShowFile) {
        self.ask(Asked::Show(request.path.into()));
    }

    fn share_file(&self, request: ShareFile) {
        self.ask(Asked::ShareFile(request.path.into()));
    }

    fn schedule_delivery(&self, request: ScheduleDelivery) {
        self.ask(Asked::Deliver(request.waiting));
    }

    /// A terminal draws no maps.
    fn draw_city(&self, _map: BaseMap) {}
}

/// Secrets in a file that only its owner reads: the terminal has no keychain.
pub(crate) struct FileSecrets {
    path: PathBuf,
    lock: Mutex<()>,
}

impl FileSecrets {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, lock: Mutex::new(()) }
    }

    fn read(&self) -> BTreeMap<String, String> {
        fs::read(&self.path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) {
        let _one_at_a_time = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.read();
        change(&mut all);
        let Ok(json) = serde_json::to_vec(&all) else { return };
        if let Err(error) = write_private(&self.path, &json) {
            eprintln!("dimos-phone: could not keep {}: {error}", self.path.display());
        }
    }
}

fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let fresh = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(fresh, path)
}

impl SecretStore for FileSecrets {
    fn get(&self, name: String) -> Option<String> {
        self.read().remove(&name)
    }

    fn put(&self, name: String, value: String) {
        self.change(|all| drop(all.insert(name, value)));
    }

    fn remove(&self, name: String) {
        self.change(|all| drop(all.remove(&name)));
    }
}
