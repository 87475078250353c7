//! Secrets are nowhere to be seen.

use acteon_providers::{
    Header, HeaderError, ProviderConfig, ProviderKind, Providers, Secret, Target, TargetError,
    WebhookConfig,
};

use crate::support::{Answer, Receiver, closed_port, delivery, failed, webhook};

#[test]
fn nothing_shows_a_secret() {
    let target = Target::parse("https://hooks.example.com/whisper?key=whisper").unwrap();
    let mut config = WebhookConfig::new(target);
    config.secret = Some(Secret::new("whisper"));
    config.headers = vec![
        Header::bearer(&Secret::new("whisper")).unwrap(),
        Header::new("X-Key", &Secret::new("whisper")).unwrap(),
    ];
    let configs = vec![ProviderConfig {
        name: "hooks".to_owned(),
        kind: ProviderKind::Webhook(Box::new(config)),
    }];
    let shown = format!("{configs:?}");
    assert!(shown.contains("hooks.example.com"));
    assert!(!shown.contains("whisper"), "{shown}");
    let shown = serde_json::to_string(&Secret::new("whisper")).unwrap();
    assert!(!shown.contains("whisper"), "{shown}");
}

#[tokio::test]
async fn failures_name_the_host_alone() {
    let receiver = Receiver::new([Answer::status(400)]).await;
    for url in [format!("{}/", receiver.origin()), closed_port().await] {
        let (provider, _) = webhook(&format!("{url}whisper?key=whisper"), |config| {
            config.secret = Some(Secret::new("whisper"));
        });
        let (failure, _) = failed(provider.deliver(&delivery()).await);
        assert!(failure.message.contains("127.0.0.1"));
        assert!(!failure.message.contains("whisper"), "{failure}");
        let shown = format!("{provider:?}");
        assert!(!shown.contains("whisper"), "{shown}");
    }
}

#[test]
fn addresses_and_headers_that_cannot_be_are_refused_without_repeating_them() {
    for (url, expected) in [
        (
            "https://user:whisper@hooks.example.com/",
            TargetError::Credentials,
        ),
        (
            "https://whisper@hooks.example.com/",
            TargetError::Credentials,
        ),
        (
            "ftp://whisper.example/",
            TargetError::Scheme("ftp".to_owned()),
        ),
    ] {
        let error = Target::parse(url).unwrap_err();
        assert_eq!(error, expected);
        assert!(!error.to_string().contains("whisper"));
    }
    for url in [
        "",
        "hooks.example.com",
        "/actions",
        "http://",
        "http://[whisper",
    ] {
        let error = Target::parse(url).unwrap_err();
        assert!(matches!(error, TargetError::NotAUrl(_)), "{url}: {error}");
        assert!(!error.to_string().contains("whisper"));
    }
    let error = Header::new("X-Key", &Secret::new("whisper\n")).unwrap_err();
    assert_eq!(error, HeaderError::Value("X-Key".to_owned()));
    for name in [
        "Content-Length",
        "idempotency-key",
        "X-Acteon-Signature",
        "Host",
    ] {
        let error = Header::new(name, &Secret::new("x")).unwrap_err();
        assert_eq!(error, HeaderError::Reserved(name.to_owned()));
    }
}

#[test]
fn names_are_checked_and_unique() {
    let log = |name: &str| ProviderConfig {
        name: name.to_owned(),
        kind: ProviderKind::Log,
    };
    for name in ["", ".hidden", "a b", "a/b"] {
        assert!(Providers::new(vec![log(name)]).is_err(), "{name}");
    }
    let error = Providers::new(vec![log("email"), log("email")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are two providers named `email`; rename one"
    );
    let providers = Providers::new(vec![log("sms"), log("email")]).unwrap();
    let names: Vec<_> = providers.all().map(|provider| provider.name()).collect();
    assert_eq!(names, ["email", "sms"]);
    assert!(providers.get("nope").is_none());
}
