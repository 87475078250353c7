//! Large answers count as what their client holds, until they are sent: who does not read them must
//! not pile them up.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Frame, SizeHint};

use crate::bodies::BodyOf;
use crate::extract::no_room;

/// Smaller answers are not counted; how many there can be is bounded by the connections.
const LARGE: u64 = 64 * 1024;

/// Refuses a large answer to a request that changes nothing when its client holds too many.
pub(super) async fn count(request: Request, next: Next) -> Response {
    let counted = (request.method() == Method::GET)
        .then(|| request.extensions().get::<BodyOf>().cloned())
        .flatten();
    let response = next.run(request).await;
    let size = response.body().size_hint().exact().unwrap_or(0);
    let (Some(counted), true) = (counted, size >= LARGE) else {
        return response;
    };
    match counted.arrived(usize::try_from(size).unwrap_or(usize::MAX)) {
        Ok(()) => response.map(|body| {
            Body::new(Leaving {
                body,
                _counted: counted,
            })
        }),
        Err(_) => no_room().into_response(),
    }
}

/// An answer that is counted until it is gone.
struct Leaving {
    body: Body,
    _counted: BodyOf,
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
