//! A Rust value as something that can be written in another language: whatever intents are made of.

use serde::{
    Serialize, Serializer,
    ser::{self, Impossible, SerializeStructVariant},
};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A number that is never below nothing.
    Unsigned(u64),
    /// A whole number.
    Signed(i64),
    /// A fraction.
    Float(f64),
    /// A text; `{name}` in it stands for what was kept under that name.
    Text(String),
    /// One case of an enum.
    Case {
        /// The enum's name.
        of: &'static str,
        /// The case's, in Rust's spelling or serde's.
        name: &'static str,
        /// What it holds.
        fields: Vec<(&'static str, Self)>,
    },
}

/// A type that no intent had so far.
#[derive(Debug, thiserror::Error)]
#[error("the script cannot write this in Kotlin and Swift: {0}")]
pub struct NoValue(String);

impl ser::Error for NoValue {
    fn custom<T: std::fmt::Display>(cause: T) -> Self {
        Self(cause.to_string())
    }
}

/// Reads a value.
///
/// # Errors
/// It holds something that no intent had so far.
pub fn value(of: &impl Serialize) -> Result<Value, NoValue> {
    of.serialize(Reader)
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it stands.
    Plain(&'a str),
    /// What was kept under that name.
    Kept(&'a str),
}

/// A text's parts.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        parts.extend((!before.is_empty()).then_some(Part::Plain(before)));
        parts.push(Part::Kept(name));
        rest = after;
    }
    parts.extend((!rest.is_empty()).then_some(Part::Plain(rest)));
    parts
}

struct Reader;

struct Fields {
    of: &'static str,
    name: &'static str,
    fields: Vec<(&'static str, Value)>,
}

impl SerializeStructVariant for Fields {
    type Ok = Value;
    type Error = NoValue;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, field: &T) -> Result<(), NoValue> {
        self.fields.push((key, field.serialize(Reader)?));
        Ok(())
    }

    fn end(self) -> Result<Value, NoValue> {
        Ok(Value::Case { of: self.of, name: self.name, fields: self.fields })
    }
}

fn no<T>(what: &str) -> Result<T, NoValue> {
    Err(NoValue(what.to_owned()))
}

impl Serializer for Reader {
    type Ok = Value;
    type Error = NoValue;
    type SerializeSeq = Impossible<Value, NoValue>;
    type SerializeTuple = Impossible<Value, NoValue>;
    type SerializeTupleStruct = Impossible<Value, NoValue>;
    type SerializeTupleVariant = Impossible<Value, NoValue>;
    type SerializeMap = Impossible<Value, NoValue>;
    type SerializeStruct = Impossible<Value, NoValue>;
    type SerializeStructVariant = Fields;

    fn serialize_bool(self, v: bool) -> Result<Value, NoValue> {
        Ok(Value::Bool(v))
    }

    fn serialize_i8(self, v: i8) -> Result<Value, NoValue> {
        self.serialize_i64(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<Value, NoValue> {
        self.serialize_i64(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<Value, NoValue> {
        self.serialize_i64(v.into())
    }

    fn serialize_i64(self, v: i64) -> Result<Value, NoValue> {
        Ok(Value::Signed(v))
    }

    fn serialize_u8(self, v: u8) -> Result<Value, NoValue> {
        self.serialize_u64(v.into())
    }

    fn serialize_u16(self, v: u16) -> Result<Value, NoValue> {
        self.serialize_u64(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<Value, NoValue> {
        self.serialize_u64(v.into())
    }

    fn serialize_u64(self, v: u64) -> Result<Value, NoValue> {
        Ok(Value::Unsigned(v))
    }

    fn serialize_f32(self, v: f32) -> Result<Value, NoValue> {
        self.serialize_f64(v.into())
    }

    fn serialize_f64(self, v: f64) -> Result<Value, NoValue> {
        Ok(Value::Float(v))
    }

    fn serialize_char(self, v: char) -> Result<Value, NoValue> {
        Ok(Value::Text(v.to_string()))
    }

    fn serialize_str(self, v: &str) -> Result<Value, NoValue> {
        Ok(Value::Text(v.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, NoValue> {
        no("bytes")
    }

    fn serialize_none(self) -> Result<Value, NoValue> {
        no("an absent value")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, NoValue> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, NoValue> {
        no("()")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<Value, NoValue> {
        no(name)
    }

    fn serialize_unit_variant(self, of: &'static str, _: u32, name: &'static str) -> Result<Value, NoValue> {
        Ok(Value::Case { of, name, fields: Vec::new() })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, inner: &T) -> Result<Value, NoValue> {
        inner.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        of: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Value, NoValue> {
        no(of)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, NoValue> {
        no("a list")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, NoValue> {
        no("a tuple")
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, NoValue> {
        no(name)
    }

    fn serialize_tuple_variant(
        self,
        of: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NoValue> {
        no(of)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, NoValue> {
        no("a map")
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, NoValue> {
        no(name)
    }

    fn serialize_struct_variant(
        self,
        of: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Fields, NoValue> {
        Ok(Fields { of, name, fields: Vec::new() })
    }
}
