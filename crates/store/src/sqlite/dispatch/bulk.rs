//! Statements over many rows at once.
//!
//! Each statement that is given to the database costs a change of threads, which is dearer than
//! the work on a row. So rows go in lists of up to [`MAX_ROWS`]. For the prepared statements to be
//! few, there is one text for 1, 2, 4, ... rows; what a list lacks is filled up with NULL.

use std::sync::{Arc, OnceLock};

use sqlx::error::BoxDynError;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{Arguments, AssertSqlSafe, Encode, Type};

/// Rows in one statement.
const MAX_ROWS: usize = 64;
/// Texts of a statement: for 1, 2, 4, ... `MAX_ROWS` rows.
const SIZES: usize = MAX_ROWS.ilog2() as usize + 1;

/// A query with the values of its parameters.
pub(super) type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// Statements over the same rows, given to the database together.
pub(super) struct Bulk<const PARTS: usize = 1> {
    parts: [Part; PARTS],
    texts: [OnceLock<Arc<str>>; SIZES],
}

/// A statement over some columns of the rows.
pub(super) struct Part {
    /// What stands before the rows.
    head: &'static str,
    /// How many columns it uses.
    width: usize,
    /// What stands after the rows.
    tail: &'static str,
    /// Whether the tail has a parameter: the number of rows that are not filling.
    counts: bool,
}

impl Part {
    /// A statement in which the rows stand as `(?, ?), (?, ?)`, to which those that fill up make no
    /// difference. The parameters have no numbers: to look those up takes the library longer the
    /// more there are.
    pub(super) const fn new(head: &'static str, width: usize, tail: &'static str) -> Self {
        Self {
            head,
            width,
            tail,
            counts: false,
        }
    }

    /// Inserts the rows; `head` ends with `SELECT * FROM (VALUES`. A limit that was a parameter
    /// alone would have the statement prepared anew whenever it changes.
    pub(super) const fn insert(head: &'static str, width: usize) -> Self {
        Self {
            head,
            width,
            tail: ") LIMIT 0 + ?",
            counts: true,
        }
    }

    fn text(&self, size: usize) -> String {
        let row = format!("({})", vec!["?"; self.width].join(","));
        format!("{} {}{}", self.head, vec![&*row; size].join(","), self.tail)
    }
}

impl<const PARTS: usize> Bulk<PARTS> {
    pub(super) const fn new(parts: [Part; PARTS]) -> Self {
        Self {
            parts,
            texts: [const { OnceLock::new() }; SIZES],
        }
    }

    /// As many queries as the rows need. `bind` gives a row's values for a part, as many as the
    /// part is wide; it is told the row's place among all.
    pub(super) fn queries<'a, T>(
        &'a self,
        rows: &'a [T],
        bind: impl Fn(&mut Values, usize, usize, &T) + 'a,
    ) -> impl Iterator<Item = Result<Query, sqlx::Error>> + 'a {
        (rows.chunks(MAX_ROWS).enumerate()).map(move |(chunk, rows)| {
            let size = rows.len().next_power_of_two();
            let mut values = Values(Ok(SqliteArguments::default()));
            let widths: usize = self.parts.iter().map(|part| part.width + 1).sum();
            values.reserve(size * widths);
            for (number, part) in self.parts.iter().enumerate() {
                for (index, row) in rows.iter().enumerate() {
                    bind(&mut values, number, chunk * MAX_ROWS + index, row);
                }
                for _ in 0..(size - rows.len()) * part.width {
                    values.add(None::<i64>);
                }
                if part.counts {
                    values.add(i64::try_from(rows.len()).unwrap_or(i64::MAX));
                }
            }
            let values = values.0.map_err(sqlx::Error::Encode)?;
            Ok(sqlx::query_with(AssertSqlSafe(self.text(size)), values))
        })
    }

    /// The text for so many rows, composed when it is first needed.
    fn text(&self, size: usize) -> Arc<str> {
        let text = self.texts[size.ilog2() as usize].get_or_init(|| {
            let parts = self.parts.iter().map(|part| part.text(size));
            parts.collect::<Vec<_>>().join("; ").into()
        });
        Arc::clone(text)
    }
}

/// The values of a query's parameters, in order.
pub(super) struct Values(Result<SqliteArguments, BoxDynError>);

impl Values {
    fn reserve(&mut self, count: usize) {
        if let Ok(values) = &mut self.0 {
            values.reserve(count, 0);
        }
    }

    /// Appends a value. One that cannot be encoded makes the query fail.
    pub(super) fn add<'t, T: Encode<'t, Sqlite> + Type<Sqlite>>(&mut self, value: T) -> &mut Self {
        if let Ok(values) = &mut self.0
            && let Err(error) = values.add(value)
        {
            self.0 = Err(error);
        }
        self
    }
}
