//! What the treasury does, and the bank beside it: files come and are imported, entries that wait are decided on, refunds
//! are asked for, approved and ordered.

use crate::{
    acts::parts,
    bank::{Payout, Slip, What},
    deeds::{Act, Deed},
    life::{Call, lilliput},
    model::{Asked, Decision, text},
    schedule::{Run, Theme},
};
use dimos_domain::money::day_of;
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// An account that refunds may go to.
const SOMEBODYS: &str = "GR9608100010000001234567890";

impl Run<'_> {
    /// Today there.
    pub(crate) fn there(&self) -> Date {
        day_of(self.now(), &lilliput().tz)
    }

    pub(crate) fn treasurer(&mut self) -> String {
        if self.rng.bool() { self.town.treasurer.clone() } else { self.town.second.clone() }
    }

    // ── The bank ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Something happens at the bank.
    pub(crate) fn bank(&mut self) {
        let day = self.there();
        let what = self.rng.u8(..12);
        // Mostly for what is still asked for; where months pass, mostly by the slip that a bill came with.
        let asked = |bill: &String| self.model.bills[bill].asked;
        let all = self.rng.u8(..6) == 0;
        let whole_only = self.theme == Theme::Months && self.rng.u8(..4) > 0;
        let is_whole = |payable: &String, bill: &String| self.model.references[payable] == self.model.slips[bill];
        let open = self.model.payables.iter().filter(|(_, bill)| all || asked(bill));
        let slips = open.filter(|(payable, bill)| !whole_only || is_whole(payable, bill)).map(|(payable, _)| {
            let (rf, cents) = self.model.references[payable].clone();
            Slip { payable: payable.clone(), rf, cents }
        });
        let slips: Vec<Slip> = slips.collect();
        let mut world = self.outside.world();
        let works = world.bank.has_orders() && self.rng.u8(..3) == 0;
        let news = match what {
            _ if works => {
                world.bank.works(day, false);
                "  the bank works".to_owned()
            }
            0..6 if !slips.is_empty() => world.bank.moves(day, &slips),
            6 => {
                let holds = world.holds();
                if holds > 0 {
                    world.paid_out += holds;
                    world.bank.pays_out(day, holds);
                }
                format!("  a payout of {holds}")
            }
            _ => {
                world.bank.writes();
                "  the bank writes".to_owned()
            }
        };
        world.story.push(news);
    }

    /// A file of the bank's is imported; one that was not comes again. Now and then somebody decides meanwhile.
    pub(crate) fn import(&mut self) {
        let world = self.outside.world();
        let many = world.bank.post.len();
        if many == 0 {
            return;
        }
        let at = self.rng.usize(..many);
        let xml = world.bank.post[at].xml.clone();
        drop(world);
        if self.playing && self.rng.u8(..12) == 0 {
            self.refused(&xml);
        }
        self.tell(format!("import {xml}"));
        let who = self.treasurer();
        let call = Call::file(&who, "/treasury/statements", &xml);
        let meanwhile = if self.playing && self.rng.u8(..4) == 0 { self.decision() } else { None };
        let again = (meanwhile.is_none() && self.rng.u8(..8) == 0).then(|| call.clone());
        let life = self.life.take().unwrap();
        let done = life.run(async {
            let other = async {
                match (&meanwhile, &again) {
                    (Some(act), _) => Some(life.call(&act.call).await),
                    (None, Some(again)) => Some(life.call(again).await),
                    (None, None) => None,
                }
            };
            tokio::join!(life.call(&call), other)
        });
        self.life = Some(life);
        let Some(((status, body), other)) = done else {
            self.waiting.extend(meanwhile);
            return self.rise();
        };
        self.tell(format!("  → {status} {body}"));
        assert!(status == 200 || status == 503, "{status} {body} to {xml}");
        if status == 200 {
            self.outside.world().bank.arrived(at);
        }
        match (meanwhile, other) {
            (Some(act), answer) => self.answered(act, answer),
            (None, Some((status, body))) => assert!(status == 200 || status == 503, "{status} {body} to the same"),
            (None, None) => {}
        }
    }

    /// A file that is not whole leaves nothing behind.
    fn refused(&mut self, xml: &str) {
        let half: String = xml.chars().take(xml.chars().count() * 2 / 3).collect();
        let who = self.treasurer();
        let Some((status, body)) = self.life().run(self.life().call(&Call::file(&who, "/treasury/statements", &half)))
        else {
            return self.rise();
        };
        assert!(status == 422 || status == 503, "{status} {body} to half a file");
    }

    /// The bank's answer to an order comes.
    pub(crate) fn answer(&mut self) {
        let world = self.outside.world();
        let many = world.bank.answers.len();
        if many == 0 {
            return;
        }
        let at = self.rng.usize(..many);
        let xml = world.bank.answers[at].xml.clone();
        drop(world);
        self.tell(format!("answers {xml}"));
        let who = self.treasurer();
        let call = Call::file(&who, "/treasury/refunds/answers", &xml);
        let Some((status, body)) = self.life().run(self.life().call(&call)) else { return self.rise() };
        self.tell(format!("  → {status} {body}"));
        assert!(status == 200 || status == 503, "{status} {body} to {xml}");
        if status == 200 {
            self.outside.world().bank.answered(at);
        }
    }

    /// Everything at the bank is done, written, imported and answered.
    pub(crate) fn settle_bank(&mut self, last: bool) {
        let day = self.there();
        self.order();
        let mut world = self.outside.world();
        world.settle_givings();
        world.bank.works(day, true);
        if last || world.bank.owes_a_statement() {
            world.bank.states();
        }
        drop(world);
        let mut patience = 1_000;
        loop {
            let world = self.outside.world();
            let (files, answers) = (world.bank.post.len(), world.bank.answers.len());
            drop(world);
            match (files, answers) {
                (0, 0) => return,
                (0, _) => self.answer(),
                _ => self.import(),
            }
            patience -= 1;
            assert!(patience > 0, "the bank's files are read for ever");
        }
    }

    // ── Entries that wait ───────────────────────────────────────────────────────────────────────────────────────────

    /// Somebody decides on an entry; now and then two at once.
    pub(crate) fn queue(&mut self) {
        let Some(act) = self.decision() else { return };
        if self.rng.u8(..6) == 0
            && let Some(twin) = self.decision()
        {
            return self.both(act, twin);
        }
        self.act(act);
    }

    fn entries(&mut self, query: &str) -> Vec<Value> {
        let call = Call::get(&self.town.treasurer, format!("/treasury/queue?limit=200{query}"));
        let found = self.look(&call).map(|found| found["entries"].as_array().unwrap().clone());
        found.unwrap_or_default()
    }

    fn decision(&mut self) -> Option<Act> {
        let undo = self.rng.u8(..4) == 0;
        let states = ["&state=matched", "&state=auto_matched", "&state=ignored"];
        let query = if undo { states[self.rng.usize(..3)] } else { "" };
        let found = self.entries(query);
        if found.is_empty() {
            return None;
        }
        let entry = found[self.rng.usize(..found.len())].clone();
        let (id, version, cents) = (text(&entry["id"]), &entry["version"], entry["amount"].as_i64().unwrap());
        let who = self.treasurer();
        let path = |what: &str| format!("/treasury/queue/{id}/{what}");
        if undo {
            return Some(self.town.act(
                Deed::Entry(Decision::Undone),
                &who,
                path("undo"),
                &json!({ "version": version }),
            ));
        }
        if let Some(Payout { code, gross, .. }) = self.payout_of(&entry)
            && self.rng.u8(..4) > 0
        {
            let body = json!({ "version": version, "provider": "sandbox", "reference": code, "gross": gross });
            return Some(self.town.act(Deed::Entry(Decision::PaidOut), &who, path("payout"), &body));
        }
        if cents < 0 || self.rng.u8(..6) == 0 {
            let body = json!({ "version": version, "reason": "looked at" });
            return Some(self.town.act(Deed::Entry(Decision::Ignored), &who, path("ignore"), &body));
        }
        let body = json!({ "version": version, "parts": self.meant(&entry, cents) });
        Some(self.town.act(Deed::Entry(Decision::Allocated(parts(&body))), &who, path("allocations"), &body))
    }

    /// The payout that an entry is in truth.
    fn payout_of(&self, entry: &Value) -> Option<Payout> {
        let world = self.outside.world();
        let mut pieces = world.bank.movements.iter().flat_map(|movement| &movement.pieces);
        let piece = pieces.find(|piece| !piece.name.is_empty() && entry["payer"] == json!(piece.name));
        match piece.map(|piece| &piece.what) {
            Some(What::Payout(payout)) => Some(payout.clone()),
            _ => None,
        }
    }

    /// What whoever looks at an entry takes it for: what another one took it for, what was meant, or anything.
    fn meant(&mut self, entry: &Value, cents: i64) -> Value {
        if let Some(proposed) = entry["proposed"].as_array().filter(|proposed| !proposed.is_empty())
            && self.rng.u8(..5) > 0
        {
            return json!(proposed);
        }
        let suggested = entry["suggestions"].as_array().and_then(|all| all.first()).cloned();
        let known = suggested.map(|one| text(&one["payable"])).filter(|one| self.model.payables.contains_key(one));
        let first = match known {
            Some(payable) if self.rng.u8(..4) > 0 => payable,
            _ => {
                let all: Vec<&String> = self.model.payables.keys().collect();
                all[self.rng.usize(..all.len())].clone()
            }
        };
        let owner = self.model.owner(&first).clone();
        let others: Vec<String> = self
            .model
            .payables
            .keys()
            .filter(|one| **one != first && *self.model.owner(one) == owner)
            .cloned()
            .collect();
        if cents > 1 && !others.is_empty() && self.rng.u8(..3) == 0 {
            let part = self.rng.i64(1..cents);
            let other = &others[self.rng.usize(..others.len())];
            return json!([{ "payable": first, "amount": part }, { "payable": other, "amount": cents - part }]);
        }
        // Now and then less than came: the rest is too much.
        let named = if self.rng.u8(..5) == 0 { self.rng.i64(1..=cents) } else { cents };
        json!([{ "payable": first, "amount": named }])
    }

    // ── Refunds ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Somebody asks for a refund of any payment, whole or in part.
    pub(crate) fn ask_back(&mut self) {
        let payments = self.life().look(|tx| {
            tx.all("SELECT id, source FROM payments ORDER BY receipt_year, receipt_number", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
        });
        if payments.is_empty() {
            return;
        }
        let (payment, source) = payments[self.rng.usize(..payments.len())].clone();
        let who = self.treasurer();
        let Some(there) = self.look(&Call::get(&who, format!("/treasury/payments/{payment}/refundable"))) else {
            return;
        };
        let there = there["refundable"].as_i64().unwrap();
        if there == 0 {
            return;
        }
        let cents = if self.rng.bool() { there } else { self.rng.i64(1..=there) };
        let (id, named) = (Uuid::now_v7().to_string(), source == "cash" || self.rng.u8(..5) == 0);
        let mut body =
            json!({ "id": id, "payment": payment, "amount": cents, "refundable": there, "reason": "paid twice" });
        if named && (source != "card" || self.rng.bool()) {
            body["iban"] = json!(SOMEBODYS);
        }
        self.model.refunds.insert(id.clone(), Asked { payment, cents });
        let call = Call::post(&who, "/treasury/refunds", &body, &id);
        self.act(Act { deed: Deed::Other, call });
    }

    /// Somebody decides on a refund: mostly another person than asked; now and then two at once.
    pub(crate) fn decide_refund(&mut self) {
        let Some(all) = self.look(&Call::get(&self.town.treasurer, "/treasury/refunds")) else { return };
        let open = |one: &&Value| ["requested", "approved"].contains(&one["state"].as_str().unwrap());
        let open: Vec<Value> = all["refunds"].as_array().unwrap().iter().filter(open).cloned().collect();
        if open.is_empty() {
            return;
        }
        let refund = &open[self.rng.usize(..open.len())];
        let act = self.verdict_on(refund);
        if self.rng.u8(..6) == 0 {
            let twin = self.verdict_on(refund);
            return self.both(act, twin);
        }
        self.act(act);
    }

    fn verdict_on(&mut self, refund: &Value) -> Act {
        let id = text(&refund["id"]);
        let own = refund["details"]["requested_by"] == json!("treasurer");
        let (first, other) = if own { ("ds_treasurer", "ds_second") } else { ("ds_second", "ds_treasurer") };
        let (who, what, body) = match self.rng.u8(..10) {
            0 => (other, "reject", json!({ "reason": "no" })),
            1 => (first, "withdraw", json!({})),
            2 => (first, "approve", json!({ "amount": refund["amount"], "to": refund["details"]["to"] })),
            3 => (other, "approve", json!({ "amount": 1, "to": refund["details"]["to"] })),
            _ => (other, "approve", json!({ "amount": refund["amount"], "to": refund["details"]["to"] })),
        };
        self.town.act(Deed::Other, who, format!("/treasury/refunds/{id}/{what}"), &body)
    }

    /// Everything that goes by transfer is ordered from the bank.
    pub(crate) fn order(&mut self) {
        let who = self.treasurer();
        let act = self.town.act(Deed::Order, &who, "/treasury/refunds/file", &json!({}));
        self.act(act);
    }

    /// An order is given to the bank again: it has it already.
    pub(crate) fn order_again(&mut self) {
        let made = self
            .life()
            .look(|tx| tx.all("SELECT id FROM refund_files ORDER BY made_at, id", [], |row| row.get::<_, String>(0)));
        if made.is_empty() {
            return;
        }
        let id = &made[self.rng.usize(..made.len())];
        let call = Call::get(&self.town.treasurer, format!("/treasury/refunds/files/{id}"));
        if let Some(Value::String(order)) = self.look(&call) {
            self.outside.world().bank.ordered(&order);
        }
    }
}
