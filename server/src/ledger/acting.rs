//! Somebody doing something with money, now: who that is to the journal, and how an act gets from the wire into the books
//! exactly once.

use super::{Author, business_day};
use crate::{
    auth::{DeviceAuth, Permission, Staff},
    context,
    db::{Db, Tx, moment, ms},
    error::Error,
    extract::{ActBody, JsonText},
    idempotency,
    keys::Keys,
    state::{App, CityIndex},
};
use dimos_api::problem::Code;
use dimos_domain::{
    l10n::Language,
    money::{Payments, day_of},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::sync::Arc;

/// Somebody acting, now, in a city.
#[derive(Clone, Copy)]
pub struct Acting<'a> {
    /// The city.
    pub city: &'a CityIndex,
    /// The server's key.
    pub keys: &'a Keys,
    /// To the millisecond.
    pub now: Timestamp,
    /// Who.
    pub author: &'a Author,
    /// In which language the caller reads.
    pub language: Language,
}

impl<'a> Acting<'a> {
    /// What the city takes money for.
    ///
    /// # Errors
    /// `not_found` where the city pack says nothing of payments.
    pub fn payments(&self) -> Result<&'a Payments, Error> {
        self.city.city.payments.as_ref().ok_or_else(|| Error::new(Code::NotFound).because("no-payments"))
    }

    /// Today in the city.
    #[must_use]
    pub fn today(&self) -> Date {
        self.day(self.now)
    }

    /// The city's day of a moment.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        day_of(at, &self.city.tz)
    }

    /// The business day to which what is done now belongs.
    ///
    /// # Errors
    /// Only the database's.
    pub fn business_day(&self, tx: &Tx<'_>) -> Result<Date, Error> {
        business_day(tx, self.today())
    }

    /// Who acts, for columns and the audit.
    #[must_use]
    pub fn actor(&self) -> String {
        self.author.actor().unwrap_or_else(|| self.author.role().to_owned())
    }
}

/// Who acts and with what, to be taken into a unit of work.
#[derive(Clone)]
pub struct Hand {
    db: Db,
    city: Arc<CityIndex>,
    keys: Keys,
    author: Author,
    language: Language,
    now: Timestamp,
}

impl Hand {
    /// Somebody's, now.
    #[must_use]
    pub fn of(app: &App, author: Author) -> Self {
        let (db, city, keys) = (app.db.clone(), Arc::clone(&app.city), app.keys.clone());
        Self::with(db, city, keys, author, app.clock.now()).speaking(context::language())
    }

    /// Somebody's outside a server: at its command line, which speaks English.
    #[must_use]
    pub fn with(db: Db, city: Arc<CityIndex>, keys: Keys, author: Author, now: Timestamp) -> Self {
        let now = moment(ms(now)).unwrap_or(now);
        Self { db, city, keys, author, language: Language::En, now }
    }

    /// The same, answered in another language.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The same, later: after something was waited for.
    #[must_use]
    pub fn later(&self, app: &App) -> Self {
        Self::of(app, self.author.clone()).speaking(self.language)
    }

    /// In which language the caller reads.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Somebody of the staff's, if the role may.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn of_staff(app: &App, staff: &Staff, needed: Permission) -> Result<Self, Error> {
        staff.role.require(needed)?;
        Ok(Self::of(app, Author::Staff(staff.account, staff.role)))
    }

    /// A citizen's phone's.
    #[must_use]
    pub fn of_phone(app: &App, device: &DeviceAuth) -> Self {
        Self::of(app, Author::Phone(device.device))
    }

    /// The acting, inside the unit of work.
    #[must_use]
    pub fn acting(&self) -> Acting<'_> {
        let Self { db: _, city, keys, author, language, now } = self;
        Acting { city, keys, now: *now, author, language: *language }
    }

    /// Does something; may be run again.
    ///
    /// # Errors
    /// What the work says.
    pub async fn write<T, W>(self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: Fn(&Tx<'_>, &Acting<'_>) -> Result<T, Error> + Send + 'static,
    {
        let db = self.db.clone();
        db.write(move |tx| work(tx, &self.acting())).await
    }

    /// Looks at something.
    ///
    /// # Errors
    /// What the work says.
    pub async fn read<T, W>(self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: FnOnce(&Tx<'_>, &Acting<'_>) -> Result<T, Error> + Send + 'static,
    {
        let db = self.db.clone();
        db.read(move |tx| work(tx, &self.acting())).await
    }

    /// Does an act, unless it was done before; either way the answer.
    ///
    /// # Errors
    /// What the work says; `key_reused`.
    pub async fn once<B, T, W>(self, route: impl Into<String>, act: ActBody<B>, work: W) -> Result<JsonText, Error>
    where
        B: Send + 'static,
        T: Serialize,
        W: Fn(&Tx<'_>, &Acting<'_>, &B) -> Result<T, Error> + Send + 'static,
    {
        let (db, route, key) = (self.db.clone(), route.into(), act.key.to_string());
        let answer = db.write(move |tx| {
            let by = self.acting();
            let principal = by.actor();
            idempotency::once_json(tx, &principal, &key, &route, &act.hash, by.now, |tx| work(tx, &by, &act.body))
        });
        answer.await.map(|(_, answer)| JsonText(answer))
    }
}
