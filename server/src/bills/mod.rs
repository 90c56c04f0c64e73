//! Bills: what the city asks for, from issue until it is paid, amended or cancelled. How a bill stands is never stored: it
//! is derived from the journal and the terms under which it was issued.

mod ending;
mod import;
mod issue;
mod lookup;
mod parts;
mod plan;
mod queries;
mod reminders;
mod routes;
mod scatter;
mod standing;
mod table;
mod treasury;
mod view;

pub(crate) use ending::{MOST_REASON_CHARS, reason};
pub use ending::{amend, cancel};
pub use import::{Import, import, read_csv};
pub use issue::{Issued, Order, issue};
pub(crate) use issue::{MOST_KEY_CHARS, MOST_LINES, MOST_NAME_CHARS, MOST_TEXT_CHARS};
pub use lookup::{Shown, find_for, link, look_up, take_try};
pub(crate) use parts::MOST_PARTS;
pub use parts::check_parts;
pub use plan::make_plan;
pub use queries::{BillRow, PayableRow, bill, may_see, payable, payable_by_rf, payables_of, seen_by};
pub use reminders::remind;
pub use routes::{remind_all, routes};
pub(crate) use standing::Adjustments;
pub use standing::{Paid, Standing, Wanted, readjust, standing, targets};
pub(crate) use treasury::import_all;
pub(crate) use view::title;
pub use view::{account, show, shown};
