//! A module, read where it was chosen: in the browser, before anything is sent.

use acteon_inspect::{InspectError, ModuleReport};

/// What the browser has found out about a module.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleReading {
    /// What it exports, imports and declares.
    pub report: ModuleReport,
    /// Its SHA-256 in hex; the browser computes it only over HTTPS and on this machine.
    pub sha256: Option<String>,
    /// Whether the browser's own compiler takes it.
    pub compiles_here: bool,
}

/// Why the browser could not read a module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is none; the server would say the same.
    #[error(transparent)]
    NotAModule(#[from] InspectError),
    /// The file has gone or changed since it was chosen.
    #[error("the file cannot be read, it may have been moved or changed: choose it again")]
    File,
    /// The part of the page that reads modules did not arrive.
    #[error("the server cannot be reached to load what reads modules; choose the file again")]
    Unreachable,
}

#[cfg(feature = "hydrate")]
mod side {
    use std::ops::ControlFlow;
    use std::pin::Pin;

    use acteon_inspect::{Inspection, ModuleReport};
    use leptos::prelude::window;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::wasm_split::SplitLoaderError;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::File;
    use web_sys::js_sys::{ArrayBuffer, Promise, Uint8Array, WebAssembly};

    use super::{ModuleReading, ReadError};

    /// How much of a module is read before the page gets its turn, in bytes: some milliseconds.
    const STEP_BYTES: usize = 64 * 1024;

    type Reading = Pin<Box<dyn Future<Output = Result<ModuleReport, ReadError>>>>;

    impl From<SplitLoaderError> for ReadError {
        fn from(_: SplitLoaderError) -> Self {
            Self::Unreachable
        }
    }

    /// Reads the module in `file` without holding up the page.
    ///
    /// # Errors
    /// The file is no module, or cannot be read.
    pub async fn read(file: File) -> Result<ModuleReading, ReadError> {
        let buffer = JsFuture::from(file.array_buffer()).await;
        let buffer: ArrayBuffer = buffer
            .and_then(JsCast::dyn_into)
            .map_err(|_| ReadError::File)?;
        let report = inspect(Uint8Array::new(&buffer).to_vec()).await?;
        Ok(ModuleReading {
            report,
            sha256: sha256(&buffer).await,
            compiles_here: JsFuture::from(WebAssembly::compile(&buffer)).await.is_ok(),
        })
    }

    /// In a file of the bundle that is loaded when it is first called.
    #[leptos::wasm_split::wasm_split(
        inspect_module,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        return_wrapper(let reading = _; { reading.await } -> Result<ModuleReport, ReadError>)
    )]
    fn inspect(bytes: Vec<u8>) -> Reading {
        Box::pin(async move {
            let mut inspection = Inspection::new(&bytes)?;
            loop {
                match inspection.step(STEP_BYTES) {
                    ControlFlow::Continue(further) => inspection = further,
                    ControlFlow::Break(done) => return Ok(done?),
                }
                others().await;
            }
        })
    }

    /// Lets the browser do what else there is.
    async fn others() {
        let turn = Promise::new(&mut |resolve, _| {
            // Without a timer there is no turn to wait for.
            if window().set_timeout_with_callback(&resolve).is_err() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(turn).await;
    }

    async fn sha256(buffer: &ArrayBuffer) -> Option<String> {
        let digest = window()
            .crypto()
            .ok()?
            .subtle()
            .digest_with_str_and_buffer_source("SHA-256", buffer)
            .ok()?;
        let digest = JsFuture::from(digest).await.ok()?;
        let bytes = Uint8Array::new(&digest).to_vec();
        Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[cfg(feature = "ssr")]
mod side {
    use web_sys::File;

    use super::{ModuleReading, ReadError};

    /// Never called: files are chosen in a browser.
    ///
    /// # Errors
    /// Always.
    pub async fn read(_: File) -> Result<ModuleReading, ReadError> {
        Err(ReadError::File)
    }
}

pub use side::read;
