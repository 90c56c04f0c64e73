//! Greek number words. `ευρώ`, `λεπτά` and `εκατομμύρια` are neuter, `χιλιάδες` are feminine: a word that has genders
//! follows what it counts.

use super::{at, groups};

#[derive(Clone, Copy)]
enum Gender {
    Neuter,
    Feminine,
}

const TO_NINETEEN: [&str; 20] = [
    "",
    "ένα",
    "δύο",
    "τρία",
    "τέσσερα",
    "πέντε",
    "έξι",
    "επτά",
    "οκτώ",
    "εννέα",
    "δέκα",
    "έντεκα",
    "δώδεκα",
    "δεκατρία",
    "δεκατέσσερα",
    "δεκαπέντε",
    "δεκαέξι",
    "δεκαεπτά",
    "δεκαοκτώ",
    "δεκαεννέα",
];
const TENS: [&str; 10] =
    ["", "", "είκοσι", "τριάντα", "σαράντα", "πενήντα", "εξήντα", "εβδομήντα", "ογδόντα", "ενενήντα"];
const HUNDREDS: [&str; 10] = [
    "",
    "εκατό",
    "διακόσια",
    "τριακόσια",
    "τετρακόσια",
    "πεντακόσια",
    "εξακόσια",
    "επτακόσια",
    "οκτακόσια",
    "εννιακόσια",
];

/// A number below a thousand million, counting something neuter.
pub(super) fn neuter(number: u64) -> String {
    let (millions, thousands, rest) = groups(number);
    let mut words = Vec::new();
    match millions {
        0 => {}
        1 => words.extend(["ένα".to_owned(), "εκατομμύριο".to_owned()]),
        _ => words.extend([below_thousand(millions, Gender::Neuter), "εκατομμύρια".to_owned()]),
    }
    match thousands {
        0 => {}
        1 => words.push("χίλια".to_owned()),
        _ => words.extend([below_thousand(thousands, Gender::Feminine), "χιλιάδες".to_owned()]),
    }
    if rest > 0 {
        words.push(below_thousand(rest, Gender::Neuter));
    }
    if words.is_empty() { "μηδέν".to_owned() } else { words.join(" ") }
}

fn below_thousand(number: u64, gender: Gender) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let mut words = Vec::new();
    match (hundreds, rest) {
        (0, _) => {}
        // A hundred ends in ν before a further number.
        (1, 1..) => words.push("εκατόν".to_owned()),
        (1, 0) => words.push("εκατό".to_owned()),
        _ => words.push(match gender {
            Gender::Neuter => at(&HUNDREDS, hundreds).to_owned(),
            Gender::Feminine => format!("{}ες", at(&HUNDREDS, hundreds).trim_end_matches('α')),
        }),
    }
    let (tens, ones) = if rest < 20 { (0, rest) } else { (rest / 10, rest % 10) };
    if tens > 0 {
        words.push(at(&TENS, tens).to_owned());
    }
    if ones > 0 {
        words.push(to_nineteen(ones, gender).to_owned());
    }
    words.join(" ")
}

fn to_nineteen(number: u64, gender: Gender) -> &'static str {
    match (gender, number) {
        (Gender::Feminine, 1) => "μία",
        (Gender::Feminine, 3) => "τρεις",
        (Gender::Feminine, 4) => "τέσσερις",
        (Gender::Feminine, 13) => "δεκατρείς",
        (Gender::Feminine, 14) => "δεκατέσσερις",
        _ => at(&TO_NINETEEN, number),
    }
}
