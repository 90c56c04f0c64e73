//! What becomes of words that the phone's storage did not take: the program ends, so nobody would hold them. They are handed
//! back, unless they are kept as a draft.

use super::{
    Failed,
    args::{Command, CrewCommand},
    open,
    words::Words,
};
use dimos_app::{intent::ReportIntent, texts::t};
use dimos_domain::l10n::Language;
use dimos_phone::{Phone, PhoneOptions, Stuck};

/// What a command carries in somebody's words; empty where it carries none.
pub fn typed(command: &Command) -> &str {
    match command {
        Command::Report(report) => &report.words,
        Command::Comment(write)
        | Command::Answer(write)
        | Command::Reopen(write)
        | Command::Withdraw(write)
        | Command::Support(write) => &write.words,
        Command::Rate { words, .. } => words,
        Command::Crew {
            what: CrewCommand::Note { words, .. } | CrewCommand::Close { words, .. } | CrewCommand::Cannot { words, .. },
        } => words,
        _ => "",
    }
}

/// The failure as it is told once the phone is closed: with the words, where its storage took them nowhere.
pub fn handed_back(failed: Failed, typed: &str, options: PhoneOptions, wait: u64, words: Words) -> Failed {
    let Failed::Phone(Stuck::Refused(said)) = &failed else { return failed };
    if !is_of_the_storage(said) {
        return failed;
    }
    if typed.trim().is_empty() {
        return Failed::NotKept(words.not_kept(said));
    }
    match open(options, wait, words).map(|phone| is_a_draft(&phone, typed)) {
        Ok(true) => Failed::Refused(words.kept_as_draft(said)),
        Ok(false) | Err(_) => Failed::NotKept(words.not_kept_words(said, typed)),
    }
}

fn is_of_the_storage(said: &str) -> bool {
    let all = ["storage-full", "storage-read-only", "storage-broken"];
    [Language::El, Language::En].iter().any(|language| all.iter().any(|key| t(*language, key) == said))
}

/// Whether a draft on the phone's disk holds these words.
fn is_a_draft(phone: &Phone, typed: &str) -> bool {
    let drafts = phone.drafts().unwrap_or_default();
    drafts.into_iter().any(|draft| {
        phone.report(ReportIntent::Resume { draft });
        let opened = phone.composing("the draft", |view| view.composing);
        let is_it = opened.is_ok_and(|view| view.description.value.trim() == typed.trim());
        let _closed = phone.drafts_after_leaving();
        is_it
    })
}
