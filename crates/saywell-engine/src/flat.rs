//! Long tables, written out as numbers of four bytes and read where they lie: what is embedded in the program is neither
//! read before it is needed nor held a second time.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;

/// An entry that is so many numbers.
pub(crate) trait Flat<const N: usize>: Copy + 'static {
    fn numbers(self) -> [u32; N];

    /// The entry of which [`Flat::numbers`] are these; any other numbers give some entry.
    fn of(numbers: [u32; N]) -> Self;
}

impl Flat<1> for u32 {
    fn numbers(self) -> [u32; 1] {
        [self]
    }

    fn of([number]: [u32; 1]) -> Self {
        number
    }
}

/// The lowest part first.
impl Flat<2> for u64 {
    fn numbers(self) -> [u32; 2] {
        [self as u32, (self >> 32) as u32]
    }

    #[inline]
    fn of([low, high]: [u32; 2]) -> Self {
        Self::from(high) << 32 | Self::from(low)
    }
}

/// An entry as it is written: each number with its lowest byte first.
type Written<const N: usize> = [[u8; 4]; N];

#[inline]
fn read<T: Flat<N>, const N: usize>(written: &Written<N>) -> T {
    T::of(written.map(u32::from_le_bytes))
}

/// A table of entries of `N` numbers each. One that was embedded is copied when it is first changed.
#[derive(Clone, Debug)]
pub(crate) struct Table<T, const N: usize> {
    entries: Cow<'static, [Written<N>]>,
    of: PhantomData<T>,
}

impl<T, const N: usize> Default for Table<T, N> {
    fn default() -> Self {
        Self { entries: Cow::Borrowed(&[]), of: PhantomData }
    }
}

impl<T: Flat<N>, const N: usize> Table<T, N> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry at a place, if there is one.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<T> {
        self.entries.get(index).map(read)
    }

    /// The entry at a place that another table tells.
    #[inline]
    pub(crate) fn at(&self, index: usize) -> T {
        read(&self.entries[index])
    }

    /// Some of the entries, at a place that another table tells.
    #[inline]
    pub(crate) fn part(&self, range: Range<usize>) -> Part<'_, T, N> {
        Part { entries: &self.entries[range], of: PhantomData }
    }

    pub(crate) fn push(&mut self, entry: T) {
        self.extend([entry]);
    }

    pub(crate) fn extend(&mut self, entries: impl IntoIterator<Item = T>) {
        let written = entries.into_iter().map(|entry| entry.numbers().map(u32::to_le_bytes));
        self.entries.to_mut().extend(written);
    }

    pub(crate) fn set(&mut self, index: usize, entry: T) {
        self.entries.to_mut()[index] = entry.numbers().map(u32::to_le_bytes);
    }
}

/// Entries of a table, in a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a, T, const N: usize> {
    entries: &'a [Written<N>],
    of: PhantomData<T>,
}

impl<'a, T: Flat<N>, const N: usize> Part<'a, T, N> {
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.entries.len()
    }

    /// The entry at a place in the row.
    #[inline]
    pub(crate) fn at(self, index: usize) -> T {
        read(&self.entries[index])
    }

    #[inline]
    pub(crate) fn iter(self) -> impl ExactSizeIterator<Item = T> + 'a {
        self.entries.iter().map(read)
    }

    /// How many come before the first that does not hold, where all that hold come first.
    #[inline]
    pub(crate) fn partition_point(self, holds: impl Fn(T) -> bool) -> usize {
        self.entries.partition_point(|written| holds(read(written)))
    }
}

impl<T: Flat<N>, const N: usize> FromIterator<T> for Table<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut table = Self::default();
        table.extend(entries);
        table
    }
}

impl<T, const N: usize> Serialize for Table<T, N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.entries.as_flattened().as_flattened())
    }
}

impl<'de: 'static, T, const N: usize> Deserialize<'de> for Table<T, N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes: &'static [u8] = <&serde_bytes::Bytes>::deserialize(from)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        let (entries, _) = numbers.as_chunks::<N>();
        Ok(Self { entries: Cow::Borrowed(entries), of: PhantomData })
    }
}
