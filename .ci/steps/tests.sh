# The second command of the README: all tests.
tests=$(readme_command test)
[ -n "$tests" ] || fail 'README.md has no <!-- ci:test --> before a code block'
printf '$ %s\n' "$tests"
status=0
bash -euo pipefail -c "$tests" 2>&1 | tee "$work/tests.log" || status=1
count_cargo_tests "$work/tests.log"
exit "$status"
