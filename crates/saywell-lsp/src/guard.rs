//! What stands between the library and our handlers, and cures what the library does wrong: it refuses parameters that
//! say nothing, misreads the name of a capability, breaks off at `exit` what it was asked before, and ends when a handler
//! panics.

use crate::frames::MALFORMED;
use crate::log::Log;
use futures_util::FutureExt;
use futures_util::future::ready;
use serde_json::Value;
use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_service::Service;

/// The service with its cures.
pub(crate) struct Guard<S> {
    inner: S,
    shut_down: Arc<AtomicBool>,
    log: Log,
}

impl<S> Guard<S> {
    /// Stands before `inner`, and notes in `shut_down` when the client says `shutdown`.
    pub(crate) fn new(inner: S, shut_down: Arc<AtomicBool>, log: Log) -> Self {
        Self { inner, shut_down, log }
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
        let method = request.method().to_owned();
        let log = self.log;
        log.line(format_args!("{method}"));
        match method.as_str() {
            // The input ends behind it, and with that the server, when everything is answered.
            "exit" => return ready(Ok(None)).boxed(),
            MALFORMED => {
                let answer = Response::from_error(Id::Null, Error::parse_error());
                return ready(Ok(Some(answer))).boxed();
            }
            "shutdown" => self.shut_down.store(true, Ordering::SeqCst),
            _ => {}
        }
        let id = request.id().cloned();
        let started = Instant::now();
        let answer = self.inner.call(as_the_library_reads_it(without_empty_params(request)));
        let answer = AssertUnwindSafe(answer).catch_unwind();
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
        ("shutdown", Some(_)) => true,
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

/// The client tells in `workspace.diagnostics` whether it can be asked to ask again; the library looks for it in
/// `workspace.diagnostic`.
fn as_the_library_reads_it(request: Request) -> Request {
    if request.method() != "initialize" {
        return request;
    }
    let (method, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    let workspace = params.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut);
    if let Some(workspace) = workspace
        && let Some(told) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".to_owned(), told);
    }
    let renamed = Request::build(method).params(params);
    match id {
        Some(id) => renamed.id(id).finish(),
        None => renamed.finish(),
    }
}

/// The answer to a request whose handler panicked; the panic's words stay here, since they may hold a document's.
fn internal_error(id: Option<Id>, _: Box<dyn Any + Send>) -> Option<Response> {
    Some(Response::from_error(id?, Error::internal_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A service whose handlers panic.
    struct Panics;

    impl Service<Request> for Panics {
        type Response = Option<Response>;
        type Error = ExitedError;
        type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Request) -> Self::Future {
            async { panic!("a handler panics, as it should in this test") }.boxed()
        }
    }

    #[tokio::test]
    async fn a_handler_that_panics_fails_alone() {
        let mut guard = Guard::new(Panics, Arc::default(), Log(false));
        for _ in 0..2 {
            let answer = guard.call(Request::build("x").id(7).finish()).await;
            let answer = answer.ok().flatten().expect("an answer");
            assert_eq!(answer.error().map(|error| error.code.code()), Some(-32603));
            let silent = guard.call(Request::build("x").finish()).await;
            assert!(matches!(silent, Ok(None)));
        }
    }
}
