//! The server that `cargo xtask test --only clients` started.

use acteon_client::ActeonClient;

pub struct Setting {
    pub url: String,
    /// An admin's key.
    pub key: String,
    #[allow(dead_code, reason = "not every test takes it")]
    pub viewer_key: String,
    /// The specification's low-priority filter, compiled.
    pub plugin: String,
}

impl Setting {
    pub fn client(&self, key: &str) -> ActeonClient {
        ActeonClient::builder(&self.url)
            .api_key(key)
            .build()
            .unwrap()
    }
}

pub fn setting() -> Setting {
    let read = |name: &str| {
        std::env::var(name).unwrap_or_else(|_| {
            panic!(
                "`{name}` is not set: `cargo xtask test --only clients` starts a server and sets it"
            )
        })
    };
    Setting {
        url: read("ACTEON_URL"),
        key: read("ACTEON_API_KEY"),
        viewer_key: read("ACTEON_VIEWER_KEY"),
        plugin: read("ACTEON_PLUGIN"),
    }
}
