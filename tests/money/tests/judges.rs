//! A second opinion on check digits: python-stdnum reads what we write and judges what we judge, 10,000 of each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dimos_domain::money::{Cents, Iban, OrganisationCode, RfReference};
use fastrand::Rng;
use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

const EACH: usize = 10_000;
/// One line in, one verdict out: `rf TEXT` or `iban TEXT`, `1` or `0`.
const JUDGE: &str = "
import sys
from stdnum import iban, iso11649
from stdnum.exceptions import ValidationError
def ok(kind, text):
    try:
        iso11649.validate(text) if kind == 'rf' else iban.validate(text, check_country=False)
        return '1'
    except ValidationError:
        return '0'
print('\\n'.join(ok(*line.split(' ', 1)) for line in sys.stdin.read().splitlines()))
";

/// A Python that has the library, in a place of its own beside what cargo builds; none where it cannot be had.
fn python() -> Option<PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    PYTHON.get_or_init(fetched).clone()
}

fn fetched() -> Option<PathBuf> {
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("stdnum-venv");
    let python = home.join("bin/python");
    let runs = |command: &mut Command| {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    let has_it = runs(Command::new(&python).args(["-c", "import stdnum"]));
    let got_it = has_it
        || runs(Command::new("python3").args(["-m", "venv"]).arg(&home))
            && runs(Command::new(&python).args(["-m", "pip", "install", "--quiet", "python-stdnum==2.2"]));
    got_it.then_some(python)
}

fn judged(lines: &[String]) -> Option<Vec<bool>> {
    let Some(python) = python() else {
        dimos_told::skipped("python-stdnum cannot be fetched (python3 -m venv, pip install python-stdnum)");
        return None;
    };
    let mut child =
        Command::new(python).args(["-c", JUDGE]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, text) = (child.stdin.take().unwrap(), lines.join("\n"));
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).unwrap());
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(out.status.success());
    let verdicts: Vec<bool> = String::from_utf8(out.stdout).unwrap().lines().map(|line| line == "1").collect();
    assert_eq!(verdicts.len(), lines.len());
    Some(verdicts)
}

/// As somebody mistypes it: one character becomes another, or two change places.
fn mistyped(text: &str, rng: &mut Rng) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = rng.usize(4..bytes.len() - 1);
    if rng.bool() {
        bytes.swap(at, at + 1)
    } else {
        *bytes.get_mut(at).unwrap() = rng.u8(b'0'..=b'9')
    }
    String::from_utf8(bytes).unwrap()
}

fn agree(kind: &str, texts: &[String], ours: impl Fn(&str) -> bool) {
    let lines: Vec<String> = texts.iter().map(|text| format!("{kind} {text}")).collect();
    let Some(theirs) = judged(&lines) else { return };
    for (text, theirs) in texts.iter().zip(theirs) {
        assert_eq!(ours(text), theirs, "{kind} {text}");
    }
}

#[test]
fn references_are_what_python_stdnum_takes_for_references() {
    let mut rng = Rng::with_seed(1);
    let mut texts = Vec::new();
    for _ in 0..EACH {
        let organisation: OrganisationCode = format!("{:05}", rng.u32(10_000..100_000)).parse().unwrap();
        let amount = rng.bool().then(|| Cents::new(rng.i64(1..10_000_000)));
        let rf = RfReference::dias(&organisation, amount, rng.u64(..1_000_000_000_000_000)).unwrap();
        texts.push(mistyped(rf.as_str(), &mut rng));
        texts.push(rf.as_str().to_owned());
    }
    assert!(texts.iter().skip(1).step_by(2).all(|text| text.parse::<RfReference>().is_ok()));
    agree("rf", &texts, |text| text.parse::<RfReference>().is_ok());
}

#[test]
fn account_numbers_are_what_python_stdnum_takes_for_account_numbers() {
    let mut rng = Rng::with_seed(2);
    let mut texts = Vec::new();
    for _ in 0..EACH {
        let account: String = (0..23).map(|_| char::from(rng.u8(b'0'..=b'9'))).collect();
        // ISO 7064 MOD 97-10 over account + GR + 00, letters as 10 to 35.
        let remainder =
            format!("{account}162700").bytes().fold(0_u32, |sum, digit| (sum * 10 + u32::from(digit - b'0')) % 97);
        let iban = format!("GR{:02}{account}", 98 - remainder);
        texts.push(mistyped(&iban, &mut rng));
        texts.push(iban);
    }
    assert!(texts.iter().skip(1).step_by(2).all(|text| text.parse::<Iban>().is_ok()));
    agree("iban", &texts, |text| text.parse::<Iban>().is_ok());
}
