//! Forms that a browser without scripts posts to the pages they stand on.
