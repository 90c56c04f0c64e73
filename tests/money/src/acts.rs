//! The acts of a schedule: who does what, and what it means to the model once it is answered.

use crate::{
    deeds::{Act, Deed, PERSONS},
    life::{Call, lilliput},
    model::{Decision, text},
    schedule::{Run, Theme},
};
use axum::http::Method;
use dimos_domain::{ids::AttemptId, money::day_of};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

/// Kinds of bills in Lilliput: late ones grow, early ones shrink, plain ones stay.
const KINDS: [&str; 3] = ["harbour-dues", "footprint-fine", "visit-ticket"];

impl Run<'_> {
    pub(crate) fn act(&mut self, act: Act) {
        self.tell(format!("{:?} {} {}", act.deed, act.call.path, act.call.body.as_deref().unwrap_or_default()));
        if let Deed::Attempt(id) = act.deed {
            let body: Value = serde_json::from_str(act.call.body.as_deref().unwrap()).unwrap();
            self.model.attempts.insert(id, parts(&body));
        }
        let answer = self.life().run(self.life().call(&act.call));
        self.answered(act, answer);
    }

    pub(crate) fn answered(&mut self, act: Act, answer: Option<(u16, Value)>) {
        let Some((status, body)) = answer else {
            self.waiting.push(act);
            return self.rise();
        };
        self.tell(format!("  → {status} {}", body["code"].as_str().unwrap_or_default()));
        assert!(status < 500 || status == 503, "{act:?} → {status} {body}");
        match status {
            200..300 => self.done(&act, &body),
            503 => self.waiting.push(act),
            _ => {}
        }
    }

    fn done(&mut self, act: &Act, answer: &Value) {
        match &act.deed {
            Deed::Issue(owner) => self.model.issued(&answer["bill"], owner.clone()),
            Deed::Amend(old) if self.model.bills[old].asked => self.model.amended(old, &answer["bill"]),
            Deed::Cancel(id) => self.model.cancelled(id),
            Deed::Plan => self.model.in_plan(&answer["bill"]),
            Deed::Credit(bill) => {
                let owner = self.model.bills[bill].owner.clone();
                self.model.winding.insert(owner);
            }
            Deed::Cash(id) => {
                let body: Value = serde_json::from_str(act.call.body.as_deref().unwrap()).unwrap();
                self.model.cash.insert(id.clone(), parts(&body));
            }
            Deed::Attempt(id) | Deed::About(id) => {
                if answer["attempt"]["checkout_url"].is_string() {
                    self.outside.world().show(*id);
                }
            }
            Deed::Decide(Some(transaction)) => {
                // From the city's limit on, the first of two has only proposed it: then it waits still.
                let id: i64 = act.call.path.split('/').nth(3).unwrap().parse().unwrap();
                if answer["facts"].as_array().unwrap().iter().all(|fact| fact["id"] != json!(id)) {
                    self.model.decided.insert(transaction.clone());
                }
            }
            Deed::Entry(decision) => {
                let entry = &answer["entry"];
                // From the city's limit on, the first of two who must sign has only proposed it.
                let done = if *decision == Decision::Ignored { "ignored" } else { "matched" };
                let both = !matches!(decision, Decision::Undone | Decision::Proposed) && entry["state"] != json!(done);
                let decision = if both { Decision::Proposed } else { decision.clone() };
                let versions = self.model.decisions.entry(text(&entry["id"])).or_default();
                versions.insert(entry["version"].as_i64().unwrap(), decision);
            }
            Deed::Order => self.outside.world().bank.ordered(answer.as_str().unwrap()),
            Deed::Amend(_) | Deed::Decide(None) | Deed::Other => {}
        }
    }

    pub(crate) fn retry(&mut self) {
        if !self.waiting.is_empty() {
            let at = self.rng.usize(..self.waiting.len());
            let act = self.waiting.swap_remove(at);
            self.act(act);
        }
    }

    pub(crate) fn look(&mut self, call: &Call) -> Option<Value> {
        let answer = self.life().run(self.life().call(call));
        if answer.is_none() {
            self.rise();
        }
        answer.filter(|(status, _)| *status == 200).map(|(_, body)| body)
    }

    fn any_bill(&mut self) -> String {
        // Now and then one that is asked for no more, unless no other is left.
        let all = self.rng.u8(..20) == 0 || !self.model.bills.values().any(|bill| bill.asked);
        let asked: Vec<&String> =
            self.model.bills.iter().filter(|(_, bill)| bill.asked || all).map(|(id, _)| id).collect();
        asked[self.rng.usize(..asked.len())].clone()
    }

    fn phone(&mut self) -> String {
        self.town.phones[self.rng.usize(..self.town.phones.len())].clone()
    }

    pub(crate) fn issue(&mut self) {
        let person = (self.rng.u8(..4) > 0).then(|| self.rng.usize(..PERSONS.len()));
        let kinds = if self.theme == Theme::Months && self.rng.u8(..4) > 0 { &KINDS[..1] } else { &KINDS };
        let (kind, cents) = (kinds[self.rng.usize(..kinds.len())], self.rng.i64(1_000..30_000));
        // Some are late already.
        let due = (self.rng.u8(..3) == 0 && kind == "harbour-dues").then(|| "2026-11-25".to_owned());
        let act = self.town.issue(person, kind, cents, due);
        self.act(act);
    }

    /// What a phone could pay now: payable, expected, whether parts are taken, whose.
    fn seen(&mut self, phone: &str) -> Vec<(String, i64, bool, String)> {
        let Some(all) = self.look(&Call::get(phone, "/pay/bills")) else { return Vec::new() };
        let mut seen = Vec::new();
        for bill in all["bills"].as_array().unwrap() {
            for payable in bill["payables"].as_array().unwrap() {
                let cents = payable["expected"]["total"].as_i64().unwrap();
                if cents > 0 && self.model.payables.contains_key(payable["id"].as_str().unwrap()) {
                    seen.push((text(&payable["id"]), cents, bill["part_payment"] == json!(true), text(&bill["id"])));
                }
            }
        }
        seen
    }

    fn chosen(&mut self, phone: &str) -> Option<Value> {
        let seen = self.seen(phone);
        if seen.is_empty() {
            return None;
        }
        let mut parts = vec![];
        let first = self.rng.usize(..seen.len());
        let owner = self.model.owner(&seen[first].0).clone();
        for (at, (payable, cents, in_parts, _)) in seen.iter().enumerate() {
            let too = self.rng.u8(..5) == 0 && *self.model.owner(payable) == owner;
            if at == first || too {
                let amount = if *in_parts && self.rng.u8(..3) == 0 { self.rng.i64(1..=*cents) } else { *cents };
                parts.push(json!({ "payable": payable, "amount": amount }));
            }
        }
        Some(json!(parts))
    }

    pub(crate) fn begin(&mut self) {
        let phone = self.phone();
        if self.rng.u8(..4) == 0 {
            self.look_up(&phone);
        }
        let Some(parts) = self.chosen(&phone) else { return };
        let act = self.town.attempt(&phone, &parts);
        if self.rng.u8(..4) > 0 {
            return self.act(act);
        }
        // Two phones pay the same at once.
        let other = self.phone();
        let twin = self.town.attempt(&other, &parts);
        for one in [&act, &twin] {
            let Deed::Attempt(id) = one.deed else { continue };
            self.model.attempts.insert(id, self::parts(&json!({ "parts": parts })));
        }
        self.both(act, twin);
    }

    /// Two act at once, and the clock strikes.
    pub(crate) fn both(&mut self, act: Act, twin: Act) {
        for one in [&act, &twin] {
            let Call { path, body, .. } = &one.call;
            self.tell(format!("at once: {:?} {path} {}", one.deed, body.as_deref().unwrap_or_default()));
        }
        let life = self.life.take().unwrap();
        let both = life.run(async { tokio::join!(life.call(&act.call), life.call(&twin.call), life.tick()) });
        self.life = Some(life);
        match both {
            Some((one, two, ())) => {
                self.answered(act, Some(one));
                self.answered(twin, Some(two));
            }
            None => {
                self.waiting.push(twin);
                self.answered(act, None);
            }
        }
    }

    /// A guest's slip comes onto a phone.
    fn look_up(&mut self, phone: &str) {
        let bill = self.any_bill();
        let (rf, amount) = self.model.slips[&bill].clone();
        let call = Call::post(phone, "/pay/lookups", &json!({ "rf": rf, "amount": amount }), &bill);
        self.look(&call);
    }

    pub(crate) fn cash(&mut self) {
        let phone = self.phone();
        if let Some(parts) = self.chosen(&phone) {
            let act = self.town.cash(&parts);
            self.act(act);
        }
    }

    pub(crate) fn plan(&mut self) {
        let phone = self.phone();
        let seen = self.seen(&phone);
        if !seen.is_empty() {
            let bill = &seen[self.rng.usize(..seen.len())].3;
            let body = json!({ "instalments": self.rng.u8(2..5) });
            let act = self.town.act(Deed::Plan, &phone, format!("/pay/bills/{bill}/plan"), &body);
            self.act(act);
        }
    }

    pub(crate) fn credit(&mut self) {
        let phone = self.phone();
        let seen = self.seen(&phone);
        if !seen.is_empty() {
            let bill = seen[self.rng.usize(..seen.len())].3.clone();
            let act =
                self.town.act(Deed::Credit(bill.clone()), &phone, format!("/pay/bills/{bill}/credit"), &json!({}));
            self.act(act);
        }
    }

    pub(crate) fn amend(&mut self) {
        let id = self.any_bill();
        let bill = self.model.bills[&id].clone();
        let cents = (bill.cents / 2 + self.rng.i64(..bill.cents)).max(100);
        let act = self.town.amend(&id, &bill.kind, cents);
        self.act(act);
    }

    pub(crate) fn cancel(&mut self) {
        let id = self.any_bill();
        let act = self.town.cancel(&id);
        self.act(act);
    }

    pub(crate) fn close_day(&mut self) {
        let day = lilliput_day(self.now());
        let token = &self.town.treasurer;
        let act = self.town.act(Deed::Other, token, format!("/treasury/days/{day}/close"), &json!({}));
        self.act(act);
    }

    pub(crate) fn about_an_attempt(&mut self) {
        let ids: Vec<AttemptId> = self.model.attempts.keys().copied().collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[self.rng.usize(..ids.len())];
        let phone = self.phone();
        let mut call = Call::get(&phone, format!("/pay/attempts/{id}"));
        if self.rng.u8(..4) == 0 {
            (call.method, call.path) = (Method::POST, format!("/pay/attempts/{id}/cancel"));
        }
        self.act(Act { deed: Deed::About(id), call });
    }

    pub(crate) fn decide(&mut self) {
        let waiting = Call::get(&self.town.treasurer, "/treasury/parked");
        let Some(waiting) = self.look(&waiting) else { return };
        let facts = waiting["facts"].as_array().unwrap();
        if facts.is_empty() {
            return;
        }
        let fact = &facts[self.rng.usize(..facts.len())];
        if !["amount", "currency"].contains(&fact["reason"].as_str().unwrap()) {
            return;
        }
        let take = self.rng.bool();
        let (attempt, cents) = (fact["attempt"].as_str().unwrap_or_default(), fact["amount"].as_i64().unwrap());
        let of = |taking: &&crate::outside::Taking| {
            taking.attempt.to_string() == attempt && taking.cents == cents && !taking.fits
        };
        // Twins would be mixed up here, not there: leave them waiting.
        let found: Vec<_> =
            self.outside.world().takings.iter().filter(of).map(|taking| taking.transaction.clone()).collect();
        if found.len() == 1 {
            let deed = Deed::Decide(take.then(|| found[0].clone()));
            let path = format!("/treasury/parked/{}/decide", fact["id"]);
            let who = self.treasurer();
            let act = self.town.act(deed, &who, path, &json!({ "take": take, "note": "decided" }));
            self.act(act);
        }
    }
}

pub(crate) fn parts(body: &Value) -> Vec<(String, i64)> {
    let parts = body["parts"].as_array().unwrap().iter();
    parts.map(|part| (text(&part["payable"]), part["amount"].as_i64().unwrap())).collect()
}

/// Yesterday there.
fn lilliput_day(now: Timestamp) -> Date {
    day_of(now, &lilliput().tz).yesterday().unwrap()
}
