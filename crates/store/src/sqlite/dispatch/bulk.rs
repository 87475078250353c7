//! Statements over many rows at once.
//!
//! Each statement that is given to the database costs a change of threads, which is dearer than
//! the work on a row. So rows go in lists of up to [`MAX_ROWS`]. For the prepared statements to be
//! few, there is one text for 1, 2, 4, ... rows; what a list lacks is filled up with NULL.

use std::sync::{Arc, OnceLock};

use sqlx::error::BoxDynError;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe, Encode, Type};

/// Rows in one statement.
const MAX_ROWS: usize = 64;
/// Texts of a statement: for 1, 2, 4, ... `MAX_ROWS` rows.
const SIZES: usize = MAX_ROWS.ilog2() as usize + 1;

/// Statements over the same rows, given to the database together.
pub(super) struct Bulk {
    parts: &'static [Part],
    /// By what stands around the statements, then by size.
    texts: [[OnceLock<Arc<str>>; SIZES]; 4],
}

/// The statements over some rows, with the values of their parameters.
pub(super) struct Statement {
    bulk: &'static Bulk,
    size: usize,
    values: SqliteArguments,
}

/// A statement that can be given to the database.
pub(super) type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

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

impl Bulk {
    pub(super) const fn new(parts: &'static [Part]) -> Self {
        Self {
            parts,
            texts: [const { [const { OnceLock::new() }; SIZES] }; 4],
        }
    }

    /// As many statements as the rows need. `bind` gives a row's values for a part, as many as the
    /// part is wide; it is told the row's place among all.
    pub(super) fn statements<'a, T>(
        &'static self,
        rows: &'a [T],
        bind: impl Fn(&mut Values, usize, usize, &T) + 'a,
    ) -> impl Iterator<Item = Result<Statement, sqlx::Error>> + 'a {
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
            Ok(Statement {
                bulk: self,
                size,
                values: values.0.map_err(sqlx::Error::Encode)?,
            })
        })
    }

    /// The text for so many rows, composed when it is first needed.
    fn text(&self, size: usize, opens: bool, closes: bool) -> Arc<str> {
        let around = usize::from(opens) + 2 * usize::from(closes);
        let text = self.texts[around][size.ilog2() as usize].get_or_init(|| {
            let parts = self.parts.iter().map(|part| part.text(size));
            // A single row needs no transaction around it. Of several, `OR FAIL` would leave some.
            let needs_none = opens && closes && size == 1 && self.parts.len() == 1;
            let begin = (opens && !needs_none).then(|| "BEGIN IMMEDIATE".to_owned());
            let commit = (closes && !needs_none).then(|| "COMMIT".to_owned());
            let all: Vec<_> = begin.into_iter().chain(parts).chain(commit).collect();
            all.join("; ").into()
        });
        Arc::clone(text)
    }
}

impl Statement {
    /// By itself.
    pub(super) fn query(self) -> Query {
        self.within(false, false)
    }

    /// With the beginning of a transaction before it, and its end after it.
    fn within(self, opens: bool, closes: bool) -> Query {
        let text = self.bulk.text(self.size, opens, closes);
        sqlx::query_with(AssertSqlSafe(text), self.values)
    }
}

/// Statements that are one transaction. It begins with the first and ends with the last of them,
/// which spares two changes of threads.
#[derive(Default)]
pub(super) struct Script(Vec<Statement>);

impl Script {
    /// Appends statements.
    pub(super) fn extend(
        &mut self,
        statements: impl Iterator<Item = Result<Statement, sqlx::Error>>,
    ) -> Result<(), sqlx::Error> {
        for statement in statements {
            self.0.push(statement?);
        }
        Ok(())
    }

    /// Runs them. After an error the transaction may be open.
    pub(super) async fn run(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let count = self.0.len();
        for (statement, number) in self.0.into_iter().zip(1..) {
            let query = statement.within(number == 1, number == count);
            query.execute(&mut *connection).await?;
        }
        Ok(())
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
