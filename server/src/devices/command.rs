//! `dimos-server crew-phone list | revoke`, safe to use while the server runs.

use super::{queries, service};
use crate::{
    db::{Db, OpenError},
    error::Error,
};
use dimos_api::problem::Code;
use dimos_domain::ids::DeviceId;
use jiff::Timestamp;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What can be done with crews' phones.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum CrewPhoneCommand {
    /// Lists every phone that is a crew's.
    List,
    /// Makes a crew's phone a citizen's again, at once: for one that was lost.
    Revoke {
        /// Its id, as the list shows it.
        device: DeviceId,
    },
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CrewPhoneError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error("failed to read or save: {0}")]
    Database(#[from] Error),
    /// Standard output failed.
    #[error("failed to print: {0}")]
    Io(#[from] io::Error),
    /// There is nothing in that directory.
    #[error("there is no database in {}", .0.display())]
    NoData(PathBuf),
    /// There is no such phone.
    #[error("{0} is no crew's phone")]
    NoSuchPhone(DeviceId),
}

/// Runs a command on a data directory.
///
/// # Errors
/// [`CrewPhoneError`].
pub async fn run(command: CrewPhoneCommand, data: &Path) -> Result<(), CrewPhoneError> {
    if !Db::is_in(data) {
        return Err(CrewPhoneError::NoData(data.to_owned()));
    }
    let db = Db::open(data)?;
    let mut out = io::stdout();
    match command {
        CrewPhoneCommand::List => {
            for phone in db.read(|tx| queries::crew_phones(tx, None)).await? {
                let since = phone.enrolled_at.map(|at| format!(", since {at:.0}")).unwrap_or_default();
                writeln!(out, "{}: {}, {} {}{since}", phone.device, phone.crew, phone.platform, phone.app_version)?;
            }
        }
        CrewPhoneCommand::Revoke { device } => match service::revoke(&db, Timestamp::now(), device, None).await {
            Ok(crew) => writeln!(out, "{device} is no longer a phone of {crew}")?,
            Err(refused) if refused.code() == Code::NotFound => return Err(CrewPhoneError::NoSuchPhone(device)),
            Err(other) => return Err(other.into()),
        },
    }
    db.close();
    Ok(())
}
