//! Long lists, some at a time: how many there are in all is said, and where to go on.

use crate::{db::Tx, error::Error};
use dimos_api::{pay::PageQuery, problem::Code};
use rusqlite::Params;

/// What a list gives at most.
pub(crate) const MOST: u32 = 200;
/// What it gives if nothing is said.
pub(crate) const USUAL: u32 = 50;

/// Some of a list.
#[derive(Debug, Clone)]
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    /// How many there are in all.
    pub(crate) total: u32,
    /// The name of the last one, if more follow.
    pub(crate) next: Option<String>,
}

/// How many are wanted and after which: known to be one of the list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) limit: u32,
    pub(crate) after: Option<String>,
}

impl Wanted {
    /// What a query asks for; the statement says whether there is something of that name.
    ///
    /// # Errors
    /// `not_found` for a name that is none.
    pub(crate) fn of(tx: &Tx<'_>, limit: Option<u32>, after: Option<&str>, known: &str) -> Result<Self, Error> {
        if let Some(after) = after
            && tx.one(known, [after], |_| Ok(()))?.is_none()
        {
            return Err(Error::new(Code::NotFound));
        }
        Ok(Self { limit: limit.unwrap_or(USUAL).clamp(1, MOST), after: after.map(str::to_owned) })
    }

    /// One more than wanted shows whether more follow.
    pub(crate) const fn and_one(&self) -> u32 {
        self.limit + 1
    }

    /// What was found, of how many; the statement counts them.
    pub(crate) fn page<T>(
        &self,
        tx: &Tx<'_>,
        mut rows: Vec<T>,
        count: &str,
        params: impl Params,
        name: impl Fn(&T) -> String,
    ) -> Result<Page<T>, Error> {
        let total = tx.one(count, params, |row| row.get(0))?.unwrap_or_default();
        let limit = usize::try_from(self.limit).map_err(Error::internal)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(name);
        Ok(Page { rows, total, next })
    }
}

impl<T> Page<T> {
    /// The same, each made into something else.
    pub(crate) fn each<U>(self, make: impl FnMut(T) -> Result<U, Error>) -> Result<Page<U>, Error> {
        let rows = self.rows.into_iter().map(make).collect::<Result<_, _>>()?;
        Ok(Page { rows, total: self.total, next: self.next })
    }

    /// How many of how many, in words: what comes after `of`, and how to see the rest.
    pub(crate) fn told(&self, shown: usize, what: &str) -> String {
        match &self.next {
            None if shown == usize::try_from(self.total).unwrap_or(usize::MAX) => format!("{shown} {what}"),
            None => format!("{shown} of {} {what}", self.total),
            Some(next) => format!("{shown} of {} {what}; the next with --after {next}, or --all", self.total),
        }
    }
}

/// Which part of a list a command prints.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Part {
    /// Every one.
    #[arg(long)]
    pub all: bool,
    /// What follows this one.
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub after: Option<String>,
}

/// Prints a list, page by page if all is asked for; `read` gets one page.
pub(crate) async fn print<T, R>(
    part: Part,
    what: &str,
    read: impl Fn(PageQuery) -> R,
    mut line: impl FnMut(&mut std::io::Stdout, &T) -> std::io::Result<()>,
) -> Result<(), crate::ledger::MoneyError>
where
    R: Future<Output = Result<Page<T>, Error>>,
{
    use std::io::Write;
    let (mut out, mut shown) = (std::io::stdout(), 0);
    let mut query = PageQuery { after: part.after, limit: part.all.then_some(MOST) };
    loop {
        let page = read(query.clone()).await?;
        page.rows.iter().try_for_each(|row| line(&mut out, row))?;
        shown += page.rows.len();
        if page.next.is_none() || !part.all {
            writeln!(out, "{}", page.told(shown, what))?;
            return Ok(());
        }
        query.after = page.next;
    }
}
