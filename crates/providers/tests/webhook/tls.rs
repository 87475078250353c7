//! Whom a webhook trusts.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use acteon_providers::{
    FailureCode, ProviderConfig, ProviderError, ProviderKind, Providers, Target, WebhookConfig,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;

use crate::support::{Answer, Receiver, delivery, failed, webhook};

/// An authority that nobody knows, with its certificate in a file.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    file: NamedTempFile,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(issuer.pem().as_bytes()).unwrap();
        Self { issuer, file }
    }

    pub fn file(&self) -> PathBuf {
        self.file.path().to_owned()
    }

    /// What a server of this name needs.
    fn server(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

#[tokio::test]
async fn a_receiver_is_known_by_the_authority_in_ca_file() {
    let authority = Authority::new();
    let tls = authority.server("localhost");
    let receiver = Receiver::with_tls([Answer::ok("1")], tls).await;
    let url = format!("https://localhost:{}/", receiver.port());
    let (provider, _) = webhook(&url, |config| config.ca_file = Some(authority.file()));
    assert_eq!(provider.deliver(&delivery()).await.result.unwrap().body, 1);
}

#[tokio::test]
async fn one_of_another_authority_or_name_is_refused() {
    let authority = Authority::new();
    let other = Authority::new();
    for (signer, name, says) in [
        (&other, "localhost", "an authority that is not trusted"),
        (&authority, "elsewhere.example", "for another name"),
    ] {
        let mut receiver = Receiver::with_tls([Answer::ok("1")], signer.server(name)).await;
        let url = format!("https://localhost:{}/", receiver.port());
        let (provider, _) = webhook(&url, |config| config.ca_file = Some(authority.file()));
        let (failure, _) = failed(provider.deliver(&delivery()).await);
        assert_eq!(failure.code, FailureCode::Unreachable);
        assert!(failure.message.contains(says), "{}", failure.message);
        assert!(receiver.all().is_empty(), "something was sent");
    }
}

#[test]
fn a_ca_file_that_cannot_be_used_is_named() {
    let mut no_pem = NamedTempFile::new().unwrap();
    no_pem.write_all(b"hello").unwrap();
    for (file, reason) in [
        (no_pem.path().to_owned(), "holds no certificate in PEM"),
        (PathBuf::from("no/such.pem"), "cannot be read: "),
    ] {
        let mut config = WebhookConfig::new(Target::parse("https://localhost/").unwrap());
        config.ca_file = Some(file.clone());
        let configs = vec![ProviderConfig {
            name: "hooks".to_owned(),
            kind: ProviderKind::Webhook(Box::new(config)),
        }];
        let error = Providers::new(configs).unwrap_err();
        assert!(matches!(error, ProviderError::CaFile { .. }));
        let said = format!("provider `hooks`: `ca_file` `{}`: {reason}", file.display());
        assert!(error.to_string().starts_with(&said), "{error}");
    }
}
