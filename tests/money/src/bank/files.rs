//! What the bank writes: statements that overlap, notifications of the same money, answers to orders.

use super::{Bank, Movement, OPENING, Ordered, Piece, What};
use dimos_bank::{
    camt::{Direction, EntryStatus, MessageKind},
    testing::{Sample, SampleDetail, SampleEntry, SampleStatement, Version},
};
use dimos_domain::money::Cents;
use std::{fmt::Write, sync::Arc};

/// A file on its way; it may come again.
#[derive(Debug, Clone)]
pub struct File {
    /// What it says.
    pub xml: Arc<str>,
    /// How often it still comes.
    pub copies: u8,
}

impl Bank {
    /// It writes a statement of what moved since the last one, and now and then of some before; or a notification of some.
    pub fn writes(&mut self) {
        if self.rng.u8(..3) == 0 { self.notifies() } else { self.states() }
    }

    /// Whether a movement stands in no statement yet.
    pub fn owes_a_statement(&self) -> bool {
        self.told < self.movements.len()
    }

    /// A statement.
    pub fn states(&mut self) {
        let back = if self.rng.u8(..3) == 0 { self.rng.usize(1..4) } else { 0 };
        // No further back than the one before it began.
        let from = self.told.saturating_sub(back).max(self.began);
        (self.began, self.told) = (from, self.movements.len());
        let before: i64 = self.movements[..from].iter().map(Movement::cents).sum();
        let entries = self.movements[from..].iter().map(entry).collect();
        self.send(MessageKind::Statement, OPENING + before, entries);
    }

    /// A statement or notification was taken; it may come again.
    pub fn arrived(&mut self, at: usize) {
        take(&mut self.post, at);
    }

    /// The same of an answer.
    pub fn answered(&mut self, at: usize) {
        take(&mut self.answers, at);
    }

    fn notifies(&mut self) {
        if self.movements.is_empty() {
            return;
        }
        let from = self.movements.len().saturating_sub(self.rng.usize(1..5));
        let many = self.rng.usize(1..=self.movements.len() - from);
        let entries = self.movements[from..from + many].iter().map(entry).collect();
        self.send(MessageKind::Notification, 0, entries);
    }

    fn send(&mut self, kind: MessageKind, opening: i64, entries: Vec<SampleEntry>) {
        let (number, letter) = match kind {
            MessageKind::Statement => (&mut self.statements, 'S'),
            MessageKind::Notification => (&mut self.notifications, 'N'),
        };
        *number += 1;
        let statement = SampleStatement {
            id: format!("{letter}{number}"),
            sequence: *number,
            account: "GR1601101250000000012300695".parse().unwrap(),
            opening: Cents::new(opening),
            entries,
            mistake: Cents::ZERO,
        };
        let version = Version::ALL[self.rng.usize(..Version::ALL.len())];
        let xml = Sample::of(statement).written_as(kind, version).xml();
        let copies = [1, 1, 1, 2, 3][self.rng.usize(..5)];
        self.post.push(File { xml: xml.into(), copies });
    }

    /// It answers to an order (pain.002), as far as it has come with it.
    pub(super) fn answers(&mut self, message: &str) {
        let mut said = String::new();
        for (id, transfer) in self.transfers.iter().filter(|(_, one)| one.message == message) {
            let (status, reason) = match transfer.state {
                Ordered::Waits => ("ACSP", ""),
                Ordered::Left | Ordered::CameBack => ("ACSC", ""),
                Ordered::Refused => ("RJCT", "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>"),
            };
            let _ = write!(
                said,
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"
            );
        }
        let xml = format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>X</MsgId>\
             <CreDtTm>2026-11-23T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>\
             <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>\
             <OrgnlPmtInfId>{message}</OrgnlPmtInfId>{said}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
        );
        let copies = [1, 1, 2][self.rng.usize(..3)];
        self.answers.push(File { xml: xml.into(), copies });
    }
}

fn take(post: &mut Vec<File>, at: usize) {
    post[at].copies -= 1;
    if post[at].copies == 0 {
        post.swap_remove(at);
    }
}

fn entry(movement: &Movement) -> SampleEntry {
    let cents = movement.cents();
    let told: Vec<&Piece> = movement.pieces.iter().filter(|piece| piece.what != What::Charge).collect();
    let kept: i64 = movement.pieces.iter().filter(|piece| piece.what == What::Charge).map(|piece| -piece.cents).sum();
    let mut details: Vec<SampleDetail> = told.iter().map(|piece| detail(piece)).collect();
    if let Some(first) = details.first_mut() {
        first.charges = Cents::new(kept);
    }
    SampleEntry {
        amount: Cents::new(cents.abs()),
        direction: if cents < 0 { Direction::Debit } else { Direction::Credit },
        is_reversal: movement.is_reversal,
        status: EntryStatus::Booked,
        day: movement.day,
        bank_reference: Some(movement.reference.clone()),
        code: ["PMNT", "RCDT", "ESCT"],
        text: details.is_empty().then(|| "ΠΡΟΜΗΘΕΙΑ".to_owned()),
        details,
    }
}

fn detail(piece: &Piece) -> SampleDetail {
    SampleDetail {
        amount: Cents::new(piece.cents.abs()),
        charges: Cents::ZERO,
        end_to_end: piece.end_to_end.clone(),
        bank_reference: piece.own_reference.clone(),
        structured: piece.structured.clone(),
        lines: piece.lines.clone(),
        payer_name: (!piece.name.is_empty()).then(|| piece.name.clone()),
        payer_iban: piece.iban.clone(),
        return_reason: piece.return_reason.map(str::to_owned),
    }
}
