//! Reads the word lists of a pack and puts them in an order in which each only points to lists before it.

use super::check::check_name;
use super::fields::{Fields, Text};
use super::phrases::Phrases;
use crate::{Element, List, Phrase};
use std::collections::BTreeSet;

/// How many lists may stand in each other.
const MAX_DEPTH: usize = 8;
/// How many lists a pack may have.
const MAX_LISTS: usize = 1_000;

/// Reads `[lists]` of all files; gives them, and a reader for the phrases that use them.
pub(super) fn read(files: &[Fields<'_>]) -> (Vec<List>, Phrases) {
    let entries = entries(files);
    let index = entries.iter().enumerate().map(|(i, (name, _))| (name.owned(), i)).collect();
    let reader = Phrases::new(index);
    let read =
        |(_, items): &Entry<'_>| items.iter().filter_map(|item| reader.entry(item)).collect();
    let phrases = entries.iter().map(read).collect::<Vec<_>>();
    let order = Order::of(&phrases, &entries);
    let new = |old: usize| order.position.get(old).copied().flatten().unwrap_or(0);
    let lists = ordered(&entries, phrases, &new);
    let anchored = anchored(&lists);
    (lists, reader.with_lists(new, anchored))
}

/// The lists in their new order.
fn ordered(
    entries: &[Entry<'_>],
    phrases: Vec<Vec<Phrase>>,
    new: &dyn Fn(usize) -> usize,
) -> Vec<List> {
    let list = |(name, phrases): (&Entry<'_>, Vec<Phrase>)| List {
        name: name.0.owned(),
        phrases: phrases.into_iter().map(|phrase| renumbered(phrase, new)).collect(),
    };
    let mut lists = entries.iter().zip(phrases).map(list).enumerate().collect::<Vec<_>>();
    lists.sort_by_key(|(old, _)| new(*old));
    lists.into_iter().map(|(_, list)| list).collect()
}

/// Of each list, whether all its phrases hold a word that is named; a list only points to lists before it.
fn anchored(lists: &[List]) -> Vec<bool> {
    let mut anchored: Vec<bool> = Vec::new();
    for list in lists {
        let known = |index: usize| anchored.get(index).copied().unwrap_or(false);
        let all = list.phrases.iter().all(|phrase| phrase.is_anchored(&known));
        anchored.push(all);
    }
    anchored
}

/// The name of a list and its phrases.
type Entry<'a> = (Text<'a>, Vec<Text<'a>>);

/// The lists as they stand in the files, each name once.
fn entries<'a>(files: &[Fields<'a>]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut seen = BTreeSet::new();
    for fields in files {
        let table = fields.get("lists").and_then(|value| fields.file.table(value, "[lists]"));
        for (name, value) in table.into_iter().flatten() {
            let name = Text { value: name.get_ref(), span: name.span(), file: fields.file };
            check_name(&name);
            if !seen.insert(name.value) {
                name.error(format!("there is a list “{}” already", name.value));
                continue;
            }
            if entries.len() == MAX_LISTS {
                name.error(format!("a pack has at most {MAX_LISTS} lists"));
                return entries;
            }
            let items = fields.file.items(value, "a list").iter();
            let phrases = items.filter_map(|item| fields.file.text(item, "a phrase")).collect();
            entries.push((name, phrases));
        }
    }
    entries
}

/// Finds an order of lists by going down from each, and reports those that come back to themselves.
struct Order {
    /// The new index of each list, once it is placed.
    position: Vec<Option<usize>>,
    placed: usize,
}

impl Order {
    fn of(phrases: &[Vec<Phrase>], entries: &[Entry<'_>]) -> Self {
        let uses = phrases.iter().map(|phrases| used_lists(phrases)).collect::<Vec<_>>();
        let mut order = Self { position: vec![None; uses.len()], placed: 0 };
        let mut depth = vec![0usize; uses.len()];
        // Whatever only uses placed lists is placed next; each round places at least one list or ends.
        while let Some(next) = order.free(&uses) {
            depth[next] = uses[next].iter().map(|&used| depth[used] + 1).max().unwrap_or(0);
            if depth[next] == MAX_DEPTH {
                entries[next]
                    .0
                    .error(format!("lists stand in each other at most {MAX_DEPTH} deep"));
            }
            order.position[next] = Some(order.placed);
            order.placed += 1;
        }
        order.report_cycles(&uses, entries);
        order
    }

    /// The first list not yet placed that only uses placed ones.
    fn free(&self, uses: &[Vec<usize>]) -> Option<usize> {
        let ready = |i: &usize| uses[*i].iter().all(|&used| self.position[used].is_some());
        (0..uses.len()).filter(|&i| self.position[i].is_none()).find(ready)
    }

    fn report_cycles(&mut self, uses: &[Vec<usize>], entries: &[Entry<'_>]) {
        for start in 0..uses.len() {
            if self.position[start].is_some() {
                continue;
            }
            let (path, cycle) = self.follow(start, uses);
            for &list in &path {
                self.position[list] = Some(self.placed);
                self.placed += 1;
            }
            let names = cycle
                .iter()
                .chain(cycle.first())
                .map(|&list| entries[list].0.value)
                .collect::<Vec<_>>();
            if let Some(&first) = cycle.first() {
                entries[first]
                    .0
                    .error(format!("the list comes back to itself: {}", names.join(" → ")));
            }
        }
    }

    /// Goes from list to list until one comes again or there is none; gives the way and the part that goes round.
    fn follow(&self, start: usize, uses: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
        let mut path = vec![start];
        let mut here = start;
        while let Some(&next) = uses[here].iter().find(|&&used| self.position[used].is_none()) {
            if let Some(again) = path.iter().position(|&list| list == next) {
                let cycle = path[again..].to_vec();
                return (path, cycle);
            }
            path.push(next);
            here = next;
        }
        (path, Vec::new())
    }
}

/// The lists that phrases point to, each once.
fn used_lists(phrases: &[Phrase]) -> Vec<usize> {
    let mut used = Vec::new();
    let mut rest = phrases.iter().flat_map(|phrase| &phrase.elements).collect::<Vec<_>>();
    while let Some(element) = rest.pop() {
        match element {
            Element::List { list, .. } => used.push(*list),
            Element::Group { alternatives, .. } => rest.extend(alternatives.iter().flatten()),
            _ => {}
        }
    }
    used.sort_unstable();
    used.dedup();
    used
}

fn renumbered(mut phrase: Phrase, index: &dyn Fn(usize) -> usize) -> Phrase {
    let mut rest = phrase.elements.iter_mut().collect::<Vec<_>>();
    while let Some(element) = rest.pop() {
        match element {
            Element::List { list, .. } => *list = index(*list),
            Element::Group { alternatives, .. } => rest.extend(alternatives.iter_mut().flatten()),
            _ => {}
        }
    }
    drop(rest);
    phrase
}
