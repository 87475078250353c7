//! The figures of one benchmark: a table for people, one JSON object for `cargo xtask bench`.

use serde::Serialize;

/// What one benchmark measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Name of the benchmark.
    pub bench: &'static str,
    /// What was done, in one sentence.
    pub summary: String,
    /// The figures, in the order to show them.
    pub figures: Vec<Figure>,
}

/// One measured figure.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Unit of the value.
    pub unit: &'static str,
    /// What the project wants it to be, if it wants anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
}

/// What a figure should be.
#[derive(Debug, Serialize)]
pub struct Goal {
    /// The goal in words.
    pub text: String,
    /// Whether the value reaches it.
    pub met: bool,
}

impl Report {
    /// A report without figures.
    #[must_use]
    pub fn new(bench: &'static str, summary: impl Into<String>) -> Self {
        Self {
            bench,
            summary: summary.into(),
            figures: Vec::new(),
        }
    }

    /// Adds a figure that has no goal.
    pub fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure {
            name: name.into(),
            value,
            unit,
            goal: None,
        });
    }

    /// Adds a figure that must not be above `limit`.
    pub fn add_at_most(
        &mut self,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        limit: f64,
    ) {
        let goal = Goal {
            text: format!("at most {limit} {unit}"),
            met: value <= limit,
        };
        self.figures.push(Figure {
            name: name.into(),
            value,
            unit,
            goal: Some(goal),
        });
    }

    /// Adds a figure that must not be below `limit`.
    pub fn add_at_least(
        &mut self,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        limit: f64,
    ) {
        let goal = Goal {
            text: format!("at least {limit} {unit}"),
            met: value >= limit,
        };
        self.figures.push(Figure {
            name: name.into(),
            value,
            unit,
            goal: Some(goal),
        });
    }

    /// Writes the report to standard output, as JSON on one line or as text.
    ///
    /// # Errors
    /// When the report cannot be written as JSON, which a value that is not a number causes.
    pub fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            println!("{}", serde_json::to_string(self)?);
            return Ok(());
        }
        println!("{}: {}", self.bench, self.summary);
        for figure in &self.figures {
            let goal = figure.goal.as_ref().map_or(String::new(), |goal| {
                let met = if goal.met { "met" } else { "missed" };
                format!("  (goal: {}, {met})", goal.text)
            });
            println!(
                "  {:<60} {:>12.3} {}{goal}",
                figure.name, figure.value, figure.unit
            );
        }
        Ok(())
    }
}
