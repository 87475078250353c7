//! The signature that lets a receiver know who sent a request.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Secret;

/// Signs requests with a secret.
pub(super) struct Signer(Hmac<Sha256>);

impl Signer {
    /// None when the secret cannot be a key; HMAC takes any.
    pub(super) fn new(secret: &Secret) -> Option<Self> {
        Hmac::new_from_slice(secret.reveal().as_bytes())
            .ok()
            .map(Self)
    }

    /// The value of `X-Acteon-Signature`: the time in Unix seconds, and the HMAC-SHA256 of that
    /// time, a dot and the body.
    pub(super) fn sign(&self, unix_seconds: i64, body: &[u8]) -> String {
        let mut mac = self.0.clone();
        mac.update(format!("{unix_seconds}.").as_bytes());
        mac.update(body);
        let code = hex::encode(mac.finalize().into_bytes());
        format!("t={unix_seconds},v1={code}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code is what `openssl dgst -sha256 -hmac` prints.
    #[test]
    fn a_signature_is_the_hmac_of_time_dot_body() {
        let signer = Signer::new(&Secret::new("whisper")).unwrap();
        assert_eq!(
            signer.sign(1_700_000_000, br#"{"id":"a-1"}"#),
            "t=1700000000,v1=941a83c9deef8122e3dd1d694a5538eee3fd15e079067983dad25845cb4b87d8"
        );
    }
}
