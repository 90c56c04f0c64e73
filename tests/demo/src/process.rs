//! The server's process: it never outlives the demo, whoever asks the demo to end, and whenever; short of `kill -9`, which
//! asks nobody.

use crate::city::Trouble;
use std::{
    io::{self, Write},
    os::unix::process::CommandExt,
    process::{Child, Command},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime::Builder,
    signal::unix::{SignalKind, signal},
};

/// The server finishes what it was asked before it ends.
const STOPPED_WITHIN: Duration = Duration::from_secs(15);
/// What shells add to a signal's number in an exit status.
const BY_SIGNAL: i32 = 128;

/// Where the demo stands when somebody asks it to end.
#[derive(Debug, Default)]
enum Story {
    /// It is being told: the server is stopped, and the demo ends there and then.
    #[default]
    Told,
    /// It is over; the demo waits to be asked.
    Over,
    /// It is over, and somebody asked.
    Left,
}

#[derive(Debug, Default)]
struct State {
    story: Story,
    child: Option<Child>,
}

/// The server's process, once there is one.
#[derive(Debug, Clone, Default)]
pub struct Process(Arc<Mutex<State>>);

impl Process {
    /// Listens from now on for whoever asks the demo to end: Ctrl-C, or `kill`.
    pub fn guarded() -> io::Result<Self> {
        let process = Self::default();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (mut interrupt, mut terminate, mut hang_up) = {
            let _inside = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?)
        };
        let heard = process.clone();
        thread::spawn(move || {
            let kind = runtime.block_on(async {
                tokio::select! {
                    _ = interrupt.recv() => SignalKind::interrupt(),
                    _ = terminate.recv() => SignalKind::terminate(),
                    _ = hang_up.recv() => SignalKind::hangup(),
                }
            });
            heard.leave(BY_SIGNAL + kind.as_raw_value());
        });
        Ok(process)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave(&self, status: i32) {
        // Nobody may read it any more.
        let _unheard = writeln!(io::stdout(), "\nStopping …");
        let mut state = self.state();
        if matches!(state.story, Story::Told) {
            // Held until the end: nothing is started meanwhile.
            if let Err(error) = stopped(&mut state) {
                let _unheard = writeln!(io::stderr(), "✗ the server did not stop cleanly: {error}");
            }
            std::process::exit(status);
        }
        state.story = Story::Left;
    }

    /// Comes back unless somebody asked the demo to end in mid-story: then the demo ends, and has nothing more to tell.
    pub fn go_on(&self) {
        drop(self.state());
    }

    /// Starts the process and gives what it prints. Ctrl-C reaches the demo alone, which stops the process in its own time.
    pub fn start(&self, command: &mut Command) -> io::Result<Option<std::process::ChildStdout>> {
        let mut state = self.state();
        let mut child = command.process_group(0).spawn()?;
        let stdout = child.stdout.take();
        state.child = Some(child);
        Ok(stdout)
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(&self) -> Result<(), Trouble> {
        stopped(&mut self.state())
    }

    /// Waits until somebody asks the demo to end, or the server ends by itself.
    pub fn wait(&self) -> Result<(), Trouble> {
        self.state().story = Story::Over;
        loop {
            let mut state = self.state();
            if matches!(state.story, Story::Left) {
                return stopped(&mut state);
            }
            if ended(&mut state)? {
                return Ok(());
            }
            drop(state);
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Ends it at once.
    pub fn kill(&self) {
        if let Some(mut child) = self.state().child.take() {
            let _already_dead = child.kill();
            let _nothing_left = child.wait();
        }
    }
}

/// Whether it has ended, well; there is none any more then.
fn ended(state: &mut State) -> Result<bool, Trouble> {
    let Some(child) = &mut state.child else { return Ok(true) };
    let Some(status) = child.try_wait()? else { return Ok(false) };
    state.child = None;
    if status.success() { Ok(true) } else { Err(Trouble::Ended(status)) }
}

fn stopped(state: &mut State) -> Result<(), Trouble> {
    if let Some(child) = &state.child {
        Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    }
    let deadline = Instant::now() + STOPPED_WITHIN;
    while Instant::now() < deadline {
        if ended(state)? {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    if let Some(mut child) = state.child.take() {
        child.kill()?;
        child.wait()?;
    }
    Err(Trouble::Killed(STOPPED_WITHIN))
}
