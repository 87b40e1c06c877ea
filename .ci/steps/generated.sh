# Generated files are current. A test that fails here fails again among the tests, where it is shown.
SNAPSHOTS=overwrite run cargo test --workspace --all-features --locked --no-fail-fast --quiet >"$work/written.log" 2>&1 || true
status=0
run git diff --exit-code --stat || status=1
git checkout --quiet .
[ $status -eq 0 ] || fail 'write them with SNAPSHOTS=overwrite cargo test --workspace --all-features'
