//! How the story is told: chapters, what people do, what came of it, and whether it came out as told.

use crate::{
    city::{CASHIER, DISPATCHER, TREASURERS},
    family::Left,
};
use std::{fmt::Display, io::IsTerminal, time::Duration};

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
        println!("\n{}", styled("1", &format!("{}. {title}", self.chapter)));
    }

    /// Somebody does something.
    pub fn does(&self, who: &str, what: &str) {
        println!("   {} {what}", styled("36", who));
    }

    /// Something that somebody reads on a screen.
    pub fn reads(&self, text: &str) {
        println!("      “{text}”");
    }

    /// Something worth knowing.
    pub fn fact(&self, text: &str) {
        println!("   {text}");
    }

    /// A command, and what it printed.
    pub fn terminal(&self, command: &str, lines: &[String]) {
        println!("      {} {command}", styled("2", "$"));
        for line in lines {
            println!("      {line}");
        }
    }

    /// A step: as told, or not.
    pub fn expect(&mut self, what: &str, holds: bool) {
        if holds {
            self.right += 1;
            println!("   {} {what}", styled("32", "✓"));
        } else {
            self.wrong.push(what.to_owned());
            println!("   {} {what}", styled("31", "✗"));
        }
    }

    /// The story broke off.
    pub fn broken(&mut self, error: &dyn Display) {
        self.wrong.push(error.to_string());
        println!("   {} the story broke off: {error}", styled("31", "✗"));
    }

    /// A ticket's timeline.
    pub fn timeline(&self, title: &str, lines: impl IntoIterator<Item = (String, String)>) {
        println!("   {}", styled("4", title));
        for (when, what) in lines {
            println!("      {when}  {what}");
        }
    }

    /// Whether every step came out as told.
    pub fn all_as_told(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The last lines.
    pub fn end(&self, took: Duration) {
        println!();
        if self.wrong.is_empty() {
            println!("{} steps, all as told, in {:.1} s.", self.right, took.as_secs_f32());
        } else {
            println!("{} steps as told, {} not, in {:.1} s:", self.right, self.wrong.len(), took.as_secs_f32());
            for step in &self.wrong {
                println!("  ✗ {step}");
            }
        }
    }

    /// Where to look now. `left` is what the family left to try, if the story came so far.
    pub fn addresses(&self, url: &str, password: &str, left: Option<&Left>) {
        let [treasurer, second] = TREASURERS;
        println!("\nThe city goes on. Look at it:");
        println!("  what was reported   {url}/reports");
        println!("  the same in English {url}/reports?lang=en");
        println!("  as a map            {url}/map");
        if let Some(Left { reference, amount, receipt }) = left {
            let code: String = reference.split_whitespace().collect();
            println!("  pay a bill yourself {url}/pay/{code}");
            println!("                      payment code {reference}, amount {amount}; no money moves");
            println!("  verify a receipt    {receipt}");
        }
        println!("  the API             {url}/api/v1/openapi.json");
        println!("  health, figures     {url}/readyz, {url}/metrics");
        println!(
            "  accounts            {DISPATCHER}, {CASHIER}, {treasurer}, {second}, all with the password {password}"
        );
        println!("Ctrl-C stops it.");
    }
}
