//! Tests of the rule engine at its boundary: rule files in, decisions out.

mod bounds;
mod corpus;
mod documentation;
mod expressions;
mod invalid;
mod loading;
mod properties;
mod support;
