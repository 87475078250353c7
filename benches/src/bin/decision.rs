//! What a decision costs: as the rules become more, and with its trace beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use acteon_benches::median::in_turns;
use acteon_benches::module;
use acteon_benches::report::Report;
use acteon_core::{Action, PluginCall, PluginLimits, PluginOutput, SnapshotMode};
use acteon_rules::{
    Decision, LoadOptions, Options, PluginInvoker, Request, RuleFile, RuleSet, StateSnapshot,
    Trace, evaluate, load,
};
use acteon_wasm::{Host, HostConfig, InvokeRequest, PreparedModule};
use anyhow::{Context as _, anyhow, ensure};
use clap::Parser;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Rule sets to compare; the goal is about the first and the last.
const SIZES: [usize; 3] = [10, 1_000, 10_000];
/// The goal: how many times the decision over few rules the one over many may take.
const MAX_GROWTH: f64 = 3.0;
/// The goal: how many times the decision without trace the one with it may take.
const MAX_TRACE: f64 = 2.0;
/// Rules in one file: a file has a bound in bytes.
const RULES_OF_A_FILE: usize = 2_000;

#[derive(Parser)]
#[command(about = "A decision over few and many rules, and with its trace")]
struct Arguments {
    /// Folder with rules and decisions of the examples.
    #[arg(long, default_value = "examples")]
    examples: PathBuf,
    /// Turns of each side; the median counts.
    #[arg(long, default_value_t = 201)]
    turns: usize,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// A real plugin, the smallest that there is, called whatever the rule names.
struct RealPlugin<'a> {
    host: &'a Host,
    module: &'a PreparedModule,
    action: &'a Action,
}

impl PluginInvoker for RealPlugin<'_> {
    fn invoke(&self, _plugin: &str, _function: &str) -> PluginCall {
        let input = serde_json::to_vec(self.action).unwrap_or_default();
        let invocation = self.host.invoke(
            self.module,
            &InvokeRequest {
                function: "evaluate",
                input: &input,
                limits: PluginLimits::default(),
                deadline: None,
                realtime: SystemTime::UNIX_EPOCH,
            },
        );
        PluginCall {
            result: invocation.result,
            duration_us: u64::try_from(invocation.duration.as_micros()).unwrap_or(u64::MAX),
            memory_used_bytes: invocation.memory_used_bytes,
            revision: Some(1),
        }
    }
}

/// Answers at once, with the same for all: what is left is the engine.
struct Plugins;

impl PluginInvoker for Plugins {
    fn invoke(&self, _plugin: &str, _function: &str) -> PluginCall {
        PluginCall {
            result: Ok(PluginOutput {
                verdict: false,
                message: Some("risk score: 0.12".to_owned()),
                metadata: None,
            }),
            duration_us: 3,
            memory_used_bytes: 65_536,
            revision: Some(1),
        }
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut report = Report::new(
        "decision",
        format!(
            "one decision in microseconds, the median of {} turns of at least 2 ms a side, sides \
             in turns; plugins answer at once, so that only the engine is measured, except where a \
             real one, the smallest, is called; the action is the one that the last rule matches",
            arguments.turns
        ),
    );
    growth(&mut report, arguments.turns)?;
    trace(&mut report, &arguments)?;
    report.print(arguments.json)
}

/// The same decision over more and more rules.
fn growth(report: &mut Report, turns: usize) -> anyhow::Result<()> {
    for (name, condition) in [
        (
            "rules of distinct action types",
            "{ field: action_type, eq: TYPE }",
        ),
        (
            "and of one provider",
            "{ all: [{ field: provider, eq: email }, { field: action_type, eq: TYPE }] }",
        ),
    ] {
        let sets = SIZES
            .iter()
            .map(|size| distinct_types(*size, condition))
            .collect::<anyhow::Result<Vec<RuleSet>>>()?;
        let plain: Vec<RuleSet> = sets.iter().map(RuleSet::without_index).collect();
        let actions: Vec<Action> = SIZES
            .iter()
            .map(|size| action(&action_type(size - 1)))
            .collect();
        for (set, action) in sets.iter().zip(&actions) {
            let decision = decide(set, action, Trace::Off, &Plugins);
            ensure!(
                decision.matched == Some(set.rules().len() - 1),
                "another rule than the last one decided: {decision:?}"
            );
        }
        let times = compare(&sets, &actions, turns, Trace::Off);
        for (size, time) in SIZES.iter().zip(&times) {
            report.add(format!("{size} {name}"), *time, "µs");
        }
        report.add_at_most(
            format!("{} / {} {name}", SIZES[2], SIZES[0]),
            times[2] / times[0],
            "times",
            MAX_GROWTH,
        );
        for (size, time) in SIZES
            .iter()
            .zip(compare(&plain, &actions, turns, Trace::Off))
        {
            report.add(format!("{size} {name}, plain scan"), time, "µs");
        }
        let traced = compare(&sets, &actions, turns, Trace::Full)[2];
        report.add(
            format!("{} {name}, trace of every rule", SIZES[2]),
            traced,
            "µs",
        );
    }
    Ok(())
}

fn compare(sets: &[RuleSet], actions: &[Action], turns: usize, trace: Trace) -> Vec<f64> {
    let one = |place: usize| {
        move || {
            black_box(decide(&sets[place], &actions[place], trace, &Plugins));
        }
    };
    in_turns(turns, &mut [&mut one(0), &mut one(1), &mut one(2)])
}

/// The same decisions with and without trace, over rules that are really evaluated.
fn trace(report: &mut Report, arguments: &Arguments) -> anyhow::Result<()> {
    let examples = load_rules(folder_files(&arguments.examples.join("rules"))?)?;
    let decisions = decisions(&arguments.examples.join("decisions"))?;
    let conditions = several_conditions(100)?;
    let payments = vec![action("payment")];
    let host = Host::new(HostConfig {
        max_instances: 4,
        code_cache: None,
    })?;
    let module = host.prepare(
        &module::tiny_refusing()?,
        PluginLimits::default(),
        SnapshotMode::default(),
    )?;
    for (name, rules, actions, real) in [
        ("rules of the examples", &examples, &decisions, false),
        (
            "rules of the examples, real plugin",
            &examples,
            &decisions,
            true,
        ),
        (
            "100 rules of several conditions",
            &conditions,
            &payments,
            false,
        ),
    ] {
        let plain = rules.without_index();
        let (host, module) = (&host, &module);
        let all = |rules, trace| {
            move || {
                for action in actions {
                    let plugin = RealPlugin {
                        host,
                        module,
                        action,
                    };
                    let plugins: &dyn PluginInvoker = if real { &plugin } else { &Plugins };
                    black_box(decide(rules, action, trace, plugins));
                }
            }
        };
        let times = in_turns(
            arguments.turns,
            &mut [
                &mut all(rules, Trace::Off),
                &mut all(&plain, Trace::Off),
                &mut all(rules, Trace::Deciding),
                &mut all(rules, Trace::Full),
            ],
        );
        let [off, scan, deciding, full] = times[..] else {
            return Err(anyhow!("four sides were measured"));
        };
        let each = actions.len() as f64;
        report.add(format!("{name}, no trace"), off / each, "µs");
        report.add(format!("{name}, no trace, plain scan"), scan / each, "µs");
        report.add(
            format!("{name}, the deciding rule explained"),
            deciding / each,
            "µs",
        );
        report.add(format!("{name}, trace of every rule"), full / each, "µs");
        report.add(
            format!("{name}, deciding rule / no trace"),
            deciding / off,
            "times",
        );
        report.add(
            format!("{name}, trace / no trace, plain scan"),
            full / scan,
            "times",
        );
        report.add_at_most(
            format!("{name}, trace / no trace"),
            full / off,
            "times",
            MAX_TRACE,
        );
    }
    Ok(())
}

fn decide(rules: &RuleSet, action: &Action, trace: Trace, plugins: &dyn PluginInvoker) -> Decision {
    evaluate(
        rules,
        &Request {
            action,
            instant: Timestamp::UNIX_EPOCH,
            plugins,
            state: &StateSnapshot::default(),
            deadline: None,
            options: Options {
                trace,
                ..Options::default()
            },
        },
    )
}

fn action_type(number: usize) -> String {
    format!("type-{number}")
}

fn action(action_type: &str) -> Action {
    let payload = serde_json::json!({
        "to": "user@shop.example", "subject": "your order", "amount": 120, "currency": "EUR",
        "country": "FR", "items": [{"sku": "a-1", "count": 2}, {"sku": "b-7", "count": 1}],
    });
    Action {
        namespace: "shop".to_owned(),
        tenant: "acme".to_owned(),
        provider: "email".to_owned(),
        action_type: action_type.to_owned(),
        payload: payload.as_object().cloned().unwrap_or_default(),
        metadata: BTreeMap::from([("source".to_owned(), "api".to_owned())]),
    }
}

/// Rules that each want another action type.
fn distinct_types(count: usize, condition: &str) -> anyhow::Result<RuleSet> {
    rules(count, |number| {
        condition.replace("TYPE", &action_type(number))
    })
}

/// Rules that no index can pass over: each asks several things about the payload, and the last one
/// does not hold.
fn several_conditions(count: usize) -> anyhow::Result<RuleSet> {
    rules(count, |number| {
        format!(
            "{{ all: [{{ field: payload.amount, gt: {amount} }}, \
             {{ field: payload.currency, in: [EUR, USD] }}, \
             {{ field: payload.to, ends_with: .example }}, \
             {{ any: [{{ field: payload.country, eq: DE }}, \
             {{ field: payload.items.0.count, gte: {number} }}] }}, \
             {{ field: payload.subject, starts_with: never }}] }}",
            amount = number % 100,
        )
    })
}

fn rules(count: usize, condition: impl Fn(usize) -> String) -> anyhow::Result<RuleSet> {
    let numbers: Vec<usize> = (0..count).collect();
    let mut files = Vec::new();
    for part in numbers.chunks(RULES_OF_A_FILE) {
        let mut text = String::from("rules:\n");
        for number in part {
            writeln!(
                text,
                "  - name: rule-{number}\n    priority: 10\n    condition: {}\n    action: deny",
                condition(*number)
            )?;
        }
        files.push(RuleFile {
            path: format!("{}.yaml", files.len()),
            text,
        });
    }
    load_rules(files)
}

fn load_rules(files: Vec<RuleFile>) -> anyhow::Result<RuleSet> {
    let options = LoadOptions {
        default_timezone: TimeZone::UTC,
    };
    load(&files, &options).map_err(|problems| anyhow!("the rules do not load: {problems:?}"))
}

fn folder_files(folder: &Path) -> anyhow::Result<Vec<RuleFile>> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?
    {
        let entry = entry?;
        files.push(RuleFile {
            path: entry.file_name().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(entry.path())?,
        });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// The actions of the examples' decisions.
fn decisions(folder: &Path) -> anyhow::Result<Vec<Action>> {
    folder_files(folder)?
        .iter()
        .map(|file| Ok(serde_json::from_str(&file.text)?))
        .collect()
}
