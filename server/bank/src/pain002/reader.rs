//! From elements to verdicts.

use super::{MOST_TRANSFERS, Report, ReportError, Status, TransferVerdict, Verdict};
use crate::xml::{At, Attributes, Place, Visitor};

/// Reasons of one verdict that are kept, and characters of each.
const MOST_REASONS: usize = 20;
const LONGEST_REASON: usize = 400;

/// Where an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Outside,
    Skipped,
    Document,
    Message,
    Header,
    /// `OrgnlGrpInfAndSts` or `OrgnlPmtInfAndSts`.
    Group,
    Transfer,
    Reasons,
    Reason,
    MessageId,
    OriginalMessage,
    GroupStatus,
    TransferStatus,
    EndToEnd,
    ReasonCode,
    ReasonText,
}

impl Place for Node {
    const OUTSIDE: Self = Self::Outside;
    const SKIPPED: Self = Self::Skipped;

    fn holds_text(self) -> bool {
        use Node::*;
        matches!(self, MessageId | OriginalMessage | GroupStatus | TransferStatus | EndToEnd | ReasonCode | ReasonText)
    }
}

#[derive(Default)]
pub(super) struct Reader {
    report: Report,
    is_report: bool,
    status: Option<Status>,
    reasons: Vec<String>,
    end_to_end: String,
}

impl Reader {
    pub(super) fn finish(self) -> Result<Report, ReportError> {
        let says_something = self.report.whole.is_some() || !self.report.transfers.is_empty();
        if self.is_report && says_something { Ok(self.report) } else { Err(ReportError::Nothing) }
    }

    /// The status and reasons read since the last time.
    fn verdict(&mut self) -> Option<Verdict> {
        let reasons = std::mem::take(&mut self.reasons);
        Some(Verdict { status: self.status.take()?, reasons })
    }

    /// What was said of the group counts for the whole, before its transfers are read and after.
    fn end_of_group_words(&mut self) {
        if let Some(verdict) = self.verdict() {
            self.report.whole = Some(verdict);
        }
    }
}

impl Visitor for Reader {
    type Place = Node;
    type Error = ReportError;

    fn open(&mut self, parent: Node, name: &str, _: Attributes<'_>, at: &dyn Fn() -> At) -> Result<Node, ReportError> {
        use Node::*;
        let node = match (parent, name) {
            (Outside, "Document") => Document,
            (Document, "CstmrPmtStsRpt") => Message,
            (Outside | Document, _) => {
                return Err(ReportError::NotAReport { at: at(), found: name.chars().take(40).collect() });
            }
            (Message, "GrpHdr") => Header,
            (Header, "MsgId") => MessageId,
            (Message, "OrgnlGrpInfAndSts" | "OrgnlPmtInfAndSts") => Group,
            (Group, "OrgnlMsgId") => OriginalMessage,
            (Group, "GrpSts" | "PmtInfSts") => GroupStatus,
            (Group, "TxInfAndSts") => Transfer,
            (Transfer, "OrgnlEndToEndId") => EndToEnd,
            (Transfer, "TxSts") => TransferStatus,
            (Group | Transfer, "StsRsnInf") => Reasons,
            (Reasons, "Rsn") => Reason,
            (Reasons, "AddtlInf") => ReasonText,
            (Reason, "Cd" | "Prtry") => ReasonCode,
            _ => Skipped,
        };
        match node {
            Message => self.is_report = true,
            Transfer => self.end_of_group_words(),
            _ => {}
        }
        Ok(node)
    }

    fn close(&mut self, node: Node, text: &str, at: &dyn Fn() -> At) -> Result<(), ReportError> {
        match node {
            Node::MessageId => self.report.message_id = Some(text.to_owned()),
            Node::OriginalMessage => self.report.original_message = Some(text.to_owned()),
            Node::GroupStatus | Node::TransferStatus => self.status = Some(Status::of(text)),
            Node::EndToEnd => text.clone_into(&mut self.end_to_end),
            Node::ReasonCode | Node::ReasonText if self.reasons.len() < MOST_REASONS && !text.is_empty() => {
                self.reasons.push(text.chars().take(LONGEST_REASON).collect());
            }
            Node::Group => self.end_of_group_words(),
            Node::Transfer => {
                let end_to_end = std::mem::take(&mut self.end_to_end);
                // A transfer without a status of its own shares the group's.
                let Some(verdict) = self.verdict() else { return Ok(()) };
                if end_to_end.is_empty() {
                    return Err(ReportError::Nameless { at: at() });
                }
                if self.report.transfers.len() >= MOST_TRANSFERS {
                    return Err(ReportError::TooMany);
                }
                self.report.transfers.push(TransferVerdict { end_to_end, verdict });
            }
            _ => {}
        }
        Ok(())
    }
}
