//! What people do: a town with a treasury and phones, and acts that are repeated under their key until somebody answers.

use crate::{
    life::{Call, Hand, Life},
    model::{Decision, Model, Owner, text},
    outside::World,
    provider::Outside,
};
use dimos_domain::ids::AttemptId;
use dimos_server::{
    accounts,
    auth::{StaffRole, TokenHash},
    db::ms,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicI64},
};
use tempfile::TempDir;
use uuid::Uuid;

/// A Sunday morning in Lilliput.
const MORNING: &str = "2026-11-22T02:30:00Z";
/// Persons, by tax number.
pub const PERSONS: [&str; 3] = ["123456783", "090000045", "094014201"];
/// Whose bills each phone sees.
const PHONES: [&[usize]; 4] = [&[0], &[0], &[1], &[2, 0]];

/// What somebody does, and what it means once it is answered.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A bill, of a person or nobody known.
    Issue(Option<Owner>),
    /// Another in its place.
    Amend(String),
    /// No bill any more.
    Cancel(String),
    /// By instalments.
    Plan,
    /// From credit.
    Credit(String),
    /// Cash, by its id.
    Cash(String),
    /// An attempt.
    Attempt(AttemptId),
    /// About an attempt: looked at, given up.
    About(AttemptId),
    /// Money that did not fit: the transaction, if it is taken.
    Decide(Option<String>),
    /// A treasurer's decision on an entry of a statement.
    Entry(Decision),
    /// An order to the bank.
    Order,
    /// Nothing that the model knows of.
    Other,
}

/// An act: the same call until it is answered.
#[derive(Debug, Clone)]
pub struct Act {
    /// What it means.
    pub deed: Deed,
    /// The call.
    pub call: Call,
}

/// The town before anything happens, and everybody's tokens.
pub struct Town {
    home: TempDir,
    dir: PathBuf,
    /// The model of what it holds.
    pub model: Model,
    /// Citizens' phones.
    pub phones: Vec<String>,
    /// May issue bills.
    pub clerk: String,
    /// May take cash.
    pub cashier: String,
    /// May decide.
    pub treasurer: String,
    /// May decide, too.
    pub second: String,
}

/// Where databases of a schedule are: in memory where there is such a place.
pub fn home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// The time at which everything begins.
pub fn morning() -> Timestamp {
    MORNING.parse().unwrap()
}

impl Town {
    /// Builds it once.
    pub fn build() -> Self {
        let (home, clock) = (home(), Hand::new(AtomicI64::new(ms(morning()))));
        let outside = Arc::new(Outside(Mutex::new(World::new(fastrand::Rng::with_seed(0), morning()))));
        let life = Life::begin(&home.path().join("town"), &clock, &outside);
        let staff = [
            ("clerk", StaffRole::Clerk),
            ("cashier", StaffRole::Cashier),
            ("treasurer", StaffRole::Treasurer),
            ("second", StaffRole::Treasurer),
        ];
        for (name, role) in staff {
            let db = life.app.db.clone();
            life.run(async move { accounts::add(&db, name, role, None, "a long enough password").await })
                .unwrap()
                .unwrap();
            let hash = TokenHash::of(&format!("ds_{name}"));
            let insert = life.app.db.write(move |tx| {
                tx.execute(
                    "INSERT INTO sessions (token_hash, account, expires_at) SELECT ?1, id, ?3 FROM accounts WHERE name = ?2",
                    (hash.0.as_slice(), name, i64::MAX / 1_000_000),
                )
            });
            assert_eq!(life.run(insert).unwrap().unwrap(), 1);
        }
        let mut town = Self {
            dir: PathBuf::new(),
            model: Model::default(),
            phones: Vec::new(),
            clerk: "ds_clerk".to_owned(),
            cashier: "ds_cashier".to_owned(),
            treasurer: "ds_treasurer".to_owned(),
            second: "ds_second".to_owned(),
            home,
        };
        let firsts: Vec<Value> = (0..PERSONS.len()).map(|person| town.first_bill(&life, person)).collect();
        for persons in PHONES {
            town.add_phone(&life, persons, &firsts);
        }
        town.dir = life.end();
        town
    }

    fn first_bill(&mut self, life: &Life, person: usize) -> Value {
        let act = self.issue(Some(person), "harbour-dues", 2_000, None);
        let (status, answer) = life.run(life.call(&act.call)).unwrap();
        assert_eq!(status, 200, "{answer}");
        self.model.issued(&answer["bill"], Some(Owner::Person(person)));
        answer["bill"].clone()
    }

    fn add_phone(&mut self, life: &Life, persons: &[usize], firsts: &[Value]) {
        let body = json!({ "id": Uuid::now_v7(), "platform": "terminal", "app_version": "0.1.0", "language": "en" });
        let (status, answer) = life.run(life.call(&Call::post("", "/devices", &body, "").without_token())).unwrap();
        assert!((200..300).contains(&status), "{answer}");
        let token = text(&answer["token"]);
        for person in persons {
            let whole = &firsts[*person]["payables"][0];
            let link = json!({ "tax_number": PERSONS[*person], "rf": whole["rf"], "amount": whole["amount"] });
            let link = Call::post(&token, "/pay/links", &link, &Uuid::now_v7().to_string());
            let (status, answer) = life.run(life.call(&link)).unwrap();
            assert_eq!(status, 200, "{answer}");
        }
        self.phones.push(token);
    }

    /// A copy of its database.
    pub fn copy_to(&self, dir: &Path) {
        std::fs::create_dir_all(dir).unwrap();
        for file in std::fs::read_dir(&self.dir).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), dir.join(file.file_name())).unwrap();
            }
        }
        debug_assert!(self.home.path().exists());
    }

    /// Issues a bill.
    pub fn issue(&self, person: Option<usize>, kind: &str, cents: i64, due_on: Option<String>) -> Act {
        let head = if kind == "footprint-fine" { "fines" } else { "harbour" };
        let id = Uuid::now_v7();
        let mut order = json!({ "id": id, "key": id, "kind": kind, "name": "Flimnap",
            "lines": [{ "tax_head": head, "amount": cents }] });
        if let Some(person) = person {
            order["tax_number"] = json!(PERSONS[person]);
        }
        if let Some(due_on) = due_on {
            order["due_on"] = json!(due_on);
        }
        self.act(Deed::Issue(person.map(Owner::Person)), &self.clerk, "/treasury/bills", &order)
    }

    /// An act under a key of its own.
    pub fn act(&self, deed: Deed, token: &str, path: impl Into<String>, body: &Value) -> Act {
        Act { deed, call: Call::post(token, path, body, &Uuid::now_v7().to_string()) }
    }

    /// Puts another bill in a bill's place.
    pub fn amend(&self, id: &str, kind: &str, cents: i64) -> Act {
        let head = if kind == "footprint-fine" { "fines" } else { "harbour" };
        let body = json!({ "id": Uuid::now_v7(), "reason": "measured again",
            "lines": [{ "tax_head": head, "amount": cents }] });
        self.act(Deed::Amend(id.to_owned()), &self.clerk, format!("/treasury/bills/{id}/amend"), &body)
    }

    /// Cancels a bill.
    pub fn cancel(&self, id: &str) -> Act {
        let body = json!({ "reason": "nobody owes this" });
        self.act(Deed::Cancel(id.to_owned()), &self.clerk, format!("/treasury/bills/{id}/cancel"), &body)
    }

    /// Takes cash.
    pub fn cash(&self, parts: &Value) -> Act {
        let id = Uuid::now_v7().to_string();
        let call = Call::post(&self.cashier, "/treasury/cash", &json!({ "id": id, "parts": parts }), &id);
        Act { deed: Deed::Cash(id), call }
    }

    /// Begins to pay.
    pub fn attempt(&self, phone: &str, parts: &Value) -> Act {
        let id = Uuid::now_v7();
        let body = json!({ "id": id, "provider": "sandbox", "return_to": "app", "parts": parts });
        Act { deed: Deed::Attempt(AttemptId(id)), call: Call::post(phone, "/pay/attempts", &body, &id.to_string()) }
    }
}

impl Call {
    fn without_token(mut self) -> Self {
        self.token = None;
        self.headers.clear();
        self
    }
}
