//! What a phone shows, as lines: `path = value`, one for each leaf of the view model, by path. Kotlin makes the same of its
//! objects by reflection and Swift by mirrors; nothing is left out, so that nothing can get lost on the way to the screen.

use dimos_app::ViewModel;
use dimos_domain::{l10n::Language, wording};
use jiff::civil::Weekday;
use regex::Regex;
use serde_json::Value;

/// The lines of a view model, as paths and values, by path.
///
/// # Errors
/// Something of it cannot be written as JSON.
pub fn outline(view: &ViewModel) -> Result<Vec<(String, String)>, serde_json::Error> {
    let mut lines = Vec::new();
    walk(String::new(), &serde_json::to_value(view)?, &mut lines);
    lines.sort();
    Ok(lines)
}

fn walk(path: String, value: &Value, lines: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                walk(if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, field, lines);
            }
        }
        Value::Array(items) if items.is_empty() => lines.push((path, "[]".to_owned())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(format!("{path}[{index}]"), item, lines);
            }
        }
        Value::Null => lines.push((path, "none".to_owned())),
        Value::Bool(yes) => lines.push((path, yes.to_string())),
        Value::String(text) => lines.push((path, quoted(text))),
        Value::Number(number) => {
            let float = number.as_f64().filter(|_| number.is_f64());
            lines.push((path, float.map_or_else(|| number.to_string(), |float| format!("{float:.5}"))));
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// What is never the same twice, as regular expressions that Rust, Java and ICU read alike, and what stands there instead.
/// They are applied in this order to the whole outline.
#[must_use]
pub fn masks() -> Vec<(String, &'static str)> {
    let names = |of: &dyn Fn(Language) -> Vec<&'static str>| [of(Language::El), of(Language::En)].concat().join("|");
    let months = names(&|language| (1..=12).map(|month| wording::month(language, month)).collect());
    let weekdays =
        names(&|language| Weekday::Monday.cycle_forward().take(7).map(|day| wording::weekday(language, day)).collect());
    let fixed = |pattern: &str| pattern.to_owned();
    vec![
        (fixed("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
        (fixed("\"/[^\"\\n]+\""), "\"<file>\""),
        (fixed("http://127\\.0\\.0\\.1:[0-9]+"), "<city>"),
        (fixed("\"[01]{21,}\""), "\"<squares>\""),
        (fixed("RF[0-9]{2}[ \\x{a0}0-9]*[0-9]"), "<reference>"),
        (fixed("R F [0-9, ]*[0-9]"), "<reference>"),
        (fixed("\\b20[0-9]{2}-"), "<year>-"),
        (fixed("\\b[A-Z0-9]{4}-[A-Z0-9]{4}\\b"), "<code>"),
        (format!("(?:(?:{weekdays}) )?\\b[0-9]{{1,2}} (?:{months})(?: [0-9]{{4}})?"), "<day>"),
        (fixed("\\b[0-9]{1,2}:[0-9]{2}\\b"), "<time>"),
        (
            fixed(
                "μόλις τώρα|πριν από [0-9]+ (?:λεπτό|λεπτά|ώρες|ώρα)|χθες|just now|[0-9]+ (?:minute|hour)s? ago|yesterday",
            ),
            "<ago>",
        ),
    ]
}

/// The outline of a view model as it is kept and compared.
///
/// # Errors
/// A mask is no regular expression.
pub fn masked(lines: &[(String, String)]) -> Result<String, regex::Error> {
    let mut text: String = lines.iter().map(|(path, value)| format!("{path} = {value}\n")).collect();
    for (pattern, instead) in masks() {
        text = Regex::new(&pattern)?.replace_all(&text, instead).into_owned();
    }
    Ok(text)
}
