# The crash matrix of `saywell fix`, and that nothing goes over the network, with the release build.
if ! command -v strace >/dev/null; then
  { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y strace; } >/dev/null 2>&1 ||
    not_run 'strace is not installed, and cannot be here'
fi
strace -qq -e trace=none true || not_run 'programs may not be traced here'
export SAYWELL=$CARGO_TARGET_DIR/release/saywell
status=0
run cargo test --package saywell --test system-calls --locked -- --nocapture 2>&1 | tee "$work/system-calls.log" || status=1
# Without a network at all, the command does what it did.
if unshare -n true 2>/dev/null; then
  run unshare -n "$SAYWELL" check --quiet samples || [ $? -eq 1 ] || status=1
fi
count_cargo_tests "$work/system-calls.log"
exit "$status"
