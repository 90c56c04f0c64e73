//! What Viva posts to us. Nobody signed it, and every webhook's address gets all events (VivaPayments/API#2592): the one
//! thing taken from it is the name of an order, so that it can be asked about.

use crate::{EventCode, Fact, LONGEST_WEBHOOK, OrderCode, TransactionCode, Webhook, WebhookError};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    event_type_id: u32,
    #[serde(default)]
    message_id: Option<EventCode>,
    event_data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    #[serde(default)]
    order_code: Option<u64>,
    #[serde(default)]
    transaction_id: Option<TransactionCode>,
    /// For money that went back: the payment it came from.
    #[serde(default)]
    parent_id: Option<TransactionCode>,
}

/// Reads a hint.
pub fn read(body: &[u8]) -> Result<Webhook, WebhookError> {
    if body.len() > LONGEST_WEBHOOK {
        return Err(WebhookError::TooLarge);
    }
    let message: Message = serde_json::from_slice(body).map_err(|_| WebhookError::NotReadable("not a message"))?;
    let order: Option<OrderCode> = message.event_data.order_code.and_then(|code| code.to_string().parse().ok());
    let fact = match order {
        Some(order) => {
            Fact::AskAgain { order, transaction: message.event_data.parent_id.or(message.event_data.transaction_id) }
        }
        None => Fact::Nothing { kind: format!("viva_{}", message.event_type_id) },
    };
    let event = match message.message_id {
        Some(id) => id,
        None => digest(body).parse().map_err(|_| WebhookError::NotReadable("without a name"))?,
    };
    Ok(Webhook { event, fact })
}

/// A name for what has none: the same body is the same news.
fn digest(body: &[u8]) -> String {
    Sha256::digest(body).iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
