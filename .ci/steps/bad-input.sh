# The tables of bad inputs, with the release build and as an ordinary user.
export SAYWELL=$CARGO_TARGET_DIR/release/saywell
status=0
run cargo test --package saywell --test bad-input --locked -- --color never 2>&1 | tee "$work/bad-input.log" || status=1
count_cargo_tests "$work/bad-input.log"
exit "$status"
