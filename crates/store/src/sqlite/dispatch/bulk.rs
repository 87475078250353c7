//! Statements over many rows at once.
//!
//! Each statement that is given to the database costs a change of threads, which is dearer than
//! the work on a row. So rows go in lists of up to [`MAX_ROWS`]. For the prepared statements to be
//! few, there is one text for 1, 2, 4, ... rows; the parameters of rows that a list lacks are NULL.

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

/// A statement over many rows. In its text `$1` is the number of rows that are given.
pub(super) struct Bulk {
    compose: fn(&Rows) -> String,
    texts: [OnceLock<Arc<str>>; SIZES],
}

impl Bulk {
    /// A statement whose text is composed when it is first needed.
    pub(super) const fn new(compose: fn(&Rows) -> String) -> Self {
        Self {
            compose,
            texts: [const { OnceLock::new() }; SIZES],
        }
    }

    /// As many statements as the rows need. `bind` gives a row's values; it is told the row's
    /// place among all.
    pub(super) fn queries<'a, T>(
        &'a self,
        rows: &'a [T],
        bind: impl Fn(&mut Values, usize, &T) + 'a,
    ) -> impl Iterator<Item = Result<Query, sqlx::Error>> + 'a {
        (rows.chunks(MAX_ROWS).enumerate()).map(move |(chunk, rows)| {
            let size = rows.len().next_power_of_two();
            let text = self.texts[size.ilog2() as usize]
                .get_or_init(|| (self.compose)(&Rows { size }).into());
            let mut values = Values(Ok(SqliteArguments::default()));
            values.add(i64::try_from(rows.len()).unwrap_or(i64::MAX));
            for (index, row) in rows.iter().enumerate() {
                bind(&mut values, chunk * MAX_ROWS + index, row);
            }
            let values = values.0.map_err(sqlx::Error::Encode)?;
            Ok(sqlx::query_with(AssertSqlSafe(Arc::clone(text)), values))
        })
    }
}

/// The values of a statement's parameters, in order.
pub(super) struct Values(Result<SqliteArguments, BoxDynError>);

impl Values {
    /// Appends a value. One that cannot be encoded makes the statement fail.
    pub(super) fn add<'t, T: Encode<'t, Sqlite> + Type<Sqlite>>(&mut self, value: T) -> &mut Self {
        if let Ok(values) = &mut self.0
            && let Err(error) = values.add(value)
        {
            self.0 = Err(error);
        }
        self
    }
}

/// The rows that a text is composed for.
pub(super) struct Rows {
    size: usize,
}

impl Rows {
    /// Lists parameters as rows, `($2, $3), ($4, $5)`: of each row, which has `width` values, these
    /// columns.
    pub(super) fn list(&self, width: usize, columns: impl Iterator<Item = usize> + Clone) -> String {
        let row = |row: usize| {
            let parameters = (columns.clone()).map(|column| format!("${}", 2 + row * width + column));
            format!("({})", parameters.collect::<Vec<_>>().join(","))
        };
        (0..self.size).map(row).collect::<Vec<_>>().join(",")
    }

    /// An `INSERT` of these columns of the rows, given its head: `INTO table (a, b)`.
    pub(super) fn insert(
        &self,
        into: &str,
        width: usize,
        columns: impl Iterator<Item = usize> + Clone,
    ) -> String {
        // The number of rows comes first: the library stops giving values at the first parameter
        // that it has none for.
        let rows = self.list(width, columns);
        format!(
            "WITH given (rows) AS (SELECT $1)
             INSERT {into} SELECT * FROM (VALUES {rows}) LIMIT (SELECT rows FROM given)"
        )
    }
}
