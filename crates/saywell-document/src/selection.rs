//! Which values of a data file are read.

use crate::json::walk::Step;

/// Which columns of a table and which keys of structured data are read. Where none are chosen, every value that looks
/// like prose is; what is chosen is read whatever it looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Columns of CSV and its relatives: names as the first row has them, letter case apart, or numbers from 1.
    pub columns: Vec<String>,
    /// Keys of JSON and YAML. Each stands for everything below it, at any depth; `letter.body` asks for the key `body`
    /// in `letter`.
    pub keys: Vec<String>,
}

impl Selection {
    /// Whether the column with this name and number, counted from 1, is read; none if no columns are chosen.
    pub(crate) fn column(&self, name: &str, number: usize) -> Option<bool> {
        let is_it = |chosen: &String| {
            let chosen = chosen.trim();
            chosen.to_lowercase() == name.trim().to_lowercase() || chosen.parse() == Ok(number)
        };
        (!self.columns.is_empty()).then(|| self.columns.iter().any(is_it))
    }

    /// Whether what this path leads to is read; none if no keys are chosen.
    pub(crate) fn path(&self, path: &[Step]) -> Option<bool> {
        if self.keys.is_empty() {
            return None;
        }
        let keys: Vec<&str> = path.iter().filter_map(Step::key).collect();
        let is_below = |chosen: &String| {
            let steps: Vec<&str> = chosen.split('.').collect();
            keys.contains(&chosen.as_str()) || keys.windows(steps.len()).any(|keys| keys == steps)
        };
        Some(self.keys.iter().any(is_below))
    }
}

#[cfg(test)]
mod tests {
    use super::{Selection, Step};

    #[test]
    fn fits_columns_and_paths() {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let chosen = Selection { columns: own(&["Message", "3"]), keys: own(&["a.b", "x.y"]) };
        assert_eq!(chosen.column("message ", 1), Some(true));
        assert_eq!(chosen.column("other", 2), Some(false));
        assert_eq!(chosen.column("other", 3), Some(true));
        assert_eq!(Selection::default().column("message", 1), None);
        let key = |name: &str| Step::Key(Some(name.to_owned()));
        assert_eq!(
            chosen.path(&[key("z"), key("a"), Step::Index(3), key("b"), key("c")]),
            Some(true)
        );
        assert_eq!(chosen.path(&[key("b"), key("a")]), Some(false));
        assert_eq!(chosen.path(&[key("x.y")]), Some(true));
        assert_eq!(chosen.path(&[Step::Key(None)]), Some(false));
        assert_eq!(Selection::default().path(&[]), None);
    }
}
