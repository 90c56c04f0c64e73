//! The page of what is about to be paid: on a provider's page, or by any bank's app with the reference and a code.

use super::{
    basket::{self, Amount},
    model::{Item, Model as Pay, ToldPage, is_outdated},
    page::notice,
    qr,
    view::{Notice, QrView},
    words::{money, reckoning, spelled, title, today},
};
use crate::{
    model::Model,
    rows::{Look, join},
    view::{Button, Field},
};
use dimos_domain::{
    l10n::Language,
    money::{Beneficiary, Bill, Creditor, Payable, epc_text},
};
use std::collections::BTreeMap;

/// Codes that were drawn, by their content.
pub(super) type Codes = BTreeMap<String, QrView>;

/// Most codes that are held: an amount that is being typed makes a new one with every digit.
const MOST_CODES: usize = 40;

/// What is about to be paid, and by which means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PayingView {
    /// The screen's title.
    pub title: String,
    /// What is paid.
    pub items: Vec<PayingItem>,
    /// "Together: €90.24".
    pub total: String,
    /// What is to be known first.
    pub notice: Option<Notice>,
    /// Ways to pay at once; the first word of each is what opens.
    pub methods: Vec<MethodView>,
    /// What happens to card data; empty where there is no such way.
    pub methods_note: String,
    /// By any bank's app.
    pub transfer: TransferView,
}

/// One thing that is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct PayingItem {
    /// The payable's id.
    pub id: String,
    /// The kind's name, with the instalment.
    pub title: String,
    /// All that is expected.
    pub amount: String,
    /// Discount, surcharge; may be empty.
    pub note: String,
    /// A part of it only, where that is allowed.
    pub part: Option<Field>,
    /// Leave it out, where there is more than one.
    pub leave_out: Option<Button>,
    /// What a screen reader says.
    pub spoken: String,
}

/// A way to pay at once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct MethodView {
    /// What the intent names.
    pub provider: String,
    /// Open its page.
    pub button: Button,
}

/// Paying by any bank's app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct TransferView {
    /// Its heading.
    pub title: String,
    /// What to do, in a sentence or two.
    pub intro: String,
    /// Whom to pay.
    pub payee: CopyView,
    /// The account.
    pub iban: CopyView,
    /// One transfer for each thing.
    pub slips: Vec<SlipView>,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct SlipView {
    /// What for.
    pub title: String,
    /// The reference.
    pub reference: CopyView,
    /// How much; `None` while it cannot be said.
    pub amount: Option<CopyView>,
    /// The code that a bank's app reads.
    pub qr: Option<QrView>,
    /// Why this cannot be paid by transfer now; may be absent.
    pub why_not: Option<String>,
}

/// Something to be copied into another app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct CopyView {
    /// What the intent names.
    pub what: String,
    /// "Payment code (RF)".
    pub label: String,
    /// As it is read, in groups.
    pub text: String,
    /// Copy it.
    pub button: Button,
    /// What a screen reader says: codes digit by digit.
    pub spoken: String,
}

/// The codes of [`CopyView::what`].
const PAYEE: &str = "payee";
const IBAN: &str = "iban";
const REFERENCE: &str = "rf:";
const AMOUNT: &str = "amount:";

/// Makes the page. Codes that were drawn before are taken from there.
pub(super) fn page(look: &Look<'_>, pay: &Pay, creditor: Option<&Creditor>, codes: &mut Codes) -> PayingView {
    let today = today(look);
    let lines: Vec<_> = basket::lines(pay).collect();
    let why_not = basket::why_not(look, pay, today);
    let methods: Vec<MethodView> = pay
        .account
        .iter()
        .flat_map(|account| &account.methods)
        .map(|method| MethodView {
            provider: method.provider.clone(),
            button: Button::new(method.name.get(look.language).to_owned()).blocked(why_not.clone()),
        })
        .collect();
    let total = basket::sum(look.language, pay).map_or_else(
        || look.t("pay-total-unclear"),
        |sum| look.tv("pay-total", &[("amount", money(look, sum).into())]),
    );
    let notice = notice(look, pay, lines.iter().map(|(_, _, payable)| payable.id));
    PayingView {
        title: look.t("pay-paying-title"),
        items: lines.iter().map(|(item, bill, payable)| paid_item(look, lines.len(), item, bill, payable)).collect(),
        total,
        notice,
        methods_note: if methods.is_empty() { String::new() } else { look.t("pay-methods-note") },
        methods,
        transfer: transfer(look, pay, creditor, codes, &lines),
    }
}

fn paid_item(look: &Look<'_>, of: usize, item: &Item, bill: &Bill, payable: &Payable) -> PayingItem {
    let today = today(look);
    let title = title(look, bill, payable);
    let all = money(look, payable.expected.total);
    let paid = basket::amount(look.language, item, bill, payable);
    let forfeits = match paid {
        Amount::Part(_) if payable.expected.discount.is_positive() => {
            look.tv("pay-part-forfeits", &[("amount", money(look, payable.expected.discount).into())])
        }
        _ => String::new(),
    };
    let note = join(&[&reckoning(look, &payable.expected, today), &forfeits], " · ");
    PayingItem {
        id: payable.id.to_string(),
        spoken: join(&[&title, &all, &note], ". "),
        part: bill.part_payment.then(|| Field {
            label: look.t("pay-part"),
            value: item.typed.clone(),
            hint: all.clone(),
            error: match paid {
                Amount::Wrong(why) => Some(why),
                Amount::Whole(_) | Amount::Part(_) => None,
            },
            remaining: None,
        }),
        leave_out: (of > 1)
            .then(|| Button::new(look.t("pay-leave-out")).spoken(join(&[&look.t("pay-leave-out"), &title], ": "))),
        title,
        amount: all,
        note,
    }
}

type Line<'a> = (&'a Item, &'a Bill, &'a Payable);

fn transfer(
    look: &Look<'_>,
    pay: &Pay,
    creditor: Option<&Creditor>,
    codes: &mut Codes,
    lines: &[Line<'_>],
) -> TransferView {
    let (payee, iban) = pay
        .account
        .as_ref()
        .map(|account| (account.payee.name.clone(), account.payee.iban.clone()))
        .unwrap_or_default();
    let spoken_iban = spelled(&iban);
    TransferView {
        title: look.t("pay-transfer-title"),
        intro: look.tv("pay-transfer-intro", &[("n", lines.len().into())]),
        payee: copyable(look, PAYEE.to_owned(), "pay-payee", payee.clone(), payee),
        iban: copyable(look, IBAN.to_owned(), "pay-iban", iban, spoken_iban),
        slips: lines.iter().map(|line| slip(look, pay, creditor, codes, *line)).collect(),
    }
}

fn slip(
    look: &Look<'_>,
    pay: &Pay,
    creditor: Option<&Creditor>,
    codes: &mut Codes,
    (item, bill, payable): Line<'_>,
) -> SlipView {
    let id = payable.id;
    let paid = basket::amount(look.language, item, bill, payable);
    let why_not = if pay.open_attempt(id).is_some() {
        Some(look.t("pay-why-under-way"))
    } else if is_outdated(payable, today(look)) {
        Some(look.t("pay-why-outdated"))
    } else {
        match &paid {
            Amount::Wrong(_) => Some(look.t("pay-why-amount")),
            Amount::Whole(amount) | Amount::Part(amount) => {
                (!payable.rf.agrees_with(*amount)).then(|| look.t("pay-why-reference"))
            }
        }
    };
    let amount = paid.cents().filter(|_| why_not.is_none());
    let content = amount.and_then(|amount| match paid {
        Amount::Part(_) => epc_text(&Beneficiary::from(creditor?), Some(amount), &payable.rf).ok(),
        Amount::Whole(_) | Amount::Wrong(_) => payable.epc.clone(),
    });
    let qr = content.and_then(|content| drawn(codes, content)).map(|code| QrView {
        spoken: look.tv("pay-qr", &[("amount", amount.map(|amount| money(look, amount)).unwrap_or_default().into())]),
        ..code
    });
    SlipView {
        title: title(look, bill, payable),
        reference: copyable(
            look,
            format!("{REFERENCE}{id}"),
            "pay-reference",
            payable.rf.grouped(),
            spelled(payable.rf.as_str()),
        ),
        amount: amount.map(|amount| {
            let text = money(look, amount);
            copyable(look, format!("{AMOUNT}{id}"), "pay-amount", text.clone(), text)
        }),
        qr,
        why_not,
    }
}

fn copyable(look: &Look<'_>, what: String, label: &str, text: String, said: String) -> CopyView {
    let label = look.t(label);
    CopyView {
        what,
        spoken: join(&[&label, &said], ": "),
        button: Button::new(look.t("pay-copy")).spoken(look.tv("pay-copy-spoken", &[("what", label.as_str().into())])),
        label,
        text,
    }
}

/// A code, drawn once however often the page is made.
fn drawn(codes: &mut Codes, content: String) -> Option<QrView> {
    if let Some(code) = codes.get(&content) {
        return Some(code.clone());
    }
    let code = qr::draw(&content)?;
    if codes.len() >= MOST_CODES {
        codes.clear();
    }
    codes.insert(content, code.clone());
    Some(code)
}

/// What is put on the clipboard for one of the codes above: as bank apps want it, without spaces, amounts with the
/// language's own comma.
pub(super) fn clip(what: &str, model: &Model) -> Option<String> {
    let pay = &model.pay;
    let Some(ToldPage::Paying(page)) = &pay.told.page else { return None };
    let transfer = &page.transfer;
    let shown = |code: &str| {
        let slips = transfer.slips.iter().flat_map(|slip| std::iter::once(&slip.reference).chain(&slip.amount));
        std::iter::once(&transfer.payee).chain([&transfer.iban]).chain(slips).any(|one| one.what == code)
    };
    if !shown(what) {
        return None;
    }
    let account = pay.account.as_ref()?;
    if what == PAYEE {
        return Some(account.payee.name.clone());
    }
    if what == IBAN {
        return Some(account.payee.iban.split_whitespace().collect());
    }
    let language = model.language();
    let line = |id: &str| basket::lines(pay).find(|(_, _, payable)| payable.id.to_string() == id);
    if let Some(id) = what.strip_prefix(REFERENCE) {
        return line(id).map(|(_, _, payable)| payable.rf.as_str().to_owned());
    }
    let (item, bill, payable) = line(what.strip_prefix(AMOUNT)?)?;
    let amount = basket::amount(language, item, bill, payable).cents()?.to_string();
    Some(match language {
        Language::El => amount.replace('.', ","),
        Language::En => amount,
    })
}
