# The first command of the README, in a clean clone. It leaves a release build that later steps use.
run git clone --quiet --no-hardlinks "$checkout" "$clone"
cd "$clone"
try=$(readme_command run)
[ -n "$try" ] || fail 'README.md has no <!-- ci:run --> before a code block'
printf '$ %s\n' "$try"
# It shows findings in a sample: those are exit code 1.
bash -euo pipefail -c "$try" || [ $? -eq 1 ] || fail 'the command of the README does not work'
