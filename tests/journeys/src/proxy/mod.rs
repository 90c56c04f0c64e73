//! A bad network between phones and the server, on loopback. It understands requests and answers, so that it can cut in
//! the moments that matter: before the server heard, after the server did it but before the phone knows, in the middle of
//! either. What happens to the n-th request follows from the seed.

mod carry;
mod faults;

pub use faults::{Counts, Fate, Faults};

use carry::carry;
use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    runtime::Handle,
    sync::{Notify, Semaphore, watch},
};

/// Connections at a time; more wait.
const MOST_CONNECTIONS: usize = 256;

/// The network. Stops when dropped.
pub struct Proxy {
    addr: SocketAddr,
    line: Arc<Line>,
    stop: watch::Sender<bool>,
}

/// What every connection shares.
struct Line {
    state: Mutex<State>,
    /// A request went on to the server: whoever was held back behind it may go.
    passed: Notify,
    /// Changes when the lines that stall are cut.
    released: watch::Sender<()>,
}

struct State {
    upstream: SocketAddr,
    faults: Faults,
    random: fastrand::Rng,
    planned: VecDeque<Planned>,
    counts: Counts,
    wire: Option<u32>,
}

/// What is to happen to one particular request.
struct Planned {
    method: String,
    path: String,
    fate: Fate,
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Proxy {
    /// A network between a free port of this machine and the server.
    ///
    /// # Errors
    /// There is no free port.
    pub fn start(runtime: &Handle, upstream: SocketAddr, seed: u64, faults: Faults) -> io::Result<Self> {
        let listener = runtime.block_on(TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)))?;
        let addr = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let state = State {
            upstream,
            faults,
            random: fastrand::Rng::with_seed(seed),
            planned: VecDeque::new(),
            counts: Counts::default(),
            wire: None,
        };
        let line = Arc::new(Line { state: Mutex::new(state), passed: Notify::new(), released: watch::channel(()).0 });
        runtime.spawn(accept(listener, Arc::clone(&line), stopped));
        Ok(Self { addr, line, stop })
    }

    /// `http://…`, for phones.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The network behaves otherwise from now on.
    pub fn set(&self, faults: Faults) {
        self.line.state().faults = faults;
    }

    /// This happens to the next request of that method whose path contains that; after it, the one planned next.
    pub fn next(&self, method: &str, path: &str, fate: Fate) {
        let planned = Planned { method: method.to_owned(), path: path.to_owned(), fate };
        self.line.state().planned.push_back(planned);
    }

    /// Cuts every line that stalls.
    pub fn let_go(&self) {
        self.line.released.send_replace(());
    }

    /// From now on phones seem to speak that version of the wire.
    pub fn speak(&self, wire: Option<u32>) {
        self.line.state().wire = wire;
    }

    /// What was done so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.line.state().counts.clone()
    }

    /// Waits until something was done.
    #[must_use]
    pub fn until(&self, at_most: Duration, holds: impl Fn(&Counts) -> bool) -> bool {
        let deadline = Instant::now() + at_most;
        while Instant::now() < deadline {
            if holds(&self.line.state().counts) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn accept(listener: TcpListener, line: Arc<Line>, mut stopped: watch::Receiver<bool>) {
    let slots = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
            _ = stopped.wait_for(|stop| *stop) => return,
        };
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let (line, mut stopped) = (Arc::clone(&line), stopped.clone());
        tokio::spawn(async move {
            tokio::select! {
                // A connection that breaks is what this is for.
                _broken = carry(&line, stream) => {}
                _ = stopped.wait_for(|stop| *stop) => {}
            }
            drop(slot);
        });
    }
}
