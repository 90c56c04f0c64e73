//! What a statement entry is for: decided from what the bank says and what we know of it, without touching anything. Only
//! what leaves no doubt is decided; everything else is proposed to a person, with reasons.

use super::mistyped;
use crate::refunds::AtTheBank;
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{EntryId, PayableId, RefundId},
    money::{Cents, EntryEvent, RfReference},
};

/// What the bank says.
#[derive(Debug, Clone)]
pub struct Movement<'a> {
    /// Positive: came in.
    pub amount: Cents,
    /// Whether it takes something back: a reversal, or a transfer that was returned.
    pub is_return: bool,
    /// Whether the bank's own code says that it is the bank's charge.
    pub is_charge: bool,
    /// Valid references, structured or found in the text.
    pub references: &'a [RfReference],
    /// References that are none, and what the payer wrote.
    pub words: &'a [&'a str],
}

/// A payable that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub payable: PayableId,
    /// How it stands.
    pub standing: NamedStanding,
}

/// How a payable stands that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedStanding {
    /// Something is owed there, if need be by its instalments.
    Open,
    /// Nothing is owed any more.
    Paid,
    /// It was cancelled.
    Cancelled,
    /// Another took its place: what of that is open.
    Superseded(Option<PayableId>),
}

/// An open payable of somebody who paid from the same account before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfPayer {
    /// Which.
    pub payable: PayableId,
    /// What is expected for it.
    pub expected: Cents,
}

/// A provider's payout, as its text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutFound {
    /// Whose.
    pub provider: ProviderName,
    /// The provider's name for it.
    pub reference: String,
    /// What was taken for the city.
    pub gross: Cents,
    /// What of that the provider keeps.
    pub fees: Cents,
    /// What the books say that the provider holds.
    pub held: Cents,
    /// Whether it came before.
    pub came_before: bool,
}

/// A movement that is a provider's payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayoutLook {
    /// It is known what it is made of.
    Told(PayoutFound),
    /// It is not.
    Unclear(ProviderName),
}

/// What we know of a movement.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// It is this payout.
    pub payout: Option<PayoutLook>,
    /// It bears the id of this refund of ours, of so much, which stands so with the bank.
    pub refund: Option<(RefundId, Cents, AtTheBank)>,
    /// It may take one of these back: each of the same amount.
    pub originals: Vec<EntryId>,
    /// What its references name.
    pub named: Vec<Named>,
    /// Open payables whose references are one slip of the finger away.
    pub mistyped: Vec<PayableId>,
    /// Open payables whose bill's number stands in the text.
    pub by_number: Vec<PayableId>,
    /// Open payables of who paid from the same account before.
    pub of_payer: Vec<OfPayer>,
}

/// What an entry may be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which.
    pub payable: PayableId,
    /// More is likelier.
    pub score: u32,
    /// Why, as codes.
    pub reasons: Vec<&'static str>,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A provider's payout.
    Payout(PayoutFound),
    /// The money of a refund, leaving.
    Refund(RefundId),
    /// It takes this entry back.
    Return(EntryId),
    /// It is for this.
    Match(PayableId),
    /// It may be for these, the likeliest first.
    Suggest(Vec<Proposal>),
    /// Nobody knows; the reason, if there is one to tell.
    Nothing(Option<&'static str>),
    /// It is the bank's charge.
    Charge,
    /// It is none of the citizens' money; why.
    Ignore(&'static str),
}

impl Decision {
    /// What happens to the entry.
    #[must_use]
    pub const fn event(&self) -> EntryEvent {
        match self {
            Self::Payout(_) => EntryEvent::PayoutMatched,
            Self::Refund(_) | Self::Return(_) => EntryEvent::ReturnMatched,
            Self::Match(_) => EntryEvent::ReferenceMatched,
            Self::Suggest(_) => EntryEvent::SuggestionFound,
            Self::Nothing(_) => EntryEvent::NothingFound,
            Self::Charge => EntryEvent::ChargeFound,
            Self::Ignore(_) => EntryEvent::NotForUs,
        }
    }
}

/// Decides.
#[must_use]
pub fn decide(movement: &Movement<'_>, known: &Known) -> Decision {
    if movement.amount.is_negative() {
        return leaving(movement, known);
    }
    if movement.is_return || known.refund.is_some() {
        // Money of ours that came back, said so or not: whose it is now, a person decides.
        return Decision::Nothing(Some("returned_to_us"));
    }
    match &known.payout {
        Some(PayoutLook::Told(payout)) => return paid_out(movement.amount, payout),
        Some(PayoutLook::Unclear(_)) => return Decision::Nothing(Some("payout_unclear")),
        None => {}
    }
    match known.named.as_slice() {
        [Named { payable, standing: NamedStanding::Open }] if movement.references.len() == 1 => {
            Decision::Match(*payable)
        }
        _ => proposed(movement, known),
    }
}

fn leaving(movement: &Movement<'_>, known: &Known) -> Decision {
    let owed = movement.amount.checked_neg();
    match (&known.refund, known.originals.as_slice()) {
        (Some((refund, amount, AtTheBank::Waits)), _) if owed == Some(*amount) => Decision::Refund(*refund),
        (Some((_, _, AtTheBank::Waits)), _) => Decision::Nothing(Some("refund_amount")),
        (Some((_, _, AtTheBank::Left)), _) => Decision::Nothing(Some("refund_left_again")),
        (Some((_, _, AtTheBank::Refused)), _) => Decision::Nothing(Some("refund_left_though_refused")),
        (Some((_, _, AtTheBank::NotOrdered)), _) => Decision::Nothing(Some("refund_not_ordered")),
        (None, [original]) if movement.is_return => Decision::Return(*original),
        (None, [_, _, ..]) if movement.is_return => Decision::Nothing(Some("several_originals")),
        (None, _) if movement.is_return => Decision::Nothing(Some("no_original")),
        (None, _) if movement.is_charge => Decision::Charge,
        (None, _) => Decision::Ignore("debit"),
    }
}

fn paid_out(net: Cents, payout: &PayoutFound) -> Decision {
    let adds_up = net.checked_add(payout.fees) == Some(payout.gross) && !payout.fees.is_negative();
    if payout.came_before {
        return Decision::Nothing(Some("payout_again"));
    }
    match (adds_up, payout.gross <= payout.held) {
        (true, true) => Decision::Payout(payout.clone()),
        (false, _) => Decision::Nothing(Some("payout_amount")),
        (true, false) => Decision::Nothing(Some("payout_beyond_clearing")),
    }
}

/// How much a reason counts.
const fn weight(reason: &str) -> u32 {
    match reason.as_bytes() {
        b"reference_mistyped" => 80,
        b"reference_superseded" => 75,
        b"bill_number" => 70,
        b"several_references" => 60,
        b"reference_paid" => 40,
        b"same_amount" | b"reference_cancelled" => 35,
        _ => 30,
    }
}

/// What it may be for, decided by nobody.
#[must_use]
pub fn proposed(movement: &Movement<'_>, known: &Known) -> Decision {
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut add = |payable: PayableId, reason: &'static str| {
        let at = proposals.iter().position(|one| one.payable == payable).unwrap_or_else(|| {
            proposals.push(Proposal { payable, score: 0, reasons: Vec::new() });
            proposals.len() - 1
        });
        if let Some(one) = proposals.get_mut(at).filter(|one| !one.reasons.contains(&reason)) {
            one.score += weight(reason);
            one.reasons.push(reason);
        }
    };
    for named in &known.named {
        match named.standing {
            NamedStanding::Open => add(named.payable, "several_references"),
            NamedStanding::Paid => add(named.payable, "reference_paid"),
            NamedStanding::Cancelled => add(named.payable, "reference_cancelled"),
            NamedStanding::Superseded(next) => add(next.unwrap_or(named.payable), "reference_superseded"),
        }
    }
    if let [only] = known.mistyped.as_slice() {
        add(*only, "reference_mistyped");
    }
    known.by_number.iter().for_each(|payable| add(*payable, "bill_number"));
    for one in &known.of_payer {
        add(one.payable, "payer_known");
        if one.expected == movement.amount {
            add(one.payable, "same_amount");
        }
    }
    if proposals.is_empty() {
        let unknown = !movement.references.is_empty();
        return Decision::Nothing(unknown.then_some("reference_unknown"));
    }
    proposals.sort_by_key(|one| (std::cmp::Reverse(one.score), one.payable));
    Decision::Suggest(proposals)
}

/// References that a mistyped one in these words may have meant.
#[must_use]
pub fn meant(movement: &Movement<'_>) -> Vec<RfReference> {
    let mut meant: Vec<RfReference> = movement.words.iter().flat_map(|words| mistyped::candidates(words)).collect();
    meant.sort();
    meant.dedup();
    meant
}

#[cfg(test)]
#[path = "matching/tests.rs"]
mod tests;
