//! Whose phone this is. A crew's phone that was revoked is a citizen's again: the day goes, with a word why; what was not sent
//! and what was being written stay.

use super::Model as Day;
use crate::{
    app::{Cmd, fade},
    effect::Owner,
    intent::Tab,
    model::Model,
    settings,
    texts::{t, tv},
    view::Tone,
};
use crux_core::Command;
use dimos_domain::act::Subject;

/// Follows what the city says. Whoever was told otherwise before is told what changed, once, however long ago it was.
pub fn belong(owner: Owner, model: &mut Model) -> Cmd {
    let crew = match owner {
        Owner::Crew(crew) => Some(crew),
        Owner::Citizen => None,
    };
    model.crew_code.clone_from(&crew);
    if model.settings.preferences.crew == crew {
        return Command::done();
    }
    let is_revoked = crew.is_none();
    model.settings.preferences.crew = crew;
    let saved = settings::save(model);
    if is_revoked { saved.and(leave(model)) } else { saved }
}

fn leave(model: &mut Model) -> Cmd {
    model.crew = Day::default();
    if model.tab == Tab::Crew {
        model.tab = Tab::Report;
    }
    let of_a_crew = |subject| matches!(subject, Subject::Job(_) | Subject::Day(_));
    let waiting = model.unsent.iter().filter(|row| of_a_crew(row.act.what.subject())).count();
    let language = model.language();
    let text = match u32::try_from(waiting).unwrap_or(u32::MAX) {
        0 => t(language, "crew-revoked"),
        waiting => tv(language, "crew-revoked-unsent", &[("n", waiting.into())]),
    };
    model.say(Tone::Info, text);
    fade(model)
}
