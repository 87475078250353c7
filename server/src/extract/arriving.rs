//! A body whose bytes are counted as they arrive.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use hyper::body::{Frame, SizeHint};

use crate::bodies::BodyOf;
use crate::error::ApiError;

/// Passes on the frames of a body while there is room for them.
pub(super) struct Arriving {
    body: Body,
    counted: BodyOf,
}

impl Arriving {
    /// Takes the body of a request, which has an empty one from then on.
    pub(super) fn take(request: &mut Request) -> Result<Self, ApiError> {
        // The outermost layer puts it there.
        let counted = request.extensions_mut().remove();
        Ok(Self {
            counted: counted.ok_or_else(ApiError::internal)?,
            body: std::mem::take(request.body_mut()),
        })
    }

    /// What counts the body.
    pub(super) fn counted(&self) -> BodyOf {
        self.counted.clone()
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            let frame = frame?;
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            self.counted.arrived(bytes)?;
            Ok(frame)
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
