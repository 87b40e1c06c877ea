//! Interruptions wait for the file in hand, so that no half-made copy of a text is left behind.

use std::sync::{Mutex, MutexGuard, PoisonError};

static IN_HAND: Mutex<()> = Mutex::new(());

/// While this is held, no signal ends the program.
pub(crate) fn hold() -> MutexGuard<'static, ()> {
    IN_HAND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on a signal that asks the program to end waits until nothing is held. The exit code is then 128 and the
/// signal's number, as shells have it.
///
/// Where signals cannot be waited for they end the program at once.
#[cfg(unix)]
pub(crate) fn wait_for_hold() {
    use signal_hook::consts::{SIGXFSZ, TERM_SIGNALS};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    // Where files may not grow any further, writing fails and is told, rather than that the system ends the program.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let Ok(mut signals) = Signals::new(TERM_SIGNALS) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let _guard = hold();
            // This thread has no other way to end the program.
            #[allow(clippy::exit)]
            std::process::exit(128 + signal);
        }
    });
}

/// Signals end the program at once.
#[cfg(not(unix))]
pub(crate) fn wait_for_hold() {}
