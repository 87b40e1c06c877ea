//! Runs a reader that others wrote so that nothing it does can end the program or keep it busy for ever.
//!
//! It runs on a thread of its own, with a stack of a known size, and hands out what it has as it goes. A panic ends that
//! thread, and is told as an error without the usual message; a reader that takes too long is left behind. What was
//! handed out before counts. Parts of its work can be tried by themselves, so that what goes wrong costs only them.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

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

/// What `work` handed out, and what happened to it if it did not come to its end.
pub(crate) fn run<T: Send + 'static>(
    most: Duration,
    work: impl FnOnce(&mut dyn FnMut(T)) + Send + 'static,
) -> (Vec<T>, Option<Trouble>) {
    keep_quiet();
    let until = Instant::now() + most;
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(NAME.to_owned()).stack_size(STACK).spawn(move || {
        // Nobody listens any more if it took too long.
        work(&mut |piece| drop(sender.send(piece)));
    });
    let Ok(thread) = thread else { return (Vec::new(), Some(Trouble::Panicked)) };
    let mut pieces = Vec::new();
    loop {
        match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(piece) => pieces.push(piece),
            Err(RecvTimeoutError::Timeout) => return (pieces, Some(Trouble::TooLong)),
            Err(RecvTimeoutError::Disconnected) => {
                return (pieces, thread.join().is_err().then_some(Trouble::Panicked));
            }
        }
    }
}

/// What `work` gives, or what happened to it; [`give_up`] ends it.
pub(crate) fn attempt<T>(work: impl FnOnce() -> T) -> Result<T, Trouble> {
    panic::catch_unwind(AssertUnwindSafe(work))
        .map_err(|why| if is_given_up(&*why) { Trouble::TooLong } else { Trouble::Panicked })
}

/// Ends the [`attempt`] that this is called in: it takes too long.
pub(crate) fn give_up() -> ! {
    panic::resume_unwind(Box::new(Trouble::TooLong))
}

fn is_given_up(why: &(dyn Any + Send)) -> bool {
    why.downcast_ref() == Some(&Trouble::TooLong)
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
    use super::{Trouble, attempt, give_up, run};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn outlives_what_it_runs() {
        let long = Duration::from_secs(60);
        assert_eq!(run(long, |out| out(1)), (vec![1], None));
        let panics = run(long, |out| {
            out(1);
            panic!("on purpose")
        });
        assert_eq!(panics, (vec![1], Some(Trouble::Panicked)));
        let sleeps = run(Duration::from_millis(50), |out| {
            out(1);
            thread::sleep(Duration::from_secs(1));
            out(2);
        });
        assert_eq!(sleeps, (vec![1], Some(Trouble::TooLong)));
    }

    #[test]
    fn goes_on_after_an_attempt() {
        let (all, trouble) = run(Duration::from_secs(60), |out| {
            out(attempt(|| 1));
            out(attempt(|| panic!("on purpose")));
            out(attempt(|| give_up()));
        });
        assert_eq!(all, [Ok(1), Err(Trouble::Panicked), Err(Trouble::TooLong)]);
        assert_eq!(trouble, None);
    }
}
