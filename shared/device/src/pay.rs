//! Paying: what is kept on the phone, and what the city is asked. Nothing is decided here; above all not whether something is
//! paid.

use crate::{
    Device,
    city::replace,
    error::{NetError, StoreError},
    net::{readable, readable_account},
};
use dimos_api::pay::{LinkRequest, LookupRequest, NewAttemptRequest, PlanRequest, ReturnTo};
use dimos_domain::{
    ids::{ActId, AttemptId, BillId},
    money::{Account, Attempt, Bill, Cents, Receipt, ReceiptNumber, RfReference, TaxNumber},
};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

impl Device {
    /// What is owed, as it was fetched last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn kept_account(&self) -> Result<Option<Account>, StoreError> {
        self.inner.store.account()
    }

    /// The receipts, as they were fetched last, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn kept_receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        self.inner.store.receipts()
    }

    /// Every attempt to pay that was kept, as it was kept, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attempts(&self) -> Result<Vec<String>, StoreError> {
        self.inner.store.attempts()
    }

    /// Keeps an attempt to pay; it is on the disk when this returns. Replaces the one of the same id.
    ///
    /// # Errors
    /// [`StoreError`]: then it was not kept, and the city must not be asked.
    pub fn keep_attempt(&self, id: AttemptId, json: &str) -> Result<(), StoreError> {
        self.inner.store.keep_attempt(id, json, self.inner.clock.now())
    }

    /// Forgets an attempt to pay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_attempt(&self, id: AttemptId) -> Result<(), StoreError> {
        self.inner.store.forget_attempt(id)
    }

    /// Asks what is owed. Kept, so that it can be read without a connection.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn fetch_account(&self) -> Result<Account, NetError> {
        let found: Value = self.inner.known(async |net| net.get("/pay/bills", &()).await).await?;
        self.take_account(found).await
    }

    async fn take_account(&self, found: Value) -> Result<Account, NetError> {
        let account = readable_account(found).ok_or(NetError::Unreadable)?;
        let kept = account.clone();
        self.inner.blocking(move |inner| inner.store.keep_account(&kept)).await?;
        Ok(account)
    }

    /// Asks for one bill by its reference and the amount printed on it.
    ///
    /// # Errors
    /// [`NetError::Refused`] in the same words whatever is wrong; the others as everywhere.
    pub async fn look_up_bill(&self, reference: &RfReference, amount: Cents) -> Result<Bill, NetError> {
        let request = LookupRequest { rf: reference.as_str().to_owned(), amount };
        let found: RawBill = self.inner.known(async |net| net.post("/pay/lookups", &request, None).await).await?;
        self.take_bill(found).await
    }

    async fn take_bill(&self, found: RawBill) -> Result<Bill, NetError> {
        let bill: Bill = readable(found.bill).ok_or(NetError::Unreadable)?;
        let kept = bill.clone();
        self.inner.blocking(move |inner| inner.store.keep_bill(&kept)).await?;
        Ok(bill)
    }

    /// Asks for all bills of a person, who is named by the tax number and one open bill. The number goes to the city and
    /// nowhere else.
    ///
    /// # Errors
    /// [`NetError::Refused`] in the same words whatever is wrong; the others as everywhere.
    pub async fn link_bills(
        &self,
        tax_number: &TaxNumber,
        reference: &RfReference,
        amount: Cents,
    ) -> Result<Account, NetError> {
        let request =
            LinkRequest { tax_number: tax_number.reveal().to_owned(), rf: reference.as_str().to_owned(), amount };
        let found: Value = self.inner.known(async |net| net.post("/pay/links", &request, None).await).await?;
        self.take_account(found).await
    }

    /// Agrees to pay a bill by instalments; with the same key it is agreed once.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn make_plan(&self, bill: BillId, instalments: u8, key: ActId) -> Result<Bill, NetError> {
        let (path, request) = (format!("/pay/bills/{bill}/plan"), PlanRequest { instalments });
        let found: RawBill = self.inner.known(async |net| net.post(&path, &request, Some(key.0)).await).await?;
        self.take_bill(found).await
    }

    /// Pays a bill, as far as it goes, from what was paid too much before; with the same key once.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn use_credit(&self, bill: BillId, key: ActId) -> Result<Bill, NetError> {
        let path = format!("/pay/bills/{bill}/credit");
        let nothing = serde_json::Map::new();
        let found: RawBill = self.inner.known(async |net| net.post(&path, &nothing, Some(key.0)).await).await?;
        self.take_bill(found).await
    }

    /// Begins to pay on a provider's page; with the same id it is one attempt.
    ///
    /// # Errors
    /// [`NetError`]: unless it is refused it may have been begun.
    pub async fn begin_attempt(&self, attempt: &Attempt) -> Result<Attempt, NetError> {
        let request = NewAttemptRequest {
            id: attempt.id,
            provider: attempt.provider.clone(),
            parts: attempt.parts.clone(),
            return_to: ReturnTo::App,
        };
        let key = Some(attempt.id.0);
        let found: RawAttempt = self.inner.known(async |net| net.post("/pay/attempts", &request, key).await).await?;
        found.read()
    }

    /// Asks how an attempt stands.
    ///
    /// # Errors
    /// [`NetError::Refused`] with `not_found` for one that the city has never heard of; the others as everywhere.
    pub async fn ask_attempt(&self, id: AttemptId) -> Result<Attempt, NetError> {
        let path = format!("/pay/attempts/{id}");
        let found: RawAttempt = self.inner.known(async |net| net.get(&path, &()).await).await?;
        found.read()
    }

    /// Gives an attempt up, if it was not paid meanwhile: the answer says how it stands.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn give_up_attempt(&self, id: AttemptId) -> Result<Attempt, NetError> {
        let path = format!("/pay/attempts/{id}/cancel");
        let nothing = serde_json::Map::new();
        let found: RawAttempt = self.inner.known(async |net| net.post(&path, &nothing, None).await).await?;
        found.read()
    }

    /// Asks for the receipts, newest first. Kept, so that they can be read without a connection.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn fetch_receipts(&self) -> Result<Vec<Receipt>, NetError> {
        let found: RawReceipts = self.inner.known(async |net| net.get("/pay/receipts", &()).await).await?;
        let receipts: Vec<Receipt> = found.receipts.into_iter().filter_map(readable).collect();
        let kept = receipts.clone();
        self.inner.blocking(move |inner| inner.store.keep_receipts(&kept)).await?;
        Ok(receipts)
    }

    /// A receipt's document as a file on this phone: fetched once.
    ///
    /// # Errors
    /// [`NetError`].
    pub async fn receipt_file(&self, number: ReceiptNumber) -> Result<PathBuf, NetError> {
        let path = self.inner.receipt_path(&format!("{number}.pdf"));
        let kept = path.clone();
        if self.inner.blocking(move |_| Ok(kept.is_file())).await? {
            return Ok(path);
        }
        let from = format!("/pay/receipts/{number}/pdf");
        let bytes = self.inner.known(async |net| net.pdf(&from).await).await?;
        let to = path.clone();
        self.inner
            .blocking(move |_| {
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder).map_err(|error| crate::store::io_error(&error))?;
                }
                replace(&to, &bytes)
            })
            .await?;
        Ok(path)
    }
}

#[derive(Deserialize)]
struct RawBill {
    bill: Value,
}

#[derive(Deserialize)]
struct RawAttempt {
    attempt: Value,
}

impl RawAttempt {
    fn read(self) -> Result<Attempt, NetError> {
        readable(self.attempt).ok_or(NetError::Unreadable)
    }
}

#[derive(Deserialize)]
struct RawReceipts {
    receipts: Vec<Value>,
}
