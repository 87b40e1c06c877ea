//! What LaTeX's commands and environments are to a reader of prose.

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Its argument is a heading of this level.
    Heading(u8),
    /// Its argument is a note, read apart.
    Note,
    /// Its argument is a caption, read apart.
    Caption,
    /// Its argument stands in quotation marks.
    Quote,
    /// It stands for something that is no prose, and so do this many arguments.
    Mask(u8),
    /// It is followed by this many arguments that nobody reads.
    Drop(u8),
    /// It defines something: whatever arguments follow are no prose.
    Define,
    /// It is written this way.
    Text(&'static str),
    /// It puts this accent on the next letter.
    Accent(char),
    /// It starts an item of a list.
    Item,
    /// It ends a paragraph.
    Paragraph,
    /// It ends a line.
    Line,
    /// It starts or ends an environment.
    Begin,
    End,
    /// Code between two signs of the writer's choice.
    Verb,
    /// Anything else: its arguments are read.
    Other,
}

/// What the command with this name does.
pub(super) fn command(name: &str) -> Command {
    match name {
        "title" | "part" | "chapter" | "frametitle" => Command::Heading(1),
        "section" | "framesubtitle" => Command::Heading(2),
        "subsection" => Command::Heading(3),
        "subsubsection" => Command::Heading(4),
        "paragraph" => Command::Heading(5),
        "subparagraph" => Command::Heading(6),
        "footnote" | "footnotetext" | "endnote" | "thanks" | "marginpar" | "sidenote" => {
            Command::Note
        }
        "caption" | "subcaption" | "captionof" => Command::Caption,
        "enquote" | "textquote" | "blockquote" => Command::Quote,
        "begin" => Command::Begin,
        "end" => Command::End,
        "item" => Command::Item,
        "par" | "maketitle" | "newpage" | "clearpage" | "bigskip" | "medskip" | "hline"
        | "toprule" | "midrule" | "bottomrule" | "appendix" | "tableofcontents" => {
            Command::Paragraph
        }
        "newline" | "linebreak" => Command::Line,
        "verb" | "lstinline" | "mintinline" => Command::Verb,
        "texttt" | "code" | "url" | "nolinkurl" | "path" | "ref" | "eqref" | "pageref"
        | "autoref" | "nameref" | "vref" | "cref" | "Cref" | "gls" | "Gls" | "glspl" | "ac"
        | "acs" | "acl" | "ensuremath" | "num" | "si" | "SI" | "qty" | "unit" | "doi" | "email"
        | "footnoteref" | "citation" | "includegraphics" => Command::Mask(1),
        "today" | "thepage" => Command::Mask(0),
        "label" | "index" | "vspace" | "hspace" | "input" | "include" | "includeonly"
        | "subfile" | "bibliography" | "bibliographystyle" | "addbibresource" | "pagestyle"
        | "thispagestyle" | "pagenumbering" | "color" | "textcolor" | "href" | "hyperlink"
        | "hypertarget" | "colorbox" | "parbox" | "scalebox" | "raisebox" | "phantom" | "sout"
        | "st" | "todo" | "cline" | "cmidrule" | "selectlanguage" | "setcounter" | "rowcolor"
        | "cellcolor" | "footnotemark" | "nocite" | "write" | "special" | "pdfbookmark"
        | "penalty" | "columnwidth" | "stepcounter" | "refstepcounter" | "vskip" | "hskip"
        | "kern" | "graphicspath" | "geometry" | "hypersetup" | "usetikzlibrary" | "lstset"
        | "glsdisp" | "hyphenation" | "usetheme" | "author" | "date" | "institute" | "affil"
        | "email*" | "fontfamily" | "fontseries" | "markright" => Command::Drop(1),
        "multicolumn" | "multirow" | "fcolorbox" | "resizebox" | "rotatebox" | "setlength"
        | "addtolength" | "addtocounter" | "fontsize" | "rule" | "markboth" => Command::Drop(2),
        "addcontentsline" | "definecolor" => Command::Drop(3),
        "foreignlanguage" => Command::Drop(2),
        "documentclass"
        | "usepackage"
        | "RequirePackage"
        | "newcommand"
        | "renewcommand"
        | "providecommand"
        | "def"
        | "gdef"
        | "edef"
        | "let"
        | "newenvironment"
        | "renewenvironment"
        | "newtheorem"
        | "DeclareMathOperator"
        | "DeclareRobustCommand"
        | "newcounter"
        | "newlength"
        | "newacronym"
        | "newglossaryentry"
        | "titleformat"
        | "titlespacing"
        | "newif"
        | "newcolumntype"
        | "lstdefinestyle"
        | "lstdefinelanguage"
        | "tikzset"
        | "DeclareUnicodeCharacter"
        | "AtBeginDocument" => Command::Define,
        _ if is_citation(name) => Command::Mask(1),
        _ => accent(name)
            .map(Command::Accent)
            .or_else(|| text(name).map(Command::Text))
            .unwrap_or(Command::Other),
    }
}

/// `\cite`, `\parencite`, `\citep`, `\textcite`, `\autocites`
fn is_citation(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("cite")
        || lower.ends_with("cite")
        || lower.ends_with("cites")
        || lower == "footcitetext"
}

/// The combining mark of an accent command.
fn accent(name: &str) -> Option<char> {
    Some(match name {
        "`" => '\u{300}',
        "'" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "r" => '\u{30A}',
        "H" => '\u{30B}',
        "v" => '\u{30C}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        _ => return None,
    })
}

fn text(name: &str) -> Option<&'static str> {
    Some(match name {
        " " | "," | ";" | ":" | ">" | "\n" | "\r" | "\t" | "quad" | "qquad" | "space"
        | "enspace" | "thinspace" | "hfill" | "indent" | "nobreakspace" => " ",
        "-" | "/" | "!" | "@" | "+" => "",
        "%" => "%",
        "&" => "&",
        "$" | "textdollar" => "$",
        "#" => "#",
        "_" | "textunderscore" => "_",
        "{" | "textbraceleft" => "{",
        "}" | "textbraceright" => "}",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "guillemotleft" | "og" => "«",
        "guillemotright" | "fg" => "»",
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "S" => "§",
        "P" => "¶",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" => "€",
        "textdegree" => "°",
        "textbullet" => "•",
        "TeX" => "TeX",
        "LaTeX" => "LaTeX",
        "slash" => "/",
        _ => return None,
    })
}

/// What an environment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Environment {
    /// The document itself.
    Document,
    /// Nothing in it is prose.
    Unread,
    /// Somebody else's words.
    Quote,
    /// A table; so many arguments say how it looks.
    Table(u8),
    /// Text, with so many arguments that say how it looks.
    Styled(u8),
    /// A slide, whose argument is its title.
    Frame,
    /// Anything else.
    Other,
}

/// What the environment with this name does.
pub(super) fn environment(name: &str) -> Environment {
    match name.trim_end_matches('*') {
        "document" => Environment::Document,
        "verbatim" | "Verbatim" | "lstlisting" | "minted" | "alltt" | "equation" | "align"
        | "alignat" | "gather" | "multline" | "flalign" | "eqnarray" | "math" | "displaymath"
        | "tikzpicture" | "tikzcd" | "picture" | "comment" | "algorithm" | "algorithmic"
        | "thebibliography" | "filecontents" | "array" | "code" | "semiverbatim"
        | "otherlanguage" | "pspicture" | "CCSXML" => Environment::Unread,
        "quote" | "quotation" | "displayquote" | "verse" => Environment::Quote,
        "tabularx" | "tabulary" => Environment::Table(2),
        "tabular" | "longtable" | "tabu" | "supertabular" | "tblr" => Environment::Table(1),
        "wrapfigure" => Environment::Styled(2),
        "minipage" | "multicols" | "subfigure" | "adjustbox" | "column" | "spacing" => {
            Environment::Styled(1)
        }
        "frame" => Environment::Frame,
        _ => Environment::Other,
    }
}
