//! Keys are recognised, remembered and slowed down.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;
use std::time::Duration;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::Timestamp;

use super::*;

const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const AWAY: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap();
        *now += jiff::SignedDuration::try_from(by).unwrap();
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A key with the cheapest hash there is: what is tested here is not argon2.
fn key(name: &str, text: &str, role: Role) -> AccessKey {
    let params = Params::new(8, 1, 1, None).unwrap();
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(text.as_bytes())
        .unwrap()
        .to_string();
    AccessKey {
        name: KeyName::new(name).unwrap(),
        role,
        hash: KeyHash::parse(&hash).unwrap(),
        scope: Scope::default(),
    }
}

fn authenticator() -> (Authenticator, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock(Mutex::new(Timestamp::UNIX_EPOCH)));
    let keys = vec![
        key("ci", "acteon_ci_0123456789abcdef", Role::Operator),
        key("own", "a key of another form", Role::Viewer),
    ];
    (Authenticator::new(keys, clock.clone()).unwrap(), clock)
}

#[tokio::test]
async fn a_key_tells_who_calls() {
    let (authenticator, _) = authenticator();
    let caller = authenticator
        .authenticate("acteon_ci_0123456789abcdef", HOME)
        .await
        .unwrap();
    assert_eq!((caller.name(), caller.role()), (Some("ci"), Role::Operator));
    let caller = authenticator
        .authenticate("a key of another form", HOME)
        .await
        .unwrap();
    assert_eq!((caller.name(), caller.role()), (Some("own"), Role::Viewer));
    for wrong in [
        "",
        "acteon_ci_other",
        "acteon_nobody_0123456789abcdef",
        &"x".repeat(10_000),
    ] {
        let refused = authenticator.authenticate(wrong, HOME).await;
        assert_eq!(refused, Err(AuthError::UnknownKey), "{wrong:?}");
    }
}

#[tokio::test]
async fn attempts_are_slowed_down_per_address_and_verified_keys_are_not() {
    let (authenticator, clock) = authenticator();
    let good = "acteon_ci_0123456789abcdef";
    authenticator.authenticate(good, HOME).await.unwrap();
    for _ in 0..9 {
        let refused = authenticator.authenticate("acteon_ci_wrong", HOME).await;
        assert_eq!(refused, Err(AuthError::UnknownKey));
    }
    let slowed = authenticator.authenticate("acteon_ci_wrong", HOME).await;
    assert!(
        matches!(
            slowed,
            Err(AuthError::TooManyAttempts {
                retry_after_seconds: 6 | 7
            })
        ),
        "{slowed:?}"
    );
    assert!(authenticator.authenticate(good, HOME).await.is_ok());
    let other = authenticator.authenticate("acteon_ci_wrong", AWAY).await;
    assert_eq!(other, Err(AuthError::UnknownKey));
    clock.advance(Duration::from_secs(6));
    let again = authenticator.authenticate("acteon_ci_wrong", HOME).await;
    assert_eq!(again, Err(AuthError::UnknownKey));
}

#[tokio::test]
async fn a_text_that_names_no_key_counts_for_every_hash_it_takes() {
    let (authenticator, _) = authenticator();
    for _ in 0..5 {
        let refused = authenticator.authenticate("no key at all", HOME).await;
        assert_eq!(refused, Err(AuthError::UnknownKey));
    }
    let slowed = authenticator.authenticate("no key at all", HOME).await;
    assert!(
        matches!(slowed, Err(AuthError::TooManyAttempts { .. })),
        "{slowed:?}"
    );
}

/// More hashes than an address may have at once.
#[tokio::test]
async fn a_key_of_any_form_is_found_among_many() {
    let clock = Arc::new(ManualClock(Mutex::new(Timestamp::UNIX_EPOCH)));
    let keys = (0..30).map(|n| key(&format!("k{n}"), &format!("form {n}"), Role::Viewer));
    let authenticator = Authenticator::new(keys.collect(), clock).unwrap();
    let caller = authenticator.authenticate("form 29", HOME).await.unwrap();
    assert_eq!(caller.name(), Some("k29"));
}

#[tokio::test]
async fn many_first_requests_with_a_good_key_all_pass() {
    let (authenticator, _) = authenticator();
    let requests = (0..200).map(|_| authenticator.authenticate("acteon_ci_0123456789abcdef", HOME));
    for result in futures::future::join_all(requests).await {
        assert!(result.is_ok());
    }
}

#[tokio::test]
async fn a_session_stands_in_for_its_key_until_it_ends() {
    let (authenticator, clock) = authenticator();
    let sign_in = async |key| authenticator.sign_in(key, HOME).await.ok().unwrap();
    let (caller, first) = sign_in("acteon_ci_0123456789abcdef").await;
    let (_, second) = sign_in("acteon_ci_0123456789abcdef").await;
    assert_ne!(first.token, second.token);
    assert_eq!(
        authenticator.session(&first.token),
        Some((caller, first.expires_at))
    );
    for other in ["", "0", &first.token[1..], &"0".repeat(64)] {
        assert_eq!(authenticator.session(other), None, "{other}");
    }
    authenticator.sign_out(&second.token);
    authenticator.sign_out(&second.token);
    assert_eq!(authenticator.session(&second.token), None);
    clock.advance(Duration::from_secs(12 * 3600 - 1));
    assert!(authenticator.session(&first.token).is_some());
    clock.advance(Duration::from_secs(1));
    assert_eq!(authenticator.session(&first.token), None);
}

#[tokio::test]
async fn a_key_ends_its_own_oldest_session_and_nobody_else_s() {
    let (authenticator, _) = authenticator();
    let sign_in = async |key| authenticator.sign_in(key, HOME).await.ok().unwrap().1.token;
    let other = sign_in("a key of another form").await;
    let mut tokens = Vec::new();
    for _ in 0..102 {
        tokens.push(sign_in("acteon_ci_0123456789abcdef").await);
    }
    let ended = |token: &String| authenticator.session(token).is_none();
    assert!(tokens[..2].iter().all(ended));
    assert!(!tokens[2..].iter().any(ended));
    assert!(!ended(&other));
}

#[test]
fn two_keys_of_one_name_are_refused() {
    let keys = vec![
        key("ci", "acteon_ci_0123456789abcdef", Role::Viewer),
        key("ci", "acteon_ci_fedcba9876543210", Role::Admin),
    ];
    let clock = Arc::new(ManualClock(Mutex::new(Timestamp::UNIX_EPOCH)));
    assert_eq!(
        Authenticator::new(keys, clock).err(),
        Some(KeyError::NameTaken("ci".into()))
    );
}
