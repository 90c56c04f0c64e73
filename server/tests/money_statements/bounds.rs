//! Every bound that the document gives a body is the server's own: what is at the bound is not refused for its size, what is
//! one beyond is, with the field named. Told here, where reports, crews and money are all at hand.

use crate::{
    hall::{credit, found, path, take, xml},
    story::{Someone, TODAY, decision, footprint, id, visit, with},
    town::{Town, attempt, order},
};
use dimos_domain::{
    act::JobPhoto,
    contact,
    ids::{ActId, MediaId},
    report::{MAX_PHOTOS, MAX_TEXT_CHARS, PhotoKind, STARS},
    triage::URGENT,
};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A call with a good body, and where in it the field is.
struct Probe {
    who: Someone,
    method: Method,
    path: String,
    body: Value,
    /// JSON pointer; what a refusal names, too.
    pointer: &'static str,
}

/// The bounds that the document gives to what is sent: schema and field to keyword and number.
fn bounds(document: &Value) -> BTreeMap<(String, String), Vec<(String, usize)>> {
    let mut names = Vec::new();
    for (_, item) in document["paths"].as_object().unwrap() {
        for (_, operation) in item.as_object().unwrap() {
            references(&operation["requestBody"], &mut names);
        }
    }
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        references(&document["components"]["schemas"][&name], &mut names);
        at += 1;
    }
    let mut all = BTreeMap::new();
    for name in names {
        let schema = &document["components"]["schemas"][&name];
        let shapes = schema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
        for shape in shapes {
            for (field, described) in shape["properties"].as_object().unwrap_or(&Map::new()) {
                let limits = limits(described);
                if !limits.is_empty() {
                    all.insert((name.clone(), field.clone()), limits);
                }
            }
        }
    }
    all
}

fn limits(described: &Value) -> Vec<(String, usize)> {
    let words = ["minLength", "maxLength", "minItems", "maxItems", "maximum", "minimum"];
    let all = words.iter().filter_map(|word| Some(((*word).to_owned(), described[*word].as_u64()?)));
    // Nothing lies below what a field without a sign or a text can be.
    all.filter(|(word, number)| !(word.starts_with("min") && *number == 0))
        .filter(|(word, _)| word != "minimum" || described.get("maximum").is_some())
        .map(|(word, number)| (word, usize::try_from(number).unwrap()))
        .collect()
}

/// Names of schemas that are referred to, each once.
fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let name = members.get("$ref").and_then(|path| path.as_str()?.rsplit('/').next());
            names.extend(name.filter(|name| !names.iter().any(|known| known == name)).map(str::to_owned));
            members.values().for_each(|member| references(member, names));
        }
        Value::Array(members) => members.iter().for_each(|member| references(member, names)),
        _ => {}
    }
}

/// Something of that size for a field.
fn sized(schema: &str, field: &str, word: &str, size: usize) -> Value {
    let many = |one: &dyn Fn(usize) -> Value| (0..size).map(one).collect::<Vec<_>>();
    match (schema, field, word) {
        (_, _, "minimum" | "maximum") => json!(size),
        ("JobUpdate", "photos", _) => {
            json!(many(&|_| json!(JobPhoto { id: MediaId(Uuid::now_v7()), kind: PhotoKind::Before })))
        }
        (_, "photos", _) => json!(many(&|_| json!(Uuid::now_v7()))),
        (_, "parts", _) => json!(many(&|_| json!({ "payable": Uuid::now_v7(), "amount": 1 }))),
        ("AmendRequest", "lines", _) => json!(many(&|_| json!({ "tax_head": "none-such", "amount": 100 }))),
        (_, "lines", _) => json!(many(&|_| json!({ "tax_head": "fines", "amount": 100 }))),
        (_, "desks", _) => json!(many(&|n| json!({ "desk": format!("desk-{n}"), "amount": 1 }))),
        _ => json!("α".repeat(size)),
    }
}

async fn send(probe: &Probe, value: Value) -> (u16, Value) {
    let mut body = probe.body.clone();
    *body.pointer_mut(probe.pointer).unwrap_or_else(|| panic!("{} {}", probe.path, probe.pointer)) = value;
    // What has an id or a key of its own is another one each time.
    let new = Uuid::now_v7();
    if body.get("key").is_some() && probe.pointer != "/key" {
        body["key"] = json!(new);
    }
    if body.get("id").is_some() {
        body["id"] = json!(new);
    }
    let answer = probe.who.send(probe.method.clone(), &probe.path, Some(&body), Some(ActId(new))).await;
    (answer.status, answer.body)
}

async fn probes(town: &Town) -> BTreeMap<(&'static str, &'static str), Probe> {
    let citizen = town.city.citizen().await;
    let dispatcher = town.city.dispatcher().await;
    let crew = town.city.crew(&dispatcher, "diggers").await;
    let report = id(&citizen.report(&footprint(0.0)).await);
    let decided_on = id(&citizen.report(&visit()).await);
    dispatcher.post("/plans", json!({ "crew": "diggers", "on": TODAY })).await.ok();
    let job = id(&crew.get("/jobs").await.ok()["jobs"][0]);
    let friend = town.city.citizen().await;
    let bill = town.bill("visit-ticket", 1_000).await;
    let paid = town.bill("visit-ticket", 700).await;
    town.cash(&paid, 700).await.ok();
    take(town, &xml(1, 0, vec![credit("B1", 3_500)])).await;
    let entry = found(town, "?q=B1").await.remove(0);
    let seen = entry["version"].clone();
    let device = json!({ "id": Uuid::now_v7(), "platform": "terminal", "app_version": "0.1.0", "language": "en" });
    let update = json!({ "at": town.city.now(), "note": "", "photos": [] });
    let words = json!({ "text": "words", "photos": [] });
    let new = with(footprint(900.0), json!({ "photos": [] }));
    let triage = json!({ "description": "", "located": new["located"], "service": "footprint" });
    let fine = with(order("footprint-fine", 100), json!({ "description": "", "period": "" }));
    let lines = with(fine.clone(), json!({ "lines": [{ "tax_head": "fines", "text": "", "amount": 100 }] }));
    let cash = json!({ "id": Uuid::now_v7(), "parts": [] });
    let amended = json!({ "id": Uuid::now_v7(), "lines": [], "reason": "measured again" });
    let decided = |kind: &str, field: &str| decision(json!({ "type": kind, field: "" }));

    let mut all = BTreeMap::new();
    let mut probe = |schema, field, who: &Someone, method: Method, path: String, body: &Value, pointer| {
        all.insert((schema, field), Probe { who: who.clone(), method, path, body: body.clone(), pointer });
    };
    let reports = || "/reports".to_owned();
    let of = |what: &str| format!("/reports/{report}/{what}");
    probe("NewReport", "description", &citizen, Method::POST, reports(), &new, "/description");
    probe("NewReport", "photos", &citizen, Method::POST, reports(), &new, "/photos");
    let asked = with(visit(), json!({ "contact": { "name": "F", "email": "f@lilliput.example", "phone": "" } }));
    probe("Contact", "name", &citizen, Method::POST, reports(), &asked, "/contact/name");
    probe("Contact", "email", &citizen, Method::POST, reports(), &asked, "/contact/email");
    probe("Contact", "phone", &citizen, Method::POST, reports(), &asked, "/contact/phone");
    probe("Support", "text", &friend, Method::POST, of("supporters"), &words, "/text");
    probe("Support", "photos", &friend, Method::POST, of("supporters"), &words, "/photos");
    probe("Comment", "text", &citizen, Method::POST, of("comments"), &words, "/text");
    probe("Comment", "photos", &citizen, Method::POST, of("comments"), &words, "/photos");
    let rating = json!({ "stars": 5, "comment": "" });
    probe("Rating", "stars", &citizen, Method::PUT, of("rating"), &rating, "/stars");
    probe("Rating", "comment", &citizen, Method::PUT, of("rating"), &rating, "/comment");
    probe("JobUpdate", "note", &crew, Method::POST, format!("/jobs/{job}/notes"), &update, "/note");
    probe("JobUpdate", "photos", &crew, Method::POST, format!("/jobs/{job}/notes"), &update, "/photos");
    let decisions = || format!("/reports/{decided_on}/decisions");
    for (field, kind, pointer) in [
        ("note", "take_back", "/decision/note"),
        ("question", "ask", "/decision/question"),
        ("to", "forward", "/decision/to"),
        ("reason", "reject", "/decision/reason"),
        ("priority", "correct_priority", "/decision/priority"),
    ] {
        probe("Decision", field, &dispatcher, Method::POST, decisions(), &decided(kind, field), pointer);
    }
    probe("TriagePreviewRequest", "description", &citizen, Method::POST, "/triage".into(), &triage, "/description");
    probe("RegisterDeviceRequest", "app_version", &friend, Method::POST, "/devices".into(), &device, "/app_version");
    let attempt = attempt(&bill, 1_000);
    probe("NewAttemptRequest", "parts", &friend, Method::POST, "/pay/attempts".into(), &attempt, "/parts");
    probe("CashRequest", "parts", &town.cashier, Method::POST, "/treasury/cash".into(), &cash, "/parts");
    let allocate = json!({ "version": seen, "parts": [] });
    let at = path(&entry, "allocations");
    probe("AllocateRequest", "parts", &town.treasurer, Method::POST, at, &allocate, "/parts");
    let deposit = json!({ "version": seen, "desks": [] });
    probe("DepositRequest", "desks", &town.treasurer, Method::POST, path(&entry, "deposit"), &deposit, "/desks");
    let bills = || "/treasury/bills".to_owned();
    for (field, pointer) in [("key", "/key"), ("name", "/name"), ("description", "/description"), ("period", "/period")]
    {
        probe("NewBillRequest", field, &town.clerk, Method::POST, bills(), &fine, pointer);
    }
    probe("NewBillRequest", "lines", &town.clerk, Method::POST, bills(), &fine, "/lines");
    probe("BillLine", "text", &town.clerk, Method::POST, bills(), &lines, "/lines/0/text");
    let amend = format!("/treasury/bills/{}/amend", id(&bill));
    probe("AmendRequest", "lines", &town.clerk, Method::POST, amend.clone(), &amended, "/lines");
    probe("AmendRequest", "reason", &town.clerk, Method::POST, amend, &amended, "/reason");
    let cancel = format!("/treasury/bills/{}/cancel", id(&paid));
    probe("ReasonRequest", "reason", &town.clerk, Method::POST, cancel, &json!({ "reason": "" }), "/reason");
    all
}

/// What a refusal for size can be called.
const FOR_SIZE: [&str; 4] = ["bad_text", "too_many_photos", "bad_contact", "invalid"];

#[tokio::test]
async fn every_bound_of_the_document_is_the_servers_own() {
    let town = Town::open().await;
    let document = town.city.stranger().get("/openapi.json").await.ok();
    let probes = probes(&town).await;
    let bounds = bounds(&document);
    for ((schema, field), limits) in &bounds {
        let probe = probes.get(&(schema.as_str(), field.as_str()));
        let probe = probe.unwrap_or_else(|| panic!("nothing tries {schema}.{field}"));
        for (word, bound) in limits {
            let beyond = if word.starts_with("min") { bound - 1 } else { bound + 1 };
            let (status, refused) = send(probe, sized(schema, field, word, beyond)).await;
            let name = format!("{schema}.{field} {word} {bound}: {status} {refused:#}");
            assert_eq!(status, 422, "{name}");
            assert!(FOR_SIZE.iter().any(|code| refused["code"] == *code), "{name}");
            let named = refused["field"].as_str().unwrap_or_default();
            assert!(!named.is_empty() && probe.pointer.starts_with(named), "{name}");
            // An address of so many letters is none; everything else of that size is one.
            if (schema.as_str(), field.as_str()) == ("Contact", "email") || field == "phone" {
                continue;
            }
            let (status, taken) = send(probe, sized(schema, field, word, *bound)).await;
            let again = status == 422 && taken["code"] == refused["code"] && taken["field"] == refused["field"];
            assert!(!again, "{name}: and so is what is at the bound: {taken:#}");
        }
    }
    let tried: Vec<_> =
        probes.keys().filter(|(schema, field)| !bounds.contains_key(&((*schema).into(), (*field).into()))).collect();
    assert!(tried.is_empty(), "without a bound in the document: {tried:?}");
}

#[tokio::test]
async fn the_bounds_of_the_document_are_the_domains_constants() {
    let town = Town::open().await;
    let document = town.city.stranger().get("/openapi.json").await.ok();
    let field = |schema: &str, field: &str| document["components"]["schemas"][schema]["properties"][field].clone();
    for (schema, text) in
        [("NewReport", "description"), ("Comment", "text"), ("Support", "text"), ("JobUpdate", "note")]
    {
        assert_eq!(field(schema, text)["maxLength"], json!(MAX_TEXT_CHARS), "{schema}.{text}");
    }
    for schema in ["NewReport", "Comment", "Support", "JobUpdate"] {
        assert_eq!(field(schema, "photos")["maxItems"], json!(MAX_PHOTOS), "{schema}");
    }
    let stars = field("Rating", "stars");
    assert_eq!((&stars["minimum"], &stars["maximum"]), (&json!(STARS.start()), &json!(STARS.end())));
    assert_eq!(field("Contact", "name")["maxLength"], json!(contact::MAX_CHARS));
    let decisions = document["components"]["schemas"]["Decision"]["oneOf"].as_array().unwrap().clone();
    let priority = decisions.iter().find_map(|one| one["properties"].get("priority"));
    assert_eq!(priority.unwrap()["maximum"], json!(URGENT));
}
