//! Light, dark or as the system prefers.

use serde::{Deserialize, Serialize};

const COOKIE: &str = "acteon_theme";
const COOKIE_MAX_AGE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The colours a person chose. Kept in a cookie, so that the server renders the right ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system prefers.
    #[default]
    System,
    /// Light, whatever the system prefers.
    Light,
    /// Dark, whatever the system prefers.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value in the cookie and in the `data-theme` attribute of the document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a `Cookie` request header; the system's theme when it names no other.
    #[must_use]
    pub fn from_cookie_header(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .and_then(|(_, value)| Self::ALL.into_iter().find(|theme| theme.as_str() == value))
            .unwrap_or_default()
    }

    /// The cookie that remembers the choice for a year.
    #[must_use]
    pub fn cookie(self, secure: bool) -> String {
        let secure = if secure { "; Secure" } else { "" };
        format!(
            "{COOKIE}={}; Path=/; Max-Age={COOKIE_MAX_AGE_SECONDS}; SameSite=Lax{secure}",
            self.as_str()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_survives_the_round_trip() {
        for theme in Theme::ALL {
            let cookie = theme.cookie(false);
            let (pair, _) = cookie.split_once(';').unwrap();
            assert_eq!(
                Theme::from_cookie_header(&format!("a=b; {pair}; c=d")),
                theme
            );
        }
    }

    #[test]
    fn a_header_without_a_known_theme_means_the_system_s() {
        for header in [
            "",
            "acteon_theme",
            "acteon_theme=",
            "acteon_theme=\"><script>",
            "x_acteon_theme=dark",
            "acteon_theme=DARK",
        ] {
            assert_eq!(Theme::from_cookie_header(header), Theme::System, "{header}");
        }
    }

    #[test]
    fn only_a_secure_origin_gets_a_secure_cookie() {
        assert!(Theme::Dark.cookie(true).ends_with("; Secure"));
        assert!(!Theme::Dark.cookie(false).contains("Secure"));
    }
}
