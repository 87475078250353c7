//! How far the page looks back.

use crate::prelude::*;
use crate::query::Query;

/// How far the page looks back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// 5 minutes.
    Short,
    /// 15 minutes.
    #[default]
    Middle,
    /// An hour.
    Long,
}

impl Window {
    /// Each of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Short, Self::Middle, Self::Long];

    /// The word in the address and in the request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "5m",
            Self::Middle => "15m",
            Self::Long => "1h",
        }
    }

    /// Its length.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Short => 300,
            Self::Middle => 900,
            Self::Long => 3_600,
        }
    }

    /// As it is said: `in the last 5 minutes`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Short => "5 minutes",
            Self::Middle => "15 minutes",
            Self::Long => "hour",
        }
    }

    /// What the address asks for; 15 minutes for anything else.
    pub fn from_params(params: &Query) -> Self {
        let wanted = params.get_str("window").unwrap_or_default();
        let mut all = Self::ALL.into_iter();
        all.find(|window| window.as_str() == wanted)
            .unwrap_or_default()
    }

    /// The page that looks so far back.
    fn href(self) -> String {
        if self == Self::default() {
            "/".to_owned()
        } else {
            format!("/?window={}", self.as_str())
        }
    }
}

/// Links to the page for each window.
#[component]
pub fn WindowSwitch(window: Memo<Window>) -> impl IntoView {
    let links = Window::ALL.map(|one| {
        let current = move || (window.get() == one).then_some("true");
        view! {
            <a
                href=one.href()
                aria-label=format!("Last {}", one.text())
                aria-current=current
                data-noscroll="true"
            >
                {one.as_str()}
            </a>
        }
    });
    view! {
        <nav class="segments" aria-label="Time">
            {links.into_iter().collect_view()}
        </nav>
    }
    .into_any()
}
