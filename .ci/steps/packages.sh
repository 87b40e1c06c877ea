# The packages for this platform: built from the release build that there is, installed in clean places, and tried.
python_tools 'maturin>=1.9,<2'
command -v npm >/dev/null || not_run 'npm is missing'
run packages/build.sh "$work/packages"
status=0
run packages/test.sh "$work/packages" | tee "$work/packages.log" || status=1
count_plain "$work/packages.log"
exit "$status"
