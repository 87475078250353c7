//! The fields about what the plugin may use.

use super::check::Place;
use super::entry::Entry;
use crate::components::{Field, described_by};
use crate::data::page::PluginSettings;
use crate::format;
use crate::limits::{self, Unit};
use crate::prelude::*;

/// Memory limit and timeout.
#[component]
pub fn Limits(entry: Entry, settings: PluginSettings) -> impl IntoView {
    let exactly = move || match limits::memory(&entry.amount.get(), entry.unit.get()) {
        Ok(bytes) => format!("= {}", format::exact_bytes(bytes)),
        Err(_) => String::new(),
    };
    let memory_hint = format!(
        "64 KiB to 256 MiB; this server gives {} unless told otherwise.",
        format::bytes(settings.default_memory_limit_bytes)
    );
    let default_timeout = u32::try_from(settings.default_timeout_ms).unwrap_or(u32::MAX);
    let timeout_hint = format!(
        "1 ms to 30 s for each call; by default {}.",
        format::duration_ms(default_timeout)
    );
    let initial = entry.unit.get_untracked();
    let options = Unit::ALL.map(|unit| {
        let name = unit.as_str();
        view! {
            <option value=name selected=unit == initial>
                {name}
            </option>
        }
    });
    let amount = "register-memory";
    let timeout = "register-timeout";
    view! {
        <div class="form-row">
            <Field
                id=amount
                label="Memory limit"
                hint=memory_hint
                error=Signal::derive(move || entry.problem(Place::Memory))
            >
                <div class="amount">
                    <input
                        id=amount
                        name="memory_limit"
                        inputmode="numeric"
                        autocomplete="off"
                        required
                        value=entry.amount.get_untracked()
                        aria-describedby=format!("register-exactly {}", described_by(amount))
                        aria-invalid=move || entry.problem(Place::Memory).map(|_| "true")
                        on:input=move |event| {
                            entry.changed(Place::Memory);
                            entry.amount.set(event_target_value(&event));
                        }
                    />
                    <select
                        name="memory_limit_unit"
                        aria-label="Unit of the memory limit"
                        on:change=move |event| {
                            entry.changed(Place::Memory);
                            if let Some(unit) = Unit::parse(&event_target_value(&event)) {
                                entry.unit.set(unit);
                            }
                        }
                    >
                        {options}
                    </select>
                </div>
                <p class="exactly" id="register-exactly">
                    {exactly}
                </p>
            </Field>
            <Field
                id=timeout
                label="Timeout"
                hint=timeout_hint
                error=Signal::derive(move || entry.problem(Place::Timeout))
            >
                <div class="with-unit">
                    <input
                        id=timeout
                        name="timeout_ms"
                        inputmode="numeric"
                        autocomplete="off"
                        required
                        value=entry.timeout.get_untracked()
                        aria-describedby=described_by(timeout)
                        aria-invalid=move || entry.problem(Place::Timeout).map(|_| "true")
                        on:input=move |event| {
                            entry.changed(Place::Timeout);
                            entry.timeout.set(event_target_value(&event));
                        }
                    />
                    <span aria-hidden="true">"ms"</span>
                </div>
            </Field>
        </div>
    }
    .into_any()
}
