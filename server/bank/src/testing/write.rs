//! Samples as files.

use super::{Sample, SampleDetail, SampleEntry, SampleStatement, Version};
use crate::camt::{Direction, EntryStatus, MessageKind};
use dimos_domain::money::{Cents, Iban};
use std::fmt::{Display, Write};

/// What is the same for a whole file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) kind: MessageKind,
    pub(super) version: Version,
    pub(super) decimals: usize,
}

pub(super) fn sample(sample: &Sample) -> String {
    let style = Style { kind: sample.kind, version: sample.version, decimals: sample.decimals };
    let mut file = begin(style);
    for SampleStatement { id, sequence, account, opening, entries, .. } in &sample.statements {
        let statement = sample.statements.iter().find(|statement| statement.id == *id);
        let closing = statement.map(SampleStatement::closing).unwrap_or_default();
        begin_statement(&mut file, style, (id, *sequence), account, (*opening, closing));
        for one in entries {
            entry(&mut file, style, one);
        }
        end_statement(&mut file, style);
    }
    end(&mut file, style);
    file
}

pub(super) fn begin(style: Style) -> String {
    let (kind, version, root) = (style.kind, style.version.as_str(), root(style));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}\">\n<{root}>\n<GrpHdr><MsgId>M-1</MsgId>\
         <CreDtTm>2026-11-25T18:00:00+02:00</CreDtTm></GrpHdr>\n"
    )
}

pub(super) fn end(file: &mut String, style: Style) {
    let root = root(style);
    put(file, format_args!("</{root}>\n</Document>\n"));
}

const fn root(style: Style) -> &'static str {
    match style.kind {
        MessageKind::Statement => "BkToCstmrStmt",
        MessageKind::Notification => "BkToCstmrDbtCdtNtfctn",
    }
}

const fn element(style: Style) -> &'static str {
    match style.kind {
        MessageKind::Statement => "Stmt",
        MessageKind::Notification => "Ntfctn",
    }
}

pub(super) fn begin_statement(
    file: &mut String,
    style: Style,
    (id, sequence): (&str, u64),
    account: &Iban,
    (opening, closing): (Cents, Cents),
) {
    let element = element(style);
    put(
        file,
        format_args!(
            "<{element}><Id>{}</Id><ElctrncSeqNb>{sequence}</ElctrncSeqNb><CreDtTm>2026-11-25T18:00:00+02:00</CreDtTm>\n\
             <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n",
            Text(id)
        ),
    );
    if style.kind == MessageKind::Statement {
        for (code, amount) in [("OPBD", opening), ("CLBD", closing)] {
            let (sign, size) = if amount.is_negative() {
                ("DBIT", amount.checked_neg().unwrap_or_default())
            } else {
                ("CRDT", amount)
            };
            put(
                file,
                format_args!(
                    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}<CdtDbtInd>{sign}</CdtDbtInd>\
                     <Dt><Dt>2026-11-25</Dt></Dt></Bal>\n",
                    Amount(size, style, "Amt")
                ),
            );
        }
    }
}

pub(super) fn end_statement(file: &mut String, style: Style) {
    let element = element(style);
    put(file, format_args!("</{element}>\n"));
}

pub(super) fn entry(file: &mut String, style: Style, entry: &SampleEntry) {
    let (sign, day) = (sign(entry.direction), entry.day);
    let reversal = if entry.is_reversal { "<RvslInd>true</RvslInd>" } else { "" };
    let status = match entry.status {
        EntryStatus::Booked => "BOOK",
        EntryStatus::Pending => "PDNG",
        EntryStatus::Information => "INFO",
    };
    let (open, close) = if style.version == Version::V08 { ("<Cd>", "</Cd>") } else { ("", "") };
    put(
        file,
        format_args!(
            "<Ntry>{}<CdtDbtInd>{sign}</CdtDbtInd>{reversal}<Sts>{open}{status}{close}</Sts>\
             <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>",
            Amount(entry.amount, style, "Amt")
        ),
    );
    element_if(file, "AcctSvcrRef", entry.bank_reference.as_deref());
    let [domain, family, sub] = entry.code;
    put(
        file,
        format_args!(
            "<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        ),
    );
    if !entry.details.is_empty() {
        file.push_str("<NtryDtls>");
        let count = entry.details.len();
        if let Some(total) = Cents::total(entry.details.iter().map(|one| one.amount)).filter(|_| count > 1) {
            let total = Amount(total, style, "TtlAmt");
            put(file, format_args!("<Btch><NbOfTxs>{count}</NbOfTxs>{total}<CdtDbtInd>{sign}</CdtDbtInd></Btch>"));
        }
        for one in &entry.details {
            detail(file, style, entry.direction, one);
        }
        file.push_str("</NtryDtls>");
    }
    element_if(file, "AddtlNtryInf", entry.text.as_deref());
    file.push_str("</Ntry>\n");
}

fn detail(file: &mut String, style: Style, direction: Direction, detail: &SampleDetail) {
    file.push_str("<TxDtls><Refs>");
    element_if(file, "AcctSvcrRef", detail.bank_reference.as_deref());
    element_if(file, "EndToEndId", Some(detail.end_to_end.as_deref().unwrap_or("NOTPROVIDED")));
    file.push_str("</Refs>");
    let amount = Amount(detail.amount, style, "Amt");
    let sign = sign(direction);
    match style.version {
        Version::V02 => put(file, format_args!("<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>")),
        Version::V04 | Version::V08 => put(file, format_args!("{amount}<CdtDbtInd>{sign}</CdtDbtInd>")),
    }
    if detail.charges.is_positive() {
        let charges = Amount(detail.charges, style, "Amt");
        let (open, close) = if style.version == Version::V02 { ("", "") } else { ("<Rcrd>", "</Rcrd>") };
        put(file, format_args!("<Chrgs>{open}{charges}<CdtDbtInd>DBIT</CdtDbtInd>{close}</Chrgs>"));
    }
    if detail.payer_name.is_some() || detail.payer_iban.is_some() {
        file.push_str("<RltdPties>");
        if let Some(name) = &detail.payer_name {
            let (open, close) = if style.version == Version::V08 { ("<Pty>", "</Pty>") } else { ("", "") };
            put(file, format_args!("<Dbtr>{open}<Nm>{}</Nm>{close}</Dbtr>", Text(name)));
        }
        if let Some(iban) = &detail.payer_iban {
            put(file, format_args!("<DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>"));
        }
        file.push_str("</RltdPties>");
    }
    if !(detail.lines.is_empty() && detail.structured.is_empty()) {
        file.push_str("<RmtInf>");
        for line in &detail.lines {
            element_if(file, "Ustrd", Some(line));
        }
        for reference in &detail.structured {
            let reference = Text(reference);
            put(
                file,
                format_args!(
                    "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd>"
                ),
            );
        }
        file.push_str("</RmtInf>");
    }
    if let Some(reason) = &detail.return_reason {
        put(file, format_args!("<RtrInf><Rsn><Cd>{}</Cd></Rsn></RtrInf>", Text(reason)));
    }
    file.push_str("</TxDtls>");
}

const fn sign(direction: Direction) -> &'static str {
    match direction {
        Direction::Credit => "CRDT",
        Direction::Debit => "DBIT",
    }
}

fn element_if(file: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        put(file, format_args!("<{name}>{}</{name}>", Text(text)));
    }
}

/// Writing into a text cannot fail.
fn put(file: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = file.write_fmt(text);
}

struct Amount(Cents, Style, &'static str);

impl Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(cents, style, name) = self;
        let zeros = style.decimals.saturating_sub(2);
        write!(f, "<{name} Ccy=\"EUR\">{cents}{:0<zeros$}</{name}>", "")
    }
}

/// A text with what has a meaning in XML written otherwise.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '\r' => f.write_str("&#13;"),
            other => f.write_char(other),
        })
    }
}
