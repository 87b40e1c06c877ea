//! What is chosen in the end, from files and flags laid over each other.

#![allow(clippy::expect_used, reason = "a test stops where something is missing")]

use saywell_config::{
    Config, FILE_NAME, FailOn, Flags, PackChoice, Resolved, TEMPLATE, find, load, parse, parse_size,
};
use saywell_engine::rules::Severity;
use saywell_engine::{AddressedTo, RuleChoice, Settings, SettingsError};
use snapbox::{assert_data_eq, file};
use std::fs;
use std::path::{Path, PathBuf};

const NEAREST: &str = r#"
packs = ["exploitation", "./house.toml"]
baseline = "./saywell.baseline"
audience = "about"
fail-on = "error"
max-file-size = "2MB"
exclude = ["archive", "*.bak.md"]
ignore-words = [{ phrase = "Hooker County", reason = "a place" }]

[rules]
"exploitation/raid" = "off"
labels = "error"
"exploitation/prostitute" = { severity = "info", reason = "house \"rule\"" }

[speakers]
professional = ["Intake worker"]

[style]
person = "victim"

[[file]]
paths = ["letters/**"]
audience = "to"
ignore-words = ["Sincerely"]
rules = { "exploitation/prostitute" = "error" }
speakers = { subject = ["Client"] }
style = { person = "survivor", identity = "either" }

[[file]]
paths = ["letters/legal", "*.court.md"]
style = { person = "victim" }
"#;

fn config(text: &str) -> Config {
    parse("saywell.toml", text).expect("a good file")
}

fn resolved(layers: Vec<Config>) -> Resolved {
    Resolved::new(layers).expect("good layers")
}

fn settings(resolved: &Resolved, path: &str) -> Settings {
    resolved.settings_for(Path::new(path))
}

fn rule(rules: &str, severity: Option<Severity>) -> RuleChoice {
    RuleChoice { rules: rules.to_owned(), severity }
}

#[test]
fn nothing_chosen() {
    let resolved = resolved(vec![config("")]);
    assert_eq!(settings(&resolved, "a.md"), Settings::default());
    assert!(resolved.packs.is_empty());
    assert_eq!(resolved.fail_on.value, FailOn::Warning);
    assert_eq!(resolved.max_file_size.value, 256 << 20);
    assert!(!resolved.require_reason.value);
    assert!(!resolved.excludes(Path::new("a.md")));
}

#[test]
fn a_file_chooses() {
    let resolved = resolved(vec![config(NEAREST)]);
    let names: Vec<_> = resolved.packs.iter().map(|pack| &pack.value).collect();
    assert_eq!(
        names,
        [&PackChoice::Named("exploitation".into()), &PackChoice::File("house.toml".into())]
    );
    assert_eq!(resolved.fail_on.value.threshold(), Some(Severity::Error));
    assert_eq!(resolved.max_file_size.value, 2_000_000);
    for (path, expected) in [("archive/2019/a.md", true), ("b/c.bak.md", true), ("b/c.md", false)] {
        assert_eq!(resolved.excludes(Path::new(path)), expected, "{path}");
    }
    let settings = settings(&resolved, "report.md");
    assert_eq!(settings.audience, AddressedTo::About);
    // Rules named in full come last, so that they beat packs and categories.
    let rules = [
        rule("labels", Some(Severity::Error)),
        rule("exploitation/raid", None),
        rule("exploitation/prostitute", Some(Severity::Info)),
    ];
    assert_eq!(settings.rules, rules);
    assert_eq!(settings.ignored_words[0].phrase, "Hooker County");
    assert_eq!(settings.speakers.professional, ["Intake worker"]);
    assert_eq!(settings.style["person"], "victim");
}

#[test]
fn sections_override_for_their_files() {
    let resolved = resolved(vec![config(NEAREST)]);
    let letter = settings(&resolved, "letters/spring/a.md");
    assert_eq!(letter.audience, AddressedTo::To);
    assert_eq!(letter.rules.last(), Some(&rule("exploitation/prostitute", Some(Severity::Error))));
    assert_eq!(letter.ignored_words.len(), 2);
    assert_eq!(letter.speakers.subject, ["Client"]);
    assert_eq!(
        (letter.style["person"].as_str(), letter.style["identity"].as_str()),
        ("survivor", "either")
    );
    let legal = settings(&resolved, "./letters/legal/a.md");
    assert_eq!((legal.audience, legal.style["person"].as_str()), (AddressedTo::To, "victim"));
    assert_eq!(settings(&resolved, "a.court.md").audience, AddressedTo::About);
}

#[test]
fn upper_layers_win() {
    let other = "packs = [\"other\"]\nfail-on = \"never\"\nexclude = [\"drafts\"]\n[rules]\nlabels = \"info\"\n[style]\nperson = \"person-first\"\n";
    let flags = Flags {
        audience: Some(AddressedTo::Auto),
        exclude: vec!["*.tmp.md".to_owned()],
        rules: vec![rule("exploitation", None)],
        ignore_words: vec!["Jane".to_owned()],
        max_file_size: Some(7),
        require_reason: Some(true),
        ..Flags::default()
    };
    let reasons = NEAREST.replace("\"off\"", "{ severity = \"off\", reason = \"x\" }");
    let reasons =
        reasons.replace("[\"Sincerely\"]", "[{ phrase = \"Sincerely\", reason = \"x\" }]");
    let layers = vec![config(&reasons), config(other), flags.into_config().expect("good flags")];
    let resolved = resolved(layers);
    assert_eq!(resolved.packs[0].value, PackChoice::Named("other".to_owned()));
    assert_eq!((resolved.fail_on.value, resolved.max_file_size.value), (FailOn::Never, 7));
    for path in ["archive/a.md", "drafts/a.md", "x/a.tmp.md"] {
        assert!(resolved.excludes(Path::new(path)), "{path}");
    }
    let settings = settings(&resolved, "letters/a.md");
    assert_eq!(settings.audience, AddressedTo::Auto);
    let last_two = &settings.rules[settings.rules.len() - 2..];
    assert_eq!(last_two, [rule("labels", Some(Severity::Info)), rule("exploitation", None)]);
    assert_eq!(settings.style["person"], "person-first");
    assert_eq!(settings.ignored_words.len(), 3);
    assert_eq!(resolved.origin_of("labels").expect("chosen").to_string(), "saywell.toml:5:1");
    assert_eq!(resolved.origin_of("Jane").expect("chosen").to_string(), "command line");
    assert!(resolved.origin_of("nobody").is_none());
    assert_data_eq!(resolved.explain(), file!["explain/layers.toml"].raw());
}

#[test]
fn explained_choices_are_the_choices() {
    let before = resolved(vec![config(NEAREST)]);
    let text = before.explain();
    assert_data_eq!(text.as_str(), file!["explain/one.toml"].raw());
    let after = resolved(vec![config(&text)]);
    for path in ["a.md", "letters/a.md", "letters/legal/a.md", "a.court.md"] {
        assert_eq!(settings(&after, path), settings(&before, path), "{path}");
    }
    assert_eq!(after.max_file_size.value, before.max_file_size.value);
    assert_data_eq!(resolved(Vec::new()).explain(), file!["explain/default.toml"].raw());
}

#[test]
fn odd_characters_are_explained_in_good_toml() {
    let odd = "a\"\\\u{1b}[31m\u{202e}\u{85}\n😀'";
    let text = format!(
        "[rules]\n{key} = \"off\"\n[style]\n[speakers]\nsubject = [{key}]\n",
        key = serde_json::to_string(odd).expect("a string")
    );
    let explained = resolved(vec![parse("a\nb\u{1b}.toml", &text).expect("a good file")]).explain();
    assert!(
        !explained.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'),
        "{explained}"
    );
    let again = resolved(vec![config(&explained)]);
    assert_eq!(settings(&again, "x").rules, [rule(odd, None)]);
    assert_eq!(settings(&again, "x").speakers.subject, [odd]);
}

#[test]
fn what_the_engine_says_gets_its_place() {
    let resolved = resolved(vec![config("[rules]\nlabels = \"off\"\nlabls = \"off\"\n")]);
    let messages =
        ["no rule is called “labls”; did you mean “labels”?", "something else"].map(str::to_owned);
    let errors = resolved.locate(&SettingsError { messages: messages.to_vec() });
    let expected = "saywell.toml:3:1: no rule is called “labls”; did you mean “labels”?\nsettings: something else";
    assert_eq!(errors.to_string(), expected);
}

#[test]
fn bad_flags_are_told() {
    let flags = Flags {
        exclude: vec!["[".to_owned()],
        style: vec![("person".to_owned(), "x".to_owned()), ("persn".to_owned(), "x".to_owned())],
        ..Flags::default()
    };
    assert_eq!(flags.into_config().expect_err("three errors").0.len(), 3);
}

#[test]
fn sizes() {
    let cases = [
        ("10MB", Some(10_000_000)),
        ("10 MiB", Some(10 << 20)),
        (" 1kb ", Some(1000)),
        ("4096", Some(4096)),
        ("5 B", Some(5)),
        ("2GiB", Some(2 << 30)),
        ("", None),
        ("MB", None),
        ("-1", None),
        ("1.5MB", None),
        ("10 TB", None),
        ("99999999999GB", None),
        ("é", None),
        ("1é", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_size(text).ok(), expected, "{text}");
    }
}

/// The template as it is, and with every setting switched on.
#[test]
fn the_template_is_a_good_file() {
    let switched_on: String = TEMPLATE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.is_empty() && !setting.starts_with(' ') => setting,
            _ => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    assert_eq!(settings(&resolved(vec![config(TEMPLATE)]), "a.md"), Settings::default());
    let all = resolved(vec![config(&switched_on)]);
    assert_eq!(all.settings_for(Path::new("letters/a.md")).audience, AddressedTo::To);
    let table: toml::Table = switched_on.parse().expect("good TOML");
    let section = table["file"][0].as_table().expect("a section");
    let keys: Vec<&str> = table.keys().chain(section.keys()).map(String::as_str).collect();
    for key in [
        "packs",
        "audience",
        "fail-on",
        "exclude",
        "max-file-size",
        "require-reason",
        "rules",
        "ignore-words",
        "speakers",
        "style",
        "file",
        "paths",
    ] {
        assert!(keys.contains(&key), "{key}");
    }
}

/// Every example on the page is a good file.
#[test]
fn documented_examples_are_good_files() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let page = fs::read_to_string(page).expect("the page");
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() > 10);
    for example in examples {
        assert!(parse("saywell.toml", example).is_ok(), "{example}");
    }
}

struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            let path = project.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn load(&self, name: &str) -> Result<Config, String> {
        load(&self.path(name)).map_err(|errors| errors.to_string())
    }
}

#[test]
fn the_nearest_file_is_found() {
    let project = Project::new(&[
        ("saywell.toml", ""),
        ("a/.git/x", ""),
        ("a/b/c.md", ""),
        ("d/saywell.toml", ""),
        ("d/e/f.md", ""),
    ]);
    let found =
        |folder: &str| find(&project.path(folder)).expect("folders that can be looked into");
    assert_eq!(found("a/b"), Some(project.path(FILE_NAME)));
    assert_eq!(found("d/e"), Some(project.path("d").join(FILE_NAME)));
    assert_eq!(found("d"), Some(project.path("d").join(FILE_NAME)));
    assert_eq!(found("not/there"), Some(project.path(FILE_NAME)));
    assert_eq!(found("a/b/c.md"), Some(project.path(FILE_NAME)), "a file in place of a folder");
}

#[test]
fn a_loaded_file_counts_from_its_folder() {
    let project = Project::new(&[
        ("saywell.toml", "packs = [\"rules/ours.toml\", \"./more\"]\nexclude = [\"x/*.md\"]\n"),
        ("rules/ours.toml", ""),
        ("more/pack.toml", ""),
    ]);
    let resolved = resolved(vec![project.load("saywell.toml").expect("a good file")]);
    assert_eq!(resolved.packs[0].value, PackChoice::File(project.path("rules/ours.toml")));
    assert!(resolved.excludes(&project.path("x/a.md")));
    assert!(!resolved.excludes(&project.path("y/x/a.md")));
    assert!(!resolved.excludes(Path::new("/elsewhere/x/a.md")));
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let project =
        Project::new(&[("folder/saywell.toml/x", ""), ("pack.toml", "packs = [\"./none.toml\"]")]);
    fs::write(project.path("latin.toml"), b"# caf\xe9").expect("a file");
    fs::write(project.path("large.toml"), "#".repeat((1 << 20) + 1)).expect("a file");
    let cases = [
        ("none.toml", "cannot be read"),
        ("folder/saywell.toml", "is not a regular file"),
        ("latin.toml", "is not UTF-8 at byte 5"),
        ("large.toml", "is larger than 1 MiB"),
        ("pack.toml", "pack.toml:1:10: this pack cannot be read"),
    ];
    for (name, expected) in cases {
        let message = project.load(name).expect_err("an error");
        assert!(message.contains(expected), "{message}");
    }
    assert!(
        find(&project.path("folder")).expect("a folder").is_some(),
        "whatever it is, it is not passed over"
    );
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_packs_outside() {
    let project = Project::new(&[
        ("in/saywell.toml", "packs = [\"./a.toml\", \"./b.toml\"]"),
        ("in/c.toml", ""),
        ("out.toml", ""),
    ]);
    std::os::unix::fs::symlink(project.path("out.toml"), project.path("in/a.toml"))
        .expect("a link");
    std::os::unix::fs::symlink(project.path("in/c.toml"), project.path("in/b.toml"))
        .expect("a link");
    let message = project.load("in/saywell.toml").expect_err("an error");
    assert!(
        message.ends_with("saywell.toml:1:10: this link leads out of the folder of this file"),
        "{message}"
    );
}

#[test]
fn deep_and_long_files_are_refused_fast() {
    let started = std::time::Instant::now();
    let cases = [
        format!("exclude = {}", "[".repeat(100_000)),
        format!("exclude = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x{} = 1", ".x".repeat(100_000)),
        format!("a = {}1", "{ a = ".repeat(100_000)),
        "[[file]]\n".repeat(10_000),
        "x = \n".repeat(10_000),
        (0..10_000).map(|n| format!("k{n}=1\n")).collect(),
        format!("exclude = [{}]", "1,".repeat(10_000)),
        format!("exclude = [{}]", "\"a\",".repeat(10_000)),
        format!("exclude = [\"{}\"]", "{a,".repeat(100_000)),
        format!("exclude = [\"{}\"]", "?".repeat(100_000)),
        format!("ignore-words = [{}]", "\"\",".repeat(10_000)),
        format!("ignore-words = [\"{}\"]", "(a|".repeat(100_000)),
    ];
    for text in cases {
        assert!(parse("saywell.toml", &text).is_err(), "{text:.40}");
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}
