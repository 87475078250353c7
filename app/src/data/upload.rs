//! Sending a module, with news of how far it is.

use acteon_api_types::{PluginSource, SnapshotMode};
use serde::Deserialize;

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// On its way.
    Sending {
        /// Bytes that have left.
        sent: u64,
        /// Bytes there are.
        total: u64,
    },
    /// All of it has arrived, and the server compiles the module.
    Compiling,
}

/// A plugin to register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Unique name.
    pub name: String,
    /// What it is for; empty for nothing.
    pub description: String,
    /// Memory limit in bytes.
    pub memory_limit_bytes: u64,
    /// Timeout in milliseconds.
    pub timeout_ms: u32,
    /// When its calls start from a snapshot.
    pub snapshot: SnapshotMode,
    /// Whether rules may call it at once.
    pub enabled: bool,
    /// What the module's SHA-256 was when it was read.
    pub sha256: Option<String>,
}

/// What comes of an upload.
#[derive(Clone, Debug, PartialEq)]
pub enum Uploaded<T> {
    /// It is done; what the server answered.
    Answered(Box<T>),
    /// The upload was ended before the server had all of it.
    Cancelled,
    /// Waiting was ended after the server had all of it: what it does about it is not known.
    Abandoned,
}

/// A name that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TakenName {
    /// The name.
    pub name: String,
    /// Whether an upload has it, or a file that an upload may stand in front of.
    pub source: PluginSource,
}

#[cfg(feature = "hydrate")]
mod side {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use acteon_api_types::{PluginDetail, PluginRegistered};
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use send_wrapper::SendWrapper;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::js_sys::Promise;
    use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

    use super::{Progress, Registration, TakenName, Uploaded};
    use crate::ApiError;
    use crate::data::{SendResult, http, plugins};

    /// The field with the module.
    const MODULE: &str = "wasm_file";

    /// An upload that can be ended.
    #[derive(Clone)]
    pub struct Upload {
        // The browser has one thread; what the page keeps is `Send` for the sake of the server.
        request: SendWrapper<XmlHttpRequest>,
        ended: Arc<AtomicBool>,
    }

    impl Upload {
        /// Prepares one.
        ///
        /// # Errors
        /// The browser cannot make requests.
        pub fn new() -> SendResult<Self> {
            let request = XmlHttpRequest::new().map_err(|_| ApiError::Unreachable)?;
            Ok(Self {
                request: SendWrapper::new(request),
                ended: Arc::default(),
            })
        }

        /// Ends it, wherever it is.
        pub fn cancel(&self) {
            self.ended.store(true, Ordering::Relaxed);
            // Fails only for a request that was never opened.
            let _ = self.request.abort();
        }

        /// Registers a plugin with the module in `file`. `progress` is told how far it is. There is no
        /// time limit: compiling takes as long as it takes, and a person can end it.
        ///
        /// # Errors
        /// The server's refusal, or that it cannot be reached.
        pub async fn register(
            &self,
            registration: Registration,
            file: File,
            progress: impl Fn(Progress) + 'static,
        ) -> SendResult<Uploaded<PluginRegistered>> {
            let form = form(&registration, &file).map_err(|_| no_form())?;
            self.open("POST", "/v1/wasm/plugins")?;
            let complete = self.send(&form, progress).await?;
            self.answer(complete)
        }

        /// Replaces the module of the plugin `name` with the one in `file`, if `revision` is still its
        /// present one. As [`register`](Self::register) otherwise.
        ///
        /// # Errors
        /// The server's refusal, or that it cannot be reached.
        pub async fn replace(
            &self,
            name: &str,
            revision: u64,
            file: File,
            progress: impl Fn(Progress) + 'static,
        ) -> SendResult<Uploaded<PluginDetail>> {
            let form = FormData::new().map_err(|_| no_form())?;
            form.append_with_blob(MODULE, &file)
                .map_err(|_| no_form())?;
            self.open("PUT", &plugins::path(name))?;
            self.request
                .set_request_header("if-match", &format!("\"{revision}\""))
                .map_err(|_| ApiError::Unreachable)?;
            let complete = self.send(&form, progress).await?;
            self.answer(complete)
        }

        fn open(&self, method: &str, path: &str) -> SendResult<()> {
            self.request
                .open_with_async(method, path, true)
                .map_err(|_| ApiError::Unreachable)
        }

        /// What the server answered to a form of which all or not all has left.
        fn answer<T: DeserializeOwned>(&self, complete: bool) -> SendResult<Uploaded<T>> {
            let status = self.request.status().unwrap_or(0);
            match (status, self.ended.load(Ordering::Relaxed)) {
                (0, true) if complete => return Ok(Uploaded::Abandoned),
                (0, true) => return Ok(Uploaded::Cancelled),
                (0, false) => return Err(ApiError::Unreachable),
                _ => {}
            }
            let text = self.request.response_text().ok().flatten();
            let text = text.unwrap_or_default();
            if !(200..300).contains(&status) {
                return Err(http::refused(status, &text));
            }
            serde_json::from_str(&text)
                .map(|answer| Uploaded::Answered(Box::new(answer)))
                .map_err(|error| ApiError::Unreadable(error.to_string()))
        }

        /// Sends a form and waits for the end, whatever it is. Whether all of the form has left.
        async fn send(
            &self,
            form: &FormData,
            progress: impl Fn(Progress) + 'static,
        ) -> SendResult<bool> {
            let request = &self.request;
            let upload = request.upload().map_err(|_| ApiError::Unreachable)?;
            let complete = Arc::new(AtomicBool::new(false));
            let seen = Arc::clone(&complete);
            let news = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
                progress(if event.type_() == "load" {
                    seen.store(true, Ordering::Relaxed);
                    Progress::Compiling
                } else {
                    Progress::Sending {
                        sent: event.loaded() as u64,
                        total: event.total() as u64,
                    }
                });
            });
            let listener = Some(news.as_ref().unchecked_ref());
            upload.set_onprogress(listener);
            upload.set_onload(listener);
            let end = Promise::new(&mut |resolve, reject| {
                request.set_onloadend(Some(&resolve));
                if request.send_with_opt_form_data(Some(form)).is_err() {
                    let _ = reject.call0(&JsValue::NULL);
                }
            });
            let end = SendWrapper::new(JsFuture::from(end)).await;
            upload.set_onprogress(None);
            upload.set_onload(None);
            request.set_onloadend(None);
            end.map_err(|_| ApiError::Unreachable)?;
            Ok(complete.load(Ordering::Relaxed))
        }
    }

    fn no_form() -> ApiError {
        ApiError::Unreadable("the form cannot be made".to_owned())
    }

    /// The module comes last, so that the server knows everything else when it arrives.
    fn form(registration: &Registration, file: &File) -> Result<FormData, JsValue> {
        let form = FormData::new()?;
        let mut fields = vec![
            ("name", registration.name.clone()),
            (
                "memory_limit_bytes",
                registration.memory_limit_bytes.to_string(),
            ),
            ("timeout_ms", registration.timeout_ms.to_string()),
            ("snapshot", registration.snapshot.as_str().to_owned()),
            ("enabled", registration.enabled.to_string()),
        ];
        if !registration.description.is_empty() {
            fields.push(("description", registration.description.clone()));
        }
        if let Some(sha256) = &registration.sha256 {
            fields.push(("sha256", sha256.clone()));
        }
        for (name, value) in fields {
            form.append_with_str(name, &value)?;
        }
        form.append_with_blob(MODULE, file)?;
        Ok(form)
    }

    /// The names that are taken, as far as can be known before the server is asked to register one.
    ///
    /// # Errors
    /// The server's refusal, or that it cannot be reached.
    pub async fn taken_names() -> SendResult<Vec<TakenName>> {
        #[derive(Deserialize)]
        struct Names {
            plugins: Vec<TakenName>,
        }
        let names = http::get::<Names>("/v1/wasm/plugins").await?;
        Ok(names.value.plugins)
    }
}

#[cfg(feature = "ssr")]
mod side {
    use acteon_api_types::{PluginDetail, PluginRegistered};
    use web_sys::File;

    use super::{Progress, Registration, TakenName, Uploaded};
    use crate::ApiError;
    use crate::data::SendResult;

    /// There is none on the server.
    #[derive(Clone)]
    pub struct Upload(());

    #[expect(clippy::unused_async, reason = "asynchronous in the browser")]
    impl Upload {
        /// Never called: files are sent by a browser.
        ///
        /// # Errors
        /// Always.
        pub fn new() -> SendResult<Self> {
            Err(ApiError::Unreachable)
        }

        /// Never called.
        pub fn cancel(&self) {}

        /// Never called.
        ///
        /// # Errors
        /// Always.
        pub async fn register(
            &self,
            _: Registration,
            _: File,
            _: impl Fn(Progress) + 'static,
        ) -> SendResult<Uploaded<PluginRegistered>> {
            Err(ApiError::Unreachable)
        }

        /// Never called.
        ///
        /// # Errors
        /// Always.
        pub async fn replace(
            &self,
            _: &str,
            _: u64,
            _: File,
            _: impl Fn(Progress) + 'static,
        ) -> SendResult<Uploaded<PluginDetail>> {
            Err(ApiError::Unreachable)
        }
    }

    /// Never called.
    ///
    /// # Errors
    /// Always.
    pub async fn taken_names() -> SendResult<Vec<TakenName>> {
        Err(ApiError::Unreachable)
    }
}

pub use side::{Upload, taken_names};
