//! What stands between the library and our handlers, and cures what the library does wrong: `exit` ends the server
//! though the client keeps its end open; `shutdown` and others take parameters that say nothing; a handler that panics
//! fails alone.

use crate::log::Log;
use futures_util::FutureExt;
use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_service::Service;

/// Whether and how the client ended the server.
#[derive(Clone, Default)]
pub(crate) struct Ending(Arc<Signals>);

#[derive(Default)]
struct Signals {
    shut_down: AtomicBool,
    exited: AtomicBool,
    exit: Notify,
}

impl Ending {
    /// Whether `shutdown` came before the end.
    pub(crate) fn is_orderly(&self) -> bool {
        self.0.shut_down.load(Ordering::SeqCst)
    }

    /// A reader that ends when `exit` has come, so that all that was asked for before is still answered.
    pub(crate) fn reader<R>(&self, inner: R) -> UntilExit<R> {
        let signals = Arc::clone(&self.0);
        let exit = Box::pin(async move { signals.exit.notified().await });
        UntilExit { inner, exit, exited: false }
    }

    fn exit(&self) {
        self.0.exited.store(true, Ordering::SeqCst);
        self.0.exit.notify_one();
    }
}

/// A stream that ends at `exit`.
pub(crate) struct UntilExit<R> {
    inner: R,
    exit: Pin<Box<dyn Future<Output = ()> + Send>>,
    exited: bool,
}

impl<R: AsyncRead + Unpin> AsyncRead for UntilExit<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        self.exited = self.exited || self.exit.as_mut().poll(context).is_ready();
        if self.exited {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

/// The service with its cures.
pub(crate) struct Guard<S> {
    inner: S,
    ending: Ending,
    log: Log,
}

impl<S> Guard<S> {
    /// Stands before `inner`.
    pub(crate) fn new(inner: S, ending: Ending, log: Log) -> Self {
        Self { inner, ending, log }
    }
}

type Answer = Result<Option<Response>, ExitedError>;

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let request = without_empty_params(request);
        let method = request.method().to_owned();
        let id = request.id().cloned();
        let log = self.log;
        log.line(format_args!("{method}"));
        match method.as_str() {
            "shutdown" => self.ending.0.shut_down.store(true, Ordering::SeqCst),
            "exit" => self.ending.exit(),
            _ => {}
        }
        let started = Instant::now();
        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        Box::pin(async move {
            let answer = answer.await.unwrap_or_else(|panic| Ok(internal_error(id, panic)));
            log.line(format_args!("{method} took {} µs", started.elapsed().as_micros()));
            answer
        })
    }
}

/// Some clients send `null` or `{}` where the protocol has no parameters, and the library refuses them.
fn without_empty_params(request: Request) -> Request {
    let says_nothing = match (request.method(), request.params()) {
        ("shutdown" | "exit", Some(_)) => true,
        (_, Some(params)) => params.is_null(),
        (_, None) => false,
    };
    if !says_nothing {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

/// The answer to a request whose handler panicked; the panic's words stay here, since they may hold a document's.
fn internal_error(id: Option<Id>, _: Box<dyn Any + Send>) -> Option<Response> {
    Some(Response::from_error(id?, Error::internal_error()))
}
