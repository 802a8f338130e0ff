//! Notices, deliveries and webhooks.

use super::table;
use super::time::moment;
use loonbrug_domain::Language;
use loonbrug_store::{Delivery, DeliveryState, Notice, Receiver, Webhook};

/// What was told.
pub fn notices(notices: &[Notice], language: Language) -> String {
    let headers = language.pick(["Wanneer", "Soort", "Melding"], ["When", "Kind", "Notice"]);
    let mut table = table(&headers, &[]);
    for notice in notices {
        table.add_row([
            moment(notice.created_at),
            notice.kind.to_string(),
            language.pick(&notice.dutch, &notice.english).clone(),
        ]);
    }
    table.to_string()
}

/// Deliveries with their notices.
pub fn deliveries(found: &[(Delivery, Notice)], language: Language) -> String {
    let headers = language.pick(
        ["Bezorging", "Soort", "Naar", "Staat", "Pogingen", "Antwoord"],
        ["Delivery", "Kind", "To", "State", "Tries", "Answer"],
    );
    let mut table = table(&headers, &[4]);
    for (delivery, notice) in found {
        let to = match delivery.receiver {
            Receiver::User(_) => "mail",
            Receiver::Webhook(_) => "webhook",
        };
        let state = match delivery.state {
            DeliveryState::Waiting => language.pick("wacht", "waits"),
            DeliveryState::Sent => language.pick("bezorgd", "delivered"),
            DeliveryState::GivenUp => language.pick("opgegeven", "given up"),
        };
        table.add_row([
            delivery.id.to_string(),
            notice.kind.to_string(),
            to.to_owned(),
            state.to_owned(),
            delivery.attempts.to_string(),
            delivery.answer.clone(),
        ]);
    }
    table.to_string()
}

/// Webhooks.
pub fn webhooks(webhooks: &[Webhook], language: Language) -> String {
    let headers = language.pick(
        ["Webhook", "Adres", "Hoort van", "Staat"],
        ["Webhook", "Address", "Hears of", "State"],
    );
    let mut table = table(&headers, &[]);
    for webhook in webhooks {
        let kinds: Vec<&str> = webhook.kinds.iter().map(|kind| kind.word()).collect();
        let state = if webhook.paused_at.is_some() {
            language.pick("staat stil", "stands still")
        } else {
            language.pick("werkt", "works")
        };
        table.add_row([
            webhook.id.to_string(),
            webhook.address.clone(),
            kinds.join("\n"),
            state.to_owned(),
        ]);
    }
    table.to_string()
}
