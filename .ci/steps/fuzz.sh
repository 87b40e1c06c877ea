# Half a minute of every subject of fuzzing, from the inputs that are kept and with a fixed seed, two at a time. Exploring
# takes hours and is done by hand (`fuzz/run`).
command -v c++ >/dev/null || not_run 'libFuzzer needs a C++ compiler'
run timeout 1500 fuzz/run --anew --seconds 30 --jobs 2
