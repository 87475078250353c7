//! The HTTP client: connections, TLS, and whom to trust.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Uri;
use hyper_rustls::{HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tower::timeout::Timeout;
use tower::util::BoxCloneSyncService;

use crate::{ProviderError, WebhookConfig};

/// Most of an answer's head that is waited for, in bytes. One that is longer is an error, unless it
/// arrives so quickly that it is complete before hyper looks at its length.
const MAX_HEAD_BYTES: usize = 32_768;
/// Most headers of an answer; more are an error.
const MAX_HEADERS: usize = 100;

type Connection = MaybeHttpsStream<TokioIo<TcpStream>>;
type Connector = BoxCloneSyncService<Uri, Connection, tower::BoxError>;
/// Keeps connections and uses them again. Follows no redirect, knows no proxy.
pub(super) type HttpClient = Client<Connector, Full<Bytes>>;

/// The client of one provider.
pub(super) fn build(
    provider: &str,
    config: &WebhookConfig,
    trust: &mut Trust,
) -> Result<HttpClient, ProviderError> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    let https = HttpsConnectorBuilder::new()
        .with_tls_config(tls(provider, config, trust)?)
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp);
    // Around both TCP and TLS, so that a receiver that accepts and says nothing is one that cannot
    // be connected to.
    let connector = Timeout::new(https, config.connect_timeout);
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_max_idle_per_host(config.max_concurrent)
        .http1_max_buf_size(MAX_HEAD_BYTES)
        .http1_max_headers(MAX_HEADERS)
        .build(BoxCloneSyncService::new(connector)))
}

fn tls(
    provider: &str,
    config: &WebhookConfig,
    trust: &mut Trust,
) -> Result<ClientConfig, ProviderError> {
    // A receiver without TLS needs nobody to trust: no redirect leads elsewhere.
    let roots = if config.target.tls() {
        trust.roots(provider, config.ca_file.as_deref())?
    } else {
        Arc::new(RootCertStore::empty())
    };
    // Named, not the process's default: nothing else in the process can change it.
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ProviderError::Tls {
            provider: provider.to_owned(),
            reason: error.to_string(),
        })?;
    Ok(tls.with_root_certificates(roots).with_no_client_auth())
}

/// The certificates that receivers are recognised by; the system's are read once, when first needed.
#[derive(Default)]
pub(crate) struct Trust {
    system: Option<(Arc<RootCertStore>, String)>,
}

impl Trust {
    fn roots(
        &mut self,
        provider: &str,
        ca_file: Option<&Path>,
    ) -> Result<Arc<RootCertStore>, ProviderError> {
        let (system, reason) = self.system.get_or_insert_with(system_roots);
        if let Some(file) = ca_file {
            let mut roots = (**system).clone();
            add(&mut roots, file).map_err(|reason| ProviderError::CaFile {
                provider: provider.to_owned(),
                file: file.to_owned(),
                reason,
            })?;
            return Ok(Arc::new(roots));
        }
        if system.is_empty() {
            return Err(ProviderError::NoRoots {
                provider: provider.to_owned(),
                reason: reason.clone(),
            });
        }
        Ok(system.clone())
    }
}

/// The system's certificates, and if there are none, why.
fn system_roots() -> (Arc<RootCertStore>, String) {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    let reason = found.errors.first();
    let reason = reason.map_or_else(String::new, |error| format!(": {error}"));
    (Arc::new(roots), reason)
}

/// Adds every certificate of a PEM file.
fn add(roots: &mut RootCertStore, file: &Path) -> Result<(), String> {
    let pem = std::fs::read(file).map_err(|error| format!("cannot be read: {error}"))?;
    let mut any = false;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| format!("is not PEM: {error}"))?;
        roots
            .add(certificate)
            .map_err(|error| format!("holds a certificate that cannot be used: {error}"))?;
        any = true;
    }
    if !any {
        return Err("holds no certificate in PEM".to_owned());
    }
    Ok(())
}
