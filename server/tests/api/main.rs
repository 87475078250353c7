//! The REST API, tested over the real router.
