//! Which reports a list or a map shows: by face and by service or group. What makes no sense is not filtered by.

use super::{
    visit::{Visit, address},
    words::{Words, face_name},
};
use dimos_domain::{
    city::City,
    ids::{GroupCode, ServiceCode},
    l10n::Language,
    workflow::{Face, State},
};

/// Every face, in the order in which they are offered.
pub(super) const FACES: [Face; 3] = [Face::Open, Face::Fixed, Face::Closed];
/// Behind a group's code, where a service's stands alone: `.` is in no code.
const WHOLE_GROUP: &str = ".all";

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) face: Option<Face>,
    pub(super) what: Option<What>,
}

/// One service, or all of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Service(ServiceCode),
    Group(GroupCode),
}

impl Filter {
    pub(super) fn of(visit: &Visit) -> Self {
        let city = &visit.pages.app.city.city;
        Self {
            face: visit.get("face").and_then(|name| FACES.into_iter().find(|face| face_name(*face) == name)),
            what: visit.get("what").and_then(|what| What::read(what, city)),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.face.is_some() || self.what.is_some()
    }

    /// The same, of another face.
    pub(super) fn with_face(&self, face: Option<Face>) -> Self {
        Self { face, what: self.what.clone() }
    }

    /// The states of the face; none: every state.
    pub(super) fn states(&self) -> Vec<State> {
        State::ALL.into_iter().filter(|state| self.face.is_some_and(|face| state.face() == face)).collect()
    }

    /// The services; none: every service.
    pub(super) fn services(&self, city: &City) -> Option<Vec<ServiceCode>> {
        match self.what.as_ref()? {
            What::Service(code) => Some(vec![code.clone()]),
            What::Group(code) => Some(public_services(city, code).map(|service| service.code.clone()).collect()),
        }
    }

    /// As parameters of an address.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let face = self.face.map(|face| ("face", face_name(face).to_owned()));
        face.into_iter().chain(self.what.as_ref().map(|what| ("what", what.code()))).collect()
    }

    /// A page so filtered, with more parameters.
    pub(super) fn href(&self, path: &str, more: &[(&str, &str)]) -> String {
        let pairs = self.pairs();
        let own = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        address(path, own.chain(more.iter().copied()))
    }

    /// What is filtered by, in words.
    pub(super) fn told(&self, words: &Words) -> Option<String> {
        match self.what.as_ref()? {
            What::Service(code) => Some(words.service(code)),
            What::Group(code) => words.index.city.group(code).map(|group| group.name.get(words.language).to_owned()),
        }
    }
}

impl What {
    fn read(text: &str, city: &City) -> Option<Self> {
        if let Some(group) = text.strip_suffix(WHOLE_GROUP) {
            let code: GroupCode = group.parse().ok()?;
            return city.group(&code).map(|_| Self::Group(code));
        }
        let code: ServiceCode = text.parse().ok()?;
        city.service(&code).filter(|service| service.public).map(|_| Self::Service(code))
    }

    fn code(&self) -> String {
        match self {
            Self::Service(code) => code.to_string(),
            Self::Group(code) => format!("{code}{WHOLE_GROUP}"),
        }
    }
}

fn public_services<'a>(city: &'a City, group: &'a GroupCode) -> impl Iterator<Item = &'a dimos_domain::city::Service> {
    city.services.iter().filter(move |service| service.public && &service.group == group)
}

/// A choice of the filter's list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) selected: bool,
}

/// A group with its services, as the filter's list offers them.
pub(super) struct ChoiceGroup {
    pub(super) name: String,
    pub(super) choices: Vec<Choice>,
}

/// Everything that can be chosen: groups that have a service the public sees.
pub(super) fn choices(filter: &Filter, words: &Words) -> Vec<ChoiceGroup> {
    let language: Language = words.language;
    let city = &words.index.city;
    let chosen = filter.what.as_ref().map(What::code);
    let choice = |value: String, name: String| Choice { selected: chosen.as_ref() == Some(&value), value, name };
    let of_group = |group: &dimos_domain::city::Group| {
        let name = group.name.get(language).to_owned();
        let services: Vec<Choice> = public_services(city, &group.code)
            .map(|service| choice(service.code.to_string(), service.name.get(language).to_owned()))
            .collect();
        let all = choice(format!("{}{WHOLE_GROUP}", group.code), words.of("page-filter-whole-group", &name));
        let choices = if services.len() > 1 { std::iter::once(all).chain(services).collect() } else { services };
        ChoiceGroup { name, choices }
    };
    city.groups.iter().map(of_group).filter(|group| !group.choices.is_empty()).collect()
}
