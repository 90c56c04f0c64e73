//! The bank: what it does with orders and money. Every act is one transaction of its book, with the webhooks that tell of
//! it; what the city makes of that is the city's business.

use super::{
    config::BankConfig,
    deliver::Mail,
    events::{self, Event},
    plan::{Call, Fault, Plan, RefundsGo, Sequence, Then},
    store::{self, By, Kept, No, Store},
    wire::{self, NewOrderBody, NewRefundBody, OrderBody, OrderState, PaymentBody, RefundBody, RefundState},
};
use crate::{DisputeCode, DisputeNews, EventCode, OrderCode, RefundCode, SetUpError, TransactionCode, line};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::{BasisPoints, Cents},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// What the bank keeps of a payment: 1.4 % and 10 cents, as acquirers of cards do.
const FEE: (BasisPoints, Cents) = (BasisPoints::new(140), Cents::new(10));
/// Wrong codes until the second step has failed.
const CODE_TRIES: u8 = 3;

/// A bank to try everything with. Cheap to clone; all clones are the same bank.
#[derive(Clone)]
pub struct Bank(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub config: BankConfig,
    pub store: Store,
    pub mail: Mail,
    /// Rung when a webhook has come to be sent.
    pub bell: Notify,
}

impl fmt::Debug for Bank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bank").field("address", &self.0.config.address).finish_non_exhaustive()
    }
}

impl Bank {
    /// Opens its book. Nothing is sent before [`Bank::run`].
    ///
    /// # Errors
    /// [`SetUpError`]: addresses that are none, keys that are none, a file that cannot be used.
    pub fn open(config: BankConfig) -> Result<Self, SetUpError> {
        config.key.check("sandbox key")?;
        config.webhook_secret.check("sandbox webhook secret")?;
        line::address(&config.address).ok_or_else(|| SetUpError::Address(config.address.clone()))?;
        let mail = Mail::new(&config.webhooks_to)?;
        let store = Store::open(config.file.as_deref()).map_err(|error| SetUpError::Store(error.to_string()))?;
        Ok(Self(Arc::new(Inner { config, store, mail, bell: Notify::new() })))
    }

    /// How it behaves about orders that are opened from now on.
    ///
    /// # Errors
    /// [`No`]: the book cannot be used.
    pub fn plan(&self, plan: &Plan) -> Result<(), No> {
        self.0.store.with(|tx| store::set_usual_plan(tx, plan))
    }

    /// How it behaves about one order from now on.
    ///
    /// # Errors
    /// [`No`]: no such order.
    pub fn plan_order(&self, code: &str, plan: &Plan) -> Result<(), No> {
        self.change(code, |_, order| {
            order.plan = plan.clone();
            Ok(())
        })
        .map(drop)
    }

    /// Breaks the next call of a kind.
    ///
    /// # Errors
    /// [`No`]: the book cannot be used.
    pub fn break_next(&self, call: Call, fault: Fault) -> Result<(), No> {
        self.0.store.with(|tx| store::add_fault(tx, call, fault))
    }

    /// The order of an attempt, with what was asked for.
    ///
    /// # Errors
    /// [`No`]: no such order.
    pub fn order_of(&self, attempt: AttemptId) -> Result<OrderBody, No> {
        Ok(self.read(By::Key(&attempt.to_string()))?.body(&self.0.config.address))
    }

    /// The refund that carries this id.
    ///
    /// # Errors
    /// [`No`]: no such refund.
    pub fn refund_of(&self, refund: RefundId) -> Result<RefundBody, No> {
        self.0.store.with(|tx| store::find_refund(tx, &refund.to_string())?.ok_or(No::Missing))
    }

    /// The time, as exactly as the book keeps it.
    pub(super) fn now(&self) -> Timestamp {
        let now = (self.0.config.clock)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    pub(super) fn read(&self, by: By<'_>) -> Result<Kept, No> {
        self.tidy()?;
        self.0.store.with(|tx| store::order(tx, by))
    }

    pub(super) fn open_order(&self, key: &str, asked: NewOrderBody) -> Result<Kept, No> {
        self.0.store.with(|tx| {
            if let Some(before) = store::find_order(tx, By::Key(key))? {
                let same = before.asked == asked;
                return if same { Ok(before) } else { Err(No::Refused(wire::KEY_USED_FOR_ORDER)) };
            }
            check(&asked, self.now())?;
            let order = Kept {
                code: OrderCode::made_up("so"),
                key: key.to_owned(),
                asked,
                plan: store::usual_plan(tx)?,
                state: OrderState::Open,
                reason: None,
                code_shown: None,
                code_tries: 0,
                payment: None,
            };
            store::insert_order(tx, &order)?;
            Ok(order)
        })
    }

    /// Changes an order and rings for what is to be told.
    fn change<T>(&self, code: &str, work: impl FnOnce(&Transaction<'_>, &mut Kept) -> Result<T, No>) -> Result<T, No> {
        self.tidy()?;
        let done = self.0.store.with(|tx| {
            let mut order = store::order(tx, By::Code(code))?;
            let done = work(tx, &mut order)?;
            store::update_order(tx, &order)?;
            Ok(done)
        });
        self.0.bell.notify_one();
        done
    }

    /// The payer pays: the bank takes the money, in the way that is planned.
    ///
    /// # Errors
    /// [`No`]: no such order, or its page takes no money any more.
    pub fn pay(&self, code: &str) -> Result<OrderBody, No> {
        self.change(code, |tx, order| {
            open_still(order)?;
            self.take(tx, order, Duration::ZERO)?;
            Ok(order.body(&self.0.config.address))
        })
    }

    /// The payer pays, and the bank declines: the page stays open.
    ///
    /// # Errors
    /// [`No`]: no such order, or its page takes no money any more.
    pub fn decline(&self, code: &str, reason: &'static str) -> Result<(), No> {
        self.change(code, |tx, order| {
            open_still(order)?;
            (order.state, order.reason, order.code_shown) = (OrderState::Failed, Some(reason.to_owned()), None);
            self.tell(tx, order, Event::of_order(&order.body(&self.0.config.address)), Duration::ZERO)?;
            if order.plan.then == Then::SuccessAfterFailure {
                self.take(tx, order, Duration::from_secs(1))?;
            }
            Ok(())
        })
    }

    /// Asks for the second step's code, and says which it is.
    pub(super) fn ask_code(&self, code: &str) -> Result<(), No> {
        self.change(code, |_, order| {
            open_still(order)?;
            order.code_shown = Some(six_digits());
            order.code_tries = 0;
            Ok(())
        })
    }

    /// The second step's code as it was typed. `true`: paid.
    pub(super) fn enter_code(&self, code: &str, typed: &str) -> Result<bool, No> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        self.change(code, |tx, order| {
            open_still(order)?;
            let shown = order.code_shown.clone().ok_or(No::Refused("no_code_asked"))?;
            if digits == shown {
                self.take(tx, order, Duration::ZERO)?;
                return Ok(true);
            }
            order.code_tries += 1;
            if order.code_tries >= CODE_TRIES {
                let reason = "authentication_failed".to_owned();
                (order.state, order.reason, order.code_shown) = (OrderState::Failed, Some(reason), None);
                self.tell(tx, order, Event::of_order(&order.body(&self.0.config.address)), Duration::ZERO)?;
            }
            Ok(false)
        })
    }

    /// Closes an order's page, if it took nothing.
    pub(super) fn cancel(&self, code: &str) -> Result<OrderBody, No> {
        self.change(code, |tx, order| {
            if order.state.takes_money() {
                (order.state, order.code_shown) = (OrderState::Cancelled, None);
                self.tell(tx, order, Event::of_order(&order.body(&self.0.config.address)), Duration::ZERO)?;
            }
            Ok(order.body(&self.0.config.address))
        })
    }

    /// The money of an order goes back whole, without anybody at the city asking for it.
    ///
    /// # Errors
    /// [`No`]: not paid, or gone back already.
    pub fn reverse(&self, code: &str) -> Result<(), No> {
        self.change(code, |tx, order| self.take_back(tx, order, Duration::ZERO))
    }

    /// The payer's bank wants the money of an order back, or has decided about it.
    ///
    /// # Errors
    /// [`No`]: not paid; not disputed, or disputed already.
    pub fn dispute(&self, code: &str, news: DisputeNews) -> Result<(), No> {
        self.change(code, |tx, order| self.dispute_in(tx, order, news, Duration::ZERO))
    }

    pub(super) fn send_back(&self, key: &str, asked: &NewRefundBody) -> Result<RefundBody, No> {
        let done = self.0.store.with(|tx| {
            if let Some(before) = store::find_refund(tx, key)? {
                let same = before.payment == asked.payment && before.amount == asked.amount;
                return if same { Ok(before) } else { Err(No::Refused(wire::KEY_USED_FOR_REFUND)) };
            }
            let order = store::order(tx, By::Payment(asked.payment.as_str()))?;
            let paid = order.payment.as_ref().ok_or(No::Missing)?;
            if order.state != OrderState::Paid {
                return Err(No::Refused("payment_reversed"));
            }
            let left = paid.amount.checked_sub(store::gone_back(tx, &paid.code)?).unwrap_or(Cents::ZERO);
            if !asked.amount.is_positive() || asked.amount > left {
                return Err(No::Refused("amount_exceeds_payment"));
            }
            let (state, later) = match order.plan.refunds {
                RefundsGo::AtOnce => (RefundState::Succeeded, None),
                RefundsGo::Later => (RefundState::Pending, Some(RefundState::Succeeded)),
                RefundsGo::Fail => (RefundState::Pending, Some(RefundState::Failed)),
            };
            let refund = RefundBody {
                code: RefundCode::made_up("sr"),
                key: key.to_owned(),
                payment: paid.code.clone(),
                amount: asked.amount,
                state,
            };
            store::insert_refund(tx, &refund, later.map(|becomes| (becomes, plus(self.now(), 2_000))))?;
            self.refund_went(tx, &order, &refund)?;
            Ok(refund)
        });
        self.0.bell.notify_one();
        done
    }

    /// Does what time brings: pages close, pending refunds end.
    pub(super) fn tidy(&self) -> Result<(), No> {
        let now = self.now();
        self.0.store.with(|tx| {
            for mut order in store::to_expire(tx, now)? {
                (order.state, order.code_shown) = (OrderState::Expired, None);
                self.tell(tx, &order, Event::of_order(&order.body(&self.0.config.address)), Duration::ZERO)?;
                store::update_order(tx, &order)?;
            }
            for (mut refund, becomes) in store::refunds_due(tx, now)? {
                refund.state = becomes;
                store::update_refund(tx, &refund)?;
                let order = store::order(tx, By::Payment(refund.payment.as_str()))?;
                self.refund_went(tx, &order, &refund)?;
            }
            Ok(())
        })
    }

    fn refund_went(&self, tx: &Transaction<'_>, order: &Kept, refund: &RefundBody) -> Result<(), No> {
        if refund.state == RefundState::Succeeded
            && let Some(paid) = &order.payment
        {
            store::move_money(tx, paid, negative(refund.amount), Cents::ZERO)?;
        }
        match refund.state {
            RefundState::Pending => Ok(()),
            _ => self.tell(tx, order, Event::of_refund(refund), Duration::ZERO),
        }
    }

    fn take(&self, tx: &Transaction<'_>, order: &mut Kept, after: Duration) -> Result<(), No> {
        let amount = order.plan.amount.unwrap_or(order.asked.amount);
        let share = amount.share(FEE.0).and_then(|share| share.checked_add(FEE.1)).unwrap_or(Cents::ZERO);
        let paid = PaymentBody {
            code: TransactionCode::made_up("st"),
            amount,
            currency: order.plan.currency.unwrap_or(order.asked.currency),
            at: self.now(),
            fee: share.min(amount),
        };
        store::move_money(tx, &paid, paid.amount, paid.fee)?;
        (order.state, order.reason, order.code_shown) = (OrderState::Paid, None, None);
        order.payment = Some(paid);
        self.tell(tx, order, Event::of_order(&order.body(&self.0.config.address)), after)?;
        match order.plan.then {
            Then::ReversedAtOnce => self.take_back(tx, order, after),
            Then::Chargeback => self.dispute_in(tx, order, DisputeNews::Opened, after),
            Then::Nothing | Then::SuccessAfterFailure => Ok(()),
        }
    }

    fn take_back(&self, tx: &Transaction<'_>, order: &mut Kept, after: Duration) -> Result<(), No> {
        let paid = order.payment.as_ref().filter(|_| order.state == OrderState::Paid).ok_or(No::Refused("not_paid"))?;
        if !store::gone_back(tx, &paid.code)?.is_zero() {
            return Err(No::Refused("refunded_already"));
        }
        store::move_money(tx, paid, negative(paid.amount), negative(paid.fee))?;
        order.state = OrderState::Reversed;
        self.tell(tx, order, Event::of_order(&order.body(&self.0.config.address)), after)
    }

    fn dispute_in(&self, tx: &Transaction<'_>, order: &Kept, news: DisputeNews, after: Duration) -> Result<(), No> {
        let paid = order.payment.as_ref().filter(|_| order.state == OrderState::Paid).ok_or(No::Refused("not_paid"))?;
        let dispute = events::dispute(tx, paid, news, || DisputeCode::made_up("sd"))?;
        match news {
            DisputeNews::Opened => store::move_money(tx, paid, negative(paid.amount), Cents::ZERO)?,
            DisputeNews::Won => store::move_money(tx, paid, paid.amount, Cents::ZERO)?,
            DisputeNews::Lost => {}
        }
        self.tell(tx, order, Event::of_dispute(&dispute, paid, news), after)
    }

    /// Writes a webhook into the book, as often and as late as the plan says.
    fn tell(&self, tx: &Transaction<'_>, order: &Kept, event: Event, after: Duration) -> Result<(), No> {
        let plan = &order.plan;
        let held = match plan.sequence {
            Sequence::Reordered if events::told(tx, order)? == 0 => Duration::from_secs(3),
            _ => Duration::ZERO,
        };
        let wait = after + held + Duration::from_secs(u64::from(plan.late_by));
        let now = self.now();
        let due = plus(now, i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        events::insert(tx, order, &event.signed_in(now, EventCode::made_up("sev")), due)
    }
}

fn open_still(order: &Kept) -> Result<(), No> {
    if order.state.takes_money() { Ok(()) } else { Err(No::Refused("not_open")) }
}

fn check(asked: &NewOrderBody, now: Timestamp) -> Result<(), No> {
    let fits = |text: &str, most: usize| text.chars().count() <= most && !text.chars().any(char::is_control);
    if !asked.amount.is_positive() || asked.amount > Cents::MAX_TYPED {
        return Err(No::Refused("amount_invalid"));
    }
    if asked.expires_at <= now {
        return Err(No::Refused("expires_in_the_past"));
    }
    if !fits(&asked.description, 200) || !fits(&asked.reference, 60) {
        return Err(No::Refused("text_invalid"));
    }
    let way_back = |address: &str| super::pages::way_back(address).is_some();
    if way_back(&asked.return_to) && way_back(&asked.give_up_to) { Ok(()) } else { Err(No::Refused("address_invalid")) }
}

fn plus(at: Timestamp, milliseconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_millis(milliseconds)).unwrap_or(Timestamp::MAX)
}

/// Amounts here are far from the ends of `i64`.
fn negative(amount: Cents) -> Cents {
    amount.checked_neg().unwrap_or(Cents::ZERO)
}

fn six_digits() -> String {
    format!("{:06}", uuid::Uuid::new_v4().as_u128() % 1_000_000)
}
