//! How the server of an `https` address is trusted.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

use crate::Error;

/// Trusts the certificates that this machine trusts; for an address without TLS nothing is read.
pub(crate) fn config(is_used: bool) -> Result<ClientConfig, Error> {
    let roots = if is_used {
        native_roots()?
    } else {
        RootCertStore::empty()
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Certificates(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn native_roots() -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        let reasons: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
        return Err(Error::Certificates(match reasons.is_empty() {
            true => "this machine has none; install its `ca-certificates`".to_owned(),
            false => reasons.join(", "),
        }));
    }
    Ok(roots)
}
