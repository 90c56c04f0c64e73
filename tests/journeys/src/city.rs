//! A city for one story: server, network, phones, a dispatcher, all in a folder that is gone afterwards.

use crate::{
    bank::Browser,
    host::{Host, Plan},
    proxy::{Faults, Proxy},
};
use dimos_api::PlanResponse;
use dimos_checkout::{ProviderName, sandbox::Bank};
use dimos_domain::ids::InvalidId;
use dimos_phone::{Desk, Phone, PhoneOptions, Refused, Stuck};
use dimos_server::{
    StartError, accounts,
    auth::StaffRole,
    city as pack,
    db::Db,
    soundness::{Unsound, books_are_sound},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rusqlite::{Connection, OpenFlags, types::FromSql};
use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicI64, atomic::Ordering},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// The dispatcher's password.
pub const PASSWORD: &str = "a long enough password";
const DISPATCHER: &str = "dispatch";

/// Why a story cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A phone did not show what it should.
    #[error(transparent)]
    Phone(#[from] Stuck),
    /// The server refused the dispatcher.
    #[error("the dispatcher: {0}")]
    Desk(#[from] Refused),
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The city could not be prepared.
    #[error("the city: {0}")]
    City(String),
    /// The server's database could not be read.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// A file, a process, a socket.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The bank's page cannot be read.
    #[error("the bank: {0}")]
    Bank(#[from] reqwest::Error),
    /// Not a code.
    #[error(transparent)]
    Code(#[from] InvalidId),
    /// Something is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// Something did not come to pass.
    #[error("waited {0:?} for {1}")]
    Never(Duration, String),
}

/// A city.
pub struct City {
    host: Option<Host>,
    proxy: Proxy,
    addr: SocketAddr,
    plan: Plan,
    dir: TempDir,
    runtime: Runtime,
}

impl City {
    /// A city whose server runs in this process, behind a good network.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub fn start() -> Result<Self, Trouble> {
        Self::behind(0, Faults::none())
    }

    /// A city whose server runs in this process, behind a network with these faults.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub fn behind(seed: u64, faults: Faults) -> Result<Self, Trouble> {
        Self::make(None, Vec::new(), seed, faults)
    }

    /// A city whose server is the real binary in a process of its own.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub fn apart(program: &Path) -> Result<Self, Trouble> {
        Self::make(Some(program), Vec::new(), 0, Faults::none())
    }

    /// A city that is paid by card, at the sandbox bank; its server runs in this process, behind a good network.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub fn paid() -> Result<Self, Trouble> {
        Self::make(None, vec![ProviderName::Sandbox], 0, Faults::none())
    }

    /// The same with the real binary in a process of its own.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub fn paid_apart(program: &Path) -> Result<Self, Trouble> {
        Self::make(Some(program), vec![ProviderName::Sandbox], 0, Faults::none())
    }

    fn make(program: Option<&Path>, providers: Vec<ProviderName>, seed: u64, faults: Faults) -> Result<Self, Trouble> {
        let dir = tempfile::tempdir()?;
        let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("city").enable_all().build()?;
        let data = dir.path().join("server");
        employ(&runtime, &data, DISPATCHER, StaffRole::Dispatcher)?;
        let city = pack::embedded().map_err(|mistakes| Trouble::City(format!("{} mistakes", mistakes.len())))?;
        let json = pack::bundle(&city).map_err(|cause| Trouble::City(cause.to_string()))?;
        std::fs::write(dir.path().join("city.json"), json)?;
        let plan = Plan { data, program: program.map(Path::to_owned), later_s: Arc::new(AtomicI64::new(0)), providers };
        let (host, addr) = plan.start(runtime.handle(), None)?;
        let proxy = Proxy::start(runtime.handle(), addr, seed, faults)?;
        Ok(Self { host: Some(host), proxy, addr, plan, dir, runtime })
    }

    /// The server's own address, past the network.
    #[must_use]
    pub fn server_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The network that phones have.
    #[must_use]
    pub fn network(&self) -> &Proxy {
        &self.proxy
    }

    /// How a phone of that name is set up: with the city as it came with the app, behind the network.
    #[must_use]
    pub fn options(&self, name: &str) -> PhoneOptions {
        PhoneOptions {
            dir: self.dir.path().join("phones").join(name.to_lowercase()),
            server: self.proxy.url(),
            locale: "el-GR".to_owned(),
            offline: false,
            bundled_city: Some(self.dir.path().join("city.json")),
        }
    }

    /// Somebody opens the app: on a new phone, or again on the one of that name.
    ///
    /// # Errors
    /// The app does not open.
    pub fn phone(&self, name: &str) -> Result<Phone, Trouble> {
        self.phone_with(self.options(name))
    }

    /// The same without a network.
    ///
    /// # Errors
    /// The app does not open.
    pub fn offline_phone(&self, name: &str) -> Result<Phone, Trouble> {
        self.phone_with(PhoneOptions { offline: true, ..self.options(name) })
    }

    /// The same, set up otherwise.
    ///
    /// # Errors
    /// The app does not open.
    pub fn phone_with(&self, options: PhoneOptions) -> Result<Phone, Trouble> {
        let phone = Phone::open(options)?;
        phone.ready()?;
        Ok(phone)
    }

    /// A phone that is a crew's.
    ///
    /// # Errors
    /// It cannot be made one.
    pub fn crew_phone(&self, desk: &Desk, crew: &str) -> Result<Phone, Trouble> {
        let phone = self.phone(crew)?;
        phone.enrol(&desk.enrolment_code(&crew.parse()?)?)?;
        Ok(phone)
    }

    /// A dispatcher who is logged in, past the network.
    ///
    /// # Errors
    /// The server refuses.
    pub fn desk(&self) -> Result<Desk, Trouble> {
        Ok(Desk::log_in(&self.server_url(), DISPATCHER, PASSWORD)?)
    }

    /// Somebody new of the city's staff, logged in, past the network.
    ///
    /// # Errors
    /// The server refuses.
    pub fn staff(&self, name: &str, role: StaffRole) -> Result<Desk, Trouble> {
        employ(&self.runtime, &self.plan.data, name, role)?;
        Ok(Desk::log_in(&self.server_url(), name, PASSWORD)?)
    }

    /// A payer's browser, past the network.
    ///
    /// # Errors
    /// This machine makes none.
    pub fn browser(&self) -> Result<Browser, Trouble> {
        Browser::new(self.runtime.handle())
    }

    /// The sandbox bank itself, to be told what is to go wrong.
    ///
    /// # Errors
    /// The city is not paid there, or its server runs in a process of its own.
    pub fn bank(&self) -> Result<Bank, Trouble> {
        let bank = match &self.host {
            Some(Host::Here(running)) => running.app.sandbox.clone(),
            _ => None,
        };
        bank.ok_or_else(|| Trouble::Missing("bank in this process".to_owned()))
    }

    /// Everything that is wrong with the books, asked as a command asks while the server runs: nothing.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unsound(&self) -> Result<Vec<Unsound>, Trouble> {
        let db = Db::open(&self.plan.data).map_err(|cause| Trouble::City(cause.to_string()))?;
        let found = self.block_on(db.read(books_are_sound));
        db.close();
        found.map_err(|cause| Trouble::City(cause.to_string()))
    }

    /// Where the server keeps what it knows.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.plan.data
    }

    /// What is planned for a crew today.
    ///
    /// # Errors
    /// The server refuses.
    pub fn plan(&self, desk: &Desk, crew: &str) -> Result<PlanResponse, Trouble> {
        Ok(desk.get(&format!("/plans/{crew}/{}", today()))?)
    }

    /// The next days on which the city works.
    ///
    /// # Errors
    /// The city cannot be read.
    pub fn working_days_after(&self, day: Date, count: usize) -> Result<Vec<Date>, Trouble> {
        let json = std::fs::read(self.dir.path().join("city.json"))?;
        let city: dimos_domain::city::City =
            serde_json::from_slice(&json).map_err(|cause| Trouble::City(cause.to_string()))?;
        Ok(city.calendar.next_working_days(day, count))
    }

    /// Lets time pass for the server.
    pub fn later(&self, seconds: i64) {
        self.plan.later_s.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Kills the server and starts it again on the same port and data after a while.
    ///
    /// # Errors
    /// It runs in this process, or does not come up again.
    pub fn kill_and_restart(&mut self, pause: Duration) -> Result<(), Trouble> {
        if let Some(host) = self.host.take() {
            host.kill()?;
        }
        std::thread::sleep(pause);
        self.restart()
    }

    /// Stops the server politely and starts it again on the same port and data.
    ///
    /// # Errors
    /// It does not come up again.
    pub fn stop_and_restart(&mut self) -> Result<(), Trouble> {
        if let Some(host) = self.host.take() {
            host.stop(self.runtime.handle())?;
        }
        self.restart()
    }

    fn restart(&mut self) -> Result<(), Trouble> {
        let (host, _) = self.plan.start(self.runtime.handle(), Some(self.addr))?;
        self.host = Some(host);
        Ok(())
    }

    /// One value out of the server's database.
    ///
    /// # Errors
    /// The database cannot be read so.
    pub fn ask<T: FromSql>(&self, sql: &str) -> Result<T, Trouble> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let file = Connection::open_with_flags(self.plan.data.join("dimos.sqlite"), flags)?;
        file.busy_timeout(Duration::from_secs(5))?;
        Ok(file.query_row(sql, [], |row| row.get(0))?)
    }

    /// One value out of a phone's database.
    ///
    /// # Errors
    /// The database cannot be read so.
    pub fn ask_phone<T: FromSql>(&self, name: &str, sql: &str) -> Result<T, Trouble> {
        let file = Connection::open(self.options(name).dir.join("dimos.db"))?;
        file.busy_timeout(Duration::from_secs(5))?;
        Ok(file.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many that query counts.
    ///
    /// # Errors
    /// The database cannot be read so.
    pub fn count(&self, sql: &str) -> Result<u64, Trouble> {
        Ok(u64::try_from(self.ask::<i64>(sql)?).unwrap_or(0))
    }

    /// Waits for something at the server's.
    ///
    /// # Errors
    /// It does not come to pass soon.
    pub fn until(&self, what: &str, holds: impl Fn() -> Result<bool, Trouble>) -> Result<(), Trouble> {
        let (began, at_most) = (Instant::now(), dimos_phone::SOON);
        while began.elapsed() < at_most {
            if holds()? {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(Trouble::Never(at_most, what.to_owned()))
    }

    /// A folder for the story's own files.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Waits for something that takes an async runtime.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

/// Gives somebody an account, as the command line does.
fn employ(runtime: &Runtime, data: &Path, name: &str, role: StaffRole) -> Result<(), Trouble> {
    let db = Db::open(data).map_err(|cause| Trouble::City(cause.to_string()))?;
    let added = runtime.block_on(accounts::add(&db, name, role, None, PASSWORD));
    db.close();
    added.map(drop).map_err(|cause| Trouble::City(cause.to_string()))
}

impl Drop for City {
    fn drop(&mut self) {
        // The folder goes anyway: nobody waits for a server to finish.
        if let Some(Host::Apart(mut child)) = self.host.take() {
            let _already_gone = child.kill();
            let _nothing_to_say = child.wait();
        }
    }
}

/// A street photo with its place in the city.
#[must_use]
pub fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/photos").join(name)
}

/// Today, where the city is.
#[must_use]
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::get("Europe/Athens").unwrap_or(TimeZone::UTC)).date()
}

/// The seeds to try: the one in `DIMOS_SEED`, or some that never change and one that always does. Says so.
#[must_use]
pub fn seeds(fixed: u64) -> Vec<u64> {
    let chosen: Vec<u64> = match std::env::var("DIMOS_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => vec![seed],
        None => (1..=fixed).chain([fastrand::u64(1_000..1_000_000)]).collect(),
    };
    println!("seeds {chosen:?}; DIMOS_SEED=… repeats one");
    chosen
}
