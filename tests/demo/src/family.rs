//! The family that pays: who they are, what they owe, and the order in which their part of the story is told. The names are
//! of a family that there is not, and nobody's tax number begins with seven zeros.

use crate::{
    bank::{Bank, Holder},
    books::{money_goes_back, receipts_and_books},
    cast::somebody,
    city::CityServer,
    common::Broken,
    paying::{by_card, by_code, by_instalments, too_much},
    tell::Teller,
    treasury::Treasury,
};
use dimos_app::{
    pay::{BillRow, BillView},
    view::Tone,
};
use dimos_domain::{l10n::Language, money::Receipt};
use dimos_phone::{Browser, CityDays, Desk, Phone};
use std::{fs, path::Path};

/// One of them: a phone and an account with a bank.
pub struct Member {
    /// First name.
    pub name: &'static str,
    /// The phone.
    pub phone: Phone,
    /// The account.
    pub account: Holder,
    tax_number: &'static str,
}

/// All of them.
pub struct Family {
    /// Pays the municipal fee.
    pub danai: Member,
    /// Pays the fine.
    pub orestis: Member,
    /// Pays the levy, month by month.
    pub achilleas: Member,
    /// Pays the nursery, and too much.
    pub ilektra: Member,
}

/// Everything around them.
pub struct Around<'a> {
    /// Where the city's pages are.
    pub url: &'a str,
    /// The city's treasury.
    pub treasury: Treasury<'a>,
    /// The city's bank.
    pub bank: Bank,
    /// Somebody's browser.
    pub browser: Browser,
    /// Which day it is.
    pub days: CityDays,
    /// Where files are laid.
    pub dir: &'a Path,
}

/// What they leave to whoever wants to try it.
pub struct Left {
    /// The payment code of a bill that nobody has paid.
    pub reference: String,
    /// Its amount.
    pub amount: String,
    /// The address of a receipt's proof.
    pub receipt: String,
}

/// The departments' own keys of the bills.
pub mod key {
    /// Δανάη's.
    pub const FEES: &str = "DEMO-FEES-1";
    /// Ορέστης'.
    pub const FINE: &str = "DEMO-FINE-1";
    /// Αχιλλέας'.
    pub const LEVY: &str = "DEMO-LEVY-1";
    /// Ηλέκτρα's first.
    pub const NURSERY: &str = "DEMO-NURSERY-1";
    /// Ηλέκτρα's second.
    pub const NEXT_MONTH: &str = "DEMO-NURSERY-2";
    /// Nobody's in particular.
    pub const SKIP: &str = "DEMO-SKIP-1";
}

/// A table of bills as an office exports it. The last tax number is mistyped.
const TABLE: &str = "\
key;kind;tax_number;name;description;period;tax_head;amount
DEMO-FEES-1;municipal-fees;000000012;Δανάη Παραδειγματίδη;Διόρθωση τετραγωνικών, Υποδείγματος 1;2026;cleaning-lighting;84,60
DEMO-FINE-1;parking-fine;000000024;Ορέστης Παραδειγματίδης;Στάθμευση πάνω σε ράμπα;;fines;80,00
DEMO-LEVY-1;property-levy;000000036;Αχιλλέας Παραδειγματίδης;Υποδείγματος 1, ισόγειο;2021-2026;property-levy;360,00
DEMO-NURSERY-1;nursery;000000048;Ηλέκτρα Παραδειγματίδη;5ος σταθμός;Οκτώβριος;nurseries;65,00
DEMO-NURSERY-2;nursery;000000048;Ηλέκτρα Παραδειγματίδη;5ος σταθμός;Νοέμβριος;nurseries;65,00
DEMO-SKIP-1;bulky-items;;Όποιος έχει το ειδοποιητήριο;Μπάζα, ένας κάδος;;services;25,00
DEMO-FEES-2;municipal-fees;000000013;Μηδέν Λάθος;;2026;cleaning-lighting;10,00
";

/// Tells it all.
pub fn a_family_pays(
    server: &CityServer,
    dispatcher: &Desk,
    days: &CityDays,
    dir: &Path,
    teller: &mut Teller,
) -> Result<Left, Broken> {
    let city = dispatcher.city()?;
    let payments = city.payments.as_ref().ok_or(Broken::Missing("way to pay this city"))?;
    let mut around = Around {
        url: server.url(),
        treasury: Treasury::open(server)?,
        bank: Bank::of(&dir.join("bank"), payments.creditor.iban.as_str())?,
        browser: Browser::open()?,
        days: days.clone(),
        dir,
    };
    let member = |(dir_name, name, full_name, tax_number, iban)| {
        let phone = somebody(dir, server.url(), dir_name, "el-GR")?;
        Ok::<_, Broken>(Member { name, phone, account: Holder { name: full_name, iban }, tax_number })
    };
    let family = Family {
        danai: member(("Danai", "Δανάη", "Δανάη Παραδειγματίδη", "000000012", "GR0899999990000000000000001"))?,
        orestis: member(("Orestis", "Ορέστης", "Ορέστης Παραδειγματίδης", "000000024", "GR7899999990000000000000002"))?,
        achilleas: member((
            "Achilleas",
            "Αχιλλέας",
            "Αχιλλέας Παραδειγματίδης",
            "000000036",
            "GR5199999990000000000000003",
        ))?,
        ilektra: member(("Ilektra", "Ηλέκτρα", "Ηλέκτρα Παραδειγματίδη", "000000048", "GR2499999990000000000000004"))?,
    };
    bills_come(&around, &family, teller)?;
    by_code(&mut around, &family.danai, teller)?;
    by_card(&around, &family.orestis, teller)?;
    let receipt = by_instalments(&around, &family.achilleas, teller)?;
    too_much(&mut around, &family.ilektra, teller)?;
    money_goes_back(&mut around, &family.ilektra, teller)?;
    receipts_and_books(&around, &family, &receipt, teller)?;
    left(&around, &receipt)
}

fn bills_come(around: &Around<'_>, family: &Family, teller: &mut Teller) -> Result<(), Broken> {
    let treasury = &around.treasury;
    teller.chapter("A family gets its bills");
    let file = around.dir.join("bills.csv");
    fs::write(&file, TABLE)?;
    let import = ["bills", "import", &file.to_string_lossy()];
    let first = treasury.runs(&import, teller)?;
    let told = |line: &str| first.lines.iter().any(|said| said.starts_with(line));
    teller.expect(
        "six bills are issued; the row with a mistyped tax number is refused and told by its line",
        !first.done && told("line 8: ") && told("7 rows read: 6 bills issued, 0 known before, 1 rows refused"),
    );
    let again = treasury.runs(&import, teller)?;
    let twice = again.lines.iter().any(|said| said.starts_with("7 rows read: 0 bills issued, 6 known before"));
    teller.expect("the same table again issues nothing twice", twice);
    let Family { danai, orestis, achilleas, ilektra } = family;
    let slips = [(danai, key::FEES, 1), (orestis, key::FINE, 1), (achilleas, key::LEVY, 1), (ilektra, key::NURSERY, 2)];
    let mut whole = true;
    for (member, key, many) in slips {
        let slip = treasury.bill(key)?;
        let reference = slip.payables.first().ok_or(Broken::Missing("payment code"))?.rf.grouped();
        let amount = slip.amount.text(Language::El);
        let list = member.phone.link_bills(member.tax_number, &reference, &amount)?;
        teller.does(member.name, &format!("types code, amount and tax number from a slip: {}", list.summary));
        list.due.iter().for_each(|row| teller.fact(&format!("   {}", in_a_line(row))));
        whole &= list.due.len() == many && list.due.iter().any(|row| row.number == slip.number);
    }
    teller.expect("each phone shows its owner's bills, all of them and nobody else's", whole);
    Ok(())
}

fn left(around: &Around<'_>, receipt: &Receipt) -> Result<Left, Broken> {
    let bill = around.treasury.bill(key::SKIP)?;
    let payable = bill.payables.first().ok_or(Broken::Missing("payment code"))?;
    Ok(Left {
        reference: payable.rf.grouped(),
        amount: payable.expected.total.text(Language::El),
        receipt: proof(around.url, receipt),
    })
}

/// Where a receipt is proved.
pub fn proof(url: &str, receipt: &Receipt) -> String {
    format!("{url}/receipts/verify/{}", receipt.code)
}

/// A bill in a line.
pub fn in_a_line(row: &BillRow) -> String {
    let parts = [&row.number, &row.title, &row.detail, &row.amount, &row.status, &row.note];
    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whether a phone shows a bill as paid: nothing is asked for any more, and a payment stands under it.
pub fn is_paid(bill: &BillView) -> bool {
    bill.pay.is_none() && bill.row.tone == Tone::Good && !bill.history.is_empty()
}
