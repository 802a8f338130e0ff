//! What a provider says of somebody: the ID token, and whether it is believed (OpenID Connect Core 1.0, 3.1.3.7).

use crate::Provider;
use crate::asked::Asked;
use crate::fault::{TokenFault, shown};
use crate::keys::Keys;
use crate::ring_provider::has_key_pair;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{DecodingKey, Header, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How much the clocks of provider and hub may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(1);
/// Most letters of a subject (OpenID Connect Core 1.0, 2).
const LONGEST_SUBJECT: usize = 255;

/// Who somebody is, as their provider says: issuer and subject together, and nothing else. An e-mail address is not
/// proven by everybody who states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// Who says so.
    pub issuer: String,
    /// The user there, for ever.
    pub subject: String,
    /// What the user knows the account by: to be shown, and for nothing else.
    pub account: String,
    /// When the user last proved to be there, where the provider says so.
    pub proven_at: Option<Timestamp>,
    /// By what (`amr`), and at which level (`acr`).
    proven_by: BTreeSet<String>,
}

impl Identity {
    /// Whether the provider says that the user proved it so: a word of `amr`, or `acr`.
    #[must_use]
    pub fn is_proven_by(&self, word: &str) -> bool {
        self.proven_by.contains(word)
    }
}

/// What a token must fit.
pub struct Expected<'a> {
    /// Who was asked.
    pub provider: &'a Provider,
    /// What.
    pub asked: &'a Asked,
    /// The moment now.
    pub now: Timestamp,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Value,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    azp: Option<String>,
    auth_time: Option<i64>,
    #[serde(default)]
    amr: Value,
    #[serde(default)]
    acr: Value,
    #[serde(default)]
    email: Value,
    #[serde(default)]
    preferred_username: Value,
    #[serde(default)]
    name: Value,
}

/// Believes a token, or says why not. Signature, issuer and audience are judged by the library, in that order; the times
/// here, by the clock that the hub has.
pub fn read_id_token(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Identity, TokenFault> {
    let header = header_of(token)?;
    let claims = signed_claims(token, &header, keys, expected)?;
    check_times(&claims, expected)?;
    check_purpose(&claims, expected)?;
    Ok(claims.identity())
}

/// What a token says of its signature. The library knows no `none`: it is one of the algorithms that it cannot read.
fn header_of(token: &str) -> Result<Header, TokenFault> {
    let header = decode_header(token).map_err(|error| match error.kind() {
        ErrorKind::Json(_) => TokenFault::Algorithm,
        _ => TokenFault::Malformed,
    })?;
    has_key_pair(header.alg).then_some(header).ok_or(TokenFault::Algorithm)
}

fn signed_claims(token: &str, header: &Header, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, TokenFault> {
    let key = keys.of(header).ok_or(TokenFault::UnknownKey)?;
    let meant_for = key.common.key_algorithm.map(|algorithm| algorithm.to_string());
    if meant_for.is_some_and(|algorithm| algorithm != format!("{:?}", header.alg)) {
        return Err(TokenFault::Algorithm);
    }
    let key = DecodingKey::from_jwk(key).map_err(|_| TokenFault::UnknownKey)?;
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[&expected.provider.issuer]);
    validation.set_audience(&[&expected.provider.client_id]);
    let decoded = decode::<Claims>(token, &key, &validation).map_err(|error| fault(&error))?;
    Ok(decoded.claims)
}

fn fault(error: &Error) -> TokenFault {
    match error.kind() {
        ErrorKind::InvalidSignature => TokenFault::Signature,
        ErrorKind::InvalidIssuer => TokenFault::Issuer,
        ErrorKind::InvalidAudience => TokenFault::Audience,
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => TokenFault::Algorithm,
        _ => TokenFault::Malformed,
    }
}

fn check_times(claims: &Claims, expected: &Expected<'_>) -> Result<(), TokenFault> {
    let now = expected.now;
    if moment(claims.exp)? + SKEW <= now {
        return Err(TokenFault::Expired);
    }
    for begins in [Some(claims.iat), claims.nbf, claims.auth_time].into_iter().flatten() {
        if moment(begins)? > now + SKEW {
            return Err(TokenFault::NotYet);
        }
    }
    let Some(since) = expected.asked.proven_since else {
        return Ok(());
    };
    match claims.auth_time {
        Some(proven) if moment(proven)? + SKEW >= since => Ok(()),
        _ => Err(TokenFault::NotFresh),
    }
}

/// Whether it is the answer to this question, for us and nobody beside us.
fn check_purpose(claims: &Claims, expected: &Expected<'_>) -> Result<(), TokenFault> {
    let Provider { issuer, client_id, .. } = expected.provider;
    if claims.iss != *issuer {
        return Err(TokenFault::Issuer);
    }
    if claims.nonce.as_deref() != Some(expected.asked.nonce.as_str()) {
        return Err(TokenFault::Nonce);
    }
    let is_for_others = claims.aud.as_array().is_some_and(|all| all.len() > 1);
    let is_ours = match &claims.azp {
        Some(party) => party == client_id,
        None => !is_for_others,
    };
    if !is_ours {
        return Err(TokenFault::Party);
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_SUBJECT {
        return Err(TokenFault::Malformed);
    }
    Ok(())
}

fn moment(seconds: i64) -> Result<Timestamp, TokenFault> {
    let moment = Timestamp::from_second(seconds).map_err(|_| TokenFault::Malformed)?;
    // So near the end of time nothing could be added.
    moment.checked_add(SKEW).map_err(|_| TokenFault::Malformed)?;
    Ok(moment)
}

impl Claims {
    fn identity(self) -> Identity {
        let named = [&self.email, &self.preferred_username, &self.name];
        let account = named
            .into_iter()
            .filter_map(Value::as_str)
            .find(|text| !text.is_empty());
        let methods = self.amr.as_array().into_iter().flatten().chain([&self.acr]);
        Identity {
            account: shown(account.unwrap_or(&self.sub)),
            proven_at: self.auth_time.and_then(|seconds| moment(seconds).ok()),
            proven_by: methods.filter_map(Value::as_str).map(str::to_owned).collect(),
            issuer: self.iss,
            subject: self.sub,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ring_provider;

    /// Header, statement and signature of the examples of RFC 7515, with their keys: A.2 (RSA) and A.3 (a curve).
    const STATED: &str =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const RSA: (&str, &str) = (
        "eyJhbGciOiJSUzI1NiJ9",
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    );
    const RSA_KEY: &str = r#"{"keys":[{"kty":"kind-of-tomorrow"},{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}]}"#;
    const CURVE: (&str, &str) = (
        "eyJhbGciOiJFUzI1NiJ9",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    );
    const CURVE_KEY: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;

    /// Whether header and signature go with the statement and a key, whatever is stated.
    fn is_signed((header, signature): (&str, &str), stated: &str, keys: &str) -> Result<(), TokenFault> {
        ring_provider::install();
        let keys = Keys::read(keys.as_bytes()).unwrap();
        let token = format!("{header}.{stated}.{signature}");
        let header = header_of(&token)?;
        let key = DecodingKey::from_jwk(keys.of(&header).ok_or(TokenFault::UnknownKey)?).unwrap();
        let mut validation = Validation::new(header.alg);
        validation.validate_exp = false;
        let decoded = decode::<Value>(&token, &key, &validation);
        decoded.map(drop).map_err(|error| fault(&error))
    }

    #[test]
    fn the_examples_of_the_standard_are_signed_and_a_changed_one_is_not() {
        assert_eq!(is_signed(RSA, STATED, RSA_KEY), Ok(()));
        assert_eq!(is_signed(CURVE, STATED, CURVE_KEY), Ok(()));
        // {"iss":"jan"}
        for (example, key) in [(RSA, RSA_KEY), (CURVE, CURVE_KEY)] {
            assert_eq!(
                is_signed(example, "eyJpc3MiOiJqYW4ifQ", key),
                Err(TokenFault::Signature)
            );
        }
        assert_eq!(is_signed((RSA.0, CURVE.1), STATED, RSA_KEY), Err(TokenFault::Signature));
        assert_eq!(is_signed(CURVE, STATED, RSA_KEY), Err(TokenFault::Signature));
    }

    #[test]
    fn what_anybody_could_sign_is_not_signed() {
        // {"alg":"none"} and {"alg":"HS256"}
        assert_eq!(
            is_signed(("eyJhbGciOiJub25lIn0", ""), STATED, RSA_KEY),
            Err(TokenFault::Algorithm)
        );
        assert_eq!(
            is_signed(("eyJhbGciOiJIUzI1NiJ9", CURVE.1), STATED, RSA_KEY),
            Err(TokenFault::Algorithm)
        );
    }
}
