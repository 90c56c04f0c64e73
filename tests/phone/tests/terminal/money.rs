//! Money at the terminal: a script finds bills, pays them at the sandbox bank, and reads what came of it.

use crate::terminal::{Terminal, text};
use dimos_journeys::{BULKY, City, FEES, Slip, Trouble};
use dimos_phone::Desk;
use dimos_server::auth::StaffRole;
use serde_json::Value;
use std::{io::Write, process::Stdio};

const TAX_NUMBER: &str = "090000045";

fn clerk(city: &City) -> Result<Desk, Trouble> {
    city.staff("clerk", StaffRole::Clerk)
}

/// The same in English.
fn english<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["--locale", "en-GB"][..], arguments].concat()
}

fn rows(view: &Value) -> &Vec<Value> {
    view.as_array().unwrap()
}

#[test]
fn a_bill_is_found_paid_on_the_banks_page_and_its_receipt_is_a_file() -> Result<(), Trouble> {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (eleni, browser) = (Terminal::new(&city, "Eleni"), city.browser()?);
    let number = slip.number.as_str();
    let bill = eleni.json(&["lookup", &slip.printed().to_lowercase(), "45,12"]);
    assert_eq!((&bill["row"]["number"], &bill["row"]["amount"]), (&number.into(), &"45,12\u{a0}€".into()));
    let bills = eleni.json(&["bills"]);
    assert_eq!((&bills["due"][0]["number"], rows(&bills["ended"]).len()), (&number.into(), 0));

    // By which means: for people, and for scripts.
    let told = eleni.says(&["pay", number]);
    for part in ["--by sandbox  ", "--by sandbox:bank  ", &slip.printed(), "GR16 0110 1250 0000 0001 2300 695", "█▀"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    let paying = eleni.json(&["pay", number]);
    let methods: Vec<&str> = rows(&paying["methods"]).iter().map(|one| one["provider"].as_str().unwrap()).collect();
    assert_eq!(methods, ["sandbox", "sandbox:bank"]);
    let transfer = &paying["transfer"]["slips"][0];
    assert_eq!(transfer["reference"]["text"], slip.printed());
    assert!(rows(&transfer["qr"]["rows"]).iter().all(|row| row.as_str().unwrap().chars().all(|c| "01".contains(c))));

    let begun = eleni.json(&["pay", number, "--by", "sandbox"]);
    let (attempt, page) = (begun["attempt"].as_str().unwrap(), begun["url"].as_str().unwrap());
    let waiting = eleni.json(&["--wait", "0", "payment", attempt]);
    assert_eq!((&waiting["id"], &waiting["stage"]), (&attempt.into(), &"waiting_for_you".into()), "{waiting:#}");
    let twice = eleni.refused(&["pay", number, "--by", "sandbox"]);
    assert!(twice.starts_with("Μια πληρωμή γι’ αυτό δεν έχει ολοκληρωθεί"), "{twice}");
    let listed = eleni.says(&english(&["bills"]));
    assert!(listed.contains(&format!("… A payment of €45.12 is not finished  {attempt}")), "{listed}");

    let link = browser.pay(page)?.link()?;
    let paid = eleni.json(&["open", &link]);
    assert_eq!(
        (&paid["stage"], &paid["tone"], &paid["amount"]),
        (&"paid".into(), &"good".into(), &"45,12\u{a0}€".into())
    );
    let receipt = paid["receipt"].as_str().unwrap();
    let bills = eleni.json(&["bills"]);
    assert_eq!((rows(&bills["due"]).len(), rows(&bills["attempts"]).len()), (0, 0));
    assert_eq!((&bills["ended"][0]["number"], &bills["ended"][0]["status"]), (&number.into(), &"Πληρώθηκε".into()));
    let listed = eleni.says(&english(&["bills"]));
    assert!(listed.starts_with("Nothing is due\nPaid and ended\n") && listed.contains("€45.12  Paid"), "{listed}");

    let receipts = eleni.json(&["receipts"]);
    assert_eq!((rows(&receipts["rows"]).len(), &receipts["rows"][0]["number"]), (1, &receipt.into()));
    let to = city.dir().join("receipt.pdf");
    let named = to.to_string_lossy().into_owned();
    let shown = eleni.json(&["receipt", receipt, "--to", &named]);
    assert_eq!((&shown["number"], &shown["file"]), (&receipt.into(), &named.as_str().into()));
    assert!(std::fs::read(&to)?.starts_with(b"%PDF-1."));
    assert!(eleni.says(&["bill", number]).contains(receipt), "the bill's page names its receipt");
    let over = eleni.refused(&["pay", number]);
    assert!(over.contains("Δεν υπάρχει πια κάτι για πληρωμή"), "{over}");
    assert_eq!((city.count("SELECT count(*) FROM payments")?, city.unsound()?), (1, vec![]));
    Ok(())
}

#[test]
fn what_is_typed_wrong_is_told_in_the_phones_language_and_nothing_is_sent() -> Result<(), Trouble> {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let (code, number) = (slip.rf.as_str(), slip.number.as_str());
    let phone = Terminal::new(&city, "Sofia");
    phone.json(&["lookup", code, "45.12"]);
    let asked = city.network().counts().heard("POST /api/v1/pay/lookups");
    let last = code.as_bytes()[24] - b'0';
    let slipped = format!("{}{}", &code[..24], (last + 1) % 10);
    let strange = format!("{}!{}", &code[..10], &code[11..]);
    let wrong: [(&[&str], &str, &str); 13] = [
        (&["lookup", &slipped, "45,12"], "Κάποιο ψηφίο είναι λάθος", "One of the digits is wrong"),
        (&["lookup", &code[..20], "45,12"], "αυτός έχει 20", "this has 20"),
        (&["lookup", &strange, "45,12"], "δεν έχει «!»", "has no “!”"),
        (
            &["lookup", "", ""],
            "Γράψτε τον κωδικό πληρωμής. Γράψτε το ποσό.",
            "Write the payment code. Write the amount.",
        ),
        (&["lookup", code, "45,125"], "έως δύο ψηφία", "at most two digits"),
        (&["lookup", code, "-45,12"], "πάνω από μηδέν", "more than zero"),
        (&["lookup", code, "45,13"], "δεν ταιριάζει με τον κωδικό", "does not belong to this code"),
        (&["link", "12345678", code, "45,12"], "Ο ΑΦΜ έχει εννέα ψηφία", "A tax number has nine digits"),
        (
            &["link", "123456788", code, "45,12"],
            "Κάποιο ψηφίο του ΑΦΜ είναι λάθος",
            "digits of the tax number is wrong",
        ),
        (&["open", "dimos://pay/attempts/1"], "δεν ανήκει σε πληρωμή", "belongs to no payment of this phone"),
        (&["pay", number, "--part", "10"], "πληρώνεται μόνο ολόκληρη", "is paid whole only"),
        (&["pay", number, "--by", "gold"], "Υπάρχουν: sandbox, sandbox:bank", "There are: sandbox, sandbox:bank"),
        (&["plan", number, "3"], "δεν πληρώνεται με δόσεις", "cannot be paid by instalments"),
    ];
    for (arguments, el, en) in wrong {
        let greek = phone.refused(arguments);
        assert!(greek.contains(el), "{arguments:?}: {greek}");
        let said = phone.refused(&english(arguments));
        assert!(said.contains(en), "{arguments:?}: {said}");
    }
    assert_eq!(city.network().counts().heard("POST /api/v1/pay/lookups"), asked, "nobody was asked");
    assert_eq!(city.count("SELECT count(*) FROM attempts")?, 0);
    Ok(())
}

#[test]
fn what_nobody_knows_is_told_in_the_phones_language() -> Result<(), Trouble> {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let phone = Terminal::new(&city, "Sofia");
    let attempt = "01900000-0000-7000-8000-000000000000";
    let unknown: [(&[&str], &str, &str); 6] = [
        (
            &["lookup", "RF34 9099 9400 0000 0000 1234 5", "45,12"],
            "Δεν βρέθηκε οφειλή με αυτόν τον κωδικό και αυτό το ποσό",
            "No bill is found with this reference and amount",
        ),
        (&["bill", "2026-999999"], "2026-999999: αυτό το τηλέφωνο δεν γνωρίζει", "2026-999999: this phone knows of no"),
        (&["pay", "2026-999999"], "2026-999999: αυτό το τηλέφωνο δεν γνωρίζει", "2026-999999: this phone knows of no"),
        (&["plan", &slip.number, "3"], "αυτό το τηλέφωνο δεν γνωρίζει", "this phone knows of no such bill"),
        (&["payment", attempt], "δεν ακολουθεί τέτοια πληρωμή", "follows no such payment"),
        (&["receipt", "2026-000001"], "δεν υπάρχει τέτοια απόδειξη", "there is no such receipt"),
    ];
    for (arguments, el, en) in unknown {
        let greek = phone.refused(arguments);
        assert!(greek.contains(el), "{arguments:?}: {greek}");
        let said = phone.refused(&english(arguments));
        assert!(said.contains(en), "{arguments:?}: {said}");
    }
    for wrong in [&["lookup", "RF34"][..], &["pay"], &["plan", "x", "300"], &["plan", "x"], &["link", "-"], &["open"]] {
        let output = phone.command(wrong).output()?;
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", text(&output.stderr));
    }
    Ok(())
}

/// The tax number comes from the input: it stands in no list of processes, in no file of the phone and in nothing printed.
#[test]
fn all_bills_of_a_person_are_shown_planned_and_paid_in_part() -> Result<(), Trouble> {
    let city = City::paid()?;
    let clerk = clerk(&city)?;
    let fees = Slip::issue_to(TAX_NUMBER, &clerk, FEES, 10_000)?;
    let pick_up = Slip::issue_to(TAX_NUMBER, &clerk, BULKY, 4_512)?;
    let more = Slip::issue_to(TAX_NUMBER, &clerk, FEES, 6_000)?;
    let (eleni, browser) = (Terminal::new(&city, "Eleni"), city.browser()?);
    let mut child = eleni.command(&["--json", "link", "-", &pick_up.printed(), "45.12"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().unwrap().write_all(b"EL 090000045\n")?;
    let output = child.wait_with_output()?;
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert!(!printed.contains(TAX_NUMBER));
    let view: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(rows(&view["due"]).len(), 3, "{view:#}");
    assert_eq!(view["summary"], "Προς πληρωμή: 205,12\u{a0}€");

    let planned = eleni.json(&["plan", &fees.number, "3"]);
    assert_eq!(rows(&planned["instalments"]).len(), 3, "{planned:#}");
    let none = eleni.refused(&english(&["plan", &more.number, "4"]));
    assert!(none.contains("2 instalments") && none.contains("3 instalments") && !none.contains("4 instal"), "{none}");

    let too_much = eleni.refused(&["pay", &more.number, "--part", "60,01", "--by", "sandbox"]);
    assert!(too_much.contains("Κάποιο ποσό δεν είναι σωστό"), "{too_much}");
    let why = eleni.says(&["pay", &more.number, "--part", "60,01"]);
    assert!(why.contains("Μπορείτε να πληρώσετε έως 60,00\u{a0}€"), "{why}");
    let begun = eleni.json(&["pay", &more.number, "--part", "20,00", "--by", "sandbox:bank"]);
    eleni.json(&["open", &browser.pay(begun["url"].as_str().unwrap())?.link()?]);
    assert_eq!(eleni.json(&["bill", &more.number])["row"]["amount"], "40,00\u{a0}€");

    // Two at once, given up, and then paid.
    let both = [fees.number.as_str(), pick_up.number.as_str()];
    let begun = eleni.json(&[&["pay"][..], &both, &["--by", "sandbox"]].concat());
    let given_up = eleni.json(&["payment", begun["attempt"].as_str().unwrap(), "--give-up"]);
    assert_eq!(given_up["stage"], "given_up", "{given_up:#}");
    let begun = eleni.json(&[&["pay"][..], &both, &["--by", "sandbox"]].concat());
    let paid = eleni.json(&["open", &browser.pay(begun["url"].as_str().unwrap())?.link()?]);
    assert_eq!((&paid["stage"], rows(&paid["items"]).len()), (&"paid".into(), 2), "{paid:#}");
    assert_eq!(eleni.json(&["bill", &pick_up.number])["row"]["status"], "Πληρώθηκε");
    let instalments = eleni.json(&["bill", &fees.number])["instalments"].clone();
    assert_eq!((&instalments[0]["status"], instalments[1]["pay"].is_null()), (&"Πληρώθηκε".into(), false));
    assert_eq!(city.unsound()?, []);
    for file in std::fs::read_dir(&eleni.dir)?.flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path())?;
        assert!(!bytes.windows(9).any(|some| some == TAX_NUMBER.as_bytes()), "{:?}", file.path());
    }
    Ok(())
}

#[test]
fn without_a_network_what_was_there_is_shown_and_what_needs_it_says_so() -> Result<(), Trouble> {
    let city = City::paid()?;
    let slip = Slip::issue(&clerk(&city)?, BULKY, 4_512)?;
    let phone = Terminal::new(&city, "Nikos");
    phone.json(&["lookup", slip.rf.as_str(), "45,12"]);
    let offline = |arguments: &[&'static str]| [&["--offline"][..], arguments].concat();
    let bills = phone.json(&offline(&["bills"]));
    assert_eq!(bills["due"][0]["number"], slip.number);
    assert!(bills["stale"].as_str().unwrap().starts_with("Χωρίς σύνδεση"), "{bills:#}");
    let shown = phone.says(&["--offline", "pay", &slip.number]);
    assert!(shown.contains(&slip.printed()) && shown.contains('█'), "{shown}");
    let refused = phone.refused(&["--offline", "pay", &slip.number, "--by", "sandbox"]);
    assert!(refused.contains("Δεν υπάρχει σύνδεση"), "{refused}");
    let looked_for = offline(&["lookup", "RF34909994000000000012345", "45,12"]);
    assert!(phone.refused(&looked_for).contains("Δεν υπάρχει σύνδεση"));
    assert!(phone.refused(&english(&looked_for)).contains("connection"));
    assert_eq!(rows(&phone.json(&offline(&["receipts"]))["rows"]).len(), 0);
    assert_eq!(city.count("SELECT count(*) FROM attempts")?, 0);
    Ok(())
}
