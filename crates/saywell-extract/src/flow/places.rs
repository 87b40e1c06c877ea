//! Names of places in a document, in words by which a person finds them.

use std::collections::HashMap;

/// The longest part of a heading that is named, in characters.
const LONGEST_HEADING: usize = 40;

/// What a part of the package is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Story {
    Body,
    Footnotes,
    Endnotes,
    Comments,
    Header,
    Footer,
}

impl Story {
    /// The stories beside the body: the relation that leads to them from there, in the order in which they are read.
    pub(crate) const BESIDE_BODY: [(&str, Self); 5] = [
        ("footnotes", Self::Footnotes),
        ("endnotes", Self::Endnotes),
        ("comments", Self::Comments),
        ("header", Self::Header),
        ("footer", Self::Footer),
    ];

    /// What one text of it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Body => "paragraph",
            Self::Footnotes => "footnote",
            Self::Endnotes => "endnote",
            Self::Comments => "comment",
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }
}

/// Counts what places are counted by.
#[derive(Debug, Default)]
pub(crate) struct Places {
    heading: Option<String>,
    /// Paragraphs since the heading.
    paragraphs: usize,
    tables: usize,
    boxes: usize,
    pictures: usize,
    /// The numbers of notes and comments by the order in which the body refers to them.
    references: HashMap<(Story, String), usize>,
    counts: HashMap<Story, usize>,
}

impl Places {
    /// Notes that the body refers to a note or comment.
    pub(crate) fn refer(&mut self, story: Story, id: String) {
        let count = self.counts.entry(story).or_default();
        self.references.entry((story, id)).or_insert_with(|| {
            *count += 1;
            *count
        });
    }

    /// The name of the note or comment with this id.
    pub(crate) fn note(&self, story: Story, id: &str) -> String {
        match self.references.get(&(story, id.to_owned())) {
            Some(number) => format!("{} {number}", story.word()),
            None => format!("a {} that no text refers to", story.word()),
        }
    }

    /// The name of the next note or comment, where they stand in the text that refers to them.
    pub(crate) fn next(&mut self, story: Story) -> String {
        let count = self.counts.entry(story).or_default();
        *count += 1;
        format!("{} {count}", story.word())
    }

    /// The number of the next table.
    pub(crate) fn next_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    /// The name of the next text box.
    pub(crate) fn next_box(&mut self) -> String {
        self.boxes += 1;
        format!("text box {}", self.boxes)
    }

    /// The name of the next picture.
    pub(crate) fn next_picture(&mut self) -> String {
        self.pictures += 1;
        format!("description of picture {}", self.pictures)
    }

    /// The name of a heading with this text; what follows stands under it.
    pub(crate) fn heading(&mut self, text: &str) -> String {
        let text = shortened(text);
        self.paragraphs = 0;
        let name = format!("heading “{text}”");
        self.heading = Some(text);
        name
    }

    /// The name of the next paragraph.
    pub(crate) fn paragraph(&mut self) -> String {
        self.paragraphs += 1;
        match &self.heading {
            Some(heading) => format!("under “{heading}”, paragraph {}", self.paragraphs),
            None => format!("paragraph {}", self.paragraphs),
        }
    }
}

/// A heading's text, short enough to be part of a name.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST_HEADING) {
        None => text,
        Some((cut, _)) => {
            let end = text[..cut].rfind(' ').unwrap_or(cut);
            format!("{}…", &text[..end])
        }
    }
}
