//! What citizens do about money.

use super::{Failed, Session, words::Words};
use dimos_app::{
    intent::PayIntent,
    pay::{BillRow, BillView, BillsView, CheckoutStage, CheckoutView, PayingView, QrView, ReceiptsView},
};
use dimos_phone::Stuck;
use serde_json::json;
use std::{path::Path, time::Duration};

impl Session<'_> {
    /// Says in a sentence that a name on the command line names nothing; everything else as it is.
    fn nothing(&self, sentence: fn(Words, &str) -> String) -> impl FnOnce(Stuck) -> Failed {
        let words = self.words;
        move |cause| match cause {
            Stuck::Unknown(named) => Failed::Refused(sentence(words, &named)),
            other => Failed::Phone(other),
        }
    }

    pub(super) fn bills(&self) -> Result<(), Failed> {
        let view = self.phone.bills()?;
        self.paper.show(&view, || list_lines(&view))
    }

    pub(super) fn bill(&self, named: &str) -> Result<(), Failed> {
        let view = self.phone.bill(named).map_err(self.nothing(Words::unknown_bill))?;
        self.paper.show(&view, || bill_lines(&view))
    }

    pub(super) fn lookup(&self, reference: &str, amount: &str) -> Result<(), Failed> {
        let view = self.phone.find_bill(reference, amount)?;
        self.paper.show(&view, || bill_lines(&view))
    }

    pub(super) fn link(&self, tax_number: &str, reference: &str, amount: &str) -> Result<(), Failed> {
        let typed = if tax_number == "-" { std::io::read_to_string(std::io::stdin())? } else { tax_number.to_owned() };
        let view = self.phone.link_bills(typed.trim(), reference, amount)?;
        self.paper.show(&view, || list_lines(&view))
    }

    pub(super) fn plan(&self, named: &str, instalments: u8) -> Result<(), Failed> {
        let view = self.phone.plan_bill(named, instalments).map_err(self.nothing(Words::unknown_bill))?;
        self.paper.show(&view, || bill_lines(&view))
    }

    pub(super) fn pay(&self, named: &[String], part: Option<&str>, by: Option<&str>) -> Result<(), Failed> {
        let view = self.phone.paying(named, part).map_err(self.nothing(Words::unknown_bill))?;
        if let Some(whole) =
            named.first().filter(|_| part.is_some() && view.items.iter().any(|item| item.part.is_none()))
        {
            return Err(Failed::Refused(self.words.whole_only(whole)));
        }
        let Some(provider) = by else { return self.paper.show(&view, || paying_lines(&view)) };
        let known: Vec<&str> = view.methods.iter().map(|method| method.provider.as_str()).collect();
        if !known.contains(&provider) {
            return Err(Failed::Refused(self.words.unknown_way(provider, &known)));
        }
        let (attempt, url) = self.phone.check_out(provider)?;
        self.paper.show(&json!({ "attempt": attempt, "url": url }), || vec![url.clone(), attempt.clone()])
    }

    pub(super) fn open_link(&self, url: &str) -> Result<(), Failed> {
        let view = self.phone.follow_link(url)?;
        self.settled(view)
    }

    pub(super) fn payment(&self, attempt: &str, give_up: bool) -> Result<(), Failed> {
        let view = self.phone.attempt_page(attempt).map_err(self.nothing(Words::unknown_payment))?;
        if give_up {
            self.phone.pay(PayIntent::GiveUp);
        }
        self.settled(view)
    }

    /// Waits as long as the command line allows for an outcome, and shows what is known then.
    fn settled(&self, first: CheckoutView) -> Result<(), Failed> {
        let at_most = Duration::from_secs(self.arguments.wait);
        let is_over = |stage| {
            matches!(
                stage,
                CheckoutStage::Paid | CheckoutStage::Failed | CheckoutStage::Expired | CheckoutStage::GivenUp
            )
        };
        let view = self.phone.checkout(at_most, |view| is_over(view.stage)).unwrap_or(first);
        // The program ends here: what was heard must be on the disk for the next one.
        self.phone.stored()?;
        self.paper.show(&view, || checkout_lines(&view))
    }

    pub(super) fn receipts(&self) -> Result<(), Failed> {
        let view = self.phone.receipts()?;
        self.paper.show(&view, || receipt_lines(&view))
    }

    pub(super) fn receipt(&self, number: &str, to: Option<&Path>) -> Result<(), Failed> {
        let mut file = self.phone.receipt_file(number).map_err(self.nothing(Words::unknown_receipt))?;
        if let Some(to) = to {
            std::fs::copy(&file, to)?;
            file = to.to_owned();
        }
        self.paper.show(&json!({ "number": number, "file": file }), || vec![file.display().to_string()])
    }
}

fn row_line(row: &BillRow) -> String {
    let parts = [&row.status, &row.title, &row.detail, &row.note];
    let rest: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}  {:>12}  {}", row.number, row.amount, rest.join(" · "))
}

fn list_lines(view: &BillsView) -> Vec<String> {
    let mut lines = vec![view.summary.clone()];
    lines.extend(view.stale.clone());
    lines.extend(view.credit.clone());
    lines.extend(view.attempts.iter().map(|attempt| format!("… {}  {}", attempt.label, attempt.code)));
    lines.extend(view.due.iter().map(row_line));
    lines.extend(view.empty.clone());
    if !view.ended.is_empty() {
        lines.push(view.ended_title.clone());
        lines.extend(view.ended.iter().map(row_line));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn bill_lines(view: &BillView) -> Vec<String> {
    let mut lines = vec![row_line(&view.row)];
    lines.extend(view.notice.iter().map(|notice| format!("! {}", notice.text)));
    lines.extend(view.facts.iter().map(|fact| format!("  {}", fact.spoken)));
    lines.extend(view.instalments.iter().map(|row| format!("  {}", row.spoken)));
    lines.extend(view.history.iter().map(|row| format!("  {}  {}", row.spoken, row.receipt).trim_end().to_owned()));
    lines
}

fn paying_lines(view: &PayingView) -> Vec<String> {
    let mut lines: Vec<String> = view.items.iter().map(|item| item.spoken.clone()).collect();
    lines.extend(view.items.iter().filter_map(|item| item.part.as_ref()?.error.clone()));
    lines.push(view.total.clone());
    lines.extend(view.notice.iter().map(|notice| format!("! {}", notice.text)));
    lines.extend(view.methods.iter().map(|method| {
        let why_not = method.button.why_not.as_deref().unwrap_or_default();
        format!("--by {}  {}  {why_not}", method.provider, method.button.label).trim_end().to_owned()
    }));
    let transfer = &view.transfer;
    lines.push(transfer.title.clone());
    lines.extend([&transfer.payee, &transfer.iban].map(|copy| format!("  {}: {}", copy.label, copy.text)));
    for slip in &transfer.slips {
        let known = std::iter::once(&slip.reference).chain(&slip.amount);
        lines.extend(known.map(|copy| format!("  {}: {}", copy.label, copy.text)));
        lines.extend(slip.why_not.iter().map(|why| format!("! {why}")));
        lines.extend(slip.qr.iter().flat_map(qr_lines));
    }
    lines
}

/// Two rows of squares to a line of the terminal, with the margin that readers need.
fn qr_lines(code: &QrView) -> Vec<String> {
    let width = code.rows.len() + 8;
    let blank = "0".repeat(width);
    let framed = code.rows.iter().map(|row| format!("0000{row}0000"));
    let all: Vec<String> =
        std::iter::repeat_n(blank.clone(), 4).chain(framed).chain(std::iter::repeat_n(blank.clone(), 4)).collect();
    let line = |pair: &[String]| {
        let below = pair.get(1).unwrap_or(&blank);
        let squares = pair.first().into_iter().flat_map(|above| above.chars().zip(below.chars()));
        // Light squares are drawn: terminals are dark as a rule.
        squares
            .map(|square| match square {
                ('0', '0') => '█',
                ('0', _) => '▀',
                (_, '0') => '▄',
                _ => ' ',
            })
            .collect()
    };
    all.chunks(2).map(line).collect()
}

fn checkout_lines(view: &CheckoutView) -> Vec<String> {
    let mut lines = vec![format!("{}  {}", view.amount, view.headline), view.detail.clone()];
    lines.extend(view.items.iter().map(|item| format!("  {item}")));
    lines
}

fn receipt_lines(view: &ReceiptsView) -> Vec<String> {
    view.stale.iter().chain(view.rows.iter().map(|row| &row.spoken)).chain(&view.empty).cloned().collect()
}
