//! The service: suggested from the words, found by typing, or browsed in its group; always the citizen's choice.

use super::{drafts::change, model::Draft, nearby, questions, update::tell, view::ServiceGroupView};
use crate::{
    app::Cmd,
    city_kit::CityKit,
    intent::ReportStep,
    model::Model,
    texts::{t, tv},
    view::{Field, OptionView, Tone},
};
use crux_core::Command;
use dimos_domain::{
    city::{City, Service},
    ids::ServiceCode,
    l10n::Language,
    words::{key, tokens},
};
use uuid::Uuid;

/// Longest search, in characters.
const MAX_QUERY_CHARS: usize = 100;
/// Services shown for a search.
const MOST_FOUND: usize = 12;
/// What a search finds only by likeness must score this much.
const LEAST_LIKENESS: f32 = 0.35;

/// The words of every name and synonym, for finding a service while its name is still being typed.
#[derive(Debug)]
pub struct Index(Vec<Phrase>);

/// A name or synonym.
#[derive(Debug)]
struct Phrase {
    service: ServiceCode,
    is_name: bool,
    words: Vec<String>,
}

impl Index {
    fn new(city: &City) -> Self {
        let phrases = city.services.iter().flat_map(|service| {
            let phrase = |is_name: bool, text: &String| Phrase {
                service: service.code.clone(),
                is_name,
                words: tokens(text).iter().map(|word| key(word)).collect(),
            };
            let names = [&service.name.el, &service.name.en].map(|name| phrase(true, name));
            names.into_iter().chain(service.synonyms.iter().map(move |synonym| phrase(false, synonym)))
        });
        Self(phrases.collect())
    }

    /// Services with a name, then with a synonym, in which every typed word begins a word.
    fn find(&self, typed: &[String]) -> Vec<ServiceCode> {
        let begins = |phrase: &&Phrase| {
            typed.iter().all(|start| phrase.words.iter().any(|word| word.starts_with(start.as_str())))
        };
        let mut found: Vec<ServiceCode> = Vec::new();
        for names in [true, false] {
            for phrase in self.0.iter().filter(|phrase| phrase.is_name == names).filter(begins) {
                if !found.contains(&phrase.service) {
                    found.push(phrase.service.clone());
                }
            }
        }
        found
    }
}

pub(super) fn search(text: &str, model: &mut Model) -> Cmd {
    let typed: String = text.chars().take(MAX_QUERY_CHARS).collect();
    let words: Vec<String> = tokens(&typed).iter().map(|word| key(word)).filter(|word| !word.is_empty()).collect();
    let desk = &mut model.report.desk;
    desk.services.clear();
    if let Some(kit) = model.city.as_ref().filter(|_| !words.is_empty()) {
        let index = desk.index.get_or_insert_with(|| Index::new(&kit.city));
        desk.services = index.find(&words);
        for like in kit.suggester.suggest(&typed, MOST_FOUND) {
            if like.score >= LEAST_LIKENESS && !desk.services.contains(&like.service) {
                desk.services.push(like.service);
            }
        }
        desk.services.truncate(MOST_FOUND);
    }
    desk.service_query = typed;
    Command::done()
}

pub(super) fn choose(draft: Uuid, code: &str, model: &mut Model) -> Cmd {
    let kit = model.city.clone();
    let service = code.parse::<ServiceCode>().ok().and_then(|code| kit.as_ref()?.city.service(&code));
    let Some(service) = service else {
        let text = t(model.language(), "report-no-such-service");
        return tell(model, Tone::Warning, text);
    };
    let desk = &mut model.report.desk;
    desk.service_query.clear();
    desk.services.clear();
    let kept = change(draft, model, |of| {
        if of.service.as_ref() != Some(&service.code) {
            of.service = Some(service.code.clone());
            // Declined as "the same pothole"; says nothing of another kind of thing.
            of.not_duplicates_of.clear();
            questions::keep_what_fits(service, &mut of.answers);
        }
    });
    model.report.desk.checked.remove(&ReportStep::Questions);
    nearby::settle(model);
    kept
}

/// The chosen service, if the city still offers it.
pub(super) fn chosen<'a>(draft: &Draft, kit: Option<&'a CityKit>) -> Option<&'a Service> {
    kit?.city.service(draft.service.as_ref()?)
}

/// What this step still needs.
pub(super) fn missing(draft: &Draft, service: Option<&Service>, language: Language) -> Option<String> {
    match (&draft.service, service) {
        (_, Some(_)) => None,
        (None, None) => Some(t(language, "report-needs-service")),
        (Some(_), None) => Some(t(language, "report-no-such-service")),
    }
}

/// Symbol of the chosen service's group.
pub(super) fn symbol(draft: &Draft, model: &Model) -> String {
    let kit = model.city.as_deref();
    kit.zip(chosen(draft, kit)).map(|(kit, service)| group_symbol(&kit.city, service)).unwrap_or_default()
}

pub(super) fn group_symbol(city: &City, service: &Service) -> String {
    city.group(&service.group).map(|group| group.symbol.clone()).unwrap_or_default()
}

/// Services that the words suggest.
pub(super) fn suggestions(draft: &Draft, model: &Model) -> Vec<OptionView> {
    let language = model.language();
    let Some(kit) = &model.city else { return Vec::new() };
    let suggested = &model.report.desk.suggestions;
    suggested
        .iter()
        .filter_map(|suggestion| {
            let service = kit.city.service(&suggestion.service)?;
            let shown = option(service, draft.service.as_ref(), &kit.city, language);
            let values = [("service", shown.spoken.as_str().into()), ("because", suggestion.because.as_str().into())];
            let spoken = tv(language, "report-suggestion-spoken", &values);
            Some(OptionView { spoken, ..shown })
        })
        .collect()
}

/// Services as the step lists them. A large city has a hundred, so they are put into words once, not with every look at
/// the screen.
#[derive(Debug)]
pub struct Listed {
    language: Language,
    query: String,
    groups: Vec<ServiceGroupView>,
}

/// Lists the services, where the step is in front and they are not listed so already.
pub(super) fn list(model: &mut Model) {
    let language = model.language();
    let in_front = model.report.draft().is_some_and(|draft| draft.step == ReportStep::Service);
    let query = &model.report.desk.service_query;
    let known = model.report.desk.listed.as_ref();
    if in_front && !known.is_some_and(|listed| listed.language == language && listed.query == *query) {
        let listed = Listed { language, query: query.clone(), groups: make_groups(model) };
        model.report.desk.listed = Some(listed);
    }
}

/// Every service in its group, or those found by typing.
pub(super) fn groups(draft: &Draft, model: &Model) -> Vec<ServiceGroupView> {
    let listed = model.report.desk.listed.as_ref().filter(|listed| listed.language == model.language());
    let mut groups = listed.map_or_else(|| make_groups(model), |listed| listed.groups.clone());
    if let Some(chosen) = &draft.service {
        for service in groups.iter_mut().flat_map(|group| &mut group.services) {
            service.selected = service.code == chosen.as_str();
        }
    }
    groups
}

fn make_groups(model: &Model) -> Vec<ServiceGroupView> {
    let language = model.language();
    let Some(kit) = &model.city else { return Vec::new() };
    let city = &kit.city;
    let desk = &model.report.desk;
    if !desk.service_query.trim().is_empty() {
        let found = desk.services.iter().filter_map(|code| city.service(code));
        let services: Vec<OptionView> = found.map(|service| option(service, None, city, language)).collect();
        if services.is_empty() {
            return Vec::new();
        }
        let title = tv(language, "report-services-found", &[("n", services.len().into())]);
        return vec![ServiceGroupView { title, symbol: String::new(), services }];
    }
    let groups = city.groups.iter().map(|group| {
        let services = city.services.iter().filter(|service| service.group == group.code);
        ServiceGroupView {
            title: group.name.get(language).to_owned(),
            symbol: group.symbol.clone(),
            services: services.map(|service| option(service, None, city, language)).collect(),
        }
    });
    groups.filter(|group| !group.services.is_empty()).collect()
}

pub(super) fn search_field(model: &Model) -> Field {
    let language = model.language();
    let desk = &model.report.desk;
    let nothing = !desk.service_query.trim().is_empty() && desk.services.is_empty();
    Field {
        label: t(language, "report-service-search-label"),
        value: desk.service_query.clone(),
        hint: t(language, "report-service-search-hint"),
        error: nothing.then(|| t(language, "report-service-not-found")),
        remaining: None,
    }
}

fn option(service: &Service, chosen: Option<&ServiceCode>, city: &City, language: Language) -> OptionView {
    let (label, detail) = (service.name.get(language), service.description.get(language));
    OptionView {
        code: service.code.to_string(),
        label: label.to_owned(),
        detail: detail.to_owned(),
        symbol: group_symbol(city, service),
        selected: chosen == Some(&service.code),
        spoken: format!("{label}. {detail}"),
    }
}
