//! The parts of a Word document and how they are related (ECMA-376 part 2, Open Packaging Conventions).

use crate::ExtractError;
use crate::archive::Archive;
use crate::xml::{Node, Text, Xml, text_of};

/// A Word document's parts.
pub(super) struct Package<'a> {
    pub(super) archive: Archive<'a>,
    /// The name of the part with the body.
    pub(super) main: String,
    /// What the main part is related to.
    relations: Vec<Relation>,
}

/// A relation from one part to another.
#[derive(Debug)]
struct Relation {
    /// The last word of its type: `footnotes`, `header`.
    kind: String,
    /// The part's name, without a slash at the start.
    target: String,
}

impl<'a> Package<'a> {
    /// Opens the package in these bytes.
    ///
    /// # Errors
    ///
    /// If there is no body in it.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ExtractError> {
        let mut archive = Archive::open(bytes)?;
        let of_package = relations(&mut archive, "")?;
        let named = of_package.into_iter().find(|relation| relation.kind == "officeDocument");
        let main = named.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
        if !archive.has(&main) {
            return Err(ExtractError::refused(format!(
                "not a Word file: there is no {main} in it"
            )));
        }
        let relations = relations(&mut archive, &main)?;
        Ok(Self { archive, main, relations })
    }

    /// The first part that the main part has this relation to.
    pub(super) fn related(&self, kind: &str) -> Option<String> {
        let relation = self.relations.iter().find(|relation| relation.kind == kind)?;
        self.archive.has(&relation.target).then(|| relation.target.clone())
    }

    /// All parts that the main part has this relation to, each once.
    pub(super) fn all_related(&self, kind: &str) -> Vec<String> {
        let mut parts = Vec::new();
        for relation in self.relations.iter().filter(|relation| relation.kind == kind) {
            if !parts.contains(&relation.target) {
                parts.push(relation.target.clone());
            }
        }
        parts
    }

    /// The content of a part that must be there.
    ///
    /// # Errors
    ///
    /// If it is not there, damaged, or beyond the limits.
    pub(super) fn text(&mut self, part: &str) -> Result<Text, ExtractError> {
        let missing = || ExtractError::refused(format!("damaged: its part {part} is missing"));
        let bytes = self.archive.part(part)?.ok_or_else(missing)?;
        text_of(bytes, part)
    }

    /// What is in the document that is not read, in a few words each.
    pub(super) fn unread(&self) -> Vec<String> {
        let kinds = [
            ("chart", "chart"),
            ("diagramData", "diagram"),
            ("oleObject", "embedded object"),
            ("package", "embedded document"),
            ("aFChunk", "inserted document"),
        ];
        let count = |kind| self.relations.iter().filter(|relation| relation.kind == kind).count();
        kinds
            .into_iter()
            .map(|(kind, name)| (count(kind), name))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
            .collect()
    }
}

/// The name of the part with the relations of a part, or of the whole package where the name is empty.
pub(super) fn relations_part(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The relations of a part, or of the whole package where the name is empty.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relation>, ExtractError> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let rels = relations_part(part);
    let Some(bytes) = archive.part(&rels)? else { return Ok(Vec::new()) };
    let source = text_of(bytes, &rels)?.text;
    let mut xml = Xml::new(&source, &rels);
    let mut found = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        let outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if element.local() != "Relationship" || outside {
            continue;
        }
        if let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relation { kind, target: resolved(folder, &target) });
        }
    }
    Ok(found)
}

/// The name of the part that a relation of a part in `folder` points to.
fn resolved(folder: &str, target: &str) -> String {
    let from_root = target.strip_prefix('/');
    let mut steps: Vec<&str> = match from_root {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in from_root.unwrap_or(target).split('/') {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
