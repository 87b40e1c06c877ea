//! Runs a reader that others wrote so that nothing it does can end the program or keep it busy for ever.
//!
//! It runs on a thread of its own, with a stack of a known size. A panic ends that thread, and is told as an error
//! without the usual message; a reader that takes too long is left behind.

use std::panic;
use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The name of the threads on which readers run.
const NAME: &str = "saywell-guarded";

/// Bytes of stack: for readers that go down one call for each level of nesting.
const STACK: usize = 64 * 1024 * 1024;

/// What happened instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The reader panicked.
    Panicked,
    /// The reader took longer than it may.
    TooLong,
}

/// What `work` gives, or what happened to it.
pub(crate) fn run<T: Send + 'static>(
    most: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    keep_quiet();
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(NAME.to_owned()).stack_size(STACK).spawn(move || {
        // Nobody listens any more if it took too long.
        let _ = sender.send(work());
    });
    if thread.is_err() {
        return Err(Trouble::Panicked);
    }
    receiver.recv_timeout(most).map_err(|error| match error {
        RecvTimeoutError::Timeout => Trouble::TooLong,
        RecvTimeoutError::Disconnected => Trouble::Panicked,
    })
}

/// Keeps the messages of panics on guarded threads off the terminal.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if thread::current().name() != Some(NAME) {
                usual(about);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::{Trouble, run};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn outlives_what_it_runs() {
        let long = Duration::from_secs(60);
        assert_eq!(run(long, || 1), Ok(1));
        assert_eq!(run::<u8>(long, || panic!("on purpose")), Err(Trouble::Panicked));
        let short = Duration::from_millis(10);
        assert_eq!(run(short, || thread::sleep(Duration::from_millis(500))), Err(Trouble::TooLong));
    }
}
