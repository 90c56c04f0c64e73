//! The figures of the running server, as Prometheus reads them.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::LazyLock;

const SECONDS: &[f64] = &[0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
const BATCH: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// One recorder per process: every server in it counts together.
static RECORDER: LazyLock<Option<PrometheusHandle>> = LazyLock::new(|| {
    let builder = PrometheusBuilder::new()
        .set_buckets(SECONDS)
        .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full("dimos_db_batch_size".to_owned()), BATCH));
    let recorder = builder.map_err(|cause| tracing::error!(%cause, "no metrics")).ok()?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|cause| tracing::error!(%cause, "no metrics")).ok()?;
    Some(handle)
});

/// Starts counting.
pub(crate) fn init() {
    LazyLock::force(&RECORDER);
}

/// Everything counted so far.
pub(crate) fn render() -> String {
    RECORDER.as_ref().map(PrometheusHandle::render).unwrap_or_default()
}

/// Keeps memory bounded; called from time to time.
pub(crate) fn upkeep() {
    if let Some(handle) = RECORDER.as_ref() {
        handle.run_upkeep();
    }
}
