//! The form that a browser sends without scripts.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::http::header;
use tokio::task::block_in_place;

use super::body::{self, Whole};
use super::upload::fields::twice;
use super::upload::form::{self, Fields, MAX_FIELDS};
use super::upload::module_limit;
use crate::AppState;
use crate::error::ApiError;

const URLENCODED: &str = "application/x-www-form-urlencoded";
/// Longest form that is parsed without handing on what else waits for the thread, in bytes.
const SMALL: usize = 64 * 1024;

/// What was filled in.
#[derive(Debug, Default)]
pub(crate) struct PageForm {
    /// Fields with text.
    pub(crate) fields: BTreeMap<String, String>,
    /// The module that was chosen.
    pub(crate) module: Option<Vec<u8>>,
}

impl PageForm {
    /// Reads the body of a request into the form. What had arrived before an error is there, so that
    /// it can be shown again.
    ///
    /// `public` is for whoever has not signed in: a small form without a file.
    ///
    /// # Errors
    /// The body is no form, too large or too slow, or there is no room for it.
    pub(crate) async fn read(
        &mut self,
        request: Request,
        state: &AppState,
        public: bool,
    ) -> Result<(), ApiError> {
        let media_type = body::media_type(request.headers());
        let (limit, timeout) = (
            state.config.server.max_body_bytes,
            state.config.server.body_timeout(),
        );
        match media_type.as_deref() {
            Some(URLENCODED) if public => {
                let body = body::read_public(request, state).await?;
                self.parse(body).await
            }
            Some(URLENCODED) => self.parse(body::read(request, limit, timeout).await?).await,
            Some("multipart/form-data") if !public => {
                let reading = form::read(request, state, module_limit(state), self);
                tokio::time::timeout(timeout, reading)
                    .await
                    .map_err(|_| body::too_slow(timeout))?
            }
            _ => Err(body::unsupported(media_type, URLENCODED)),
        }
    }

    async fn parse(&mut self, body: Whole) -> Result<(), ApiError> {
        let Whole { bytes, counted } = body;
        // Before they are parsed: a field can have no more than its separator.
        if bytes.iter().filter(|byte| **byte == b'&').count() >= MAX_FIELDS {
            return Err(ApiError::invalid(format!(
                "the form has more than {MAX_FIELDS} fields"
            )));
        }
        counted.parsed(bytes.len()).map_err(|_| super::no_room())?;
        let large = bytes.len() > SMALL;
        let request = Request::post("/")
            .header(header::CONTENT_TYPE, URLENCODED)
            .body(Body::from(bytes));
        let request = request.map_err(|_| ApiError::internal())?;
        let parsing = Form::<Vec<(String, String)>>::from_request(request, &());
        // It is all there, so that nothing is waited for.
        let parsed = if large {
            block_in_place(|| tokio::runtime::Handle::current().block_on(parsing))
        } else {
            parsing.await
        };
        let Form(fields) = parsed.map_err(|rejection| body::broken(rejection.body_text()))?;
        for (name, text) in fields {
            self.text(&name, text)?;
        }
        Ok(())
    }
}

impl Fields for PageForm {
    fn text(&mut self, name: &str, text: String) -> Result<(), ApiError> {
        match self.fields.insert(name.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(twice(name)),
        }
    }

    /// A browser sends an empty file when none was chosen.
    fn module(&mut self, name: &str, module: Vec<u8>) -> Result<(), ApiError> {
        if module.is_empty() {
            return Ok(());
        }
        match self.module.replace(module) {
            None => Ok(()),
            Some(_) => Err(twice(name)),
        }
    }
}
