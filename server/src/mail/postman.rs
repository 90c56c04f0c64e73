//! Takes letters to the mail server.

use super::{
    letter,
    options::{MailOptions, MailSetUpError, Transport},
    outbox::{self, Outcome, Waiting},
};
use crate::{
    error::Error,
    ledger::{Author, Hand},
    state::App,
};
use dimos_documents::receipt_pdf;
use lettre::{
    AsyncTransport, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use std::{fmt::Write, time::Duration};

/// Between two looks into the outbox.
const LOOK: Duration = Duration::from_secs(10);

/// Who takes letters to the mail server.
pub struct Postman {
    transport: Transport,
    from: Mailbox,
}

/// Tells other machines not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted(String);

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Postman {
    /// As configured; none where letters are not sent.
    ///
    /// # Errors
    /// [`MailSetUpError`].
    pub fn of(options: &MailOptions) -> Result<Option<Self>, MailSetUpError> {
        Ok(options.open()?.map(|(transport, from)| Self { transport, from }))
    }

    /// Sends letters as long as it is polled.
    pub async fn run(self, app: App) {
        let mut ticks = tokio::time::interval(LOOK);
        loop {
            ticks.tick().await;
            if let Err(cause) = self.send_due(&app).await {
                tracing::warn!(%cause, "sending letters failed");
            }
        }
    }

    /// Sends what is due; how many the mail server took. A crash between its answer and our note sends a letter again, with
    /// the same Message-ID, so that it can be known for what it is.
    ///
    /// # Errors
    /// Only the database's: a mail server that does not take a letter is asked again later.
    pub async fn send_due(&self, app: &App) -> Result<usize, Error> {
        let now = app.clock.now();
        let mut sent = 0;
        for waiting in app.db.read(move |tx| outbox::due(tx, now)).await? {
            let outcome = match self.message(app, &waiting).await {
                Ok(Some(message)) => self.hand_over(&waiting, message).await,
                Ok(None) => Outcome::GivenUp,
                Err(cause) => {
                    // One letter that cannot be written holds up no other.
                    tracing::error!(letter = waiting.id, %cause, "a letter could not be written");
                    Outcome::Later
                }
            };
            sent += usize::from(outcome == Outcome::Sent);
            let now = app.clock.now();
            app.db.write(move |tx| outbox::note(tx, &waiting, outcome, now)).await?;
        }
        Ok(sent)
    }

    async fn hand_over(&self, waiting: &Waiting, message: Message) -> Outcome {
        let Err(refused) = self.transport.send(message).await else { return Outcome::Sent };
        // What the mail server says may name the recipient: only its number is noted.
        let status = refused.status().map(|code| code.to_string());
        tracing::warn!(letter = waiting.id, status, "a letter was not taken");
        if refused.is_permanent() { Outcome::GivenUp } else { Outcome::Later }
    }

    /// The letter in its envelope; none where there is nothing to say any more, or nobody to say it to.
    async fn message(&self, app: &App, waiting: &Waiting) -> Result<Option<Message>, Error> {
        let Ok(to) = waiting.recipient.parse::<Mailbox>() else { return Ok(None) };
        let (url, wanted) = (app.providers.public_url().to_owned(), waiting.clone());
        let hand = Hand::of(app, Author::Rule).speaking(waiting.language);
        let Some(letter) = hand.read(move |tx, by| letter::write(tx, by, &wanted, &url)).await? else {
            return Ok(None);
        };
        let head = Message::builder()
            .message_id(Some(self.message_id(app, waiting.id)))
            .header(AutoSubmitted("auto-generated".to_owned()))
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject);
        let text = SinglePart::plain(letter.text);
        let Some(receipt) = letter.receipt else {
            return head.singlepart(text).map(Some).map_err(Error::internal);
        };
        let (name, language) = (format!("receipt-{}.pdf", receipt.number), waiting.language);
        let pdf = tokio::task::spawn_blocking(move || receipt_pdf(&receipt, language)).await;
        let pdf = pdf.map_err(Error::internal)?.map_err(Error::internal)?;
        let kind = ContentType::parse("application/pdf").map_err(Error::internal)?;
        let parts = MultiPart::mixed().singlepart(text).singlepart(Attachment::new(name).body(pdf, kind));
        head.multipart(parts).map(Some).map_err(Error::internal)
    }

    /// The same for every try of a letter; tells nobody how many letters there are.
    fn message_id(&self, app: &App, id: i64) -> String {
        let hash = app.keys.guest(format!("letter/{id}").as_bytes());
        let name = hash.iter().take(16).fold(String::new(), |mut name, byte| {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
            name
        });
        format!("<{name}@{}>", self.from.email.domain())
    }
}
