//! What a person can do about money.

/// Something typed that must not be read in a log: a tax number. Crosses to the shells as a plain text.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub struct Secret(String);

#[cfg(feature = "uniffi")]
uniffi::custom_newtype!(Secret, String);

impl Secret {
    /// What was typed.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(typed: String) -> Self {
        Self(typed)
    }
}

impl std::fmt::Debug for Secret {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Paying.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
#[cfg_attr(feature = "json", derive(serde::Serialize, serde::Deserialize))]
pub enum PayIntent {
    /// Pull to refresh.
    Refresh,
    /// Open one bill's page.
    OpenBill {
        /// Its id.
        bill: String,
    },
    /// Open the form for a bill on paper.
    AddBill,
    /// The reference so far, typed or pasted.
    TypeReference {
        /// All of it.
        text: String,
    },
    /// The amount printed on the paper so far.
    TypeAmount {
        /// All of it.
        text: String,
    },
    /// The tax number so far.
    TypeTaxNumber {
        /// All of it.
        text: Secret,
    },
    /// Look for the bill of this reference and amount.
    Find,
    /// Show all bills of this tax number.
    Link,
    /// Choose a bill to be paid together with others, or not.
    Choose {
        /// Its id.
        bill: String,
        /// Which of the two.
        chosen: bool,
    },
    /// Pay the chosen bills.
    PayChosen,
    /// Pay what is due of one bill.
    PayBill {
        /// Its id.
        bill: String,
    },
    /// Pay one instalment.
    PayOne {
        /// The payable's id.
        payable: String,
    },
    /// Leave something out of what is being paid.
    LeaveOut {
        /// The payable's id.
        payable: String,
    },
    /// Pay a part only: the amount so far; empty for all of it.
    TypePart {
        /// The payable's id.
        payable: String,
        /// As typed.
        text: String,
    },
    /// Pay the open bill, as far as it goes, from what was paid too much before.
    UseCredit,
    /// Look at instalments for the open bill.
    OpenPlan,
    /// So many instalments.
    ChooseInstalments {
        /// How many.
        count: u8,
    },
    /// Agree to the instalments that are shown.
    AgreePlan,
    /// Put something on the clipboard.
    Copy {
        /// One of the codes that the view lists.
        what: String,
    },
    /// Pay on this provider's page.
    PayBy {
        /// One of the codes that the view lists.
        provider: String,
    },
    /// Open the page of an attempt that is not over.
    OpenAttempt {
        /// Its id.
        attempt: String,
    },
    /// Open the provider's page once more.
    OpenCheckout,
    /// Ask now how the attempt stands; where it was never begun, begin it.
    AskNow,
    /// "I did not pay and do not want to."
    GiveUp,
    /// Pay again what could not be paid.
    TryAgain,
    /// Open the list of receipts.
    OpenReceipts,
    /// Show a receipt's document.
    ShowReceipt {
        /// Its number.
        number: String,
    },
    /// Share a receipt's document.
    ShareReceipt {
        /// Its number.
        number: String,
    },
}
