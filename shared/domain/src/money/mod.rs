//! Money that the city is owed and is paid: amounts, references, kinds of bills, what is expected on a day, and the
//! graphs of what may happen to a payment. Integer cents everywhere, arithmetic checked; floats never touch money.
//! Decides only: what moves money stands in the server's ledger.

mod account;
mod allocation;
mod bill;
mod cents;
mod epc;
mod iban;
mod kinds;
mod payout;
mod plan;
mod receipt;
mod reference;
mod states;
mod tax_number;

pub use account::{Account, Attempt, Bill, Method, PaidBy, Part, Payable, Payee, PaymentLine, PlanOffer, Receipt};
pub use allocation::{Allocated, Open, allocate};
pub use bill::{Ended, Expected, Facts, PayableState, Terms, day_of, expected, months_begun, payable_state};
pub use cents::{AmountError, BasisPoints, Cents, PercentError};
pub use epc::{Beneficiary, EpcError, MAX_NAME, epc_text, is_bic};
pub use iban::{Iban, IbanError};
pub use kinds::{BillKind, Creditor, EarlyDiscount, InstalmentTerms, Payments, Surcharge, TaxHead};
pub use payout::{PayoutForm, PayoutSaid, PayoutText, PayoutTextError, Tariff};
pub use plan::{Instalment, PlanError, instalments, most_instalments};
pub use receipt::{InvalidReceiptNumber, InvalidVerificationCode, ReceiptNumber, VerificationCode};
pub use reference::{
    AmountControl, InvalidOrganisationCode, OrganisationCode, RfError, RfReference, amount_digit, find_references,
};
pub use states::{
    ATTEMPT, AttemptEvent, AttemptState, DISPUTE, DisputeEvent, DisputeState, ENTRY, EntryEvent, EntryState, PAYMENT,
    PaymentEvent, PaymentState, REFUND, RefundEvent, RefundState, Step,
};
pub use tax_number::{TaxNumber, TaxNumberError};
