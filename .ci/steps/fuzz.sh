# A short run of every fuzz target, the same each time: a fixed seed and number of inputs, from the inputs that are kept.
# Exploring takes hours and is done by hand (`fuzz/run`).
command -v c++ >/dev/null || not_run 'libFuzzer needs a C++ compiler'
run timeout 1500 fuzz/run --runs 2000 --most-seconds 20
