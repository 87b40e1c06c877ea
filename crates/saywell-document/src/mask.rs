//! Finds what is not prose in block text: addresses, file names, identifiers, hashes, tags of templates.
//!
//! Masking hides words from every rule, so in doubt a word is left to be read: `and/or`, `victim/survivor`, `U.S.`,
//! `24/7` and `AT&T` are prose.

mod templates;

use std::ops::Range;
use templates::templates;

/// The pieces of `text`, white space collapsed, that are to be masked: in order, apart from each other.
pub(crate) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for tag in templates(text) {
        between_tags(&text[..tag.start], from, &mut pieces);
        from = tag.end;
        pieces.push(tag);
    }
    between_tags(text, from, &mut pieces);
    pieces
}

/// Finds the pieces from byte `at` on.
fn between_tags(text: &str, mut at: usize, pieces: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    while let Some(trigger) = next_trigger(bytes, at) {
        let start = token_start(text, at, trigger);
        let end = token_end(text, trigger);
        let core = trim(text, start..end);
        if core.len() > 2 {
            let signs = signs_in(&bytes[core.clone()]);
            match address(&text[core.clone()], signs) {
                Some(piece) => pieces.push(core.start + piece.start..core.start + piece.end),
                None if signs & sign::OF_IDENTIFIERS != 0 => identifiers(text, core, pieces),
                None => {}
            }
        }
        at = end.max(trigger + 1);
    }
}

/// Bytes that are looked at together; the compiler turns the loop over them into vector instructions.
const LANE: usize = 32;

/// The first byte from `at` on that, with the one after it, may belong to something to mask.
fn next_trigger(bytes: &[u8], mut at: usize) -> Option<usize> {
    let meets = |pair: &[u8; 2]| FIRST[usize::from(pair[0])] & SECOND[usize::from(pair[1])] != 0;
    while let Some(lane) = bytes.get(at..=at + LANE) {
        let met = lane.iter().zip(&lane[1..]).fold(0, |met, (a, b)| met | likely(*a, *b));
        if met != 0
            && let Some(found) = lane.array_windows().position(meets)
        {
            return Some(at + found);
        }
        at += LANE;
    }
    bytes.get(at..)?.array_windows().position(meets).map(|found| at + found)
}

/// Not 0 for all pairs of bytes that may belong to something to mask, and for some others: told without a branch or a table.
fn likely(a: u8, b: u8) -> u8 {
    let is = |byte: u8, sign: u8| if byte == sign { u8::MAX } else { 0 };
    // Letters are above 0x40, small ones with the bit 0x20; digits and a few signs are from 0x30 on.
    let both_letters = a & b & 0x40;
    let small_and_capital = ((a & !b & 0x20) << 1) & both_letters;
    let number = |byte: u8| is(byte & 0x70, 0x30);
    let number_and_letter = ((number(a) & b) | (number(b) & a)) & 0x40;
    let sign = is(a, b'/') | is(a, b'@') | is(a, b'_') | is(a, b'\\');
    let stop_in_word = is(a, b'.') & b & 0x50;
    let call = is(a, b'(') & is(b, b')');
    let dashes = is(a, b'-') & is(b, b'-');
    small_and_capital | number_and_letter | sign | stop_in_word | call | dashes
}

/// For each byte, a bit for each kind of pair that may belong to something to mask, if it can be the first of one.
const FIRST: [u8; 256] = kinds(true);

/// The same, if it can be the second of one.
const SECOND: [u8; 256] = kinds(false);

const fn kinds(first: bool) -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kinds_of(byte as u8, first);
        byte += 1;
    }
    kinds
}

const fn kinds_of(byte: u8, first: bool) -> u8 {
    let hex = matches!(byte, b'a'..=b'f' | b'A'..=b'F');
    let digit = byte.is_ascii_digit();
    let pairs = if first {
        let sign = matches!(byte, b'/' | b'@' | b'_' | b'\\');
        [sign, byte == b'.', byte.is_ascii_lowercase(), byte == b'(', byte == b'-', digit, hex]
    } else {
        let word = byte.is_ascii_alphanumeric();
        [true, word, byte.is_ascii_uppercase(), byte == b')', byte == b'-', hex, digit]
    };
    let mut kinds = 0;
    let mut kind = 0;
    while kind < pairs.len() {
        kinds |= (pairs[kind] as u8) << kind;
        kind += 1;
    }
    kinds
}

/// Whether a token ends before `c`: at white space, and at punctuation that stands in no address.
fn is_boundary(c: char) -> bool {
    matches!(c, ' ' | '"' | '<' | '>') || (!c.is_ascii() && !c.is_alphanumeric())
}

/// Whether it is a byte of ASCII that does not end a token.
fn is_inside(byte: &u8) -> bool {
    byte.is_ascii() && !is_boundary(char::from(*byte))
}

/// Where the token around `at` starts; not before `from`.
fn token_start(text: &str, from: usize, at: usize) -> usize {
    let inside = text.as_bytes()[from..at].iter().rev().take_while(|byte| is_inside(byte)).count();
    let at = at - inside;
    text[from..at].rfind(is_boundary).map_or(from, |found| {
        let boundary = text[from + found..].chars().next().map_or(1, char::len_utf8);
        from + found + boundary
    })
}

fn token_end(text: &str, at: usize) -> usize {
    let at = at + text.as_bytes()[at..].iter().take_while(|byte| is_inside(byte)).count();
    text[at..].find(is_boundary).map_or(text.len(), |found| at + found)
}

/// What stands in a token: bits that tell what it can be.
mod sign {
    pub(super) const AT: u8 = 1;
    pub(super) const COLON: u8 = 2;
    /// A slash of either kind.
    pub(super) const SLASH: u8 = 4;
    pub(super) const DOT: u8 = 8;
    /// A digit, a capital, a low line, or a bracket.
    pub(super) const OF_IDENTIFIERS: u8 = 16;
}

fn signs_in(token: &[u8]) -> u8 {
    token.iter().fold(0, |signs, byte| signs | SIGNS[usize::from(*byte)])
}

/// The bit of [`sign`] for each byte.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        signs[byte] = match byte as u8 {
            b'@' => sign::AT,
            b':' => sign::COLON,
            b'/' | b'\\' => sign::SLASH,
            b'.' => sign::DOT,
            b'0'..=b'9' | b'A'..=b'Z' | b'_' | b'(' => sign::OF_IDENTIFIERS,
            _ => 0,
        };
        byte += 1;
    }
    signs
};

/// The token without the punctuation around it.
fn trim(text: &str, token: Range<usize>) -> Range<usize> {
    let whole = &text[token.clone()];
    let mut core = whole.trim_start_matches(opens);
    if !["./", "../"].iter().any(|prefix| core.starts_with(prefix)) {
        core = core.trim_start_matches('.');
    }
    let start = token.start + whole.len() - core.len();
    // How many brackets are closed that were not opened: counted when one is met.
    let mut unopened = None;
    while let Some(last) = core.chars().next_back() {
        if last == ')' {
            let counted = || core.matches(')').count().saturating_sub(core.matches('(').count());
            let unopened = unopened.get_or_insert_with(counted);
            if *unopened == 0 {
                break;
            }
            *unopened -= 1;
        } else if !closes(last) {
            break;
        }
        core = &core[..core.len() - 1];
    }
    start..start + core.len()
}

/// Punctuation that may stand right before what is to be masked, and does not belong to it.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '\'' | '*' | '`' | '|' | ',' | ';' | ':' | '!' | '?' | '=' | '_')
}

/// Punctuation that may stand right behind it, but for round brackets.
fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '`' | '|' | ']' | '}' | '_')
}

/// The address or file name in a token with these signs, if there is one.
fn address(token: &str, signs: u8) -> Option<Range<usize>> {
    // Each kind is looked for only where the token has what it cannot do without.
    let with = |of: u8, kind: fn(&str) -> Option<Range<usize>>| {
        if signs & of != 0 { kind(token) } else { None }
    };
    with(sign::COLON | sign::DOT, url)
        .or_else(|| with(sign::AT, at_sign))
        .or_else(|| with(sign::SLASH, path))
        .or_else(|| flag(token))
        .or_else(|| with(sign::DOT, dotted))
}

/// `https://…`, `www.…`
fn url(token: &str) -> Option<Range<usize>> {
    let end = token.strip_suffix("'s").unwrap_or(token).len();
    if token.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
        return Some(0..end);
    }
    let mut colons = token.match_indices(':').map(|(colon, _)| colon);
    let colon = colons.find(|&colon| token[colon..].starts_with("://"))?;
    let scheme = trailing(&token[..colon], |c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (scheme > 0 && colon + 3 < end).then(|| colon - scheme..end)
}

/// `name@example.org`, `@name`, `@name@example.org`
fn at_sign(token: &str) -> Option<Range<usize>> {
    let at = token.find('@')?;
    let local = trailing(&token[..at], |c| c.is_alphanumeric() || "._%+-".contains(c));
    let host = &token[at + 1..];
    let len = host.len()
        - host.trim_start_matches(|c: char| c.is_alphanumeric() || "._-@".contains(c)).len();
    let len = host[..len].trim_end_matches(['.', '-', '_', '@']).len();
    let named = host[..len].starts_with(|c: char| c.is_alphanumeric() || c == '_') && len > 1;
    let start = token[..at - local].strip_suffix("mailto:").map_or(at - local, str::len);
    (named && (local > 0 || at == 0)).then(|| start..at + 1 + len)
}

/// A path that shows itself at its start: `C:\x`, `\\server\x`, `./x`, `../x`, `~/x`, `/usr/bin`.
fn path(token: &str) -> Option<Range<usize>> {
    let bytes = token.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'\\', _, ..] if letter.is_ascii_alphabetic());
    let share = token.starts_with("\\\\") && token[2..].contains('\\');
    let near = ["./", "../", "~/"]
        .iter()
        .filter_map(|prefix| token.strip_prefix(prefix))
        .any(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "._-".contains(c)));
    let root = token.strip_prefix('/').is_some_and(|rest| {
        let parts = || rest.trim_end_matches('/').split('/');
        parts().count() > 1 && parts().all(is_path_part) && rest.contains(char::is_alphabetic)
    });
    let backslashes = token.matches('\\').count() > 1
        && token.split('\\').filter(|part| is_path_part(part)).count() > 2;
    (drive || share || near || root || backslashes).then_some(0..token.len())
}

fn is_path_part(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._-~+%".contains(c))
}

/// Words that stand after a dash typed as `--` more often than they name a flag.
const AFTER_DASH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "he", "her", "his", "how",
    "i", "if", "in", "is", "it", "its", "no", "not", "of", "on", "or", "she", "so", "that", "the",
    "their", "then", "there", "they", "this", "to", "was", "we", "were", "what", "when", "where",
    "which", "who", "with", "yes", "you",
];

/// `--flag`, `--flag=value`
fn flag(token: &str) -> Option<Range<usize>> {
    let name = token.strip_prefix("--")?;
    let plain =
        name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_=./".contains(&b));
    let flag = name.starts_with(|c: char| c.is_ascii_lowercase()) && plain && !name.contains("--");
    (flag && AFTER_DASH.binary_search(&name).is_err()).then_some(0..token.len())
}

/// What follows the last dot of a domain name. Without those that are words: `in`, `it`, `us`, `me`, `is`, `at`, `be`,
/// `no`, `so`, `to`, since a space is often forgotten after a full stop.
const DOMAINS: &[&str] = &[
    "app", "au", "biz", "br", "ca", "ch", "cn", "com", "de", "dev", "dk", "edu", "es", "eu", "fi",
    "fr", "gov", "ie", "info", "int", "io", "jp", "mil", "net", "ngo", "nl", "nz", "org", "pl",
    "pt", "ru", "se", "uk", "za",
];

/// What follows the last dot of a file name.
const EXTENSIONS: &[&str] = &[
    "avi", "bak", "bat", "bmp", "cfg", "conf", "cpp", "cs", "css", "csv", "dll", "doc", "docm",
    "docx", "dotx", "eml", "epub", "exe", "gif", "gz", "heic", "hpp", "htm", "html", "ini",
    "ipynb", "java", "jpeg", "jpg", "js", "json", "jsonl", "jsx", "lock", "log", "m4a", "md",
    "mkv", "mov", "mp3", "mp4", "msg", "odp", "ods", "odt", "pdf", "php", "png", "ppt", "pptx",
    "py", "rar", "rb", "rs", "rst", "rtf", "sh", "sql", "srt", "svg", "tar", "tex", "tgz", "tif",
    "tiff", "toml", "ts", "tsv", "tsx", "txt", "vtt", "wav", "webm", "webp", "xls", "xlsm", "xlsx",
    "xml", "yaml", "yml", "zip", "zst",
];

/// No entry of [`DOMAINS`] and [`EXTENSIONS`] has more bytes.
const LONGEST_ENDING: usize = 5;

/// A domain name or a file name, with the path it stands in: `example.org/page`, `report.docx`, `src/main.rs:12`.
fn dotted(token: &str) -> Option<Range<usize>> {
    let mut labels = token.match_indices('.').map(|(dot, _)| dot + 1).filter(|&start| {
        let label = label_at(token, start);
        let host_before = token[..start - 1].ends_with(char::is_alphanumeric);
        host_before && !token[start + label.len()..].starts_with('.') && is_known(label)
    });
    let start = labels.next()?;
    let end = start + label_at(token, start).len();
    let name = trailing(&token[..start], |c| c.is_alphanumeric() || "._-/+%~:".contains(c));
    let on = token[end..].starts_with(['/', ':', '#', '?']) || token[end..].starts_with("\\");
    Some(start - name..if on { token.len() } else { end })
}

fn label_at(token: &str, start: usize) -> &str {
    let rest = &token[start..];
    &rest[..rest.len()
        - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_').len()]
}

fn is_known(label: &str) -> bool {
    if label.len() > LONGEST_ENDING {
        return false;
    }
    // A capital after a full stop starts a sentence.
    let one_case = !label.contains(|c: char| c.is_ascii_uppercase())
        || !label.contains(|c: char| c.is_ascii_lowercase());
    let lower = label.to_ascii_lowercase();
    let lower = lower.as_str();
    one_case && (EXTENSIONS.binary_search(&lower).is_ok() || DOMAINS.binary_search(&lower).is_ok())
}

/// How many bytes at the end of `text` are characters that `belongs`.
fn trailing(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_end_matches(belongs).len()
}

/// Adds the words in a token that are identifiers or hashes.
fn identifiers(text: &str, token: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let mut at = token.start;
    while at < token.end {
        let start = at;
        while at < token.end && is_word(bytes[at]) {
            at += 1;
        }
        let call = bytes[at..token.end].starts_with(b"()");
        if at > start && (call || is_identifier(&bytes[start..at]) || is_hash(&bytes[start..at])) {
            at += if call { 2 } else { 0 };
            pieces.push(start..at);
        }
        at = at.max(start + 1);
    }
}

/// `snake_case`, `camelCase`; not `McDonald` or `LaToya`.
fn is_identifier(word: &[u8]) -> bool {
    let snake = word
        .windows(3)
        .any(|w| w[1] == b'_' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphanumeric());
    let camel = word.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    let named =
        word.first().is_some_and(u8::is_ascii_lowercase) || word.iter().any(u8::is_ascii_digit);
    snake || (camel && named)
}

/// `3f2a9c81`, `0xff`
fn is_hash(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"0x").unwrap_or(word);
    let long = digits.len() >= 7 || digits.len() < word.len();
    long && digits.iter().all(u8::is_ascii_hexdigit)
        && word.iter().any(u8::is_ascii_digit)
        && word.iter().any(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Masks are written as `#`.
    #[track_caller]
    fn check(input: &str, expected: &str) {
        let mut masked = input.to_owned();
        for piece in pieces(input).into_iter().rev() {
            masked.replace_range(piece, "#");
        }
        assert_eq!(masked, expected, "{input}");
    }

    #[test]
    fn no_pair_is_unlikely_that_meets() {
        for (a, b) in (0..=u8::MAX).flat_map(|a| (0..=u8::MAX).map(move |b| (a, b))) {
            let meets = FIRST[usize::from(a)] & SECOND[usize::from(b)] != 0;
            assert!(!meets || likely(a, b) != 0, "{a} {b}");
        }
    }

    #[test]
    fn lists_are_sorted() {
        assert!(DOMAINS.is_sorted() && EXTENSIONS.is_sorted() && AFTER_DASH.is_sorted());
        let longest = DOMAINS.iter().chain(EXTENSIONS).map(|ending| ending.len()).max();
        assert_eq!(longest, Some(LONGEST_ENDING));
    }

    #[test]
    fn masks_tags_of_templates() {
        check("Dear {{ client.name }}, {% if a > b %}you{% endif %}", "Dear #, #you#");
        check("{# not shown #} <%= name %>, {{{ raw }}} and/or a.txt", "# #, # and/or #");
        check("a {set}, {{ open, 5 <6 {% never", "a {set}, {{ open, 5 <6 {% never");
    }

    #[test]
    fn leaves_prose() {
        for text in [
            "and/or he/she/they his/her victim/survivor w/o n/a km/h 24/7 1/2/2024 2024-01-02 10:30 3.5/10",
            "U.S. e.g. i.e. p.m. Ph.D. U.S./Mexico No.5 St.Louis v1.2.3 $3.50 1,000.00 Q.E.D.",
            "AT&T R&D McDonald LaToya DeAndre MacArthur O'Brien PhilMcCoy VA/DoD PTSD COVID-19 non-McDonald",
            "survivor-centred 14-year-old 27-year-old's victim(s) person(s) (she) [sic] *bold* _she_ _a word_",
            "home.She left.In the end... wait...what word--word she -- he --and --they left-- ---- ______ :) (a) a) 1) 'em '90s",
            "90s 1st 2nd 9am 10pm 80's 5'10 6'2\" #MeToo @ 5pm at @ 100% 50/50 either\\or decade facade",
            "She was told.He left. home.us is.it to.me prostitute.The victim /survivor she/her/hers.",
            "",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn masks_addresses() {
        check("see https://example.org/a_b?c=d#e.", "see #.");
        check("(http://x.y/z(1)), HTTP://A.B!", "(#), #!");
        check("www.example.org, www.polaris.org's page", "#, #'s page");
        check("see:https://x.y \"https://x.y\" <ftp://x.y>", "see:# \"#\" <#>");
        check("mail a.b+c@example.org, mailto:d@e.f; or @handle.", "mail #, #; or #.");
        check("@user@example.social's post", "#'s post");
        check("example.com example.co.uk/help, Example.COM. polaris.org's", "# #, #. #'s");
        check("call 911 or example.org—now", "call 911 or #—now");
        check("https://example.org/\u{e9}t\u{e9} \u{201c}x", "# \u{201c}x");
    }

    #[test]
    fn masks_files() {
        check(
            "report.docx src/main.rs:12 C:\\x\\y.z C:\\x ./run ../a ~/b /usr/bin \\\\srv\\x",
            "# # # # # # # # #",
        );
        check("REPORT.PDF archive.tar.gz (notes_final.txt) docs/a.md#top", "# # (#) #");
        check(
            "the report.docx's author, a report.docx-style name",
            "the #'s author, a report.docx-style name",
        );
    }

    #[test]
    fn masks_identifiers() {
        check(
            "snake_case camelCase foo() a.foo() fooBar2 HashMap2Vec --flag --a=b-c",
            "# # # a.# # # # #",
        );
        check("iPhone's (max_len) f_1, get_x().", "#'s (#) #, #.");
        check(
            "deadbeef01 3f2a9c8 0x1F 1234567 decade accede d41d8cd98f00b204e9800998ecf8427e",
            "# # # 1234567 decade accede #",
        );
        check("pre-camelCase na\u{ef}veCase", "pre-# #");
    }
}
