//! Packs of one's own, and how far a configuration reaches.

use saywell_config::PackChoice;
use saywell_rulebook::{Overrides, Rulebook, pack_at};
use std::fs;
use std::path::Path;

const PACK: &str = r#"
[pack]
id = "house"
title = "House style"
language = "en"

[sources.style]
title = "The House Style"
status = "read"

[[rule]]
id = "grey"
category = "labels"
severity = "info"
audience = "any"
title = "Gray"
message = "We write “grey”."
why = "It is how we spell."
sources = [{ id = "style", section = "Spelling" }]
terms = [{ phrase = "gray" }]
alternatives = [{ phrase = "grey" }]
examples.flag = ["A gray cat."]
examples.pass = ["A grey cat."]
"#;

fn choices(folder: &Path, overrides: Overrides) -> Result<Vec<String>, String> {
    let mut rulebook = Rulebook::new(overrides);
    let choices = rulebook.choices_for(&folder.join("draft.md"));
    let choices = choices.map_err(|problems| problems[0].to_string())?;
    let rules = choices.linter.rules().map(|rule| rule.id.clone());
    Ok(rules.filter(|id| !id.starts_with("saywell/")).collect())
}

#[test]
fn a_configuration_names_packs_beside_itself() {
    let desk = tempfile::tempdir().expect("a folder");
    fs::write(desk.path().join("house.toml"), PACK).expect("written");
    fs::write(desk.path().join("saywell.toml"), "packs = [\"./house.toml\"]").expect("written");
    let found = choices(desk.path(), Overrides::default());
    assert_eq!(found, Ok(vec!["house/grey".to_owned()]));
    let own = Overrides { no_nearest: true, ..Overrides::default() };
    assert!(choices(desk.path(), own).expect("the packs of saywell").len() > 100);
}

#[test]
fn what_was_wrong_is_right_once_it_is_forgotten() {
    let desk = tempfile::tempdir().expect("a folder");
    fs::write(desk.path().join("saywell.toml"), "packs = [\"./house.toml\"]").expect("written");
    let mut rulebook = Rulebook::default();
    let draft = desk.path().join("draft.md");
    let problems = rulebook.choices_for(&draft).expect_err("no such pack");
    assert!(problems[0].to_string().contains("saywell.toml:1:10: this pack cannot be read"));
    fs::write(desk.path().join("house.toml"), PACK).expect("written");
    assert!(rulebook.choices_for(&draft).is_err());
    rulebook.forget();
    assert!(rulebook.choices_for(&draft).is_ok());
}

#[test]
fn mistakes_in_a_pack_are_told_at_their_place() {
    let desk = tempfile::tempdir().expect("a folder");
    let path = desk.path().join("house.toml");
    fs::write(&path, PACK.replace("\"info\"", "\"low\"")).expect("written");
    let problems = pack_at(&path).expect_err("a slip");
    let shown = problems[0].to_string();
    assert!(shown.starts_with(&format!("{}:14:12: ", path.display())), "{shown}");
}

/// A configuration may come from a stranger; a pack on the command line comes from the user.
#[cfg(unix)]
#[test]
fn links_lead_out_of_a_pack_only_for_the_user() {
    let desk = tempfile::tempdir().expect("a folder");
    let project = desk.path().join("project");
    fs::create_dir_all(project.join("house")).expect("made");
    fs::write(desk.path().join("elsewhere.toml"), PACK).expect("written");
    let link = project.join("house/house.toml");
    std::os::unix::fs::symlink(desk.path().join("elsewhere.toml"), link).expect("linked");
    fs::write(project.join("saywell.toml"), "packs = [\"./house\"]").expect("written");
    let refused = choices(&project, Overrides::default()).expect_err("it leads out");
    assert!(refused.ends_with("house.toml: this link leads out of the pack"), "{refused}");
    let packs = vec![PackChoice::File(project.join("house"))];
    let own = Overrides { no_nearest: true, packs, ..Overrides::default() };
    assert!(choices(&project, own).is_ok_and(|rules| rules.contains(&"house/grey".to_owned())));
}
