//! The arguments, as clap reads them. Doc comments are the help.

use crate::commands;
use crate::reading::ReadChoice;
use crate::streams::{ColorChoice, Output, use_color};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use saywell_config::{FailOn, audience_from_name, parse_size};
use saywell_engine::AddressedTo;
use saywell_engine::document::{Encoding, Format};
use std::path::PathBuf;

/// Finds wording that can hurt people who have been harmed, says why, and offers better words.
#[derive(Debug, Parser)]
#[command(name = "saywell", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  saywell check                       look at the documents in this folder and below
  saywell check letter.md             look at one file
  saywell fix --diff letter.md        show what could be changed safely
  saywell explain prostitute          say what a rule is about

Exit codes: 0 nothing found at the threshold, 1 something found, 2 something could not be done.";

/// The commands, one module each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(commands::check::Check),
    Fix(commands::fix::Fix),
    Baseline(commands::baseline::Accept),
    Suppressions(commands::suppressions::Suppressions),
    Explain(commands::explain::Explain),
    Rules(commands::rules::Rules),
    Test(commands::test::Test),
    Init(commands::init::Init),
    Config(commands::config::ShowConfig),
    Text(commands::text::ShowText),
    Lsp(commands::lsp::Serve),
    Schema(commands::schema::ShowSchema),
    Completions(commands::completions::Completions),
    #[command(hide = true)]
    Man(commands::man::Man),
}

/// Which files, and how they are read.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Files")]
pub(crate) struct FileArgs {
    /// Files, folders and globs; `-` is standard input
    ///
    /// In folders, files in a known format are looked at (.txt, .md and the like); hidden files, links and what
    /// .gitignore names are left out. A file that is named itself is always looked at.
    #[arg(value_name = "PATH", default_value = ".", help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,

    /// The name that standard input is given: it tells the format and the configuration
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Leave out files and folders like this; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

    /// Leave out files that are named themselves, too, where they are excluded or in no known format
    ///
    /// For programs that name every changed file, such as pre-commit.
    #[arg(long)]
    pub(crate) force_exclude: bool,

    #[command(flatten)]
    pub(crate) reading: ReadArgs,

    /// The largest file that is looked at, such as 20MB [default: 256MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub(crate) max_file_size: Option<u64>,

    /// Look at files in other languages too: rules for English find little there
    #[arg(long)]
    pub(crate) any_language: bool,

    /// How many files are read at once [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,

    /// Do not show how far a long run has got
    ///
    /// It is shown at a terminal only, on standard error, and so is what a long run took.
    #[arg(long, help_heading = "Output")]
    pub(crate) no_progress: bool,
}

/// How files are read.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Files")]
pub(crate) struct ReadArgs {
    /// Read every file in this format, whatever its name
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(crate) format_in: Option<Format>,

    /// The encoding of files that do not tell theirs, such as windows-1252 [default: utf-8]
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub(crate) encoding: Option<Encoding>,

    /// Read only these columns of CSV files: names or numbers, with commas between them
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,

    /// Read only what stands under these keys of JSON and YAML files: `body`, or `letter.body`
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) keys: Vec<String>,
}

/// Which rules speak.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArgs {
    /// Lay this configuration over the nearest saywell.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Look for no saywell.toml
    #[arg(long)]
    pub(crate) no_config: bool,

    /// Add a rule pack: a TOML file, a folder of them, or the name of one that comes with saywell; may be repeated
    #[arg(long, value_name = "PACK")]
    pub(crate) pack: Vec<String>,

    /// Switch off a rule, a category or a pack; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(crate) ignore: Vec<String>,

    /// Switch off everything but a rule, a category or a pack; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Vec<String>,

    /// Whom the texts address: the people concerned (to), others (about), or as each text tells (auto)
    #[arg(long, value_name = "AUDIENCE", value_parser = audience_parser())]
    pub(crate) audience: Option<AddressedTo>,
}

/// What counts, and how it is shown.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct ShowArgs {
    /// The least severity that makes the exit code 1: error, warning, info or never [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on_parser(), hide_possible_values = true)]
    pub(crate) fail_on: Option<FailOn>,

    /// Say nothing but what went wrong and what was asked for
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

impl ShowArgs {
    /// Whether to colour what goes to standard output.
    pub(crate) fn use_color(&self, out: &Output) -> bool {
        use_color(self.color, out.is_terminal(), |name| std::env::var(name).ok())
    }
}

impl From<&ReadArgs> for ReadChoice {
    fn from(args: &ReadArgs) -> Self {
        Self { format: args.format_in, encoding: args.encoding }
    }
}

/// Tables for people or data for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::all().map(Format::name))
        .map(|name| Format::from_name(&name).unwrap_or(Format::Plain))
}

fn parse_encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name)
        .ok_or_else(|| "no such encoding; try utf-8, windows-1252 or latin1".to_owned())
}

fn audience_parser() -> impl TypedValueParser<Value = AddressedTo> {
    PossibleValuesParser::new(["auto", "to", "about"])
        .map(|name| audience_from_name(&name).unwrap_or_default())
}

fn fail_on_parser() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["error", "warning", "info", "never"])
        .map(|name| FailOn::from_name(&name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
