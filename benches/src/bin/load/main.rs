//! The server under load for long: at the knee of the throughput curve, beside a webhook receiver
//! in trouble, and with more clients than it admits.

mod memory;
mod mix;
mod sums;

use std::path::PathBuf;
use std::time::Duration;

use acteon_benches::exposition::Exposition;
use acteon_benches::load::{self, Load, Plan};
use acteon_benches::module;
use acteon_benches::receiver::{Mood, Receiver};
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server};
use acteon_benches::tally::{Answered, Tally};
use clap::Parser;

use self::mix::{CLASSES, LOG, RULES, WEBHOOK};

/// Clients of the steps that look for the knee.
const STEPS: [usize; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/// The knee is the first step that reaches this share of the highest throughput.
const ENOUGH: f64 = 0.95;
/// Clients of the webhook while it is in trouble.
const WEBHOOK_CLIENTS: usize = 8;
/// How long each trouble of the receiver lasts, and how often it comes.
const TROUBLE: Duration = Duration::from_secs(4);
const TROUBLES: usize = 3;
/// After a trouble; longer than `circuit_open_ms`, so that the webhook is tried again.
const RECOVERY: Duration = Duration::from_millis(2500);
/// How late a receiver in order answers, and a slow one, in milliseconds.
const ANSWERS_AFTER_MS: [u64; 2] = [1, 700];
/// The goals: growth of the memory in the second half of the long phase, in percent, and how many
/// times its latency otherwise a log action's p99 may be while the receiver is in trouble.
const MAX_GROWTH: f64 = 5.0;
const MAX_RATIO: f64 = 1.2;

#[derive(Parser)]
#[command(about = "The server at the knee, beside a broken receiver, and past its bounds")]
struct Arguments {
    /// The server to measure.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// How long to hold the knee, in minutes.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Length of each step that looks for the knee, in seconds.
    #[arg(long, default_value_t = 5)]
    step_seconds: u64,
    /// Clients past the knee: more than the server admits connections.
    #[arg(long, default_value_t = 2000)]
    crowd: usize,
    /// How long the crowd stays, in seconds.
    #[arg(long, default_value_t = 60)]
    crowd_seconds: u64,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// A server under load, and what came out so far.
struct Bench {
    server: Server,
    receiver: Receiver,
    report: Report,
    differences: Vec<String>,
}

// One thread: the clients are to leave the machine to the server.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let receiver = Receiver::start(answers(0))?;
    let home = Home::with_config(RULES, "", &sections(&receiver))?;
    let server = Server::start(&arguments.server, &home).await?;
    server.register("quick", module::tiny()?).await?;
    let shares: Vec<String> = CLASSES
        .iter()
        .map(|class| format!("{} {}", class.share, class.name))
        .collect();
    let mut bench = Bench {
        server,
        receiver,
        report: Report::new(
            "load",
            format!(
                "actions through `POST /v1/dispatch`, each client one after the other on its own \
                 connection; of a hundred {}; the audit is on disk; after each phase the clients' \
                 answers are compared with the metrics and the audit",
                shares.join(", ")
            ),
        ),
        differences: Vec::new(),
    };
    let clients = bench.find_knee(arguments.step_seconds).await?;
    bench.hold(clients, arguments.minutes).await?;
    bench.trouble(clients).await?;
    bench.crowd(clients, &arguments).await?;
    for difference in &bench.differences {
        eprintln!("{difference}");
    }
    bench.report.add_at_most(
        "differences between answers, metrics and audit",
        bench.differences.len() as f64,
        "",
        0.0,
    );
    bench.report.print(arguments.json)
}

fn sections(receiver: &Receiver) -> String {
    format!(
        "[audit]\nmax_records = 1000000000\n\n\
         [[providers]]\nname = \"email\"\ntype = \"log\"\n\n\
         [[providers]]\nname = \"hooks\"\ntype = \"webhook\"\nurl = \"{}\"\n\
         connect_timeout_ms = 200\ntimeout_ms = 1000\n\
         total_timeout_ms = 2000\nbackoff_ms = 50\ncircuit_open_ms = 2000\n",
        receiver.url()
    )
}

fn answers(which: usize) -> Mood {
    Mood::Answers(Duration::from_millis(ANSWERS_AFTER_MS[which]))
}

impl Bench {
    fn plan(
        &self,
        namespace: &str,
        clients: usize,
        wanted: impl Fn(usize) -> bool,
    ) -> anyhow::Result<Plan> {
        Ok(Plan {
            address: self.server.address(),
            clients,
            requests: mix::requests(namespace, wanted)?,
            classes: CLASSES.len(),
            patient: false,
        })
    }

    /// Doubles the clients again and again, and returns how many are enough.
    async fn find_knee(&mut self, step_seconds: u64) -> anyhow::Result<usize> {
        let before = sums::metrics(&self.server).await?;
        let mut all = Tally::new(CLASSES.len())?;
        let mut rates = Vec::new();
        for clients in STEPS {
            let plan = self.plan("knee", clients, |_| true)?;
            let tally = load::run(&plan, Duration::from_secs(step_seconds)).await?;
            let rate = tally.per_second();
            self.report
                .add(format!("{clients} clients"), rate, "actions/s");
            all.add(&tally)?;
            rates.push((clients, rate));
        }
        self.close("looking for the knee", "knee", &before, &all)
            .await?;
        let highest = rates.iter().map(|(_, rate)| *rate).fold(0.0, f64::max);
        let knee = rates.iter().find(|(_, rate)| *rate >= highest * ENOUGH);
        let clients = knee.map_or(1, |(clients, _)| *clients);
        self.report.add("the knee", clients as f64, "clients");
        Ok(clients)
    }

    /// Keeps the server at the knee and watches its memory.
    async fn hold(&mut self, clients: usize, minutes: f64) -> anyhow::Result<()> {
        let before = sums::metrics(&self.server).await?;
        let load = Load::start(&self.plan("hold", clients, |_| true)?);
        let time = Duration::from_secs_f64(minutes * 60.0);
        let memory = memory::watch(self.server.pid(), time).await?;
        let tally = load.stop().await?;
        let name = format!("{minutes} minutes at the knee");
        self.report
            .add(name.clone(), tally.per_second(), "actions/s");
        for (place, class) in CLASSES.iter().enumerate() {
            for (figure, share) in [("p50", 0.5), ("p99", 0.99)] {
                self.report.add(
                    format!("{name}, {}, {figure}", class.name),
                    tally.latency_us(place, share) / 1000.0,
                    "ms",
                );
            }
        }
        for (at, mib) in memory.figures() {
            self.report.add(format!("{name}, memory, {at}"), mib, "MiB");
        }
        self.report.add_at_most(
            format!("{name}, growth of memory in the second half"),
            memory.growth_percent(),
            "%",
            MAX_GROWTH,
        );
        self.close(&name, "hold", &before, &tally).await?;
        let refused = tally.sum(|answer| answer == Answered::Refused);
        self.report
            .add_at_most(format!("{name}, refused"), refused as f64, "", 0.0);
        Ok(())
    }

    /// Lets the receiver of webhooks be slow, broken and away, and well in between.
    async fn trouble(&mut self, clients: usize) -> anyhow::Result<()> {
        let before = sums::metrics(&self.server).await?;
        let mut well = Tally::new(CLASSES.len())?;
        let mut troubled = well.clone();
        for mood in [answers(1), Mood::Broken, Mood::Away].repeat(TROUBLES) {
            well.add(&self.beside_webhook(clients, answers(0)).await?)?;
            troubled.add(&self.beside_webhook(clients, mood).await?)?;
            self.receiver.set(answers(0));
            tokio::time::sleep(RECOVERY).await;
        }
        for (figure, share) in [("p50", 0.5), ("p99", 0.99)] {
            let [well, troubled] = [&well, &troubled].map(|tally| tally.latency_us(LOG, share));
            let name = format!("log actions, {figure}, while the receiver");
            self.report
                .add(format!("{name} is well"), well / 1000.0, "ms");
            self.report.add(
                format!("{name} is slow, broken and away"),
                troubled / 1000.0,
                "ms",
            );
            let name = format!("log actions, {figure}, in trouble / well");
            self.report
                .add_at_most(name, troubled / well, "times", MAX_RATIO);
        }
        for (name, tally) in [("well", &well), ("in trouble", &troubled)] {
            let mut answers: Vec<(String, u64)> = tally.classes[WEBHOOK]
                .answers
                .iter()
                .map(|(answer, count)| (answer.to_string(), *count))
                .collect();
            answers.sort();
            for (answer, count) in answers {
                self.report.add(
                    format!("webhooks while the receiver is {name}: {answer}"),
                    count as f64,
                    "",
                );
            }
        }
        let mut all = well;
        all.add(&troubled)?;
        self.close("receiver in trouble", "trouble", &before, &all)
            .await
    }

    /// The clients of the webhook beside all others, while the receiver is in this mood.
    async fn beside_webhook(&mut self, clients: usize, mood: Mood) -> anyhow::Result<Tally> {
        self.receiver.set(mood);
        let others = Load::start(&self.plan("trouble", clients, |class| class != WEBHOOK)?);
        let hooks = Load::start(&self.plan("trouble", WEBHOOK_CLIENTS, |class| class == WEBHOOK)?);
        tokio::time::sleep(TROUBLE).await;
        let mut tally = others.stop().await?;
        tally.add(&hooks.stop().await?)?;
        Ok(tally)
    }

    /// Sends more clients than the server admits, and looks how it is afterwards.
    async fn crowd(&mut self, clients: usize, arguments: &Arguments) -> anyhow::Result<()> {
        let before = sums::metrics(&self.server).await?;
        let plan = self.plan("crowd", arguments.crowd, |_| true)?;
        let crowd = load::run(&plan, Duration::from_secs(arguments.crowd_seconds)).await?;
        let name = format!("{} clients", arguments.crowd);
        self.report.add(
            format!("{name}, carried out"),
            crowd.per_second(),
            "actions/s",
        );
        let refused = crowd.sum(|answer| answer == Answered::Refused);
        self.report.add(
            format!("{name}, refused with 503 and `Retry-After`"),
            refused as f64 / crowd.seconds,
            "per s",
        );
        self.close(&name, "crowd", &before, &crowd).await?;
        let before = sums::metrics(&self.server).await?;
        let plan = self.plan("after", clients, |_| true)?;
        let after = load::run(&plan, Duration::from_secs(arguments.step_seconds)).await?;
        let name = "the knee afterwards";
        self.report.add(name, after.per_second(), "actions/s");
        self.report.add(
            format!("{name}, p99"),
            after.latency_us(LOG, 0.99) / 1000.0,
            "ms",
        );
        self.close(name, "after", &before, &after).await
    }

    /// Counts what must not be, and compares the sums.
    async fn close(
        &mut self,
        name: &str,
        namespace: &str,
        before: &Exposition,
        tally: &Tally,
    ) -> anyhow::Result<()> {
        for class in &tally.classes {
            for (answer, count) in class.answers.iter().filter(|(answer, _)| answer.is_error()) {
                eprintln!("{name}: {count} times: {answer}");
            }
        }
        self.report
            .add_at_most(format!("{name}, errors"), tally.errors() as f64, "", 0.0);
        let found = sums::differences(&self.server, namespace, before, tally).await?;
        self.differences.extend(found);
        Ok(())
    }
}
