//! What a citizen does about money.

use crate::{
    phone::{Phone, SOON, Stuck},
    shell::Asked,
};
use dimos_app::{
    Intent, ViewModel,
    intent::{PayIntent, Tab},
    pay::{AddBillView, BillView, BillsView, CheckoutStage, CheckoutView, PayingView, PlanView, ReceiptsView},
    view::Screen,
};
use std::{path::PathBuf, time::Duration};

impl Phone {
    /// Does something about money.
    pub fn pay(&self, intent: PayIntent) {
        self.send(Intent::Pay { intent });
    }

    /// Opens the list of bills.
    fn at_the_bills(&self) -> Result<(), Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Pay });
        match self.view().screen {
            Screen::Bills { .. } => Ok(()),
            _ => Err(Stuck::missing("a city that takes payments")),
        }
    }

    /// What is owed, asked anew where there is a network.
    ///
    /// # Errors
    /// The city takes no payments, or no answer comes.
    pub fn bills(&self) -> Result<BillsView, Stuck> {
        self.at_the_bills()?;
        self.pay(PayIntent::Refresh);
        self.see("what is owed", |screen| match screen {
            Screen::Bills { bills } if !bills.refreshing => Some(bills),
            _ => None,
        })
    }

    /// Finds a bill on paper by its reference and amount.
    ///
    /// # Errors
    /// What was typed is wrong, or the city does not find it: in the person's words.
    pub fn find_bill(&self, reference: &str, amount: &str) -> Result<BillView, Stuck> {
        self.fill_form(reference, amount)?;
        self.pay(PayIntent::Find);
        self.answered("the bill", |screen| match screen {
            Screen::Bill { bill } if !bill.busy => Some(bill),
            _ => None,
        })
    }

    /// Writes what is printed on a bill into the form.
    fn fill_form(&self, reference: &str, amount: &str) -> Result<(), Stuck> {
        self.at_the_bills()?;
        self.send(Intent::DismissToast);
        self.pay(PayIntent::AddBill);
        self.pay(PayIntent::TypeReference { text: reference.to_owned() });
        self.pay(PayIntent::TypeAmount { text: amount.to_owned() });
        Ok(())
    }

    /// Waits for what the form leads to; or for why it leads nowhere, beside a field or at the bottom.
    fn answered<T>(&self, what: &str, pick: impl Fn(Screen) -> Option<T>) -> Result<T, Stuck> {
        let stays = |view: &ViewModel| match &view.screen {
            Screen::AddBill { add_bill: form } => !form.busy && (view.toast.is_some() || form_refusal(form).is_some()),
            _ => false,
        };
        let view = self.until(what, SOON, |view| stays(view) || pick(view.screen.clone()).is_some())?;
        match &view.screen {
            Screen::AddBill { add_bill: form } => Err(form_refusal(form).unwrap_or_else(|| refused(view))),
            _ => pick(view.screen).ok_or_else(|| Stuck::missing(what)),
        }
    }

    /// Shows all bills of a tax number.
    ///
    /// # Errors
    /// As [`Phone::find_bill`].
    pub fn link_bills(&self, tax_number: &str, reference: &str, amount: &str) -> Result<BillsView, Stuck> {
        self.fill_form(reference, amount)?;
        self.pay(PayIntent::TypeTaxNumber { text: tax_number.to_owned().into() });
        self.pay(PayIntent::Link);
        self.answered("the bills", |screen| match screen {
            Screen::Bills { bills } if !bills.refreshing => Some(bills),
            _ => None,
        })
    }

    /// One bill's page; named by its id or number.
    ///
    /// # Errors
    /// There is no such bill.
    pub fn bill(&self, named: &str) -> Result<BillView, Stuck> {
        let bill = self.bill_id(named)?;
        self.pay(PayIntent::OpenBill { bill });
        self.see("the bill", |screen| match screen {
            Screen::Bill { bill } if !bill.busy => Some(bill),
            _ => None,
        })
    }

    /// A bill's id, by its id or number; the list is in front then.
    fn bill_id(&self, named: &str) -> Result<String, Stuck> {
        let list = self.bills()?;
        let found = list.due.iter().chain(&list.ended).find(|row| row.id == named || row.number == named);
        found.map(|row| row.id.clone()).ok_or_else(|| Stuck::Unknown(named.to_owned()))
    }

    /// Pays a bill by so many instalments.
    ///
    /// # Errors
    /// It cannot be: in the person's words.
    pub fn plan_bill(&self, named: &str, instalments: u8) -> Result<BillView, Stuck> {
        self.plan_preview(named, instalments)?;
        self.agree_plan()
    }

    /// Looks at so many instalments for a bill; nothing is agreed to.
    ///
    /// # Errors
    /// It cannot be: in the person's words.
    pub fn plan_preview(&self, named: &str, instalments: u8) -> Result<PlanView, Stuck> {
        self.bill(named)?;
        self.send(Intent::DismissToast);
        self.pay(PayIntent::OpenPlan);
        let view = self.view();
        let Screen::Plan { plan } = view.screen else { return Err(refused(view)) };
        if plan.counts.iter().all(|count| count.code != instalments.to_string()) {
            let counts: Vec<String> = plan.counts.into_iter().map(|count| count.spoken).collect();
            return Err(Stuck::Refused(counts.join("; ")));
        }
        self.pay(PayIntent::ChooseInstalments { count: instalments });
        self.see("the instalments", |screen| match screen {
            Screen::Plan { plan } => Some(plan),
            _ => None,
        })
    }

    /// Agrees to the instalments that are shown.
    ///
    /// # Errors
    /// The city does not grant them, in the person's words.
    pub fn agree_plan(&self) -> Result<BillView, Stuck> {
        self.pay(PayIntent::AgreePlan);
        let shows = |view: &ViewModel| match &view.screen {
            Screen::Bill { bill } => !bill.busy,
            Screen::Plan { plan } => !plan.busy,
            _ => false,
        };
        let view = self.until("the instalments", SOON, shows)?;
        match view.screen {
            Screen::Bill { bill } => Ok(bill),
            _ => Err(refused(view)),
        }
    }

    /// Pays a bill, as far as it goes, from what was paid too much before.
    ///
    /// # Errors
    /// There is nothing of that, or the city says no: in the person's words.
    pub fn use_credit(&self, named: &str) -> Result<BillView, Stuck> {
        let bill = self.bill(named)?;
        if bill.use_credit.is_none_or(|button| !button.enabled) {
            return Err(Stuck::missing("a button that uses credit"));
        }
        self.attempt("what became of the credit", Intent::Pay { intent: PayIntent::UseCredit })?;
        self.bill(named)
    }

    /// Goes on to pay some bills, named by id or number; of a single one perhaps a part only.
    ///
    /// # Errors
    /// There is nothing to pay.
    pub fn paying(&self, named: &[String], part: Option<&str>) -> Result<PayingView, Stuck> {
        let ids: Vec<String> = named.iter().map(|named| self.bill_id(named)).collect::<Result<_, _>>()?;
        self.send(Intent::DismissToast);
        match ids.as_slice() {
            [only] => self.pay(PayIntent::PayBill { bill: only.clone() }),
            several => {
                for bill in several {
                    self.pay(PayIntent::Choose { bill: bill.clone(), chosen: true });
                }
                self.pay(PayIntent::PayChosen);
            }
        }
        let view = self.view();
        let Screen::Paying { paying } = view.screen else { return Err(refused(view)) };
        let Some(part) = part else { return Ok(paying) };
        for item in &paying.items {
            self.pay(PayIntent::TypePart { payable: item.id.clone(), text: part.to_owned() });
        }
        match self.view().screen {
            Screen::Paying { paying } => Ok(paying),
            _ => Err(Stuck::missing("what is paid")),
        }
    }

    /// Opens a provider's page for what is about to be paid; gives back the attempt's id and the page's address.
    ///
    /// # Errors
    /// The app does not open it, in the person's words.
    pub fn check_out(&self, provider: &str) -> Result<(String, String), Stuck> {
        let before = self.shell().asked().len();
        self.send(Intent::DismissToast);
        self.pay(PayIntent::PayBy { provider: provider.to_owned() });
        let view = self.view();
        let Screen::Checkout { .. } = view.screen else { return Err(refused(view)) };
        let opened = || {
            self.shell().asked().into_iter().skip(before).find_map(|asked| match asked {
                Asked::Open(url) => Some(url),
                _ => None,
            })
        };
        let shows = |view: &ViewModel| match &view.screen {
            Screen::Checkout { checkout } => match checkout.stage {
                CheckoutStage::Opening => !checkout.busy,
                // The page opens in a moment.
                CheckoutStage::WaitingForYou => false,
                _ => true,
            },
            _ => true,
        };
        let view = self.until("the provider's page", SOON, |view| shows(view) || opened().is_some())?;
        match (view.screen, opened()) {
            (Screen::Checkout { checkout }, Some(url)) => Ok((checkout.id, url)),
            (Screen::Checkout { checkout }, None) => {
                Err(Stuck::Refused(format!("{}: {} ({})", checkout.headline, checkout.detail, checkout.id)))
            }
            _ => Err(Stuck::missing("the provider's page")),
        }
    }

    /// Follows the link back from a provider's page, and waits until the city was asked.
    ///
    /// # Errors
    /// The link is none of this phone's, in the person's words.
    pub fn follow_link(&self, url: &str) -> Result<CheckoutView, Stuck> {
        self.send(Intent::DismissToast);
        self.send(Intent::OpenLink { url: url.to_owned() });
        let view = self.view();
        let Screen::Checkout { .. } = view.screen else { return Err(refused(view)) };
        self.checkout(SOON, |checkout| !checkout.busy)
    }

    /// Opens the page of an attempt that is not over.
    ///
    /// # Errors
    /// There is none of that id.
    pub fn attempt_page(&self, attempt: &str) -> Result<CheckoutView, Stuck> {
        self.bills()?;
        self.pay(PayIntent::OpenAttempt { attempt: attempt.to_owned() });
        match self.view().screen {
            Screen::Checkout { .. } => self.checkout(SOON, |checkout| !checkout.busy),
            _ => Err(Stuck::Unknown(attempt.to_owned())),
        }
    }

    /// Waits until the open attempt's page shows something.
    ///
    /// # Errors
    /// It does not in time.
    pub fn checkout(&self, at_most: Duration, shows: impl Fn(&CheckoutView) -> bool) -> Result<CheckoutView, Stuck> {
        let shows = |view: &ViewModel| matches!(&view.screen, Screen::Checkout { checkout } if shows(checkout));
        match self.until("the payment", at_most, shows)?.screen {
            Screen::Checkout { checkout } => Ok(checkout),
            _ => Err(Stuck::missing("the payment")),
        }
    }

    /// The receipts, asked anew where there is a network.
    ///
    /// # Errors
    /// No answer comes.
    pub fn receipts(&self) -> Result<ReceiptsView, Stuck> {
        self.bills()?;
        self.pay(PayIntent::OpenReceipts);
        self.see("the receipts", |screen| match screen {
            Screen::Receipts { receipts } if !receipts.refreshing => Some(receipts),
            _ => None,
        })
    }

    /// A receipt's document as a file.
    ///
    /// # Errors
    /// It cannot be fetched, in the person's words.
    pub fn receipt_file(&self, number: &str) -> Result<PathBuf, Stuck> {
        if self.receipts()?.rows.iter().all(|row| row.number != number) {
            return Err(Stuck::Unknown(number.to_owned()));
        }
        let before = self.shell().asked().len();
        self.send(Intent::DismissToast);
        self.pay(PayIntent::ShowReceipt { number: number.to_owned() });
        let shown = || {
            self.shell().asked().into_iter().skip(before).find_map(|asked| match asked {
                Asked::Show(file) => Some(file),
                _ => None,
            })
        };
        let view = self.until("the receipt", SOON, |view| view.toast.is_some() || shown().is_some())?;
        shown().ok_or_else(|| refused(view))
    }
}

/// Why the form does not go on; none while it may.
fn form_refusal(form: &AddBillView) -> Option<Stuck> {
    let wrong = [&form.reference.error, &form.amount.error, &form.tax_number.error, &form.refusal];
    let said: Vec<String> = wrong.into_iter().flatten().cloned().collect();
    (!said.is_empty()).then(|| Stuck::Refused(said.join(" ")))
}

/// What the app said instead of doing it.
fn refused(view: ViewModel) -> Stuck {
    match view.toast {
        Some(toast) => Stuck::Refused(toast.text),
        None => Stuck::missing("what was asked for"),
    }
}
