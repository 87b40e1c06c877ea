//! What the engine finds and what it leaves alone, as tables: a text with the expected findings marked in it.
//!
//! `[words]` is a finding, `{words}` one that is lowered because the words are quoted; the rest stays silent.

// A test fails by panicking.
#![allow(clippy::expect_used)]

use proptest::prelude::{Just, Strategy, prop_oneof, proptest};
use saywell_engine::document::{Document, Format, read_text};
use saywell_engine::rules::{Pack, PackFile, load};
use saywell_engine::{
    AddressedTo, Finding, IgnoredWord, Linter, RuleChoice, Settings, apply, safe_edits,
};

fn house() -> Pack {
    let text = include_str!("house.toml").to_owned();
    load(&[PackFile { name: "house.toml".to_owned(), text }]).expect("the pack is valid")
}

fn lint_with(settings: &Settings, text: &str) -> (Document, Vec<Finding>) {
    let linter = Linter::new(&[house()], settings).expect("settings are valid");
    let document = read_text(text.to_owned(), Format::Markdown).expect("short");
    let findings = linter.lint(&document).findings;
    (document, findings)
}

/// The text with its findings marked.
fn marked(settings: &Settings, text: &str) -> String {
    let (document, findings) = lint_with(settings, text);
    let mut out = document.text.clone();
    for finding in findings.iter().rev() {
        let (open, close) = if finding.quoted { ("{", "}") } else { ("[", "]") };
        out.insert_str(finding.span.end, close);
        out.insert_str(finding.span.start, open);
    }
    out
}

#[track_caller]
fn check(expected: &str) {
    let text: String = expected.chars().filter(|c| !"[]{}".contains(*c)).collect();
    assert_eq!(marked(&Settings::default(), &text), expected);
}

#[test]
fn words_are_found_in_any_dress() {
    for text in [
        "Two [hookers] and a [call girl] came.",
        "The [HOOKER] left, so did the [hooker]’s friend and the [hookers]’ dogs.",
        "A [call\ngirl], a [call-girl] and a **[call** girl].",
        "A [hoo**ker]** came; so did a [hoo&shy;ker].",
        "It was “[hooker]” to them all.",
        "The hookerish whooker was unhooked.",
    ] {
        check(text);
    }
}

#[test]
fn phrases_have_options_lists_gaps_and_edges() {
    for text in [
        "Dear Ana,\n\nI [know how you feel], I [understand exactly what you felt] and [know your deep grief].",
        "They [rescued two young girls, the girl] and a cat.",
        "They rescued one and two and three and four of the boys: the boy said so.",
        "The [so-called] and the [so called] one.",
        "[Poor thing]. That poor thing. Poor thing she is.",
        "It had [300 victims] in all.",
        "[First] of them all. The first one was the very last one. It was the [very last].",
        "Tell us [within 3 days], not in 3 days.",
    ] {
        check(text);
    }
}

#[test]
fn names_and_charges_are_left_alone() {
    for text in [
        "Ms. Hooker spoke, then Joseph Hooker and the Hooker Act.",
        "Hooker County is flat. [Hookers] met there.",
        "He was convicted of promoting hookers in May.",
        "He broke section 12 on hookers.",
        "The [hooker] was convicted of theft.",
        "A collective of hookers met.",
    ] {
        check(text);
    }
}

#[test]
fn mention_is_not_use() {
    for text in [
        "Do not call anyone a hooker.",
        "Never write “hooker” here.",
        "The word hooker hurts. The term “call girl” too.",
        "Avoid “hooker”; there is no such thing as a call girl.",
        "Write “woman” rather than “hooker”.",
        "They do not like the [hooker].",
        "If you do not call us, the [hooker] will.",
        "# Words to avoid\n\n- hooker\n- call girl",
        "| Avoid | Use |\n|---|---|\n| hooker | woman |",
    ] {
        check(text);
    }
}

#[test]
fn people_name_themselves() {
    for text in [
        "I was a hooker then, and we were hookers all.",
        "They were calling us hookers.",
        "I saw a [hooker] there.",
    ] {
        check(text);
    }
}

#[test]
fn quotations_are_other_peoples_words() {
    for text in [
        "“She was a {hooker} then,” he said of the [hooker].",
        "\"You are a {hooker},\" he said; the [hooker] wept.",
        "He called her a “{hooker}” and left.",
        "The so-called “[hooker]” left, as did a [hooker].",
        "“She never came back, he said of the [hooker].\n\nThe [hooker] came back.",
        "> The {hooker} left.",
        "The ’90s [hooker] and the survivors’ [hooker] met.",
    ] {
        let so_called = text.replace("so-called", "[so-called]");
        check(if text.contains("so-called") { &so_called } else { text });
    }
}

#[test]
fn a_persons_own_turns_are_theirs() {
    check(
        "Q: Did you see the [hooker]?\n\nA: I know how you feel. The hooker left.\n\nQ: I [know how you feel].\n\nA: No.",
    );
}

#[test]
fn some_rules_speak_only_to_people() {
    for text in [
        "I [know how you feel].",
        "I do not know how you feel.",
        "Dear Bo,\n\nWe [know what you feel].",
        "Dear Ms Lind\n\nThey [know what you feel].",
        "Dear Ms Lind, they [know what you feel].",
    ] {
        check(text);
    }
    let report = format!(
        "{}\n\nThey know how you feel.",
        "The committee met and it spoke at length. ".repeat(20)
    );
    assert_eq!(marked(&Settings::default(), &report), report);
    let about = Settings { audience: AddressedTo::About, ..Settings::default() };
    assert_eq!(marked(&about, "I know how you feel."), "I know how you feel.");
}

#[test]
fn a_letter_is_what_stands_near_a_salutation_or_a_closing() {
    // So many words, in paragraphs, before what is addressed and behind it.
    let words = |count: usize| "The committee met and spoke at length.\n\n".repeat(count / 7);
    let letter = "They [know how you feel].\n\n";
    let report = "They know how you feel.\n\n";
    for part in ["Dear Ana,\n\n", "Yours sincerely,\n\n", "Dear Bo,\n\nKind regards,\n\n"] {
        let (near, far) = (words(1500), words(4000));
        check(&[letter, &near, part, &near, letter].concat());
        check(&[report, &far, part, letter].concat());
        check(&[letter, part, &far, report].concat());
        check(&[report, &far, letter, part, &far, report, &far, part, letter].concat());
    }
}

#[test]
fn conditions_ask_for_the_subject() {
    for text in [
        "The survivor [refused] help.",
        "The bank refused the cheque.",
        "The survivor was refused a visa.",
    ] {
        check(text);
    }
}

#[test]
fn the_subject_is_told_by_blocks_near_or_by_the_whole_document() {
    let other = "The bank met.\n\n";
    let (on, off) = ("They [refused] it.\n\n", "They refused it.\n\n");
    let subject = "The survivor came.\n\n";
    let many = subject.repeat(3);
    // Two blocks off is near, three are not; in the whole, three words of the subject are enough, if there are not too many
    // others.
    for (blocks, word) in [(1, on), (2, off), (30, off)] {
        let between = other.repeat(blocks);
        check(&[word, &between, subject].concat());
        check(&[subject, &between, word].concat());
        check(&[on, &between, &many].concat());
        check(&[&many, &between, on].concat());
    }
    let far = other.repeat(400);
    check(&[off, &far, &many, on].concat());
    check(&[on, &many, &far, off].concat());
    check(&[off, &far, &many, &far, on, subject].concat());
}

#[test]
fn settings_choose() {
    let off = |rules: &str| RuleChoice { rules: rules.to_owned(), severity: None };
    for rules in ["house/label", "label", "labels", "house", "house/*"] {
        let settings = Settings { rules: vec![off(rules)], ..Settings::default() };
        assert_eq!(marked(&settings, "A hooker came."), "A hooker came.", "{rules}");
    }
    let words = IgnoredWord { phrase: "hooker fields".to_owned() };
    let settings = Settings { ignored_words: vec![words], ..Settings::default() };
    assert_eq!(
        marked(&settings, "The hooker fields and a hooker."),
        "The hooker fields and a [hooker]."
    );
    let unknown = Settings { rules: vec![off("lable")], ..Settings::default() };
    let error = Linter::new(&[house()], &unknown).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("no rule is called “lable”; did you mean “label”?"));
}

#[test]
fn house_style_chooses_rules() {
    check("A sex worker came.");
    let style = [("trade".to_owned(), "strict".to_owned())].into();
    let strict = Settings { style, ..Settings::default() };
    assert_eq!(marked(&strict, "A sex worker came."), "A [sex worker] came.");
}

#[test]
fn directives_silence_and_are_reported() {
    check(
        "A [hooker].\n\n<!-- saywell-ignore house/label: quoted from the file -->\nA hooker.\n\nA [hooker].",
    );
    let (_, findings) =
        lint_with(&Settings::default(), "<!-- saywell-ignore label: why -->\nNothing here to say.");
    assert_eq!(findings[0].rule.id, "saywell/unused-directive");
    let (_, findings) =
        lint_with(&Settings::default(), "<!-- saywell-ignroe label -->\nA speaker.");
    assert_eq!(findings[0].rule.id, "saywell/unknown-directive");
    let strict = Settings { require_reason: true, ..Settings::default() };
    let (_, findings) = lint_with(&strict, "<!-- saywell-ignore label -->\nA hooker.");
    let ids: Vec<&str> = findings.iter().map(|finding| finding.rule.id.as_str()).collect();
    assert_eq!(ids, ["saywell/missing-reason", "house/label"]);
    let off = RuleChoice { rules: "labels".to_owned(), severity: None };
    let quiet = Settings { rules: vec![off], ..Settings::default() };
    assert_eq!(lint_with(&quiet, "<!-- saywell-ignore label: why -->\nA hooker.").1, []);
}

/// The text with the first suggestion of every finding put in, safe or not.
fn fixed(text: &str) -> String {
    let (document, findings) = lint_with(&Settings::default(), text);
    let edits: Vec<_> =
        findings.iter().filter_map(|finding| finding.suggestions[0].edit.clone()).collect();
    apply(&document.text, &edits)
}

#[test]
fn suggestions_fit_the_sentence() {
    for (text, expected) in [
        ("A hooker came.", "An exploited person came."),
        ("a hooker and an ogre", "an exploited person and an exploited person"),
        ("Hookers came.", "Exploited people came."),
        (
            "The hooker's dog and the hookers' dogs.",
            "The exploited person's dog and the exploited people's dogs.",
        ),
        ("HOOKERS TELL IT ALL HERE", "EXPLOITED PEOPLE TELL IT ALL HERE"),
        (
            "The survivor refuses, refused, has refused, was refusing.",
            "The survivor declines, declined, has declined, was declining.",
        ),
        ("The so-called expert.", "The expert."),
        ("So-called experts.", "Experts."),
    ] {
        assert_eq!(fixed(text), expected);
    }
}

#[test]
fn safe_edits_leave_quotations_and_markup_alone() {
    let (document, findings) =
        lint_with(&Settings::default(), "A hooker, a hoo**k**er; \"one hooker more,\" he said.");
    assert_eq!(findings.len(), 3);
    let once = apply(&document.text, &safe_edits(&findings));
    assert_eq!(once, "An exploited person, a hoo**k**er; \"one hooker more,\" he said.");
}

/// Pieces of text that are hard: rule words, marks, markup, odd characters.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("hooker".to_owned()),
        Just("call girl's".to_owned()),
        Just(" I know how you feel ".to_owned()),
        Just("within 3 days".to_owned()),
        Just("<!-- saywell-ignore -->".to_owned()),
        "[ \n\t\"'“”‘’.,:;!?()*_`#>|\\[\\]-]{1,4}",
        "[a-zA-Z]{1,8}",
        "\\PC{0,4}",
        "[İẞﬁ\u{212a}\u{ad}\u{200b}\u{301}\u{fffc}\u{202e}é\r]{1,3}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn findings_are_sound(text in pieces()) {
        for format in [Format::Plain, Format::Markdown] {
            let document = read_text(text.clone(), format).expect("short");
            let linter = Linter::new(&[house()], &Settings::default()).expect("valid");
            let linted = linter.lint(&document);
            assert!(linted.findings.windows(2).all(|pair| pair[0].order(&pair[1]).is_lt()), "sorted, none twice");
            for finding in &linted.findings {
                assert!(!finding.span.is_empty() && document.text.get(finding.span.range()).is_some());
                assert!(document.text.get(finding.sentence.range()).is_some());
                for edit in finding.suggestions.iter().filter_map(|suggestion| suggestion.edit.as_ref()) {
                    assert!(document.text.get(edit.span.range()).is_some());
                }
            }
            // A fix may change what is around another place, so that fixing takes a few passes; it always ends.
            let mut fixed = document.text;
            let settled = (0..10).any(|_| {
                let again = read_text(fixed.clone(), format).expect("short");
                let next = apply(&fixed, &safe_edits(&linter.lint(&again).findings));
                next == std::mem::replace(&mut fixed, next.clone())
            });
            assert!(settled, "fixing settles");
        }
    }
}
