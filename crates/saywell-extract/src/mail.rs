//! E-mail messages as files (RFC 5322 with MIME).
//!
//! Read are the subject and the text: its plain form where there is one, else its HTML. What is quoted or forwarded is
//! somebody else's words. Attachments are named as not read.

use crate::ExtractError;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use saywell_document::{Block, BlockKind, Document, Format, MASK, Taking, read_text};

/// So many attachments are named; more are counted.
const NAMED: usize = 5;

/// Reads an e-mail message.
///
/// # Errors
///
/// If the bytes do not start with the header of a message, or the message is encrypted.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let message = MessageParser::default().parse(bytes).filter(has_header).ok_or_else(|| {
        ExtractError::refused("not an e-mail: it does not start with a message's header")
    })?;
    if is_encrypted(&message) {
        return Err(ExtractError::refused(
            "encrypted; save the text of the message and check that",
        ));
    }
    let mut taking = Taking::new();
    if let Some(subject) = message.subject() {
        taking.place("subject");
        taking.push(subject);
        taking.end_block(BlockKind::Heading(1));
    }
    let mut paragraphs = 0;
    for part in message.text_bodies() {
        let (text, format) = match &part.body {
            PartType::Text(text) => (unflowed(text, part), Format::Plain),
            PartType::Html(html) => (html.clone().into_owned(), Format::Html),
            _ => continue,
        };
        let body = read_text(text, format)?;
        write(&body, &mut taking, &mut paragraphs);
        body.unread.into_iter().for_each(|what| taking.leave_out(what));
    }
    leave_out_attachments(&message, &mut taking);
    Ok(taking.finish(Format::Eml)?)
}

/// Whether there is anything in the header that messages have.
fn has_header(message: &Message<'_>) -> bool {
    message.from().is_some()
        || message.to().is_some()
        || message.subject().is_some()
        || message.date().is_some()
        || message.content_type().is_some()
}

fn is_encrypted(message: &Message<'_>) -> bool {
    let Some(kind) = message.content_type() else { return false };
    let is = |what: &str| kind.subtype().is_some_and(|it| it.eq_ignore_ascii_case(what));
    let signed = kind.attribute("smime-type").is_some_and(|it| it.contains("signed"));
    is("encrypted") || (is("pkcs7-mime") || is("x-pkcs7-mime")) && !signed
}

/// Writes the blocks of a message's text, those that are quoted as somebody else's words.
fn write(body: &Document, taking: &mut Taking, paragraphs: &mut usize) {
    let blocks = &body.blocks;
    let last_quote = blocks.iter().rposition(|block| block.block_quote);
    let mut rest_is_quoted = false;
    for (index, block) in blocks.iter().enumerate() {
        let text = block.text(&body.text);
        let attributes = is_attribution(&text);
        rest_is_quoted |= starts_original(&body.text, &blocks[index..])
            || attributes && last_quote.is_none_or(|last| last < index);
        let quoted = block.block_quote || rest_is_quoted || attributes;
        *paragraphs += 1;
        let whose = if quoted { "quoted message" } else { "message" };
        taking.place(format!("{whose}, paragraph {paragraphs}"));
        taking.set_block_quote(quoted);
        taking.push(&text);
        taking.end_block(block.kind);
    }
    taking.set_block_quote(false);
}

/// Whether a paragraph says whose words follow: “On Monday, Ann Lee <…> wrote:”.
fn is_attribution(text: &str) -> bool {
    const LONGEST: usize = 300;
    text.len() < LONGEST
        && text.ends_with("wrote:")
        && (text.starts_with("On ") || text.contains([MASK, '<']))
}

/// Whether the message that is answered or forwarded starts here, as Outlook and others put it below the answer.
fn starts_original(text: &str, blocks: &[Block]) -> bool {
    /// Lines of such a header.
    const LINES: usize = 5;
    let Some(first) = blocks.first().map(|block| block.text(text)) else { return false };
    let words = first.trim_start_matches(['-', '_', ' ']);
    let starts =
        |what: &str| words.get(..what.len()).is_some_and(|start| start.eq_ignore_ascii_case(what));
    let dashed = first.starts_with("--") || first.starts_with("__");
    if dashed && (starts("original message") || starts("forwarded message"))
        || starts("begin forwarded message:")
    {
        return true;
    }
    let has = |what: &str| blocks.iter().take(LINES).any(|it| it.text(text).contains(what));
    starts("from:") && (has("Sent:") || has("Date:")) && (has("To:") || has("Subject:"))
}

/// Plain text with the lines put together that are one paragraph (RFC 3676), where its header says that they are so
/// marked.
fn unflowed(text: &str, part: &MessagePart<'_>) -> String {
    let attribute = |name| part.content_type().and_then(|kind| kind.attribute(name));
    let is = |name, value: &str| attribute(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
    if !is("format", "flowed") {
        return text.to_owned();
    }
    let delete_space = is("delsp", "yes");
    let mut out = String::with_capacity(text.len());
    // The depth of quotation of the line that goes on with the next.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open != Some(depth) {
            if !out.is_empty() {
                out.push('\n');
            }
            if depth > 0 {
                out.push_str(&">".repeat(depth.min(8)));
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && content != "-- ";
        open = flows.then_some(depth);
        out.push_str(if flows && delete_space { &content[..content.len() - 1] } else { content });
    }
    out
}

/// Names the attachments as not read.
fn leave_out_attachments(message: &Message<'_>, taking: &mut Taking) {
    let names: Vec<_> = message
        .attachments()
        // Pictures in the text.
        .filter(|part| !matches!(part.body, PartType::InlineBinary(_)))
        .map(attachment_name)
        .collect();
    match names.as_slice() {
        [] => {}
        [name] => taking.leave_out(format!("an attachment: {name}")),
        names if names.len() <= NAMED => {
            taking.leave_out(format!("{} attachments: {}", names.len(), names.join(", ")));
        }
        names => {
            let some = names[..NAMED].join(", ");
            taking.leave_out(format!("{} attachments, among them {some}", names.len()));
        }
    }
}

/// What an attachment is called, without anything in it that is not to be printed.
fn attachment_name(part: &MessagePart<'_>) -> String {
    const LONGEST: usize = 80;
    let name = part.attachment_name().map(str::to_owned).or_else(|| match &part.body {
        PartType::Message(message) => message.subject().map(|it| format!("message “{it}”")),
        _ => None,
    });
    let name: String =
        name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if name.is_empty() { "without a name".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::read;
    use saywell_document::Document;

    const HEADER: &str =
        "From: Ann Lee <ann@example.org>\nTo: you@example.org\nSubject: =?utf-8?q?A_caf=C3=A9?=\n";

    fn document(message: &str) -> Document {
        read(message.as_bytes()).unwrap()
    }

    /// Each block after the subject; quoted ones start with `>`.
    #[track_caller]
    fn check(headers: &str, body: &str, expected: &[&str]) {
        let document = document(&format!("{HEADER}{headers}\n{body}"));
        let found: Vec<_> = document
            .blocks
            .iter()
            .skip(1)
            .map(|it| {
                format!("{}{}", if it.block_quote { ">" } else { "" }, it.text(&document.text))
            })
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn reads_subject_and_text() {
        let document = document(&format!("{HEADER}\nDear Bo,\n\nThank you\nfor your note.\n"));
        let texts: Vec<_> = document.texts().collect();
        let places =
            document.blocks.iter().map(|it| document.place(it.source.start).unwrap_or_default());
        let found: Vec<_> = places.zip(texts.iter().map(|text| &**text)).collect();
        assert_eq!(
            found,
            [
                ("subject", "A café"),
                ("message, paragraph 1", "Dear Bo,"),
                ("message, paragraph 2", "Thank you for your note."),
            ]
        );
    }

    #[test]
    fn decodes_and_puts_lines_together() {
        let quoted = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n";
        check(quoted, "caf=E9 and so=\n on", &["café and so on"]);
        let flowed = "Content-Type: text/plain; format=flowed\n";
        check(
            flowed,
            "One para- \ngraph.\nTwo.\n\n> theirs \n> too\n",
            &["One para- graph. Two.", ">theirs too"],
        );
        let joined = "Content-Type: text/plain; format=flowed; delsp=yes\n";
        check(joined, "One para \ngraph.", &["One paragraph."]);
    }

    #[test]
    fn tells_whose_words_they_are() {
        check(
            "",
            "I agree.\n\nOn Monday, Bo <bo@example.org> wrote:\n> They say so.\n\nAnn",
            &["I agree.", ">On Monday, Bo <\u{FFFC}> wrote:", ">They say so.", "Ann"],
        );
        check(
            "",
            "I agree.\n\n-----Original Message-----\nFrom: Bo\nSent: Monday\nTo: Ann\n\nThey say so.\n",
            &[
                "I agree.",
                ">-----Original Message----- From: Bo Sent: Monday To: Ann",
                ">They say so.",
            ],
        );
        check(
            "",
            "I agree.\n\nFrom: Bo\nDate: Monday\nSubject: this\n\nThey say so.\n",
            &["I agree.", ">From: Bo Date: Monday Subject: this", ">They say so."],
        );
        check(
            "",
            "From: here on, I agree.\n\nTo be sure.\n",
            &["From: here on, I agree.", "To be sure."],
        );
    }

    const PARTS: &str = "Content-Type: multipart/mixed; boundary=x\n";

    #[test]
    fn prefers_plain_text_and_names_attachments() {
        check(
            PARTS,
            "--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\nPlain.\n--y\nContent-Type: text/html\n\n<p>HTML.\n--y--\n--x--\n",
            &["Plain."],
        );
        let html = "Content-Type: text/html\n";
        check(html, "<p>One <b>two</b>.<blockquote>theirs</blockquote>", &["One two.", ">theirs"]);
        let attached = format!(
            "{HEADER}{PARTS}\n--x\n\nText.\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"a\x1b.pdf\"\n\nx\n--x--\n"
        );
        assert_eq!(document(&attached).unread, ["an attachment: a.pdf"]);
    }

    #[test]
    fn says_what_it_cannot_read() {
        let why = |message: &str| read(message.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            why("\n\nJust a text."),
            "not an e-mail: it does not start with a message's header"
        );
        assert_eq!(
            why("From: a@b.c\nContent-Type: multipart/encrypted; boundary=x\n\n--x--"),
            "encrypted; save the text of the message and check that"
        );
        let whole = format!(
            "{HEADER}{PARTS}\n--x\nContent-Type: text/html; charset=\"\n\n<p>One\n--x\n--y--"
        );
        for end in 0..whole.len() {
            let _ = read(&whole.as_bytes()[..end]);
        }
        let deep = format!(
            "{HEADER}{}",
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(50_000)
        );
        let _ = read(deep.as_bytes());
    }
}
