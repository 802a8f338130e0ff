//! Requests of other programs that must not be carried out twice: each has a key, and a key has one answer.

use super::visitor::Program;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_store::ApiRequest;

/// What is known of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RequestKey {
    /// Nothing: the request may be carried out, and the key is its own from now on.
    First,
    /// The same request was carried out: the status and body of its answer.
    Answered(u16, String),
    /// The same request was begun, and has no answer: it is under way somewhere, or broke off.
    WithoutAnswer,
    /// The key is another request's.
    OfAnother,
}

impl Hub {
    /// Takes a key for a request, of which the hash is given. Of many that take it at once, one does; also over two nodes
    /// and after a crash.
    pub async fn take_request_key(
        &self,
        program: &Program,
        key: &str,
        hash: &[u8; 32],
    ) -> Result<RequestKey, HubError> {
        let at = self.surroundings.now();
        let request = ApiRequest {
            token: program.token,
            organisation: program.organisation,
            key,
            hash,
            at,
        };
        let known = self
            .store
            .begin_request(&request, at - self.terms.requests_kept)
            .await?;
        Ok(match known {
            None => RequestKey::First,
            Some(known) if known.hash != *hash => RequestKey::OfAnother,
            Some(known) => match known.answer {
                Some((status, body)) => RequestKey::Answered(status, body),
                None => RequestKey::WithoutAnswer,
            },
        })
    }

    /// Keeps the answer of a request, for whoever asks it again.
    pub async fn keep_answer(&self, program: &Program, key: &str, status: u16, body: &str) -> Result<(), HubError> {
        Ok(self.store.answer_request(program.token, key, status, body).await?)
    }

    /// Gives the key of a request back that was refused before anything was done.
    pub async fn give_key_back(&self, program: &Program, key: &str) -> Result<(), HubError> {
        Ok(self.store.forget_request(program.token, key).await?)
    }
}
