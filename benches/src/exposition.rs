//! What `/metrics` says.

use anyhow::Context as _;

/// The samples of one answer of `/metrics`.
#[derive(Clone, Debug)]
pub struct Exposition(String);

impl Exposition {
    /// Takes the text of an answer.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The sum of the samples of `name` whose labels contain `labels`, written as in the text; 0
    /// when there is none.
    ///
    /// # Errors
    /// When a sample has no number.
    pub fn sum(&self, name: &str, labels: &str) -> anyhow::Result<u64> {
        let mut sum = 0.0;
        for line in self.0.lines() {
            let Some(rest) = line.strip_prefix(name) else {
                continue;
            };
            if !rest.starts_with(['{', ' ']) || !rest.contains(labels) {
                continue;
            }
            let (_, value) = rest.rsplit_once(' ').context("a sample without value")?;
            sum += value.parse::<f64>()?;
        }
        Ok(sum as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_added_up() {
        let text = "# TYPE a counter\na{x=\"1\",y=\"2\"} 3\na{x=\"2\",y=\"2\"} 4\na_b 5\nc 6\n";
        let exposition = Exposition::new(text.to_owned());
        assert_eq!(exposition.sum("a", "").unwrap(), 7);
        assert_eq!(exposition.sum("a", "x=\"2\"").unwrap(), 4);
        assert_eq!(exposition.sum("c", "").unwrap(), 6);
        assert_eq!(exposition.sum("d", "").unwrap(), 0);
    }
}
