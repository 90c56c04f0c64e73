//! `dimos-server account add | list | disable`, safe to use while the server runs.

use super::{
    password,
    queries::{self, NewAccount},
};
use crate::{
    audit::{self, Entry},
    auth::{StaffRole, random_code},
    city,
    db::{Db, OpenError},
    error::Error,
};
use dimos_domain::ids::{AccountId, CrewCode};
use jiff::Timestamp;
use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

/// What can be done with accounts.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum AccountCommand {
    /// Adds an account; without --password-stdin it makes a password and prints it.
    Add {
        /// The name to log in with.
        name: String,
        /// What the account is for.
        #[arg(long, value_enum)]
        role: StaffRole,
        /// The crew that the account leads (role crew).
        #[arg(long, required_if_eq("role", "crew"))]
        crew: Option<CrewCode>,
        /// Takes the password from the first line of standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Lists every account.
    List,
    /// Disables an account at once: its sessions end.
    Disable {
        /// Its name.
        name: String,
    },
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error("failed to save: {0}")]
    Database(#[from] Error),
    /// Standard input or output failed.
    #[error("failed to read or print: {0}")]
    Io(#[from] io::Error),
    /// There is such an account.
    #[error("there is an account named {0} already")]
    NameTaken(String),
    /// There is no such account.
    #[error("there is no account named {0}")]
    NoSuchAccount(String),
    /// The name is no good.
    #[error("a name has 1 to 80 letters, digits and any of . - _ @")]
    BadName,
    /// The city pack is wrong.
    #[error("failed to read the city pack: {0}")]
    Pack(String),
    /// The city has no such crew.
    #[error("the city has no crew {0}; its crews are {1}")]
    NoSuchCrew(CrewCode, String),
    /// There is nothing in that directory.
    #[error("there is no database in {}", .0.display())]
    NoData(PathBuf),
    /// The password is too short.
    #[error("a password has at least {MIN_PASSWORD_CHARS} characters")]
    ShortPassword,
}

/// OWASP's least without a second factor would be 15; a list of bad ones would help more than length alone.
const MIN_PASSWORD_CHARS: usize = 12;
/// 100 random bits.
const MADE_PASSWORD_CHARS: usize = 20;

/// Runs a command on a data directory.
///
/// # Errors
/// [`AccountError`].
pub async fn run(command: AccountCommand, data: &Path, city: Option<&Path>) -> Result<(), AccountError> {
    match &command {
        AccountCommand::Add { crew: Some(crew), .. } => known_crew(crew, city)?,
        AccountCommand::Add { crew: None, .. } => {}
        // A directory that was mistyped must not become a new, empty city.
        AccountCommand::List | AccountCommand::Disable { .. } if !Db::is_in(data) => {
            return Err(AccountError::NoData(data.to_owned()));
        }
        AccountCommand::List | AccountCommand::Disable { .. } => {}
    }
    let db = Db::open(data)?;
    let mut out = io::stdout();
    match command {
        AccountCommand::Add { name, role, crew, password_stdin } => {
            let (password, made) =
                if password_stdin { (typed()?, false) } else { (random_code(MADE_PASSWORD_CHARS)?, true) };
            add(&db, &name, role, crew, &password).await?;
            writeln!(out, "account {name} ({role}) added")?;
            if made {
                writeln!(out, "password: {password}")?;
            }
        }
        AccountCommand::List => {
            for account in db.read(queries::list).await? {
                let crew = account.crew.map(|crew| format!(" of {crew}")).unwrap_or_default();
                let disabled = if account.disabled { ", disabled" } else { "" };
                writeln!(out, "{}: {}{crew}{disabled}", account.name, account.role)?;
            }
        }
        AccountCommand::Disable { name } => {
            disable(&db, &name).await?;
            writeln!(out, "account {name} disabled")?;
        }
    }
    db.close();
    Ok(())
}

fn known_crew(crew: &CrewCode, pack: Option<&Path>) -> Result<(), AccountError> {
    let city = city::load_or_embedded(pack)
        .map_err(|errors| AccountError::Pack(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    if city.crew(crew).is_some() {
        return Ok(());
    }
    let crews: Vec<_> = city.crews.iter().map(|crew| crew.code.as_str()).collect();
    Err(AccountError::NoSuchCrew(crew.clone(), crews.join(", ")))
}

fn typed() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Adds an account.
///
/// # Errors
/// [`AccountError`] if the name is taken or no good, or the password too short.
pub async fn add(
    db: &Db,
    name: &str,
    role: StaffRole,
    crew: Option<CrewCode>,
    password: &str,
) -> Result<AccountId, AccountError> {
    let is_fit = |c: char| c.is_alphanumeric() || ".-_@".contains(c);
    if !(1..=80).contains(&name.chars().count()) || !name.chars().all(is_fit) {
        return Err(AccountError::BadName);
    }
    if password.chars().count() < MIN_PASSWORD_CHARS {
        return Err(AccountError::ShortPassword);
    }
    let (id, now) = (AccountId(uuid::Uuid::now_v7()), Timestamp::now());
    let (owned, hash) = (name.to_owned(), password::hash(password)?);
    let added = db
        .write(move |tx| {
            let new = NewAccount { id, name: &owned, role, password_hash: &hash, crew: crew.as_ref() };
            let added = queries::add(tx, &new, now)?;
            let (id, role) = (id.to_string(), Some(role.as_str()));
            let entry = Entry { kind: "account_added", actor: None, subject: &id, detail: role };
            if added { audit::note(tx, now, &entry).map(|()| true) } else { Ok(false) }
        })
        .await?;
    if added { Ok(id) } else { Err(AccountError::NameTaken(name.to_owned())) }
}

async fn disable(db: &Db, name: &str) -> Result<(), AccountError> {
    let (owned, now) = (name.to_owned(), Timestamp::now());
    let known = db
        .write(move |tx| {
            let Some(id) = queries::disable(tx, &owned)? else { return Ok(false) };
            let entry = Entry { kind: "account_disabled", actor: None, subject: &id, detail: None };
            audit::note(tx, now, &entry).map(|()| true)
        })
        .await?;
    if known { Ok(()) } else { Err(AccountError::NoSuchAccount(name.to_owned())) }
}
