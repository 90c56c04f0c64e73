//! Routing rules that no report ever reaches: most often a special one below a general one. The rules are tried on every
//! service in every area at every priority, so that several rules which together leave nothing are seen as well.

use crate::city::{
    findings::Findings,
    raw::RawRule,
    read::{Item, List},
};
use dimos_domain::{
    city::{Area, RoutingCondition, RoutingRule, Service},
    triage::{URGENT, holds},
};
use std::collections::BTreeSet;

/// What the rules decide about.
pub(super) struct Town<'a> {
    pub services: &'a [Service],
    pub areas: &'a [Area],
}

/// Whether a rule ever decides, and which earlier ones decide where it would.
#[derive(Default)]
struct Fate {
    is_reached: bool,
    before: BTreeSet<usize>,
}

/// Complains of each rule that never decides. Rules below one without any condition have been spoken of already.
pub(super) fn check(findings: &mut Findings<'_>, rules: &List<'_, RawRule>, checked: &[RoutingRule], town: &Town<'_>) {
    let fates = fates(checked, town);
    let all = checked.iter().position(|rule| rule.when == RoutingCondition::default()).unwrap_or(checked.len());
    for (index, (Item { spot, .. }, fate)) in rules.items.iter().zip(&fates).enumerate().take(all) {
        let named = |index: usize| checked.get(index).map(|rule| format!("rule {} \"{}\"", index + 1, rule.name.en));
        let (Some(rule), Some(owner)) = (checked.get(index), named(index)) else { continue };
        if fate.is_reached || !names_only_known(&rule.when, town) {
            continue;
        }
        let earlier: Vec<String> = fate.before.iter().filter_map(|before| named(*before)).collect();
        findings.at(
            *spot,
            if earlier.is_empty() {
                format!("{owner} fits no report: none of its services is in one of its groups")
            } else {
                let takes = if earlier.len() == 1 { "takes" } else { "take" };
                format!("{owner} is never reached: {} before it {takes} all that it would", earlier.join(" and "))
            },
        );
    }
}

fn fates(rules: &[RoutingRule], town: &Town<'_>) -> Vec<Fate> {
    let mut fates: Vec<Fate> = rules.iter().map(|_| Fate::default()).collect();
    // A place may lie in no area.
    let areas: Vec<Option<&str>> = town.areas.iter().map(|area| Some(area.code.as_str())).chain([None]).collect();
    for service in town.services {
        for area in &areas {
            for priority in 0..=URGENT {
                let fits = |rule: &RoutingRule| holds(&rule.when, service, *area, priority);
                let mut fitting = rules.iter().zip(&mut fates).enumerate().filter(|(_, (rule, _))| fits(rule));
                let Some((first, (_, fate))) = fitting.next() else { continue };
                fate.is_reached = true;
                fitting.for_each(|(_, (_, fate))| {
                    fate.before.insert(first);
                });
            }
        }
    }
    fates
}

/// What does not exist has been spoken of already.
fn names_only_known(when: &RoutingCondition, town: &Town<'_>) -> bool {
    when.services.iter().all(|code| town.services.iter().any(|service| service.code == *code))
        && when.groups.iter().all(|code| town.services.iter().any(|service| service.group == *code))
        && when.areas.iter().all(|code| town.areas.iter().any(|area| area.code == *code))
}
