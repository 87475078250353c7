//! A body that ends with an error when it is too large, but not before it was read for a while.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;

/// How much of a body that is too large is read on and thrown away, so that the client, still
/// sending, gets to read the answer.
const DRAINED_BYTES: usize = 64 * 1024 * 1024;

/// The body is larger than allowed.
#[derive(Debug, thiserror::Error)]
#[error("the body is too large")]
pub(super) struct TooLarge;

/// Passes on the frames of a body until they are more than the limit.
pub(super) struct Limited {
    body: Body,
    limit: usize,
    seen: usize,
}

impl Limited {
    /// `limit` is in bytes.
    pub(super) fn new(body: Body, limit: usize) -> Self {
        Self {
            body,
            limit,
            seen: 0,
        }
    }
}

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        loop {
            if this.seen > this.limit.saturating_add(DRAINED_BYTES) {
                return Poll::Ready(Some(Err(TooLarge.into())));
            }
            match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    let bytes = frame.data_ref().map_or(0, Bytes::len);
                    this.seen = this.seen.saturating_add(bytes);
                    if this.seen <= this.limit {
                        return Poll::Ready(Some(Ok(frame)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None if this.seen > this.limit => {
                    return Poll::Ready(Some(Err(TooLarge.into())));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
