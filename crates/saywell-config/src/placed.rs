//! Values of the file with their places, and the two shapes that a value can have.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IntoDeserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// A value and its bytes in the file.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Placed<T>(toml::Spanned<T>);

impl<T> Placed<T> {
    pub(crate) fn get(&self) -> &T {
        self.0.get_ref()
    }

    pub(crate) fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

/// A table with keys of the user's choosing, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Entries<V>(pub(crate) Vec<(Placed<String>, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Table<V> {
            type Value = Entries<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(Placed<String>, V)> = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                // The reader of TOML gives keys in the order of the alphabet.
                entries.sort_by_key(|(key, _)| key.span().start);
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Table(PhantomData))
    }
}

/// A value written short, as a string, or long, as a table.
pub(crate) enum ShortOrLong<S, L> {
    Short(S),
    Long(L),
}

impl<S, L> ShortOrLong<S, L> {
    /// Reads either; `expecting` says in words what may stand there.
    pub(crate) fn read<'de, D>(deserializer: D, expecting: &'static str) -> Result<Self, D::Error>
    where
        D: Deserializer<'de>,
        S: Deserialize<'de>,
        L: Deserialize<'de>,
    {
        struct Either<S, L>(&'static str, PhantomData<(S, L)>);

        impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> Visitor<'de> for Either<S, L> {
            type Value = ShortOrLong<S, L>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                S::deserialize(text.into_deserializer()).map(ShortOrLong::Short)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                L::deserialize(MapAccessDeserializer::new(map)).map(ShortOrLong::Long)
            }
        }

        deserializer.deserialize_any(Either(expecting, PhantomData))
    }
}
