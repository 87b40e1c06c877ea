RUSTDOCFLAGS='-D warnings' run cargo doc --no-deps --workspace --locked
