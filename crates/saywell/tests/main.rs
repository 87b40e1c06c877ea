//! The command, tried as its users run it.

// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod against;
mod bytes;
mod desk;
mod documentation;
mod files;
mod generated;
mod lsp;
mod patches;
mod stepwise;
mod streams;
mod tidy;

/// The cases in `tests/cli`: each file holds command lines with what they print and how they end.
#[test]
fn cli() {
    trycmd::TestCases::new()
        .default_bin_path(env!("CARGO_BIN_EXE_saywell"))
        .case("../../tests/cli/*.trycmd")
        .case("../../tests/cli/*.toml");
}
