//! Actions to begin with. They fit the rules that come with the server, and show something with any
//! others.

use super::inputs::{Inputs, read_request};

/// An action to begin with.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name in the address of the page.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What there is to see.
    pub shows: &'static str,
    /// A request, as JSON.
    request: &'static str,
}

macro_rules! example {
    ($id:literal, $title:literal, $shows:literal) => {
        Example {
            id: $id,
            title: $title,
            shows: $shows,
            request: include_str!(concat!("../../../../examples/decisions/", $id, ".json")),
        }
    };
}

/// The examples, in the order in which they are offered.
pub const EXAMPLES: [Example; 6] = [
    example!(
        "premium-fraud-check",
        "A risky payment",
        "a plugin scores it and denies it"
    ),
    example!(
        "large-payment-review",
        "A large payment on a Sunday",
        "the time decides, the payload is changed"
    ),
    example!(
        "no-text-messages-at-night",
        "A text message at night",
        "it goes to another provider"
    ),
    example!(
        "invoice-paid-already",
        "An invoice that was paid",
        "the state that dispatch keeps decides"
    ),
    example!(
        "spam",
        "A message that reads like spam",
        "two plugins are asked, the second drops it"
    ),
    example!("not-spam", "An ordinary message", "it passes every rule"),
];

impl Example {
    /// The example with this name.
    pub fn find(id: &str) -> Option<Self> {
        EXAMPLES.into_iter().find(|example| example.id == id)
    }

    /// The form with the example.
    pub fn inputs(self) -> Inputs {
        read_request(self.request).map_or_else(
            |_| Inputs::blank(),
            |request| Inputs {
                evaluate_all: true,
                ..Inputs::from_request(&request)
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_sent() {
        for example in EXAMPLES {
            let request = read_request(example.request).unwrap();
            let requests = example.inputs().requests().unwrap();
            assert_eq!(requests.first.payload, request.payload, "{}", example.id);
            assert_eq!(requests.first.evaluate_at, request.evaluate_at);
            assert_eq!(requests.first.mock_state, request.mock_state);
            assert!(Example::find(example.id).is_some());
        }
    }
}
