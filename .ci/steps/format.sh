run cargo fmt --all --check
