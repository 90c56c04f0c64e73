//! From elements to records.

use super::{
    Account, Batch, CamtError, Counts, EntryStatus, MessageKind, Record, Remark, Stop, Summary,
    amount::{Written, currency, day, direction, euro, shown},
    detail::{Charges, DetailDraft},
    entry::{EntryDraft, Finished},
    grammar::{Node, Whose},
    statement::StatementDraft,
};
use crate::xml::{At, Attributes, Visitor};
use dimos_domain::money::Iban;

/// What is kept of one entry at most, in bytes: some hundred thousand transactions.
const MOST_OF_ONE_ENTRY: usize = 128 << 20;
/// What a transaction weighs even if it is empty.
const LEAST_OF_A_DETAIL: usize = size_of::<DetailDraft>();
/// What a text weighs even if it is short.
const LEAST_OF_A_TEXT: usize = 64;
/// Before the message and its version in a namespace of ISO 20022.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";

pub(super) struct Reader<'s> {
    sink: &'s mut dyn FnMut(Record) -> Result<(), Stop>,
    kind: Option<MessageKind>,
    version: Option<u8>,
    message_id: Option<String>,
    counts: Counts,
    remarks: Vec<Remark>,
    namespace: Option<(MessageKind, u8)>,
    statement: StatementDraft,
    entry: EntryDraft,
    /// Of the amount that is being read.
    currency: Written,
}

impl<'s> Reader<'s> {
    pub(super) fn new(sink: &'s mut dyn FnMut(Record) -> Result<(), Stop>) -> Self {
        Self {
            sink,
            kind: None,
            version: None,
            message_id: None,
            counts: Counts::default(),
            remarks: Vec::new(),
            namespace: None,
            statement: StatementDraft::default(),
            entry: EntryDraft::default(),
            currency: Err(String::new()),
        }
    }

    /// The file was read to its end.
    pub(super) fn summary(self) -> Result<Summary, CamtError> {
        let kind = self.kind.ok_or(CamtError::Nothing)?;
        let Self { version, message_id, counts, remarks, .. } = self;
        Ok(Summary { kind, version, message_id, counts, remarks })
    }

    fn deliver(&mut self, record: Record) -> Result<(), CamtError> {
        (self.sink)(record).map_err(|Stop| CamtError::Stopped)
    }

    fn root(&mut self, name: &str, attributes: Attributes<'_>, at: At) -> Result<Node, CamtError> {
        if name != "Document" {
            return Err(CamtError::WrongRoot { at, found: shown(name) });
        }
        let namespace = attributes.namespace().unwrap_or_default();
        self.namespace = message_of(&namespace);
        self.version = self.namespace.map(|(_, version)| version);
        if !matches!(self.version, Some(2 | 4 | 8)) {
            self.remarks.push(Remark::Namespace(namespace.chars().take(80).collect()));
        }
        Ok(Node::Document)
    }

    fn message(&mut self, name: &str, at: At) -> Result<Node, CamtError> {
        let is = match name {
            "BkToCstmrStmt" => MessageKind::Statement,
            "BkToCstmrDbtCdtNtfctn" => MessageKind::Notification,
            _ => return Err(CamtError::NotAStatement { at, found: shown(name) }),
        };
        if let Some((said, _)) = self.namespace.filter(|(said, _)| *said != is) {
            self.remarks.push(Remark::OtherMessage { said, is });
        }
        self.kind = Some(is);
        Ok(Node::Message)
    }

    fn kind(&self) -> MessageKind {
        self.kind.unwrap_or(MessageKind::Statement)
    }

    /// Before the first entry, or at the end if there is none.
    fn announce(&mut self) -> Result<(), CamtError> {
        if self.statement.is_announced {
            return Ok(());
        }
        self.statement.is_announced = true;
        let head = self.statement.head(self.kind());
        self.deliver(Record::Statement(head))
    }

    fn end_of_entry(&mut self) -> Result<(), CamtError> {
        let draft = std::mem::take(&mut self.entry);
        let statement = &mut self.statement;
        let index = statement.counts.entries();
        let account = statement.account.get_or_insert_with(|| Account::Other(String::new()));
        let record = match draft.finish(account, &statement.id, index) {
            Finished::TooMuch => return Err(CamtError::TooMuch { statement: statement.id.clone() }),
            Finished::Refused(refused) => {
                statement.counts.refused += 1;
                Record::Refused(*refused)
            }
            Finished::Entry(entry) => {
                match entry.status {
                    EntryStatus::Booked => {
                        statement.counts.booked += 1;
                        statement.book(entry.signed())?;
                    }
                    EntryStatus::Pending => statement.counts.pending += 1,
                    EntryStatus::Information => statement.counts.information += 1,
                }
                Record::Entry(*entry)
            }
        };
        self.deliver(record)
    }

    fn end_of_statement(&mut self) -> Result<(), CamtError> {
        self.announce()?;
        let mut statement = std::mem::take(&mut self.statement);
        statement.counts.statements = 1;
        let tail = statement.finish(self.kind())?;
        self.counts.add(&tail.counts);
        self.deliver(Record::End(tail))
    }

    /// What is kept of one entry is bounded.
    #[inline]
    fn weigh(&mut self, bytes: usize) -> Result<(), CamtError> {
        self.entry.size += bytes;
        if self.entry.size > MOST_OF_ONE_ENTRY {
            return Err(CamtError::EntryTooLarge { at: self.entry.at.unwrap_or(At { line: 0, byte: 0 }) });
        }
        Ok(())
    }

    fn close_of_statement(&mut self, node: Node, text: &str) {
        let statement = &mut self.statement;
        match node {
            Node::MessageId => self.message_id = Some(text.to_owned()),
            Node::StatementId => text.clone_into(&mut statement.id),
            Node::Sequence => statement.sequence = text.parse().ok(),
            Node::LegalSequence => statement.legal_sequence = text.parse().ok(),
            Node::Created => statement.created = Some(text.to_owned()),
            Node::AccountIban | Node::AccountOtherId if statement.account.is_none() => {
                statement.account = Some(account(text));
            }
            Node::AccountCurrency => statement.currency = super::Currency::of(text),
            Node::BalanceCode => text.clone_into(&mut statement.balance.code),
            Node::BalanceAmount => statement.balance.amount = Some(euro(text, &self.currency)),
            Node::BalanceSign => statement.balance.direction = direction(text),
            Node::BalanceDay => {
                statement.balance.on = day(text);
                if statement.balance.on.is_none() {
                    statement.remark(Remark::Date(shown(text)));
                }
            }
            Node::Balance => statement.keep_balance(),
            Node::SummaryCount => statement.said_entries = text.parse().ok(),
            _ => {}
        }
    }

    fn close_of_entry(&mut self, node: Node, text: &str) {
        let entry = &mut self.entry;
        let batch = &mut entry.batch;
        match node {
            Node::EntryAmount => entry.amount = Some(euro(text, &self.currency)),
            Node::EntrySign => entry.direction = direction(text),
            Node::EntryReversal => entry.is_reversal = matches!(text, "true" | "1"),
            Node::EntryStatus | Node::EntryStatusCode if !text.is_empty() => {
                entry.status = status(text);
                if entry.status.is_none() {
                    entry.remarks.push(Remark::Status(shown(text)));
                }
            }
            Node::EntryBookedDay | Node::EntryValueDay => {
                let day = day(text);
                if day.is_none() {
                    entry.remarks.push(Remark::Date(shown(text)));
                }
                let kept = if node == Node::EntryBookedDay { &mut entry.booked_on } else { &mut entry.value_on };
                *kept = day;
            }
            Node::EntryReference => entry.reference = reference(text),
            Node::EntryDomainCode | Node::EntryFamilyCode | Node::EntrySubFamilyCode => {
                if !entry.code.is_empty() {
                    entry.code.push('/');
                }
                entry.code.push_str(text);
            }
            Node::EntryOwnCodeText => entry.own_code = some(text),
            Node::EntryCharges | Node::EntryChargesRecord => entry.charges.record(),
            Node::EntryChargesTotal => entry.charges.stated_total = Some(euro(text, &self.currency)),
            Node::EntryChargesAmount => entry.charges.amount = Some(euro(text, &self.currency)),
            Node::EntryChargesSign => entry.charges.direction = direction(text),
            Node::EntryText => entry.text = some(text),
            Node::BatchMessage => batch.get_or_insert_default().message_id = some(text),
            Node::BatchPayment => batch.get_or_insert_default().payment_id = some(text),
            // An entry may be made of several batches.
            Node::BatchCount => {
                let batch: &mut Batch = batch.get_or_insert_default();
                batch.count = text.parse::<u64>().ok().and_then(|count| count.checked_add(batch.count.unwrap_or(0)));
            }
            Node::BatchTotal => {
                batch.get_or_insert_default();
                let total = euro(text, &self.currency);
                entry.batch_total = Some(match (entry.batch_total.take(), total) {
                    (Some(Ok(before)), Ok(total)) => Ok(before.checked_add(total).unwrap_or(before)),
                    (_, total) => total,
                });
            }
            _ => self.close_of_detail(node, text),
        }
    }

    fn close_of_detail(&mut self, node: Node, text: &str) {
        let Some(draft) = self.entry.details.last_mut() else { return };
        let charges: &mut Charges = &mut draft.charges;
        let [amount, transacted, instructed] = &mut draft.amounts;
        match node {
            Node::DetailAmount => *amount = Some(euro(text, &self.currency)),
            Node::DetailTransactedAmount => *transacted = Some(euro(text, &self.currency)),
            Node::DetailInstructedAmount => *instructed = Some(euro(text, &self.currency)),
            Node::DetailSign => draft.direction = direction(text),
            Node::DetailReference => draft.detail.bank_reference = reference(text),
            // The code that ISO 20022 has for "the payer gave none".
            Node::EndToEnd => draft.detail.end_to_end = some(text).filter(|id| id != "NOTPROVIDED"),
            Node::Transaction => draft.detail.transaction_id = some(text),
            Node::DetailCharges | Node::DetailChargesRecord => charges.record(),
            Node::DetailChargesTotal => charges.stated_total = Some(euro(text, &self.currency)),
            Node::DetailChargesAmount => charges.amount = Some(euro(text, &self.currency)),
            Node::DetailChargesSign => charges.direction = direction(text),
            Node::PartyName(Whose::Payer) => draft.detail.payer_name = some(text),
            Node::PartyName(Whose::UltimatePayer) => draft.ultimate_payer = some(text),
            Node::PartyName(Whose::Payee) => draft.detail.payee_name = some(text),
            Node::PartyIban(whose) | Node::PartyOtherAccount(whose) => {
                let iban = text.parse().ok();
                match whose {
                    Whose::Payer => draft.detail.payer_iban = iban,
                    Whose::Payee => draft.detail.payee_iban = iban,
                    Whose::UltimatePayer => {}
                }
            }
            Node::FreeText | Node::StructuredText | Node::DetailText => draft.line(text),
            Node::ReferenceText => draft.reference(text),
            Node::ReturnCode => draft.detail.return_reason = some(text),
            Node::ReturnText if draft.return_text.is_none() => draft.return_text = some(text),
            Node::Detail => draft.complete(&mut self.entry.remarks),
            _ => {}
        }
    }
}

impl Visitor for Reader<'_> {
    type Place = Node;
    type Error = CamtError;

    #[inline]
    fn open(
        &mut self,
        parent: Node,
        name: &str,
        attributes: Attributes<'_>,
        at: &dyn Fn() -> At,
    ) -> Result<Node, CamtError> {
        let node = match parent {
            Node::Outside => return self.root(name, attributes, at()),
            Node::Document => return self.message(name, at()),
            _ => parent.child(name),
        };
        match node {
            Node::Entry => {
                self.announce()?;
                self.entry.at = Some(at());
            }
            Node::Detail => {
                self.weigh(LEAST_OF_A_DETAIL)?;
                // Most entries have one: room for four, as a list takes at first, costs more than the rest of it.
                if self.entry.details.is_empty() {
                    self.entry.details.reserve_exact(1);
                }
                self.entry.details.push(DetailDraft::default());
            }
            Node::Statement => self.statement = StatementDraft::default(),
            _ if node.is_amount() => self.currency = currency(attributes.get("Ccy").as_deref()),
            _ => {}
        }
        Ok(node)
    }

    #[inline]
    fn close(&mut self, node: Node, text: &str, _: &dyn Fn() -> At) -> Result<(), CamtError> {
        match node {
            Node::Entry => self.end_of_entry(),
            Node::Statement => self.end_of_statement(),
            _ if node.is_of_statement() => {
                self.close_of_statement(node, text);
                Ok(())
            }
            _ => {
                self.weigh(text.len() + LEAST_OF_A_TEXT)?;
                self.close_of_entry(node, text);
                Ok(())
            }
        }
    }
}

/// The message and version of a namespace of ISO 20022.
fn message_of(namespace: &str) -> Option<(MessageKind, u8)> {
    let (message, version) = namespace.strip_prefix(NAMESPACE)?.split_once(".001.")?;
    let kind = match message {
        "camt.053" => MessageKind::Statement,
        "camt.054" => MessageKind::Notification,
        _ => return None,
    };
    Some((kind, version.parse().ok()?))
}

/// The codes of ISO 20022; `FUTR` is newer, `INFO` moves no money.
fn status(text: &str) -> Option<EntryStatus> {
    match text {
        "BOOK" => Some(EntryStatus::Booked),
        "PDNG" | "FUTR" => Some(EntryStatus::Pending),
        "INFO" => Some(EntryStatus::Information),
        _ => None,
    }
}

/// Some banks write an IBAN where other identifiers belong.
fn account(text: &str) -> Account {
    text.parse::<Iban>().map_or_else(|_| Account::Other(text.replace('|', "/")), Account::Iban)
}

/// The bank's reference, if it is one: what banks write where they have none is the same for all of their money.
fn reference(text: &str) -> Option<String> {
    some(text).filter(|reference| !["NONREF", "NOTPROVIDED"].contains(&reference.as_str()))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
