//! Actions to begin with.

use serde_json::to_string;

use crate::components::session;

/// Lines of the large payload.
const ITEMS: u32 = 400;

/// An action to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A payment with an amount.
    Payment,
    /// A message of low priority.
    LowPriority,
    /// Nothing at all.
    Empty,
    /// Texts from many scripts.
    Unicode,
    /// A payload of some 30 KiB.
    Large,
}

impl Preset {
    /// Each of them.
    pub const ALL: [Self; 5] = [
        Self::Payment,
        Self::LowPriority,
        Self::Empty,
        Self::Unicode,
        Self::Large,
    ];

    /// The value in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::LowPriority => "low-priority",
            Self::Empty => "empty",
            Self::Unicode => "unicode",
            Self::Large => "large",
        }
    }

    /// The name on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Payment => "Payment",
            Self::LowPriority => "Low priority",
            Self::Empty => "Empty",
            Self::Unicode => "Unicode",
            Self::Large => "Large",
        }
    }

    /// Reads the value in the address; the first one for anything else.
    pub fn parse(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|preset| preset.key() == key)
            .unwrap_or(Self::Payment)
    }

    /// The action as text, in a namespace and for a tenant that the caller may act in.
    pub fn text(self) -> String {
        let session = session();
        let first = |list: Option<Vec<String>>, otherwise: &str| {
            let name = list.and_then(|list| list.into_iter().next());
            to_string(name.as_deref().unwrap_or(otherwise)).unwrap_or_default()
        };
        let (namespaces, tenants) = session
            .map(|session| (session.namespaces, session.tenants))
            .unwrap_or_default();
        self.with(&first(namespaces, "default"), &first(tenants, "acme"))
    }

    fn with(self, namespace: &str, tenant: &str) -> String {
        let (provider, action_type, payload, metadata) = match self {
            Self::Payment => (
                "stripe",
                "payment",
                "{\n    \"amount\": 4200,\n    \"currency\": \"EUR\",\n    \"country\": \"FR\",\n    \
                 \"card_country\": \"NG\",\n    \"attempts\": 3\n  }"
                    .to_owned(),
                "{ \"ip\": \"203.0.113.7\" }",
            ),
            Self::LowPriority => (
                "email",
                "notification",
                "{\n    \"priority\": \"low\",\n    \"to\": \"user@example.com\",\n    \
                 \"subject\": \"Your weekly summary\"\n  }"
                    .to_owned(),
                "{}",
            ),
            Self::Empty => return format!("{{\n  \"namespace\": {namespace},\n  \"tenant\": {tenant}\n}}\n"),
            Self::Unicode => (
                "sms",
                "message",
                "{\n    \"to\": \"Zoë 李雷 עֲדִי\",\n    \"body\": \"naïve café — ☕️ 👩‍👩‍👧 \\u0000 \\\"quoted\\\"\",\n    \
                 \"emoji\": [\"🦀\", \"🇫🇷\", \"é\"]\n  }"
                    .to_owned(),
                "{ \"locale\": \"zh-Hans\" }",
            ),
            Self::Large => ("email", "order", large(), "{}"),
        };
        format!(
            "{{\n  \"namespace\": {namespace},\n  \"tenant\": {tenant},\n  \"provider\": \"{provider}\",\n  \
             \"action_type\": \"{action_type}\",\n  \"payload\": {payload},\n  \"metadata\": {metadata}\n}}\n"
        )
    }
}

fn large() -> String {
    let items: Vec<String> = (1..=ITEMS)
        .map(|number| {
            format!(
                "      {{ \"sku\": \"item-{number:04}\", \"quantity\": {}, \"note\": \"as ordered\" }}",
                number % 7 + 1
            )
        })
        .collect();
    format!("{{\n    \"items\": [\n{}\n    ]\n  }}", items.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::super::input::parse;
    use super::*;

    #[test]
    fn each_is_an_action() {
        for preset in Preset::ALL {
            let input = parse(&preset.with("\"payments\"", "\"acme\"")).unwrap();
            assert_eq!(input.namespace, "payments", "{preset:?}");
            assert_eq!(Preset::parse(preset.key()), preset);
        }
        assert_eq!(Preset::parse("other"), Preset::Payment);
    }
}
