//! A read with its two bodies.

/// Defines a read: `name(arguments) -> Answer`, the call on the server's backend, and the path that the
/// browser reads.
macro_rules! read {
    (
        $(#[$doc:meta])*
        $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty,
        server: |$backend:ident| $call:expr,
        browser: $path:expr $(,)?
    ) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// The server's refusal, or that it cannot be reached.
        #[cfg(feature = "ssr")]
        pub async fn $name($($argument: $kind),*) -> $crate::data::FetchResult<$answer> {
            let page = $crate::data::page::request()?;
            let $backend = &page.backend;
            let value = $call.await?;
            Ok($crate::data::Fetched { value, at: page.now })
        }

        $(#[$doc])*
        ///
        /// # Errors
        /// The server's refusal, or that it cannot be reached.
        #[cfg(feature = "hydrate")]
        pub async fn $name($($argument: $kind),*) -> $crate::data::FetchResult<$answer> {
            $crate::data::http::get(&$path).await
        }
    };
}

pub(super) use read;
