//! What each operation about money means on the device.

use super::{Fetch, Keep, opened};
use crate::{
    translate::{net_trouble, storage_trouble},
    worker::Phone,
};
use dimos_app::effect::*;
use dimos_device::{Device, NetError};
use dimos_domain::money::{Account, Attempt, Bill, Receipt, ReceiptNumber};
use tokio::runtime::Handle;

/// What the phone keeps of paying. What cannot be read is as if it were not there: the city has it.
pub(super) fn purse(device: &Device) -> Purse {
    let attempts = device.attempts().unwrap_or_default();
    Purse {
        account: device.kept_account().ok().flatten(),
        receipts: device.kept_receipts().unwrap_or_default(),
        attempts: attempts.iter().filter_map(|json| serde_json::from_str(json).ok()).collect(),
    }
}

impl Keep for KeepAttempt {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        let json = serde_json::to_string(&self.0).map_err(|_| StorageTrouble::Broken)?;
        opened(phone)?.keep_attempt(self.0.attempt.id, &json).map_err(|error| storage_trouble(&error))
    }
}

impl Keep for ForgetAttempt {
    fn keep(&self, phone: &Phone) -> Result<(), StorageTrouble> {
        opened(phone)?.forget_attempt(self.0).map_err(|error| storage_trouble(&error))
    }
}

/// Asks the city something.
fn asked<T>(
    phone: &Phone,
    runtime: &Handle,
    ask: impl AsyncFnOnce(&Device) -> Result<T, NetError>,
) -> Result<T, NetTrouble> {
    let device = phone.device().map_err(|_| NetTrouble::Failed)?;
    runtime.block_on(ask(&device)).map_err(net_trouble)
}

impl Fetch for FetchAccount {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Account, NetTrouble> {
        asked(phone, runtime, async |device| device.fetch_account().await)
    }
}

impl Fetch for LookUpBill {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Bill, NetTrouble> {
        asked(phone, runtime, async |device| device.look_up_bill(&self.reference, self.amount).await)
    }
}

impl Fetch for LinkBills {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Account, NetTrouble> {
        let Self { tax_number, reference, amount } = self;
        asked(phone, runtime, async |device| device.link_bills(tax_number, reference, *amount).await)
    }
}

impl Fetch for MakePlan {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Bill, NetTrouble> {
        asked(phone, runtime, async |device| device.make_plan(self.bill, self.instalments, self.key).await)
    }
}

impl Fetch for UseCredit {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Bill, NetTrouble> {
        asked(phone, runtime, async |device| device.use_credit(self.bill, self.key).await)
    }
}

impl Fetch for BeginAttempt {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Attempt, NetTrouble> {
        asked(phone, runtime, async |device| device.begin_attempt(&self.0).await)
    }
}

impl Fetch for AskAttempt {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Attempt, NetTrouble> {
        asked(phone, runtime, async |device| device.ask_attempt(self.0).await)
    }
}

impl Fetch for GiveUpAttempt {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Attempt, NetTrouble> {
        asked(phone, runtime, async |device| device.give_up_attempt(self.0).await)
    }
}

impl Fetch for FetchReceipts {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<Vec<Receipt>, NetTrouble> {
        asked(phone, runtime, async |device| device.fetch_receipts().await)
    }
}

impl Fetch for FetchReceiptFile {
    fn fetch(&self, phone: &Phone, runtime: &Handle) -> Result<String, NetTrouble> {
        // It becomes a part of an address and of a file's name.
        let number: ReceiptNumber = self.number.parse().map_err(|_| NetTrouble::Failed)?;
        let file = asked(phone, runtime, async |device| device.receipt_file(number).await)?;
        Ok(file.to_string_lossy().into_owned())
    }
}
