//! The journeys as Kotlin and Swift, compiled there against the bindings: a call for each step of a player that has these verbs.

use crate::{
    journeys,
    outline::masks,
    step::{Act, Is, Journey, Network, Step},
    value::{NoValue, Part, Value, parts, value},
};
use std::{collections::BTreeSet, fmt::Write, fs, io};

const KOTLIN: &str = "android/core/src/test/kotlin/gr/dimos/script/generated/Journeys.kt";
const SWIFT: &str = "ios/DimosKit/Tests/DimosKitTests/Script/generated/Journeys.swift";
/// Where it is read which of Kotlin's enums have cases that hold nothing: those are written otherwise.
const BINDINGS: &str = "android/core/src/main/kotlin/gr/dimos/app/dimos_app.kt";
const SIGNED: &str = "Written by `make bindings` from tests/script: change the journeys there.";

/// A file that is written, not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Where it lies in the repository.
    pub path: &'static str,
    /// All of it.
    pub text: String,
}

/// The verb of a step and what it is told.
struct Call {
    verb: &'static str,
    told: Vec<(&'static str, Value)>,
}

/// The journeys as every other language has them.
///
/// # Errors
/// The bindings cannot be read, or an intent holds something that cannot be written.
pub fn generated() -> io::Result<Vec<Generated>> {
    let bindings = fs::read_to_string(crate::root().join(BINDINGS))?;
    let flat = bindings.lines().filter_map(|line| line.strip_prefix("enum class ")?.split([' ', '(']).next());
    let kotlin = Kotlin { flat: flat.collect() };
    let journeys = journeys();
    Ok(vec![
        Generated { path: KOTLIN, text: kotlin.file(&journeys).map_err(io::Error::other)? },
        Generated { path: SWIFT, text: swift_file(&journeys).map_err(io::Error::other)? },
    ])
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn call(step: &Step) -> Result<Call, NoValue> {
    let online = |network: &Network| ("online", Value::Bool(*network == Network::There));
    let (verb, told) = match step {
        Step::Phone(name, network) => ("phone", vec![("name", text(name)), online(network)]),
        Step::Send(intent) => ("send", vec![("intent", value(intent)?)]),
        Step::See { path, is, again } => {
            let mut told = vec![("path", text(path))];
            let verb = match is {
                Is::There => "there",
                Is::Gone => "gone",
                Is::Just(wanted) => {
                    told.push(("value", text(wanted)));
                    "see"
                }
            };
            if let Some(again) = again {
                told.push(("again", value(again)?));
            }
            (verb, told)
        }
        Step::Keep { name, path } => ("keep", vec![("name", text(name)), ("path", text(path))]),
        Step::Expect(name) => ("expect", vec![("name", text(name))]),
        Step::Photographs(file) => ("photographs", vec![("file", text(file))]),
        Step::IsAt(lat, lon) => ("isAt", vec![("lat", Value::Float(*lat)), ("lon", Value::Float(*lon))]),
        Step::Stands { report, state } => ("stands", vec![("report", text(report)), ("state", text(state))]),
        Step::Network(network) => ("network", vec![online(network)]),
        Step::Restart => ("restart", Vec::new()),
        Step::Opened(name) => ("opened", vec![("name", text(name))]),
        Step::Act(Act::Ask { report, question }) => {
            ("ask", vec![("report", text(report)), ("question", text(question))])
        }
        Step::Act(Act::Resolve { report }) => ("resolve", vec![("report", text(report))]),
        Step::Act(Act::Schedule { report }) => ("schedule", vec![("report", text(report))]),
        Step::Act(Act::CrewCode { name }) => ("crewCode", vec![("name", text(name))]),
        Step::Act(Act::Bill { kind, tax_head, cents, name }) => {
            let cents = ("cents", Value::Signed(*cents));
            ("bill", vec![("kind", text(kind)), ("taxHead", text(tax_head)), cents, ("name", text(name))])
        }
        Step::Act(Act::Pay { page, name }) => ("payOn", vec![("page", text(page)), ("name", text(name))]),
    };
    Ok(Call { verb, told })
}

/// `my_reports` or `MyReports` as `myReports`.
fn camel(name: &str) -> String {
    let mut pascal = pascal(name).chars().collect::<Vec<_>>().into_iter();
    pascal.next().map_or_else(String::new, |first| first.to_lowercase().chain(pascal).collect())
}

/// `my_reports` as `MyReports`; what is so already stays.
fn pascal(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    name.split('_').map(capital).collect()
}

/// `MyReports` as `MY_REPORTS`; what is so already, in small letters, too.
fn screaming(name: &str) -> String {
    let mut spelt = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !spelt.is_empty() {
            spelt.push('_');
        }
        spelt.extend(letter.to_uppercase());
    }
    spelt
}

fn number(of: &Value) -> String {
    match of {
        Value::Bool(yes) => yes.to_string(),
        Value::Unsigned(number) => number.to_string(),
        Value::Signed(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(_) | Value::Case { .. } => String::new(),
    }
}

/// Between the quotes of a text: what both languages escape alike, and what each has of its own.
fn escaped(text: &str, own: char) -> String {
    let mut written = String::new();
    for letter in text.chars() {
        match letter {
            '\n' => written.push_str("\\n"),
            '"' | '\\' => written.extend(['\\', letter]),
            letter if letter == own => written.extend(['\\', letter]),
            letter => written.push(letter),
        }
    }
    written
}

struct Kotlin<'a> {
    flat: BTreeSet<&'a str>,
}

impl Kotlin<'_> {
    fn file(&self, journeys: &[Journey]) -> Result<String, NoValue> {
        let (mut functions, mut used) = (String::new(), BTreeSet::new());
        for journey in journeys {
            let _ = write!(functions, "\n/** {} */\nfun Player.{}() {{\n", journey.tells, camel(journey.name));
            for step in &journey.steps {
                let call = call(step)?;
                call.told.iter().for_each(|(_, value)| enums(value, &mut used));
                let _ = writeln!(functions, "    {}({})", call.verb, self.told(&call.told));
            }
            functions.push_str("}\n");
        }
        let mut file = format!("// {SIGNED}\npackage gr.dimos.script.generated\n\n");
        for name in used {
            let _ = writeln!(file, "import gr.dimos.app.{name}");
        }
        file.push_str("import gr.dimos.script.Player\n");
        file.push_str(&functions);
        file.push_str("\n/** The journeys, each with its name and its phones' locale. */\nval JOURNEYS = listOf(\n");
        for Journey { name, locale, .. } in journeys {
            let _ = writeln!(file, "    Triple(\"{name}\", \"{locale}\", Player::{}),", camel(name));
        }
        file.push_str(
            ")\n\n/** What is never the same twice, and what stands there instead. */\nval MASKS = listOf(\n",
        );
        for (pattern, instead) in masks() {
            let _ = writeln!(file, "    \"{}\" to \"{}\",", escaped(&pattern, '$'), escaped(instead, '$'));
        }
        file.push_str(")\n");
        Ok(file)
    }

    fn told(&self, fields: &[(&'static str, Value)]) -> String {
        let one = |(name, value): &(&'static str, Value)| format!("{} = {}", camel(name), self.write(value));
        fields.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    fn write(&self, value: &Value) -> String {
        match value {
            Value::Unsigned(number) => format!("{number}u"),
            Value::Text(text) => {
                let part = |part: Part<'_>| match part {
                    Part::Plain(text) => escaped(text, '$'),
                    Part::Kept(name) => format!("${{kept(\"{name}\")}}"),
                };
                format!("\"{}\"", parts(text).into_iter().map(part).collect::<String>())
            }
            Value::Case { of, name, .. } if self.flat.contains(of) => format!("{of}.{}", screaming(name)),
            Value::Case { of, name, fields } if fields.is_empty() => format!("{of}.{}", pascal(name)),
            Value::Case { of, name, fields } => format!("{of}.{}({})", pascal(name), self.told(fields)),
            other => number(other),
        }
    }
}

/// The enums that a value is made of.
fn enums(value: &Value, found: &mut BTreeSet<&'static str>) {
    if let Value::Case { of, fields, .. } = value {
        found.insert(of);
        fields.iter().for_each(|(_, field)| enums(field, found));
    }
}

fn swift_file(journeys: &[Journey]) -> Result<String, NoValue> {
    let mut file = format!("// {SIGNED}\n// swift-format-ignore-file\nimport DimosBindings\n\nextension Player {{\n");
    for journey in journeys {
        let _ = write!(file, "    /// {}\n    func {}() async throws {{\n", journey.tells, camel(journey.name));
        for step in &journey.steps {
            let call = call(step)?;
            let _ = writeln!(file, "        try await {}({})", call.verb, swift_told(&call.told));
        }
        file.push_str("    }\n\n");
    }
    file.push_str(
        "    /// The journeys, each with its name and its phones' locale.\n    nonisolated static let journeys: [Script] = [\n",
    );
    for Journey { name, locale, .. } in journeys {
        let _ = writeln!(file, "        Script(\"{name}\", \"{locale}\") {{ try await $0.{}() }},", camel(name));
    }
    file.push_str("    ]\n\n    /// What is never the same twice, and what stands there instead.\n");
    file.push_str("    nonisolated static let masks: [(pattern: String, instead: String)] = [\n");
    for (pattern, instead) in masks() {
        let _ = writeln!(file, "        (\"{}\", \"{}\"),", escaped(&pattern, '\\'), escaped(instead, '\\'));
    }
    file.push_str("    ]\n}\n");
    Ok(file)
}

fn swift_told(fields: &[(&'static str, Value)]) -> String {
    fields.iter().map(|(name, value)| format!("{}: {}", camel(name), swift(value))).collect::<Vec<_>>().join(", ")
}

fn swift(value: &Value) -> String {
    match value {
        Value::Text(text) => {
            let part = |part: Part<'_>| match part {
                Part::Plain(text) => escaped(text, '\\'),
                Part::Kept(name) => format!("\\(kept(\"{name}\"))"),
            };
            format!("\"{}\"", parts(text).into_iter().map(part).collect::<String>())
        }
        Value::Case { name, fields, .. } if fields.is_empty() => format!(".{}", camel(name)),
        Value::Case { name, fields, .. } => format!(".{}({})", camel(name), swift_told(fields)),
        other => number(other),
    }
}
