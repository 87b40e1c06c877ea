//! Whole packs: what they become, and everything that can be wrong with them.

use saywell_rules::{Condition, Pack, PackErrors, PackFile, Phrase, TermKind, load};
use snapbox::{assert_data_eq, file};
use std::fmt::Debug;
use std::time::{Duration, Instant};

const GOOD: &str = include_str!("packs/good.toml");
const BAD: &str = include_str!("packs/bad.toml");

#[test]
fn a_good_pack_loads() {
    let pack = load_texts(&[GOOD]).unwrap_or_else(|errors| panic!("{errors}"));
    assert_data_eq!(shown(&pack), file!["packs/good.txt"].raw());
}

#[test]
fn a_pack_may_stand_in_several_files() {
    let whole = load_texts(&[GOOD]);
    let cut = GOOD.find("[lists]").unwrap();
    let rules = GOOD.find("[[rule]]").unwrap();
    assert_eq!(load_texts(&[&GOOD[..cut], &GOOD[cut..rules], &GOOD[rules..]]), whole);
    let (last, pack) = (GOOD.rfind("[[rule]]").unwrap(), whole.unwrap());
    let turned = load_texts(&[&GOOD[last..], &GOOD[..last]]).unwrap();
    assert_eq!(turned.rules, [&pack.rules[1..], &pack.rules[..1]].concat());
}

#[test]
fn everything_wrong_is_told_at_once() {
    let errors = load_texts(&[BAD]).unwrap_err();
    assert_data_eq!(format!("{errors}\n"), file!["packs/bad.txt"].raw());
    for error in &errors.errors {
        assert!(BAD.get(error.span.clone()).is_some(), "{error:?}");
        let line = BAD[..error.span.start].matches('\n').count() + 1;
        assert_eq!(line, error.line, "{error:?}");
    }
}

#[test]
fn files_are_told_apart() {
    let two =
        "[pack]\nid = 'two'\n[lists]\nzebra = ['x']\n[sources.one]\ntitle = 'x'\nstatus = 'read'\n";
    let second_rule = &GOOD[GOOD.rfind("[[rule]]").unwrap()..];
    let errors = load_texts(&[GOOD, two, second_rule]).unwrap_err();
    assert_data_eq!(
        errors.to_string(),
        "\
1.toml:1:1: a pack has one [pack], and there is one already
1.toml:4:1: there is a list “zebra” already
1.toml:5:10: there is a source “one” already
2.toml:2:6: there is a rule “little” already"
    );
    assert_data_eq!(
        load(&[]).unwrap_err().to_string(),
        ":1:1: there is no [pack]\n  help: one of the files carries [pack] with id, title and language"
    );
}

#[test]
fn what_is_no_toml_is_told_alone() {
    let errors = load_texts(&["[pack\nid = 3", "a = 1\na = 2\nb = \"x", "[other]"]).unwrap_err();
    assert_data_eq!(
        errors.to_string(),
        "\
0.toml:1:6: unclosed table, expected `]`
1.toml:2:1: duplicate key
1.toml:3:7: invalid basic string, expected `\"`"
    );
}

#[test]
fn signs_that_steer_terminals_are_made_visible() {
    let errors = load_texts(&["\"\\u001b[2J\" = 1\n'a\u{202e}b' = 2"]).unwrap_err().to_string();
    assert!(errors.contains("\\u{1b}[2J") && errors.contains("\\u{202e}"), "{errors}");
    assert!(!errors.contains(['\u{1b}', '\u{202e}']), "{errors}");
}

#[test]
fn lists_use_each_other_up_to_a_depth() {
    let lists = |depth: usize| {
        let mut text =
            "[pack]\nid = 'p'\ntitle = 't'\nlanguage = 'en'\n[lists]\nl0 = ['x']\n".to_owned();
        (1..depth).for_each(|i| text.push_str(&format!("l{i} = ['{{l{}}}']\n", i - 1)));
        load_texts(&[&text]).map(|pack| pack.lists.len()).map_err(|errors| errors.to_string())
    };
    assert_eq!(lists(8), Ok(8));
    assert_eq!(lists(12).unwrap_err(), "0.toml:14:1: lists stand in each other at most 8 deep");
    assert!(lists(3_000).unwrap_err().contains("a pack has at most 1000 lists"));
}

#[test]
fn packs_have_limits() {
    let rule = &GOOD[GOOD.rfind("[[rule]]").unwrap()..];
    let cases = [
        (" ".repeat((4 << 20) + 1), "0.toml:1:1: a pack has at most 4 MiB"),
        ("[[rule]]\n".repeat(5_001), "0.toml:5001:1: a pack has at most 5000 rules"),
        (format!("a = {}", "[".repeat(1 << 20)), "cannot recurse further"),
        (format!("a{} = 1", ".a".repeat(1 << 20)), "recursion limit"),
        ("x = 1\n".replace('x', &"x".repeat(1 << 20)), "a pack file has no key “xxx"),
        ((0..100_000).map(|i| format!("k{i} = 1\n")).collect(), "(there are more errors)"),
        (format!("[lists]\na = [{}]", "'{b}',".repeat(500_000)), "there is no list “b”"),
        (format!("[lists]\na = [{}]", "'a',".repeat(500_001)), "have at most 500000 words"),
        (
            rule.replace(
                "[{ phrase = \"little\" }]",
                &format!("[{}]", "{pattern='a',words=['a']},".repeat(50_000)),
            ),
            "at most 100 patterns",
        ),
        (
            rule.replace("\"Nothing.\"", &"\"Nothing.\",".repeat(200_000))
                .replace("[{ text", &format!("[{}{{ text", "'A',".repeat(200_000))),
            "there is no [pack]",
        ),
    ];
    for (text, expected) in cases {
        let start = Instant::now();
        let errors = load_texts(&[&text]).unwrap_err();
        assert!(errors.to_string().contains(expected), "{expected}: {}", errors.errors[0]);
        assert!(errors.errors.len() <= 1_000);
        assert!(start.elapsed() < Duration::from_secs(20), "{expected}: {:?}", start.elapsed());
    }
}

/// A pack with a piece cut out or doubled is read or refused, and every place is inside it.
#[test]
fn nothing_panics() {
    let all = format!("{GOOD}{}", &BAD[BAD.find("[[rule]]").unwrap()..]);
    let places = all.char_indices().map(|(i, _)| i).step_by(23).collect::<Vec<_>>();
    for window in places.windows(3) {
        let (cut, doubled) = (window[0]..window[1], window[0]..window[2]);
        for text in [
            [&all[..cut.start], &all[cut.end..]].concat(),
            [&all[..doubled.end], &all[doubled.start..]].concat(),
        ] {
            for error in load_texts(&[&text]).err().map(|errors| errors.errors).unwrap_or_default()
            {
                assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            }
        }
    }
}

fn load_texts(texts: &[&str]) -> Result<Pack, PackErrors> {
    let file = |(i, text): (usize, &&str)| PackFile {
        name: format!("{i}.toml"),
        text: (*text).to_owned(),
    };
    load(&texts.iter().enumerate().map(file).collect::<Vec<_>>())
}

/// A pack in lines; phrases as they were written or derived.
fn shown(pack: &Pack) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &dyn Debug| out.push_str(&format!("{name}: {value:?}\n"));
    line("pack", &(&pack.id, &pack.title, &pack.language, &pack.subject));
    pack.sources.iter().for_each(|(id, source)| line(id, source));
    pack.lists.iter().for_each(|list| line(&list.name, &sources(&list.phrases)));
    for rule in &pack.rules {
        line("\nrule", &(&rule.id, &rule.category, rule.severity, rule.audience, &rule.title));
        line("message", &(&rule.message, &rule.why));
        line("sources", &(&rule.sources, &rule.guidance));
        for term in &rule.terms {
            line("term", &term_sources(&term.kind));
            term.alternatives.iter().for_each(|alternative| line("    alternative", alternative));
        }
        rule.alternatives.iter().for_each(|alternative| line("alternative", alternative));
        line("exceptions", &sources(&rule.exceptions));
        line("when", &condition(&rule.when));
        line("unless", &condition(&rule.unless));
        line(
            "modes",
            &(rule.self_description, rule.names, rule.mention, rule.negation, rule.quotation),
        );
        line("examples", &rule.examples);
    }
    out
}

fn sources(phrases: &[Phrase]) -> Vec<&str> {
    phrases.iter().map(|phrase| phrase.source.as_str()).collect()
}

fn term_sources(kind: &TermKind) -> Vec<&str> {
    match kind {
        TermKind::Noun { singular, plural } => vec!["noun", &singular.source, &plural.source],
        TermKind::Verb { base, third, past, participle, gerund } => {
            vec![
                "verb",
                &base.source,
                &third.source,
                &past.source,
                &participle.source,
                &gerund.source,
            ]
        }
        TermKind::Phrase(phrase) => vec!["phrase", &phrase.source],
        TermKind::Pattern { regex, words } => {
            ["pattern", regex].into_iter().chain(words.iter().map(String::as_str)).collect()
        }
    }
}

fn condition(condition: &Condition) -> (Vec<&str>, Vec<&str>, Vec<&str>, Vec<&str>, bool) {
    let Condition { sentence, paragraph, before, after, subject } = condition;
    (sources(sentence), sources(paragraph), sources(before), sources(after), *subject)
}
