//! Leave that is asked for, decided, withdrawn.

use super::view::refused;
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::once::MARK;
use crate::pages::reach::meant;
use crate::site::Site;
use crate::words::parse_hundredths;
use axum::extract::{Path, State};
use loonbrug_domain::ids::LeaveRequestId;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{DateRange, HundredthHours};
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_store::Part;

/// The page of leave, with what was just done.
fn done(guarded: &Guarded, word: &str) -> String {
    guarded.address(&format!("leave?done={word}"))
}

/// The days of a form.
pub fn days(fields: &Fields) -> Result<DateRange, Failure> {
    let (Some(from), Some(to)) = (fields.date("from"), fields.date("to")) else {
        return Err(Failure::Wrong(
            "Er is niets bewaard: vul Van en Tot en met in als datum, zoals 21-08-2023.",
            "Nothing was saved: fill in From and To as dates, such as 21-08-2023.",
        ));
    };
    DateRange::new(from, to).ok_or(Failure::Wrong(
        "Er is niets bewaard: Tot en met ligt vóór Van. Draai de datums om.",
        "Nothing was saved: To is before From. Turn the dates round.",
    ))
}

/// `POST …/leave`: asks for leave, in somebody's name.
pub async fn request(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&done(&guarded, "already")));
    };
    match requested(&guarded, &fields).await {
        Ok(()) => first.keep(),
        Err(failure) => return refused(&guarded, "request", fields, failure).await,
    }
    Ok(go_to(&done(&guarded, "put-in")))
}

async fn requested(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let hub = guarded.hub();
    let two = Part { skip: 0, most: 2 };
    let reached = hub.people_found(&guarded.allowed, "", two).await?.part;
    // Who asks for nobody else types no name.
    let person = match (fields.text("person"), reached.as_slice()) {
        ("", [only]) => only.id,
        (typed, _) => meant(guarded, typed).await?.id,
    };
    let hours = parse_hundredths(fields.text("hours")).ok_or(Failure::Wrong(
        "Er is niets bewaard: vul het aantal uren in met een komma, zoals 7,5.",
        "Nothing was saved: fill in the hours with a comma, such as 7,5.",
    ))?;
    let new = NewLeaveRequest {
        person,
        days: days(fields)?,
        hours: HundredthHours(hours),
        on_employer: fields.filled("on-employer").is_some(),
        leave_type: fields.filled("type").unwrap_or("Verlof").to_owned(),
        description: fields.text("description").to_owned(),
    };
    hub.request_leave(guarded.id(), new).await?;
    Ok(())
}

/// The request of an address, its person in reach.
async fn in_reach(guarded: &Guarded, id: &str) -> Result<LeaveRequestId, Failure> {
    let id: LeaveRequestId = id.parse().map_err(|_| Failure::NotFound)?;
    let hub = guarded.hub();
    let stored = hub
        .store
        .leave_request(guarded.id(), id)
        .await?
        .ok_or(Failure::NotFound)?;
    hub.person_within(&guarded.allowed, stored.request.person).await?;
    Ok(id)
}

/// `POST …/leave/{request}/decide`: approves, or rejects with a reason.
pub async fn decide(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let id = in_reach(&guarded, &id).await?;
    let (to, word) = match fields.text("do") {
        "approve" => (RequestState::Approved, "approved"),
        _ => (RequestState::Rejected, "rejected"),
    };
    let reason = fields.text("reason").to_owned();
    let decided = if to == RequestState::Rejected && reason.is_empty() {
        Err(Failure::Wrong(
            "Er is niets besloten: zeg waarom je het afwijst. De medewerker leest dat.",
            "Nothing was decided: say why you reject it. The employee reads it.",
        ))
    } else {
        let decided = guarded.hub().decide_leave(guarded.id(), id, to, &reason).await;
        decided.map(drop).map_err(Failure::from)
    };
    match decided {
        Ok(()) => Ok(go_to(&done(&guarded, word))),
        Err(failure) => refused(&guarded, &format!("decide {id}"), fields, failure).await,
    }
}

/// `POST …/leave/{request}/withdraw`: takes leave back, before or after it was approved.
pub async fn withdraw(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let id = in_reach(&guarded, &id).await?;
    let reason = fields.text("reason");
    let hub = guarded.hub();
    match hub
        .decide_leave(guarded.id(), id, RequestState::Withdrawn, reason)
        .await
    {
        Ok(_) => Ok(go_to(&done(&guarded, "taken-back"))),
        Err(error) => refused(&guarded, &format!("decide {id}"), fields, error.into()).await,
    }
}
