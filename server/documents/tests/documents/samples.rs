//! Receipts and slips to try things with: an ordinary one of each, and builders that make them odd.

use dimos_documents::{Early, Issuer, Line, PaidBill, PaidBy, Receipt, Recipient, Slip, SlipInstalment};
use dimos_domain::{
    l10n::Text,
    money::{Beneficiary, Cents, OrganisationCode, ReceiptNumber, RfReference, VerificationCode},
};
use jiff::{
    Zoned,
    civil::{Date, date},
    tz::TimeZone,
};

pub fn both(el: &str, en: &str) -> Text {
    Text { el: el.to_owned(), en: en.to_owned() }
}

pub fn issuer() -> Issuer {
    Issuer {
        name: both("Δήμος Θεσσαλονίκης", "Municipality of Thessaloniki"),
        details: both(
            "Διεύθυνση Εσόδων · Βασ. Γεωργίου Α΄ 1, 546 36 Θεσσαλονίκη · 2313 317 777",
            "Revenue Department · Vas. Georgiou A’ 1, 546 36 Thessaloniki · +30 2313 317 777",
        ),
    }
}

pub fn at(day: Date, hour: i8, minute: i8) -> Zoned {
    day.at(hour, minute, 0, 0).to_zoned(TimeZone::get("Europe/Athens").unwrap()).unwrap()
}

pub fn reference(expected: Option<i64>, number: u64) -> RfReference {
    RfReference::dias(&test_code(), expected.map(Cents::new), number).unwrap()
}

/// A reference of an organisation that is not the one for tests: no bank would take it either.
pub fn printable_reference(expected: Option<i64>, number: u64) -> RfReference {
    RfReference::dias(&"90998".parse().unwrap(), expected.map(Cents::new), number).unwrap()
}

pub fn line(el: &str, en: &str, detail: Option<&str>, cents: i64) -> Line {
    Line { tax_head: both(el, en), detail: detail.map(str::to_owned), amount: Cents::new(cents) }
}

pub fn municipal_fees() -> PaidBill {
    PaidBill {
        title: both("Δημοτικά τέλη 2026", "Municipal fees 2026"),
        number: "ΔΤ-2026-004512".to_owned(),
        reference: reference(Some(45_12), 12_345),
        instalment: None,
        lines: vec![
            line("Τέλη καθαριότητας και φωτισμού", "Cleaning and lighting fees", Some("84 τ.μ., Τσιμισκή 45"), 33_60),
            line("Τέλος ακίνητης περιουσίας", "Real estate duty", None, 11_52),
        ],
        paid: Cents::new(45_12),
        remaining: Cents::ZERO,
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        issuer: issuer(),
        number: ReceiptNumber { year: 2026, number: 123 },
        issued_at: at(date(2026, 11, 24), 14, 5),
        paid_on: date(2026, 11, 24),
        payer: Some("Μαρία Παπαδοπούλου".to_owned()),
        paid_by: PaidBy::Bank,
        bills: vec![municipal_fees()],
        other_instalments: Cents::ZERO,
        kept_as_credit: Cents::ZERO,
        total: Cents::new(45_12),
        code: code(),
        address: "https://dimos.example.gr/receipts/verify/8QWERTY7K2M0N4B5V6CX".to_owned(),
    }
}

pub fn code() -> VerificationCode {
    "8QWERTY7K2M0N4B5V6CX".parse().unwrap()
}

/// Everything at once: several bills, an instalment, a discount, a rest, a surplus, names that do not end.
pub fn long_receipt() -> Receipt {
    let long_name = "Αλεξάνδρα-Κωνσταντίνα Παπαδημητρακοπούλου-Χατζηκωνσταντίνου, για λογαριασμό της «Ανώνυμης Εταιρείας \
                     Εκμετάλλευσης Ακινήτων και Εμπορίας Παντός Είδους Ειδών Οικιακής Χρήσεως Βορείου Ελλάδος Α.Ε.»";
    let mut lines: Vec<Line> = (1..=38)
        .map(|n| {
            let detail = format!("Μετρητής {n:03}, Εγνατία {n}");
            line("Τέλη καθαριότητας και φωτισμού", "Cleaning and lighting fees", Some(&detail), 1_000 + n)
        })
        .collect();
    lines.push(line("Έκπτωση εμπρόθεσμης πληρωμής", "Discount for early payment", None, -741));
    let all: i64 = lines.iter().map(|line| line.amount.get()).sum();
    let instalment = PaidBill {
        title: both(
            "Τέλος κατάληψης κοινόχρηστου χώρου για τραπεζοκαθίσματα και λοιπές εγκαταστάσεις καταστημάτων υγειονομικού ενδιαφέροντος",
            "Fee for the use of public space by tables, chairs and other installations of food and drink businesses",
        ),
        number: "ΚΧ-2026-000871".to_owned(),
        reference: reference(Some(1_234_567_89), 871),
        instalment: Some((1, 4)),
        lines: vec![line(
            "Τέλος κατάληψης κοινόχρηστου χώρου",
            "Public space fee",
            Some("120 τ.μ., Πλατεία Αριστοτέλους 5"),
            4_938_271_56,
        )],
        paid: Cents::new(1_234_567_89),
        remaining: Cents::ZERO,
    };
    let many = PaidBill { lines, paid: Cents::new(all), ..municipal_fees() };
    let total = all + 1_234_567_89 + 5_00;
    Receipt {
        payer: Some(long_name.to_owned()),
        paid_by: PaidBy::Card,
        bills: vec![many, instalment],
        other_instalments: Cents::new(3_703_703_67),
        kept_as_credit: Cents::new(5_00),
        total: Cents::new(total),
        ..receipt()
    }
}

pub fn slip() -> Slip {
    Slip {
        issuer: issuer(),
        beneficiary: Beneficiary {
            name: "ΔΗΜΟΣ ΘΕΣΣΑΛΟΝΙΚΗΣ".to_owned(),
            iban: "GR1601101250000000012300695".parse().unwrap(),
            bic: Some("ETHNGRAA".to_owned()),
        },
        number: "ΔΤ-2026-004512".to_owned(),
        title: both("Δημοτικά τέλη", "Municipal fees"),
        period: Some(both("Ιανουάριος έως Δεκέμβριος 2026", "January to December 2026")),
        recipient: Some(Recipient {
            name: "Μαρία Παπαδοπούλου".to_owned(),
            address: vec!["Τσιμισκή 45".to_owned(), "546 23 Θεσσαλονίκη".to_owned()],
        }),
        issued_on: date(2026, 11, 24),
        due_on: date(2026, 12, 24),
        lines: municipal_fees().lines,
        paid: Cents::ZERO,
        amount: Cents::new(45_12),
        reference: printable_reference(Some(45_12), 12_345),
        early: None,
        instalments: Vec::new(),
        issued_at: at(date(2026, 11, 24), 8, 30),
        address: "https://dimos.example.gr/pay".to_owned(),
    }
}

/// A fine: half of it for who pays soon. Its reference has no amount control, as two amounts are right.
pub fn fine() -> Slip {
    Slip {
        number: "ΠΡ-2026-000077".to_owned(),
        title: both("Πρόστιμο παράνομης στάθμευσης", "Parking fine"),
        period: None,
        recipient: None,
        lines: vec![line("Πρόστιμα ΚΟΚ", "Traffic fines", Some("ΝΖΥ-1234, 22/11/2026, Μητροπόλεως 12"), 80_00)],
        amount: Cents::new(80_00),
        reference: printable_reference(None, 77),
        early: Some(Early { amount: Cents::new(40_00), until: date(2026, 12, 4) }),
        ..slip()
    }
}

/// Many lines, something paid already, twelve instalments, a test code.
pub fn long_slip() -> Slip {
    let bills = long_receipt().bills;
    let lines = bills.into_iter().next().unwrap().lines;
    let all: i64 = lines.iter().map(|line| line.amount.get()).sum();
    let paid = 63_00;
    let rest = all - paid;
    let each = rest / 12;
    let instalments = (1..=12_u8).map(|number| {
        let amount = if number == 1 { rest - 11 * each } else { each };
        SlipInstalment {
            number,
            amount: Cents::new(amount),
            due_on: date(2027, i8::try_from(number).unwrap(), 28),
            reference: reference(Some(amount), 500 + u64::from(number)),
        }
    });
    let instalments = instalments.collect();
    Slip {
        recipient: Some(Recipient {
            name: long_receipt().payer.unwrap(),
            address: vec![
                "Λεωφόρος Βασιλίσσης Όλγας 123, 4ος όροφος, διαμέρισμα 12".to_owned(),
                "546 43 Θεσσαλονίκη".to_owned(),
            ],
        }),
        lines,
        paid: Cents::new(paid),
        amount: Cents::new(rest),
        reference: reference(Some(rest), 499),
        instalments,
        ..slip()
    }
}

fn test_code() -> OrganisationCode {
    OrganisationCode::TEST.parse().unwrap()
}
