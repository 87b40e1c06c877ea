//! The part with the comments: added to where there is one, else made, with what the package must say of it.

use crate::ExtractError;
use crate::archive::Archive;
use crate::docx::package::relations_part;
use crate::flow::Part;
use crate::mark::{AUTHOR, escaped};
use crate::xml::text_of;
use std::collections::HashMap;

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The comments to be added.
pub(super) struct Comments {
    last_id: u64,
    texts: Vec<(u64, String)>,
}

impl Comments {
    /// No comments; their numbers will be higher than this one.
    pub(super) fn new(last_id: u64) -> Self {
        Self { last_id, texts: Vec::new() }
    }

    /// Adds a comment, one paragraph a line; gives its number.
    pub(super) fn add(&mut self, text: &str) -> u64 {
        self.last_id += 1;
        self.texts.push((self.last_id, text.to_owned()));
        self.last_id
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Adds what is changed in the package: the part with the comments, and what leads to it.
    ///
    /// # Errors
    ///
    /// If the package's lists of parts are damaged.
    pub(super) fn write(
        &self,
        archive: &mut Archive<'_>,
        body: &Part,
        existing: Option<&Part>,
        date: &str,
        changed: &mut HashMap<String, Vec<u8>>,
    ) -> Result<(), ExtractError> {
        if let Some(part) = existing {
            let prefix = part.prefixes.first().cloned().unwrap_or_default();
            let named = part.prefixes.iter().find(|prefix| !prefix.is_empty());
            let comments = self.written(&prefix, named, &part.namespace, date);
            let source = before_end(&part.source, &comments).ok_or_else(|| damaged(&part.name))?;
            changed.insert(part.name.clone(), part.encoded(&source)?);
            return Ok(());
        }
        let folder = body.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = if archive.has(&format!("{folder}/comments.xml")) {
            "comments-saywell.xml"
        } else {
            "comments.xml"
        };
        let name = format!("{folder}/{file}").trim_start_matches('/').to_owned();
        let comments = self.written("w", Some(&"w".to_owned()), &body.namespace, date);
        let source = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\">{comments}</w:comments>",
            body.namespace
        );
        changed.insert(name.clone(), source.into_bytes());
        relate(archive, body, file, changed)?;
        declare(archive, &name, changed)
    }

    fn written(&self, prefix: &str, named: Option<&String>, namespace: &str, date: &str) -> String {
        let e = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
        let (a, declared) = match named {
            Some(prefix) => (format!("{prefix}:"), String::new()),
            None => ("w:".to_owned(), format!(" xmlns:w=\"{namespace}\"")),
        };
        let paragraph = |line: &str| {
            format!(
                "<{e}p><{e}r><{e}t xml:space=\"preserve\">{}</{e}t></{e}r></{e}p>",
                escaped(line)
            )
        };
        let one = |(id, text): &(u64, String)| {
            let paragraphs: String = text.lines().map(paragraph).collect();
            format!(
                "<{e}comment{declared} {a}id=\"{id}\" {a}author=\"{AUTHOR}\" {a}date=\"{date}\" {a}initials=\"sw\">{paragraphs}</{e}comment>"
            )
        };
        self.texts.iter().map(one).collect()
    }
}

/// Relates the body to the part with the comments.
fn relate(
    archive: &mut Archive<'_>,
    body: &Part,
    file: &str,
    changed: &mut HashMap<String, Vec<u8>>,
) -> Result<(), ExtractError> {
    let name = relations_part(&body.name);
    let empty = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let source = match archive.part(&name)? {
        Some(bytes) => text_of(bytes, &name)?.text,
        None => empty.to_owned(),
    };
    let mut id = "rIdSaywell".to_owned();
    while source.contains(&format!("\"{id}\"")) {
        id.push('1');
    }
    let kind = if body.namespace.starts_with("http://purl.oclc.org/") {
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    };
    let prefix = root_prefix(&source, "Relationships").ok_or_else(|| damaged(&name))?;
    let relation = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>");
    let source = before_end(&source, &relation).ok_or_else(|| damaged(&name))?;
    changed.insert(name, source.into_bytes());
    Ok(())
}

/// Declares the type of the part with the comments.
fn declare(
    archive: &mut Archive<'_>,
    name: &str,
    changed: &mut HashMap<String, Vec<u8>>,
) -> Result<(), ExtractError> {
    let types = "[Content_Types].xml";
    let bytes = archive.part(types)?.ok_or_else(|| damaged(types))?;
    let source = text_of(bytes, types)?.text;
    let prefix = root_prefix(&source, "Types").ok_or_else(|| damaged(types))?;
    let declaration =
        format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\"/>");
    let source = before_end(&source, &declaration).ok_or_else(|| damaged(types))?;
    changed.insert(types.to_owned(), source.into_bytes());
    Ok(())
}

/// The prefix, with its colon, of a root element with this name.
fn root_prefix(source: &str, root: &str) -> Option<String> {
    let at = source.find(&format!("{root} ")).or_else(|| source.find(&format!("{root}>")))?;
    let start = source[..at].rfind('<')? + 1;
    Some(source[start..at].to_owned())
}

/// The source with something put before the end of its root element, which may be one without content.
fn before_end(source: &str, added: &str) -> Option<String> {
    if let Some(close) = source.rfind("</") {
        return Some(format!("{}{added}{}", &source[..close], &source[close..]));
    }
    let close = source.rfind("/>")?;
    let start = source[..close].rfind('<')? + 1;
    let name = source[start..close].split_whitespace().next()?;
    Some(format!("{}>{added}</{name}>", &source[..close]))
}

fn damaged(part: &str) -> ExtractError {
    ExtractError::refused(format!(
        "its part {part} is not as it should be, so that no comments can be added"
    ))
}
