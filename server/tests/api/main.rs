//! The REST API, tested over the real router and a real gateway, each test in a folder of its own.

mod support;

mod access;
mod http;
mod listener;
mod openapi;
mod operations;
mod pages;
mod playground;
mod plugin_errors;
mod plugins;
mod rules;
