//! What an operation can be refused with because of what it is, whatever it does: whoever asks for a token, a body, a key or
//! an id refuses where it is missing or wrong. Said here once for all; what else an act may be refused with stands with it.

use dimos_api::{
    IDEMPOTENCY_KEY,
    problem::{Code, PROBLEM_JSON},
};
use std::collections::BTreeMap;
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, Response,
    path::{Operation, Parameter, ParameterIn, PathItem},
    request_body::RequestBody,
    security::SecurityRequirement,
};

const JSON: &str = "application/json";
/// Bodies that are read in parts, of which none must be whole.
const PART: &str = "application/offset+octet-stream";

/// Adds to each operation what it can answer, and gives every problem its media type.
pub(super) fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        if let Some(head) = &mut item.head {
            add(head);
            // Whoever asks for the head alone gets no body.
            head.responses.responses.values_mut().filter_map(written).for_each(|response| response.content.clear());
        }
        let PathItem { get, put, post, delete, patch, .. } = item;
        for operation in [get, put, post, delete, patch].into_iter().flatten() {
            add(operation);
        }
    }
}

fn add(operation: &mut Operation) {
    let mut possible: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in refusals(operation) {
        let codes = possible.entry(code.status()).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let answers = &mut operation.responses.responses;
    let said: Vec<String> = answers.keys().cloned().collect();
    for status in possible.keys() {
        answers.entry(status.to_string()).or_insert_with(|| RefOr::T(problem()));
    }
    for (name, answer) in answers {
        let (Ok(status), Some(response)) = (name.parse(), written(answer)) else { continue };
        if response.description.is_empty() {
            let codes = possible.get(&status).map(Vec::as_slice).unwrap_or_default();
            response.description = words(status, codes, said.contains(name));
        }
        if status >= 400
            && let Some(content) = response.content.shift_remove(JSON)
        {
            response.content.insert(PROBLEM_JSON.to_owned(), content);
        }
    }
}

/// What an answer means, where the operation has no words for it. `is_named`: the operation names the status itself, so it
/// has reasons of its own beside those that every operation like it has.
fn words(status: u16, codes: &[Code], is_named: bool) -> String {
    if status < 400 {
        return "Done".to_owned();
    }
    let usual = Code::ALL.iter().copied().find(|code| code.status() == status);
    let codes: Vec<Code> = if codes.is_empty() { usual.into_iter().collect() } else { codes.to_vec() };
    let told = codes.iter().map(|code| format!("`{}`", code.as_str())).collect::<Vec<_>>().join(", ");
    match status {
        409 if is_named => format!("{told}, or the code that says how it has moved on, with it as it is now"),
        422 => "`invalid`, or the code that says more exactly what does not hold; `field` says where".to_owned(),
        _ => told,
    }
}

fn written(answer: &mut RefOr<Response>) -> Option<&mut Response> {
    match answer {
        RefOr::T(response) => Some(response),
        RefOr::Ref(_) => None,
    }
}

/// A problem without words of its own yet.
fn problem() -> Response {
    let mut response = Response::new("");
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    response.content.insert(PROBLEM_JSON.to_owned(), RefOr::T(content));
    response
}

fn refusals(operation: &Operation) -> Vec<Code> {
    let mut codes = Vec::new();
    if let Some(ways) = &operation.security {
        codes.push(Code::Unauthenticated);
        // Where a token of one kind is needed, one of the other kind is none.
        if let [only] = ways.as_slice()
            && *only != SecurityRequirement::default()
        {
            codes.push(Code::Forbidden);
        }
    }
    for parameter in operation.parameters.iter().flatten().filter_map(in_words) {
        match parameter.parameter_in {
            ParameterIn::Path => codes.push(Code::NotFound),
            ParameterIn::Query => codes.push(Code::BadRequest),
            ParameterIn::Header if parameter.name.eq_ignore_ascii_case(IDEMPOTENCY_KEY) => {
                codes.extend([Code::BadRequest, Code::KeyReused, Code::Invalid]);
            }
            _ => {}
        }
    }
    if let Some(RefOr::T(body)) = &operation.request_body
        && !body.content.contains_key(PART)
    {
        codes.extend([Code::Malformed, Code::RequestTimeout, Code::TooLarge, Code::UnsupportedMedia]);
        codes.extend(is_json(body).then_some(Code::Invalid));
    }
    codes
}

fn in_words(parameter: &RefOr<Parameter>) -> Option<&Parameter> {
    match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    }
}

fn is_json(body: &RequestBody) -> bool {
    body.content.contains_key(JSON)
}
