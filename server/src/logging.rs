//! The log: structured, on stderr. Holds request ids, routes, codes and times; never bodies, queries, tokens or addresses.

use crate::config::LogFormat;
use tracing_subscriber::EnvFilter;

/// Starts the log of the process. `DIMOS_LOG` filters it (default `info`).
pub fn init(format: LogFormat) {
    let filter = EnvFilter::try_from_env("DIMOS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start (in tests) keeps the first log.
    let _ = match format {
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
        LogFormat::Pretty => log.try_init(),
        LogFormat::Off => return,
    };
    std::panic::set_hook(Box::new(|panic| {
        // The message may quote what somebody sent: the place is enough to find it.
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a panic was caught");
    }));
}
