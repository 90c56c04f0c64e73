//! For those who run the server: is it alive, can it save, what does it count.

use crate::{
    db::{Tx, ms},
    error::Error,
    metrics,
    state::App,
};
use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};

/// `/healthz`, `/readyz`, `/metrics`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(|| async { ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], metrics::render()) }))
}

/// Ready means: a row reaches the disk, and so does a photo.
async fn ready(State(app): State<App>) -> Result<impl IntoResponse, Error> {
    let now = ms(app.clock.now());
    app.db.write(move |tx| beat(tx, now)).await?;
    let blobs = app.blobs.clone();
    tokio::task::spawn_blocking(move || blobs.probe()).await.map_err(Error::internal)?.map_err(Error::unavailable)?;
    Ok("ready\n")
}

fn beat(tx: &Tx<'_>, now: i64) -> Result<(), Error> {
    tx.execute("INSERT INTO heartbeat (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = ?1", [now])?;
    Ok(())
}
