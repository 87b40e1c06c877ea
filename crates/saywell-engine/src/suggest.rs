//! What to write instead, made to fit: number, tense, letter case, possessive, and *a* or *an*.

use crate::context::Context;
use crate::edit::Edit;
use crate::finding::{Finding, Suggestion, SuggestionKind};
use crate::program::Form;
use crate::resolve::Resolved;
use crate::tokens::{Gap, Shape};
use saywell_rules::{Alternative, AlternativeKind, NounForms, VerbForms};
use std::ops::Range;

/// The longest match that a message repeats whole, in characters.
const LONGEST_SHOWN: usize = 80;

/// Makes a finding of a match that holds.
pub(crate) fn finding(context: &Context<'_>, resolved: Resolved) -> Finding {
    let voice = context.rules.voice(resolved.found.rule);
    let words = resolved.found.words();
    let bytes = context.bytes(&words);
    let text = context.prose[bytes.clone()].to_owned();
    let sentence = context.bytes(&context.sentence(&words));
    let alternatives = voice.alternatives(resolved.found.term);
    let place =
        Place { context, words: words.clone(), bytes: bytes.clone(), form: resolved.found.form };
    let suggestions = alternatives
        .iter()
        .filter_map(|alternative| place.suggestion(alternative, resolved.quoted));
    Finding {
        rule: voice.card.clone(),
        severity: resolved.severity,
        message: voice.message.replace("{match}", &shown(&text)),
        span: context.block.span(bytes),
        sentence: context.block.span(sentence),
        suggestions: suggestions.collect(),
        text,
        quoted: resolved.quoted,
    }
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// The place where something is suggested.
struct Place<'a> {
    context: &'a Context<'a>,
    words: Range<usize>,
    /// The match in the block's text.
    bytes: Range<usize>,
    form: Form,
}

impl Place<'_> {
    fn suggestion(&self, alternative: &Alternative, quoted: bool) -> Option<Suggestion> {
        let (kind, text, edit) = match &alternative.kind {
            AlternativeKind::Advice(advice) => (SuggestionKind::Advice, advice.clone(), None),
            AlternativeKind::Omit => {
                (SuggestionKind::Omit, "leave it out".to_owned(), Some(self.omission()))
            }
            AlternativeKind::Phrase(phrase) => self.replacement(phrase),
            AlternativeKind::Noun(forms) => self.replacement(noun_form(forms, self.form)?),
            AlternativeKind::Verb(forms) => self.replacement(verb_form(forms, self.verb_form())?),
        };
        let edit = edit.filter(|edit| self.stays_whole(edit));
        let safe =
            alternative.safe && !quoted && edit.as_ref().is_some_and(|edit| self.is_plain(edit));
        Some(Suggestion { kind, text, note: alternative.note.clone(), edit, safe })
    }

    fn replacement(&self, words: &str) -> (SuggestionKind, String, Option<Edit>) {
        let text = self.in_case(words);
        let edit = self.edit(&text);
        (SuggestionKind::Replace, text, Some(edit))
    }

    /// The edit that puts `text` in, widened over an article that no longer fits or a possessive mark.
    fn edit(&self, text: &str) -> Edit {
        let mut bytes = self.bytes.clone();
        let mut replacement = text.to_owned();
        if let Some(article) = self.article_before() {
            let fitting = if sounds_like_vowel(text) { "an" } else { "a" };
            if !self.context.text(article).eq_ignore_ascii_case(fitting) {
                let fitting = like_case(fitting, self.context.text(article));
                bytes.start = self.context.tokens[article].start as usize;
                replacement = format!("{fitting} {replacement}");
            }
        }
        if self.ends_in_bare_possessive() && !text.ends_with('s') {
            bytes.end += 1;
            let mark = self.source(&(bytes.end - 1..bytes.end)).to_owned();
            replacement.push_str(&mark);
            replacement.push('s');
        }
        Edit { span: self.context.block.span(bytes), replacement }
    }

    /// The article directly before the match, unless the match brings its own.
    fn article_before(&self) -> Option<usize> {
        let before = self.words.start.checked_sub(1)?;
        let joined = self.context.tokens[self.words.start].gap.joins();
        let article = self.context.is(before, self.context.lexicon().articles);
        (joined && article).then_some(before)
    }

    /// Whether only an apostrophe follows, as in *the prostitutes' testimony*.
    fn ends_in_bare_possessive(&self) -> bool {
        let rest = &self.context.prose[self.bytes.end..];
        let mut following = rest.chars();
        self.form == Form::Plural
            && following.next() == Some('\'')
            && following.next().is_none_or(|next| !next.is_alphanumeric())
            && self.context.quotation(&self.words).is_none()
    }

    /// The edit that leaves the match out, with the space before it or, at a start, the one after it.
    fn omission(&self) -> Edit {
        let text = self.context.prose;
        let mut bytes = self.bytes.clone();
        let mut replacement = String::new();
        if text[..bytes.start].ends_with(' ') {
            bytes.start -= 1;
        } else if text[bytes.end..].starts_with(' ') {
            bytes.end += 1;
            // A sentence that loses its first word starts with the next one.
            let starts = self.context.tokens[self.words.start].is_capitalised();
            if let Some(next) =
                text[bytes.end..].chars().next().filter(|next| starts && next.is_lowercase())
            {
                bytes.end += next.len_utf8();
                replacement.extend(next.to_uppercase());
            }
        }
        Edit { span: self.context.block.span(bytes), replacement }
    }

    /// Whether the document holds these words as a reader sees them, with no markup inside.
    fn is_plain(&self, edit: &Edit) -> bool {
        let bytes = self.context.block.span(self.bytes.clone());
        let source = &self.context.document.text;
        source.get(bytes.range()) == Some(&self.context.prose[self.bytes.clone()])
            && source.get(edit.span.range()).is_some()
    }

    /// Whether the edit leaves the document's markup, times or delimiters as they are.
    fn stays_whole(&self, edit: &Edit) -> bool {
        let document = self.context.document;
        let source = document.text.get(edit.span.range());
        source.is_some_and(|source| {
            document.format.stays_whole(self.context.block.kind, source, &edit.replacement)
        })
    }

    fn source(&self, bytes: &Range<usize>) -> &str {
        let span = self.context.block.span(bytes.clone());
        self.context.document.text.get(span.range()).unwrap_or("'")
    }

    /// The words in the letter case of the match.
    fn in_case(&self, words: &str) -> String {
        let lettered = self.words.clone().map(|index| self.context.tokens[index]);
        let shapes: Vec<Shape> =
            lettered.filter(|token| token.end - token.start > 1).map(|token| token.shape).collect();
        let all = |shape: Shape| !shapes.is_empty() && shapes.iter().all(|&other| other == shape);
        if all(Shape::Upper) && self.context.title_case {
            return words.to_uppercase();
        }
        if shapes.len() > 1 && all(Shape::Capital) {
            return words.split(' ').map(capitalised).collect::<Vec<_>>().join(" ");
        }
        let first = self.context.tokens[self.words.start];
        // “I understand …” starts with a capital wherever it stands.
        let says_i = self.context.is(self.words.start, self.context.lexicon().i);
        let starts =
            self.words.start == 0 || first.gap.has(Gap::SENTENCE) || first.gap.starts_sentence();
        if first.is_capitalised() && (!says_i || starts) {
            capitalised(words)
        } else {
            words.to_owned()
        }
    }

    /// The form of a verb term that was found, settled by the words before it.
    fn verb_form(&self) -> Form {
        if self.form != Form::PastOrParticiple {
            return self.form;
        }
        let lexicon = self.context.lexicon();
        let mut before = self.context.clause_before(&self.words, 4);
        let word = before.find(|&index| !self.context.is(index, lexicon.slips));
        match word {
            Some(index) if self.context.is(index, lexicon.auxiliaries) => Form::Participle,
            _ => Form::Past,
        }
    }
}

fn noun_form(forms: &NounForms, form: Form) -> Option<&str> {
    match form {
        Form::Plural => Some(&forms.plural),
        Form::Singular => Some(&forms.singular),
        _ => None,
    }
}

fn verb_form(forms: &VerbForms, form: Form) -> Option<&str> {
    match form {
        Form::Base => Some(&forms.base),
        Form::Third => Some(&forms.third),
        Form::Past => Some(&forms.past),
        Form::Participle | Form::PastOrParticiple => Some(&forms.participle),
        Form::Gerund => Some(&forms.gerund),
        Form::Plain | Form::Singular | Form::Plural => None,
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn like_case(word: &str, model: &str) -> String {
    if model.starts_with(char::is_uppercase) { capitalised(word) } else { word.to_owned() }
}

/// Whether *an* goes before the words: by their first letter, save for the usual exceptions.
fn sounds_like_vowel(words: &str) -> bool {
    let first = words.split([' ', '-']).next().unwrap_or_default().to_ascii_lowercase();
    let silent_h =
        ["honest", "honor", "honour", "hour", "heir"].iter().any(|start| first.starts_with(start));
    let like_you = ["uni", "use", "usu", "eu", "one", "once", "ut"]
        .iter()
        .any(|start| first.starts_with(start));
    let unin = first.starts_with("unin") || first.starts_with("unim");
    silent_h || (first.starts_with(['a', 'e', 'i', 'o', 'u']) && (!like_you || unin))
}
