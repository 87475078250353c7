//! Forms that work without scripts: each is posted to the page that it stands on.
//!
//! The hidden field `do` names the form. Its handler leads to another page, or the page itself is
//! rendered again with what was filled in and why it was refused, or with what came of it. The route
//! lets viewers in; what a form takes beyond that, its handler asks for.

mod playground;
mod plugin;
mod register;
mod rules;
mod session;

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use acteon_app::data::forms::Done;
use acteon_app::{EVALUATE, Submitted};
use acteon_gateway::auth::{Caller, Role};
use axum::RequestExt as _;
use axum::body::Body;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde_json::Value;

use super::{page, theme};
use crate::AppState;
use crate::client::Connection;
use crate::error::ApiError;
use crate::extract::{CallerOf, PageForm};

/// The field that names the form.
const DO: &str = "do";
/// Fields that are not shown again.
const SECRET: [&str; 1] = ["key"];
/// Stands for every page.
const ANY: &str = "*";

type Handling = Pin<Box<dyn Future<Output = Result<FormEnd, ApiError>> + Send>>;

/// What is done about a form.
type Handler = fn(Posted) -> Handling;

/// Every form: the route of its page, its name, its handler.
#[rustfmt::skip]
const FORMS: &[(&str, &str, Handler)] = &[
    (ANY, "sign-out", |posted| Box::pin(session::sign_out(posted))),
    (ANY, "theme", |posted| Box::pin(theme::choose(posted))),
    ("/sign-in", "sign-in", |posted| Box::pin(session::sign_in(posted))),
    ("/register-plugin", "register", |posted| Box::pin(register::register(posted))),
    ("/plugins/{name}", "enable", |posted| Box::pin(plugin::switch(posted, true))),
    ("/plugins/{name}", "disable", |posted| Box::pin(plugin::switch(posted, false))),
    ("/plugins/{name}", "update", |posted| Box::pin(plugin::update(posted))),
    ("/plugins/{name}", "replace", |posted| Box::pin(plugin::replace(posted))),
    ("/plugins/{name}", "restore", |posted| Box::pin(plugin::restore(posted))),
    ("/plugins/{name}", "delete", |posted| Box::pin(plugin::delete(posted))),
    ("/plugins/{name}", "test", |posted| Box::pin(plugin::test(posted))),
    ("/playground", EVALUATE, |posted| Box::pin(playground::evaluate(posted))),
    ("/rules", "enable", |posted| Box::pin(rules::switch(posted, true))),
    ("/rules", "disable", |posted| Box::pin(rules::switch(posted, false))),
    ("/rules", "reload", |posted| Box::pin(rules::reload(posted))),
];

fn handler(page: &str, name: &str) -> Option<Handler> {
    let mut all = FORMS.iter();
    let found = all.find(|(on, form, _)| (*on == page || *on == ANY) && *form == name);
    found.map(|(_, _, handler)| *handler)
}

/// A form that was sent.
pub(super) struct Posted {
    pub(super) state: AppState,
    /// None on the page where one signs in.
    caller: Option<Arc<Caller>>,
    pub(super) connection: Connection,
    pub(super) headers: HeaderMap,
    /// The path of the page.
    pub(super) path: String,
    /// The name in the path; empty when it has none.
    pub(super) name: String,
    /// What was filled in.
    pub(super) fields: BTreeMap<String, String>,
    /// The module that was chosen.
    pub(super) module: Option<Vec<u8>>,
}

impl Posted {
    /// What was filled in; empty when the form has no such field.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The caller, when their role includes `role`, which `to` (a verb and its object) needs.
    ///
    /// # Errors
    /// 401 on a page that anybody may see, 403 for a smaller role.
    pub(super) fn caller(&self, role: Role, to: &str) -> Result<Arc<Caller>, ApiError> {
        let caller = self.caller.as_ref();
        let caller = caller.ok_or_else(|| ApiError::unauthenticated("this takes a session"))?;
        caller.require(role, to)?;
        Ok(Arc::clone(caller))
    }
}

/// How a form that was not refused ends.
pub(super) enum FormEnd {
    /// Leads to another page, or to the same one anew.
    Redirect {
        /// An address on this server.
        to: String,
        /// A cookie to set.
        cookie: Option<HeaderValue>,
    },
    /// The page shows what came of it: the answer of the REST API's operation.
    Result(Value),
}

impl FormEnd {
    /// Leads to a page, which says what was done.
    pub(super) fn done(path: &str, done: Done) -> Self {
        Self::Redirect {
            to: done_at(path, done),
            cookie: None,
        }
    }
}

/// The address of a page that says what was done.
fn done_at(path: &str, done: Done) -> String {
    format!("{path}?done={}", done.as_str())
}

/// Does what a form asks for.
pub(super) async fn submit(State(state): State<AppState>, mut request: Request) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let names = request.extract_parts::<RawPathParams>().await.ok();
    let (parts, body) = request.into_parts();
    let caller = parts.extensions.get::<CallerOf>().cloned();
    let mut form = PageForm::default();
    let request = Request::from_parts(parts.clone(), body);
    let read = form.read(request, &state, caller.is_none()).await;
    let name = form.fields.remove(DO).unwrap_or_default();
    let mut fields = form.fields.clone();
    fields.retain(|name, _| !SECRET.contains(&name.as_str()));
    let posted = Posted {
        caller: caller.map(|caller| caller.0),
        connection: Connection::of(&parts.extensions),
        headers: parts.headers.clone(),
        path: parts.uri.path().to_owned(),
        name: names
            .and_then(|names| Some(names.iter().next()?.1.to_owned()))
            .unwrap_or_default(),
        fields: form.fields,
        module: form.module,
        state: state.clone(),
    };
    let page = route.as_ref().map_or("", MatchedPath::as_str);
    let ended = match (read, handler(page, &name)) {
        (Err(refused), _) => Err(refused),
        (Ok(()), Some(handler)) => handler(posted).await,
        (Ok(()), None) => Err(ApiError::invalid(format!(
            "this page has no form `{name}`; its field `{DO}` names it"
        ))),
    };
    let mut submitted = Submitted {
        form: name,
        fields,
        error: None,
        result: None,
    };
    let (status, retry_after) = match ended {
        Ok(FormEnd::Redirect { to, cookie }) => return redirect(&to, cookie),
        Ok(FormEnd::Result(result)) => {
            submitted.result = Some(result);
            (StatusCode::OK, None)
        }
        Err(refused) => {
            let about = (refused.status(), refused.retry_after_seconds());
            submitted.error = Some(refused.into());
            about
        }
    };
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    request.headers_mut().remove(header::CONTENT_LENGTH);
    request.headers_mut().remove(header::CONTENT_TYPE);
    let mut response = page::render(state, request, Some(submitted)).await;
    // What the page itself lacks is worse than a form that was refused.
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    if let Some(seconds) = retry_after {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn redirect(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
