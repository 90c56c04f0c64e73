//! How the story is told: chapters, what people do, what came of it, and whether it came out as told.

use crate::{
    city::{CASHIER, DISPATCHER, TREASURERS},
    family::Left,
};
use std::{
    fmt::Display,
    io::{IsTerminal, Write},
    time::Duration,
};

/// Says it to whoever still reads: `dimos-demo --exit | head` has seen enough, and the story goes on.
macro_rules! say {
    ($($said:tt)*) => {{
        let _unheard = writeln!(std::io::stdout(), $($said)*);
    }};
}

/// Tells the story and keeps count.
#[derive(Debug, Default)]
pub struct Teller {
    chapter: u32,
    right: u32,
    wrong: Vec<String>,
}

fn styled(code: &str, text: &str) -> String {
    if std::io::stdout().is_terminal() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

impl Teller {
    /// A new chapter.
    pub fn chapter(&mut self, title: &str) {
        self.chapter += 1;
        say!("\n{}", styled("1", &format!("{}. {title}", self.chapter)));
    }

    /// Somebody does something.
    pub fn does(&self, who: &str, what: &str) {
        say!("   {} {what}", styled("36", who));
    }

    /// Something that somebody reads on a screen.
    pub fn reads(&self, text: &str) {
        say!("      “{text}”");
    }

    /// Something worth knowing.
    pub fn fact(&self, text: &str) {
        say!("   {text}");
    }

    /// A command, and what it printed.
    pub fn terminal(&self, command: &str, lines: &[String]) {
        say!("      {} {command}", styled("2", "$"));
        for line in lines {
            say!("      {line}");
        }
    }

    /// A step: as told, or not.
    pub fn expect(&mut self, what: &str, holds: bool) {
        if holds {
            self.right += 1;
            say!("   {} {what}", styled("32", "✓"));
        } else {
            self.wrong.push(what.to_owned());
            say!("   {} {what}", styled("31", "✗"));
        }
    }

    /// The story broke off.
    pub fn broken(&mut self, error: &dyn Display) {
        self.wrong.push(error.to_string());
        say!("   {} the story broke off: {error}", styled("31", "✗"));
    }

    /// A ticket's timeline.
    pub fn timeline(&self, title: &str, lines: impl IntoIterator<Item = (String, String)>) {
        say!("   {}", styled("4", title));
        for (when, what) in lines {
            say!("      {when}  {what}");
        }
    }

    /// Whether every step came out as told.
    pub fn all_as_told(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The last lines.
    pub fn end(&self, took: Duration) {
        say!();
        if self.wrong.is_empty() {
            say!("{} steps, all as told, in {:.1} s.", self.right, took.as_secs_f32());
        } else {
            say!("{} steps as told, {} not, in {:.1} s:", self.right, self.wrong.len(), took.as_secs_f32());
            for step in &self.wrong {
                say!("  ✗ {step}");
            }
        }
    }

    /// Where to look now. `left` is what the family left to try, if the story came so far.
    pub fn addresses(&self, url: &str, password: &str, left: Option<&Left>) {
        let [treasurer, second] = TREASURERS;
        say!("\nThe city goes on. Look at it:");
        say!("  what was reported   {url}/reports");
        say!("  the same in English {url}/reports?lang=en");
        say!("  as a map            {url}/map");
        if let Some(Left { reference, amount, receipt }) = left {
            let code: String = reference.split_whitespace().collect();
            say!("  pay a bill yourself {url}/pay/{code}");
            say!("                      payment code {reference}, amount {amount}; no money moves");
            say!("  verify a receipt    {receipt}");
        }
        say!("  the API             {url}/api/v1/openapi.json");
        say!("  health, figures     {url}/readyz, {url}/metrics");
        say!("  accounts            {DISPATCHER}, {CASHIER}, {treasurer}, {second}, all with the password {password}");
        say!("Ctrl-C stops it.");
    }
}
