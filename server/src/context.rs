//! What every answer of one request needs to know without being told: its id and the reader's language.

use dimos_domain::l10n::Language;
use std::{cell::Cell, sync::Arc};

tokio::task_local! {
    static CONTEXT: Context;
}

/// One request's.
pub(crate) struct Context {
    request_id: Arc<str>,
    language: Cell<Language>,
    asked: bool,
}

impl Context {
    /// With the language that `Accept-Language` asks for, if it is there.
    pub(crate) fn new(request_id: Arc<str>, asked: Option<Language>) -> Self {
        Self { request_id, language: Cell::new(asked.unwrap_or_default()), asked: asked.is_some() }
    }

    /// Runs a request in this context.
    pub(crate) async fn scope<F: Future>(self, request: F) -> F::Output {
        CONTEXT.scope(self, request).await
    }
}

/// The language to answer in: `Accept-Language`, else the device's, else Greek.
#[must_use]
pub fn language() -> Language {
    CONTEXT.try_with(|context| context.language.get()).unwrap_or_default()
}

/// The request's id, inside a request.
#[must_use]
pub fn request_id() -> Option<String> {
    CONTEXT.try_with(|context| context.request_id.to_string()).ok()
}

/// The device's own language, for requests that ask for none.
pub(crate) fn read_by(language: Language) {
    // Outside a request there is nobody to answer.
    let _ = CONTEXT.try_with(|context| {
        if !context.asked {
            context.language.set(language);
        }
    });
}
