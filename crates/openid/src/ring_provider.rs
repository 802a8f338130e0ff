//! Signatures of tokens, by the one provider of cryptography that the program has: ring. Only what has a key pair.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, EncodingKey};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: never_signs,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes it the provider of the process.
pub fn install() {
    // Refused only when it was installed before.
    let _ = PROVIDER.install_default();
}

/// How the signatures of an algorithm are judged; none for what anybody can sign who can judge.
enum Judge {
    Rsa(&'static RsaParameters),
    Curve(&'static dyn VerificationAlgorithm),
}

fn judge(algorithm: Algorithm) -> Option<Judge> {
    Some(match algorithm {
        Algorithm::RS256 => Judge::Rsa(&RSA_PKCS1_2048_8192_SHA256),
        Algorithm::RS384 => Judge::Rsa(&RSA_PKCS1_2048_8192_SHA384),
        Algorithm::RS512 => Judge::Rsa(&RSA_PKCS1_2048_8192_SHA512),
        Algorithm::PS256 => Judge::Rsa(&RSA_PSS_2048_8192_SHA256),
        Algorithm::PS384 => Judge::Rsa(&RSA_PSS_2048_8192_SHA384),
        Algorithm::PS512 => Judge::Rsa(&RSA_PSS_2048_8192_SHA512),
        Algorithm::ES256 => Judge::Curve(&ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => Judge::Curve(&ECDSA_P384_SHA384_FIXED),
        Algorithm::EdDSA => Judge::Curve(&ED25519),
        _ => return None,
    })
}

/// Whether tokens that are signed so can be believed.
pub fn has_key_pair(algorithm: Algorithm) -> bool {
    judge(algorithm).is_some()
}

struct RingVerifier {
    algorithm: Algorithm,
    judge: Judge,
    key: DecodingKeyKind,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library calls it so")]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    let judge = judge(*algorithm).ok_or(ErrorKind::InvalidAlgorithm)?;
    Ok(Box::new(RingVerifier {
        algorithm: *algorithm,
        judge,
        key: key.kind().clone(),
    }))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library calls it so")]
fn never_signs(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        let judged = match (&self.judge, &self.key) {
            (Judge::Rsa(parameters), DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(parameters, message, signature)
            }
            (Judge::Curve(algorithm), DecodingKeyKind::SecretOrDer(key)) => {
                UnparsedPublicKey::new(*algorithm, key).verify(message, signature)
            }
            _ => return Err(SignatureError::new()),
        };
        judged.map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
