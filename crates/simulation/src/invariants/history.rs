//! I5, I7: fences never go back, states follow the protocol, and the last event says what the state is.

use super::evidence::Evidence;
use crate::broken::{Broken, Invariant};
use crate::stage::Event;
use loonbrug_hub::state_word;
use std::collections::HashMap;

/// The changes of state that the protocol knows, as in the picture of docs/guarantee.md.
const CHANGES: [(&str, &str); 22] = [
    ("approved", "sending"),
    ("approved", "withdrawn"),
    ("approved", "rejected"),
    ("sending", "approved"),
    ("sending", "confirmed"),
    ("sending", "rejected"),
    ("sending", "unknown"),
    ("sending", "withdrawn"),
    ("sending", "conflict"),
    ("unknown", "approved"),
    ("unknown", "confirmed"),
    ("unknown", "withdrawn"),
    ("unknown", "conflict"),
    ("sending", "absent"),
    ("unknown", "absent"),
    ("conflict", "absent"),
    ("conflict", "confirmed"),
    ("conflict", "withdrawn"),
    ("", "approved"),
    ("", "confirmed"),
    ("", "conflict"),
    ("", "withdrawn"),
];

/// Checks the events of all postings.
pub fn check_history(evidence: &Evidence) -> anyhow::Result<()> {
    let mut fence = 0;
    let mut states: HashMap<&str, &str> = HashMap::new();
    for event in &evidence.events {
        if event.position > 0 {
            if event.fence < fence {
                return Err(broken(
                    Invariant::Fence,
                    event,
                    "its fence is older than that of the event before",
                ));
            }
            fence = event.fence;
        }
        let before = states.insert(&event.posting, &event.to_state).unwrap_or_default();
        if before != event.from_state {
            return Err(broken(Invariant::History, event, &format!("it was {before}")));
        }
        if !CHANGES.contains(&(event.from_state.as_str(), event.to_state.as_str())) {
            return Err(broken(Invariant::History, event, "the protocol has no such change"));
        }
    }
    for posting in &evidence.postings {
        let last = states.get(posting.id.to_string().as_str()).copied();
        if last != Some(state_word(posting.state)) {
            let text = format!("{} is {:?}, its last event says {last:?}", posting.mark, posting.state);
            return Err(Broken::new(Invariant::History, text).into());
        }
    }
    Ok(())
}

fn broken(invariant: Invariant, event: &Event, text: &str) -> anyhow::Error {
    Broken::new(invariant, format!("{event:?}: {text}")).into()
}
