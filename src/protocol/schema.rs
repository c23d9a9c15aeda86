//! The engine behind the entity table: what kinds of values there are, how one is read from an
//! element, checked and written back.
//!
//! Each row of the table names a value kind and how much it is needed; the same row, seen through
//! three visitors, reads ([`Fields`]), writes ([`Sink`]) and normalises ([`Normaliser`]). Reading
//! never fails for what the network forgives (unknown elements, odd spellings of booleans and
//! times) and always fails for what it does not. spec: §1.1 value types, §4.1 serialisation

use super::xml::{Element, Writer, clean};
use std::borrow::Cow;
use std::fmt;

/// Which rule a received entity broke, without the value that broke it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Name of the entity.
    pub entity: &'static str,
    /// Name of its field.
    pub field: &'static str,
    /// The rule.
    pub rule: Rule,
}

/// The rules that values and entities must obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A required element is absent.
    Missing,
    /// A value is required and the element is empty or unreadable.
    Empty,
    /// More characters (or tags) than this.
    TooLong(usize),
    /// Fewer parts than this.
    TooFew(usize),
    /// Not a value of its kind.
    Syntax,
    /// Must agree with another field and does not.
    Disagrees,
}

/// A kind of value: how its text is read and written.
pub(super) trait Value {
    /// What the text becomes.
    type Type;

    /// Reads a text; `None` for one that counts as absent.
    fn read(&self, text: &str) -> Result<Option<Self::Type>, Rule>;

    /// The canonical text.
    fn write<'v>(&self, value: &'v Self::Type) -> Cow<'v, str>;

    /// The text as the reference rewrites it before it builds a signed string; `None` for kinds
    /// that it leaves alone. spec: §5.2
    fn normalise(&self, _text: &str) -> Option<String> {
        None
    }
}

/// What an entity of the table can do, nested or not.
pub(super) trait Record: Sized {
    /// The element's name on the wire.
    const NAME: &'static str;

    /// Reads and checks it.
    fn read(fields: &Fields<'_>) -> Result<Self, Invalid>;

    /// Writes its fields in wire order.
    fn write(&self, out: &mut dyn Sink);

    /// Rewrites the text of one of its fields as the reference would before signing.
    fn normalise(element: &str, text: &str) -> Option<String>;
}

/// The reading visitor: an element and the entity it is read as.
pub(super) struct Fields<'d> {
    entity: &'static str,
    element: Element<'d>,
}

impl<'d> Fields<'d> {
    /// Looks at an element as an entity of this name.
    pub(super) fn new(entity: &'static str, element: Element<'d>) -> Self {
        Self { entity, element }
    }

    /// The error for one field.
    pub(super) fn invalid(&self, field: &'static str, rule: Rule) -> Invalid {
        Invalid { entity: self.entity, field, rule }
    }

    fn read<V: Value>(&self, field: &'static str, value: &V, text: &str) -> Result<Option<V::Type>, Invalid> {
        value.read(text).map_err(|rule| self.invalid(field, rule))
    }

    /// The element must be there and hold a value.
    pub(super) fn required<V: Value>(&self, field: &'static str, value: V) -> Result<V::Type, Invalid> {
        let child = self.element.child(field).ok_or(self.invalid(field, Rule::Missing))?;
        self.read(field, &value, child.text())?.ok_or(self.invalid(field, Rule::Empty))
    }

    /// Absent, empty and unreadable are the same.
    pub(super) fn optional<V: Value>(&self, field: &'static str, value: V) -> Result<Option<V::Type>, Invalid> {
        match self.element.child(field).map(|child| child.text()) {
            None | Some("") => Ok(None),
            Some(text) => self.read(field, &value, text),
        }
    }

    /// Absent means `default`; an element without a readable value is an error.
    pub(super) fn default<V: Value>(
        &self,
        field: &'static str,
        value: V,
        default: V::Type,
    ) -> Result<V::Type, Invalid> {
        match self.element.child(field) {
            None => Ok(default),
            Some(child) => self.read(field, &value, child.text())?.ok_or(self.invalid(field, Rule::Empty)),
        }
    }

    /// Absent, empty and unreadable all mean `default`.
    pub(super) fn fallback<V: Value>(
        &self,
        field: &'static str,
        value: V,
        default: V::Type,
    ) -> Result<V::Type, Invalid> {
        Ok(self.optional(field, value)?.unwrap_or(default))
    }

    /// A nested entity; an empty element counts as absent.
    pub(super) fn nested<R: Record>(&self, _: &'static str) -> Result<Option<R>, Invalid> {
        self.element
            .child(R::NAME)
            .filter(holds_elements)
            .map(|child| R::read(&Fields::new(R::NAME, child)))
            .transpose()
    }

    /// A nested entity that must be there.
    pub(super) fn required_nested<R: Record>(&self, field: &'static str) -> Result<R, Invalid> {
        self.nested(field)?.ok_or(self.invalid(field, Rule::Missing))
    }

    /// All nested entities of a kind; empty elements count as absent.
    pub(super) fn list<R: Record>(&self, _: &'static str) -> Result<Vec<R>, Invalid> {
        let children = self.element.children().filter(|child| child.name() == R::NAME).filter(holds_elements);
        children.map(|child| R::read(&Fields::new(R::NAME, child))).collect()
    }
}

fn holds_elements(element: &Element<'_>) -> bool {
    element.children().next().is_some()
}

/// Where written fields go: a document, or the list of elements that gets signed.
pub(super) trait Sink {
    /// An element with text.
    fn text(&mut self, name: &str, text: &str);
    /// Begins a nested entity.
    fn open(&mut self, name: &str);
    /// Ends it.
    fn close(&mut self, name: &str);
}

impl Sink for Writer {
    fn text(&mut self, name: &str, text: &str) {
        Writer::text(self, name, text);
    }

    fn open(&mut self, name: &str) {
        Writer::open(self, name);
    }

    fn close(&mut self, name: &str) {
        Writer::close(self, name);
    }
}

/// Collects the elements of a relayable, which has no nested ones, as they will be signed.
impl Sink for Vec<(String, String)> {
    fn text(&mut self, name: &str, text: &str) {
        self.push((name.to_owned(), clean(text).into_owned()));
    }

    fn open(&mut self, _: &str) {}

    fn close(&mut self, _: &str) {}
}

/// The writing visitor.
pub(super) struct Output<'o>(pub(super) &'o mut dyn Sink);

impl Output<'_> {
    /// Written always, as an empty element if need be.
    pub(super) fn required<V: Value>(&mut self, it: &V::Type, field: &'static str, value: V) {
        self.0.text(field, &value.write(it));
    }

    /// Written if there is a value.
    pub(super) fn optional<V: Value>(&mut self, it: &Option<V::Type>, field: &'static str, value: V) {
        if let Some(it) = it {
            self.0.text(field, &value.write(it));
        }
    }

    /// Written always.
    pub(super) fn default<V: Value>(&mut self, it: &V::Type, field: &'static str, value: V, _: V::Type) {
        self.required(it, field, value);
    }

    /// Written always.
    pub(super) fn fallback<V: Value>(&mut self, it: &V::Type, field: &'static str, value: V, _: V::Type) {
        self.required(it, field, value);
    }

    /// Written if there is one.
    pub(super) fn nested<R: Record>(&mut self, it: &Option<R>, field: &'static str) {
        if let Some(it) = it {
            self.required_nested(it, field);
        }
    }

    /// Written always.
    pub(super) fn required_nested<R: Record>(&mut self, it: &R, _: &'static str) {
        self.0.open(R::NAME);
        it.write(self.0);
        self.0.close(R::NAME);
    }

    /// Written one after the other.
    pub(super) fn list<R: Record>(&mut self, them: &[R], field: &'static str) {
        for it in them {
            self.required_nested(it, field);
        }
    }
}

/// The normalising visitor: finds the row of one element and rewrites its text.
pub(super) struct Normaliser<'t> {
    element: &'t str,
    text: &'t str,
    /// What the reference would sign in place of the text, if it rewrites it.
    pub(super) result: Option<String>,
}

impl<'t> Normaliser<'t> {
    /// Asks for one element.
    pub(super) fn new(element: &'t str, text: &'t str) -> Self {
        Self { element, text, result: None }
    }

    fn visit<V: Value>(&mut self, field: &'static str, value: V) {
        if field == self.element {
            self.result = value.normalise(self.text);
        }
    }

    /// As in the table.
    pub(super) fn required<V: Value>(&mut self, field: &'static str, value: V) {
        self.visit(field, value);
    }

    /// As in the table.
    pub(super) fn optional<V: Value>(&mut self, field: &'static str, value: V) {
        self.visit(field, value);
    }

    /// As in the table.
    pub(super) fn default<V: Value>(&mut self, field: &'static str, value: V, _: V::Type) {
        self.visit(field, value);
    }

    /// As in the table.
    pub(super) fn fallback<V: Value>(&mut self, field: &'static str, value: V, _: V::Type) {
        self.visit(field, value);
    }

    /// Nested entities are not normalised: no relayable has any.
    pub(super) fn nested(&mut self, _: &'static str) {}

    /// See [`Normaliser::nested`].
    pub(super) fn required_nested(&mut self, _: &'static str) {}

    /// See [`Normaliser::nested`].
    pub(super) fn list(&mut self, _: &'static str) {}
}

/// Turns one entry of the table into a struct with reader, writer, check and normaliser.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident $wire:literal {
            $( $(#[$about:meta])* $field:ident: $type:ty = $need:ident($($argument:expr),*); )*
        }
        $(check $check:path;)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $( $(#[$about])* pub $field: $type, )*
        }

        impl Record for $name {
            const NAME: &'static str = $wire;

            fn read(fields: &Fields<'_>) -> Result<Self, Invalid> {
                let it = Self { $( $field: fields.$need(stringify!($field), $($argument),*)?, )* };
                $( $check(&it).map_err(|(field, rule)| fields.invalid(field, rule))?; )?
                Ok(it)
            }

            fn write(&self, out: &mut dyn Sink) {
                let mut out = Output(out);
                $( out.$need(&self.$field, stringify!($field), $($argument),*); )*
            }

            fn normalise(element: &str, text: &str) -> Option<String> {
                let mut normaliser = Normaliser::new(element, text);
                $( normaliser.$need(stringify!($field), $($argument),*); )*
                normaliser.result
            }
        }
    };
}
pub(super) use record;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}: ", self.field, self.entity)?;
        match self.rule {
            Rule::Missing => f.write_str("the element is missing"),
            Rule::Empty => f.write_str("there is no value"),
            Rule::TooLong(most) => write!(f, "longer than {most}"),
            Rule::TooFew(least) => write!(f, "fewer than {least}"),
            Rule::Syntax => f.write_str("not a value of this kind"),
            Rule::Disagrees => f.write_str("does not agree with the rest"),
        }
    }
}

impl std::error::Error for Invalid {}
