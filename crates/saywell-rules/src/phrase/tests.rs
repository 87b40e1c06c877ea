//! Phrases in tables: a phrase, an arrow, what it is read as, or what is wrong with it.

use super::*;
use crate::VerbForms;

#[test]
fn phrases_are_read() {
    let table = "
        chose this life → chose this life
        Chose THIS Life → chose this life
        her|his|their → <her/his/their>
        take her|his side → take <her/his> side
        (fit in|make do) → {fit in / make do}
        (fit in) now → fit in now
        (her|his) → <her/his>
        so (her|his own|their) → so {her / his own / their}
        [so|very] sorry → {<so/very>}? sorry
        [so very] sorry → {so very}? sorry
        ~refuse → <refuse/refuses/refused/refusing>
        ~refuse|~go → <refuse/refuses/refused/refusing/go/goes/went/gone/going>
        ~be → <be/am/are/is/was/were/been/being>
        {feeling} → list 1
        [{feeling}] pain → list 1? pain
        [{feeling}|hurt] pain → {list 1 / hurt}? pain
        {feeling}|{adv} → {list 1 / list 0}
        a _ b → a any b
        a ... b → a gap3 b
        a ...6 b → a gap6 b
        a...b → a gap3 b
        # days → number days
        #-year-old → number year old
        well, then → well mark then
        well , then → well mark then
        ^ I know → ^ i know
        ^I know$ → ^ i know $
        that is all $ → that is all $
        did not → did not
        didn't → did not
        didn’t → did not
        can't|won't → {can not / will not}
        cannot → can not
        I'm → i am
        she's → she 's
        victim's → victim 's
        {feeling}'s → list 1 's
        (girl|boy)'s → <girl/boy> 's
        victims' rights → victims rights
        's → 's
        'll → will
        non-compliant → non compliant
        non-compliant|unwilling → {non compliant / unwilling}
        victim-(survivor|witness) → victim <survivor/witness>
        ((a|b) c|d [e]) → {<a/b> c / d {e}?}
        (a|(b|c)) → <a/b/c>
        (a|b)|c → <a/b/c>
        (a b)|c → {a b / c}
        [[a]] b → {{a}?}? b
        100 , safe → 100 mark safe
        naïve Éa → naïve éa
        9 p m → 9 p m
        a|a|b → <a/b>
        ((((((a b|c)))))) → {a b / c}
    ";
    check(table, |source| {
        Phrase::parse(source, &lists).map_or_else(|error| error.message, |phrase| shown(&phrase))
    });
}

#[test]
fn mistakes_are_told_at_their_place() {
    let table = "
        _ → «_»: a phrase needs at least one word that must be there
        ... → «...»: all of this phrase is optional
        [so] → «[so]»: all of this phrase is optional
        ([a]|b) → «([a]|b)»: all of this phrase is optional
        $ → «$»: a phrase needs words
        {felling} → «{felling}»: there is no list “felling”
        a {feeling b → a «{feeling b»: “{” is not closed
        a } b → a «}» b: a phrase has no “}”
        (a|b → «(»a|b: this bracket is not closed
        a|b) → a|b«)»: there is no bracket for this to close
        (a|b] → (a|b«]»: “(” is closed with “)”
        [a|b) → [a|b«)»: “[” is closed with “]”
        (a||b) → (a«|»|b): there is nothing on one side of “|”
        (|b) → «(»|b): there is nothing on one side of “|”
        (a|) → (a«|»): there is nothing on one side of “|”
        () → «(»): there is nothing in these brackets
        a ( → a «(»: this bracket is not closed
        (a| → (a«|»: there is nothing on one side of “|”
        a | b → a «|» b: there is nothing on one side of “|”
        a| b → a«|» b: there is nothing on one side of “|”
        |a → «|»a: there is nothing on one side of “|”
        (un)willing → «(un)willing»: “(un)willing” could be one word or two
        re~tell → «re~tell»: “re~tell” could be one word or two
        #th → «#th»: “#th” could be one word or two
        a ^ b → a «^» b: “^” stands first in a phrase
        a $ b → a «$» b: “$” stands last in a phrase
        (a|^ b) → (a|«^» b): “^” stands first in a phrase
        ~ refuse → «~» refuse: “~” stands directly before a word: “~refuse”
        ~didn't → «~didn't»: “~” takes a word without an apostrophe
        ~co-operate → «~co»-operate: “~” takes one word, without a hyphen
        no. → no«.»: a phrase has no full stops
        u.s. → u«.»s.: a phrase has no full stops
        a .. b → a «..» b: a phrase has no full stops
        a ...0 b → a «...0» b: a gap is of 1 to 20 words
        a ...999 b → a «...999» b: a gap is of 1 to 20 words
        why? → why«?»: a phrase has no “?”
        he/she → he«/»she: a phrase has no “/”
        “so called” → «“»so called”: a phrase has no quotation marks
        ' → «'»: an apostrophe alone is no word
        (((((((a b|c))))))) → ((((((«(»a b|c))))))): brackets stand in each other at most 6 deep
    ";
    check(table, |source| match Phrase::parse(source, &lists) {
        Ok(phrase) => shown(&phrase),
        Err(PhraseError { at, message, .. }) => {
            format!(
                "{}«{}»{}: {message}",
                &source[..at.start],
                &source[at.clone()],
                &source[at.end..]
            )
        }
    });
}

#[test]
fn phrases_have_limits() {
    let too_long = [
        ("a ".repeat(64), None),
        ("a ".repeat(65), Some("a phrase has at most 64 elements in a row")),
        ("x".repeat(2001), Some("a phrase has at most 2000 bytes")),
        (format!("({})", "a b|".repeat(200) + "c"), None),
        (format!("({})", "a b|".repeat(256) + "c"), Some("a phrase has at most 512 elements")),
        ("(".repeat(2000), Some("brackets stand in each other at most 6 deep")),
        ("[a ".repeat(600), Some("brackets stand in each other at most 6 deep")),
    ];
    for (source, expected) in too_long {
        let message = Phrase::parse(&source, &lists).err().map(|error| error.message);
        assert_eq!(message.as_deref(), expected, "{source}");
    }
}

#[test]
fn nouns_and_verbs_that_are_phrases() {
    let nouns = "
        call girl → call girls
        [young] call girl → [young] call girls
        (teen|child) hooker → (teen|child) hookers
        street (urchin|kid) → street (urchins|kids)
        (kid|sex kitten|person in need) → (kids|sex kittens|(people|persons) in need)
        teen|kid → (teens|kids)
        trafficked person → trafficked (people|persons)
        person who was sold → (people|persons) who were sold
        ^ girl → ^ girls
        {feeling} victim → {feeling} victims
        (victim|girl) of abuse → (victims|girls) of abuse
        victim {feeling} → «{feeling}»
        girl [there] → «[there]»
        girl _ → «_»
        (girl|{feeling}) → «{feeling}»
        ~girl → «~girl»
        the (girl) → the girls
        ((teen|child) hooker) → (teen|child) hookers
        (kid|teen)|(boy|man) → ((kids|teens)|(boys|men))
        (girl|[so]) → «[so]»
        victim's → «victim's»
    ";
    check(nouns, |source| form(source, plural_source(source)));
    let verbs = "
        refuse [to (talk|speak)] → refused [to (talk|speak)]
        (refuse|decline) to talk → (refused|declined) to talk
        [falsely] claim → [falsely] claimed
        learn → (learned|learnt)
        label → (labeled|labelled)
        be abused → (was|were) abused
        be|feel abused → ((was|were)|felt) abused
        gang-rape → gang-raped
        ^ think of → ^ thought of
        {feeling} hurt → «{feeling}»
        ~go away → «~go»
        [so] → «[so]»
    ";
    check(verbs, |source| form(source, verb_source(source, |forms| forms.past)));
}

#[test]
fn a_form_written_out_takes_the_words_after_the_verb() {
    assert_eq!(written_form("overdo it", "overdid"), Ok("overdid it".to_owned()));
    assert_eq!(written_form("overdo it", "overdid that"), Ok("overdid that".to_owned()));
    assert_eq!(written_form("[so] overdo", "overdid"), Ok("[so] overdid".to_owned()));
}

#[test]
fn derived_forms_of_terms_and_alternatives_agree() {
    for verb in ["refuse", "commit", "mislead", "be"] {
        let past = verb_source(verb, |forms| forms.past).unwrap();
        assert!(past.contains(&VerbForms::derive(verb).past), "{past}");
    }
}

/// Any string at all is read or refused, and every place is inside it.
#[test]
fn nothing_panics() {
    const PIECES: [&str; 24] = [
        "a", "b ", " ", "(", ")", "[", "]", "|", "~", "{adv}", "{", "}", "_", "...", ".", "#", ",",
        "^", "$", "'", "-", "é", "’s", "didn't",
    ];
    let mut random = 12345u64;
    let mut below = |end: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % end
    };
    for _ in 0..20_000 {
        let source = (0..below(12)).map(|_| PIECES[below(PIECES.len())]).collect::<String>();
        match Phrase::parse(&source, &lists) {
            Ok(_) => drop((
                plural_source(&source),
                verb_source(&source, |forms| forms.past),
                written_form(&source, "x"),
            )),
            Err(error) => assert!(source.get(error.at.clone()).is_some(), "{source}: {error:?}"),
        }
    }
}

fn lists(name: &str) -> Option<usize> {
    ["adv", "feeling"].iter().position(|&list| list == name)
}

fn form(source: &str, form: Result<String, PhraseError>) -> String {
    let parsed = form.map(|form| Phrase::parse(&form, &lists).map(|_| form));
    parsed.map_or_else(|error| format!("«{}»", &source[error.at]), |form| form.unwrap())
}

fn shown(phrase: &Phrase) -> String {
    let start = if phrase.at_start { "^ " } else { "" };
    let end = if phrase.at_end { " $" } else { "" };
    format!("{start}{}{end}", sequence(&phrase.elements))
}

fn sequence(elements: &[Element]) -> String {
    elements.iter().map(element).collect::<Vec<_>>().join(" ")
}

fn element(element: &Element) -> String {
    let mark = |optional: &bool| if *optional { "?" } else { "" };
    match element {
        Element::Words(words) if words.len() == 1 => words.concat(),
        Element::Words(words) => format!("<{}>", words.join("/")),
        Element::Number => "number".to_owned(),
        Element::AnyWord => "any".to_owned(),
        Element::Gap(words) => format!("gap{words}"),
        Element::Comma => "mark".to_owned(),
        Element::Group { alternatives, optional } => {
            let alternatives =
                alternatives.iter().map(|elements| sequence(elements)).collect::<Vec<_>>();
            format!("{{{}}}{}", alternatives.join(" / "), mark(optional))
        }
        Element::List { list, optional } => format!("list {list}{}", mark(optional)),
    }
}

#[track_caller]
fn check(table: &str, result: impl Fn(&str) -> String) {
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    let made = rows
        .clone()
        .filter_map(|row| row.split_once(" → "))
        .map(|(source, _)| format!("{source} → {}", result(source)));
    snapbox::assert_data_eq!(
        made.collect::<Vec<_>>().join("\n"),
        snapbox::Data::text(rows.collect::<Vec<_>>().join("\n")).raw()
    );
}
