//! Bills as they come by post: issued at the clerk's desk, with what is printed on them.

use crate::city::Trouble;
use dimos_api::pay::{BillLine, BillResponse, NewBillRequest};
use dimos_domain::{
    ids::{BillId, PayableId},
    l10n::Language,
    money::{Cents, RfReference},
};
use dimos_phone::Desk;
use uuid::Uuid;

/// A kind of bills, with the heading that it is revenue of.
pub type Kind = (&'static str, &'static str);

/// Paid whole, without discount or surcharge.
pub const BULKY: Kind = ("bulky-items", "services");
/// May be paid in parts and by instalments.
pub const FEES: Kind = ("municipal-fees", "cleaning-lighting");
/// Half of it is off for ten days.
pub const PARKING: Kind = ("parking-fine", "fines");

/// What is printed on a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its id; not printed.
    pub bill: BillId,
    /// What is paid by the reference; not printed.
    pub payable: PayableId,
    /// Its number.
    pub number: String,
    /// Its reference.
    pub rf: RfReference,
    /// Its amount.
    pub amount: Cents,
}

impl Slip {
    /// A bill that is open to whoever has it.
    ///
    /// # Errors
    /// The server refuses.
    pub fn issue(clerk: &Desk, kind: Kind, cents: i64) -> Result<Self, Trouble> {
        Self::order(clerk, kind, cents, None)
    }

    /// A person's bill.
    ///
    /// # Errors
    /// The server refuses.
    pub fn issue_to(tax_number: &str, clerk: &Desk, kind: Kind, cents: i64) -> Result<Self, Trouble> {
        Self::order(clerk, kind, cents, Some(tax_number.to_owned()))
    }

    fn order(clerk: &Desk, (kind, tax_head): Kind, cents: i64, tax_number: Option<String>) -> Result<Self, Trouble> {
        let order = NewBillRequest {
            id: BillId(Uuid::now_v7()),
            key: Uuid::now_v7().to_string(),
            kind: kind.parse()?,
            tax_number,
            name: "Ελένη Παπαδοπούλου".to_owned(),
            email: None,
            description: String::new(),
            period: String::new(),
            issued_on: None,
            due_on: None,
            lines: vec![BillLine { tax_head: tax_head.parse()?, text: String::new(), amount: Cents::new(cents) }],
        };
        let bill = clerk.post::<BillResponse>("/treasury/bills", &order)?.bill;
        let whole = bill.payables.first().ok_or_else(|| Trouble::Missing("reference on the bill".to_owned()))?;
        Ok(Self {
            bill: bill.id,
            payable: whole.id,
            number: bill.number.clone(),
            rf: whole.rf.clone(),
            amount: whole.amount,
        })
    }

    /// The reference as it is printed: in groups of four.
    #[must_use]
    pub fn printed(&self) -> String {
        self.rf.grouped()
    }

    /// The amount as it is printed: `45,12`.
    #[must_use]
    pub fn euro(&self) -> String {
        self.amount.text(Language::El).trim_end_matches('€').trim().to_owned()
    }
}
