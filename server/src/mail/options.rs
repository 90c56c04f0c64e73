//! Through which server letters go, and from whom.

use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use std::{env, fs, net::IpAddr, time::Duration};

/// How long the mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);
const SUBMISSION: u16 = 587;

/// How letters are sent.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MailOptions {
    /// Mail server that takes letters (`mail.example:587`), always by STARTTLS unless it is this machine; without it letters
    /// wait. `DIMOS_SMTP_USER` and `DIMOS_SMTP_PASSWORD` (or `DIMOS_SMTP_PASSWORD_FILE`) if it wants to know who sends.
    #[arg(long, env = "DIMOS_SMTP", value_name = "HOST[:PORT]", requires = "mail_from")]
    pub smtp: Option<String>,
    /// From whom letters are (`Δήμος <no-reply@city.example>`).
    #[arg(long, env = "DIMOS_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
}

/// Why no letters can be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailSetUpError {
    /// The server is not named as `host` or `host:port`.
    #[error("--smtp \"{0}\" is not HOST or HOST:PORT")]
    Server(String),
    /// The sender is missing or is no address.
    #[error("--mail-from must be an address, like \"City <no-reply@city.example>\"")]
    From,
    /// The password's file cannot be read.
    #[error("failed to read the file that DIMOS_SMTP_PASSWORD_FILE names: {0}")]
    Password(std::io::Error),
    /// TLS cannot be used with that server's name.
    #[error("failed to set up TLS for the mail server: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

pub(super) type Transport = AsyncSmtpTransport<Tokio1Executor>;

impl MailOptions {
    /// The way to the server, and the sender; none where letters are not sent.
    pub(super) fn open(&self) -> Result<Option<(Transport, Mailbox)>, MailSetUpError> {
        let Some(server) = &self.smtp else { return Ok(None) };
        let wrong = || MailSetUpError::Server(server.clone());
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) => (host.trim_matches(['[', ']']), port.parse().map_err(|_| wrong())?),
            None => (server.as_str(), SUBMISSION),
        };
        if host.is_empty() {
            return Err(wrong());
        }
        let from = self.mail_from.as_ref().and_then(|from| from.parse().ok()).ok_or(MailSetUpError::From)?;
        let tls = if is_here(host) { Tls::None } else { Tls::Required(TlsParameters::new(host.to_owned())?) };
        let builder = Transport::builder_dangerous(host).port(port).tls(tls).timeout(Some(PATIENCE));
        let builder = match env::var("DIMOS_SMTP_USER") {
            Ok(user) => builder.credentials(Credentials::new(user, password()?)),
            Err(_) => builder,
        };
        Ok(Some((builder.build(), from)))
    }
}

/// What stays within this machine needs no cover.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn password() -> Result<String, MailSetUpError> {
    match (env::var("DIMOS_SMTP_PASSWORD"), env::var("DIMOS_SMTP_PASSWORD_FILE")) {
        (Ok(password), _) => Ok(password),
        (Err(_), Ok(file)) => {
            let text = fs::read_to_string(file).map_err(MailSetUpError::Password)?;
            Ok(text.trim_end_matches(['\r', '\n']).to_owned())
        }
        (Err(_), Err(_)) => Ok(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(smtp: &str, from: &str) -> MailOptions {
        MailOptions { smtp: Some(smtp.to_owned()), mail_from: Some(from.to_owned()) }
    }

    #[test]
    fn a_server_and_a_sender_are_needed_or_none() {
        assert!(matches!(MailOptions::default().open(), Ok(None)));
        for server in ["localhost:25", "127.0.0.1:2525", "[::1]:25", "mail.example:587", "mail.example"] {
            assert!(matches!(of(server, "City <a@city.example>").open(), Ok(Some(_))), "{server}");
        }
        for server in ["", ":25", "mail.example:port", "mail.example:99999"] {
            assert!(matches!(of(server, "a@city.example").open(), Err(MailSetUpError::Server(_))), "{server}");
        }
        assert!(matches!(of("localhost", "nobody").open(), Err(MailSetUpError::From)));
    }

    #[test]
    fn only_this_machine_is_trusted_without_tls() {
        assert!(is_here("localhost") && is_here("127.0.0.1") && is_here("::1"));
        assert!(!is_here("mail.example") && !is_here("192.0.2.1") && !is_here("localhost.example"));
    }
}
