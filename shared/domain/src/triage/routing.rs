//! Whose a report is: the city pack's rules in order, the first that fits decides; else the service's own department.

use crate::{
    city::{City, RoutingCondition, Service},
    ids::*,
    l10n::Text,
};

/// Whose a report is, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteDecision {
    /// The department.
    pub department: DepartmentCode,
    /// The crew, where the rule fixes it.
    pub crew: Option<CrewCode>,
    /// The rule's name; none if no rule fitted.
    pub rule: Option<Text>,
}

/// Decides whose a report is. `area` is the code of the part of the city, where known.
#[must_use]
pub fn route(city: &City, service: &Service, area: Option<&str>, priority: u8) -> RouteDecision {
    city.routing.iter().find(|rule| holds(&rule.when, service, area, priority)).map_or_else(
        || RouteDecision { department: service.department.clone(), crew: None, rule: None },
        |rule| RouteDecision {
            department: rule.department.clone(),
            crew: rule.crew.clone(),
            rule: Some(rule.name.clone()),
        },
    )
}

/// Whether a report fits a rule's condition.
#[must_use]
pub fn holds(when: &RoutingCondition, service: &Service, area: Option<&str>, priority: u8) -> bool {
    let fits = |empty: bool, found: bool| empty || found;
    fits(when.services.is_empty(), when.services.contains(&service.code))
        && fits(when.groups.is_empty(), when.groups.contains(&service.group))
        && fits(when.areas.is_empty(), area.is_some_and(|area| when.areas.iter().any(|wanted| wanted == area)))
        && when.min_priority.is_none_or(|least| priority >= least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        city::RoutingRule,
        triage::answers::tests::{city, lamp, text},
    };

    fn rule(name: &str, department: &str, when: RoutingCondition) -> RoutingRule {
        RoutingRule { name: text(name), when, department: department.parse().expect("a code"), crew: None }
    }

    fn department(decision: &RouteDecision) -> &str {
        decision.department.as_str()
    }

    #[test]
    fn without_rules_the_services_own_department_is_responsible() {
        let decision = route(&city(), &lamp(), Some("toumba"), 3);
        assert_eq!((department(&decision), &decision.rule), ("lighting", &None));
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let mut city = city();
        let lamps = || vec![lamp().code];
        city.routing = vec![
            rule(
                "urgent in Toumba",
                "night-shift",
                RoutingCondition {
                    services: lamps(),
                    areas: vec!["toumba".into()],
                    min_priority: Some(3),
                    ..Default::default()
                },
            ),
            rule("lamps", "lamps", RoutingCondition { services: lamps(), ..Default::default() }),
            rule("the rest", "rest", RoutingCondition::default()),
        ];
        assert_eq!(department(&route(&city, &lamp(), Some("toumba"), 3)), "night-shift");
        assert_eq!(department(&route(&city, &lamp(), Some("toumba"), 2)), "lamps");
        assert_eq!(department(&route(&city, &lamp(), None, 3)), "lamps", "an unknown area fits no area");
        let mut other = lamp();
        other.code = "pothole".parse().expect("a code");
        assert_eq!(department(&route(&city, &other, Some("toumba"), 3)), "rest");
    }
}
