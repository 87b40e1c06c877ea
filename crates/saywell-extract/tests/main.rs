//! Documents made in memory, read and marked as their users would see it.

// A test fails by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod docx;
mod marks;
mod odt;
mod odt_marks;
mod package;
mod refused;
