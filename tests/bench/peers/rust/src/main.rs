//! Cedar and regorus as peers of polc: `polc-bench-peers ENGINE CORPUS` prints a line of JSON on what it prepared, then one
//! for each command on its standard input (tests/bench/peers/README.md).
mod cedar;
mod corpus;
mod engine;
mod rego;

use corpus::{Corpus, Order};
use engine::Engine;
use serde_json::{json, Value};
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

fn open(name: &str, corpus: &Corpus) -> Result<Box<dyn Engine>, String> {
    Ok(match name {
        "cedar4" => Box::new(cedar::four::Cedar::open(corpus)?),
        "cedar3" => Box::new(cedar::three::Cedar::open(corpus)?),
        "regorus" => Box::new(rego::Rego::open(corpus)?),
        _ => return Err(format!("no engine {name}")),
    })
}

fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn ready(engine: &dyn Engine, prepared: Instant) -> Value {
    let mut line = engine.facts().all();
    line.insert("ready_ms".to_owned(), json!(engine::milliseconds(prepared)));
    line.insert("resident_bytes".to_owned(), json!(resident_bytes()));
    line.insert("classes".to_owned(), json!(engine.classes()));
    Value::Object(line)
}

/// decide FILE SECONDS: each request once, as far as the time goes; a decision a line into FILE.
fn decide(engine: &mut dyn Engine, file: &str, seconds: f64) -> Result<Value, String> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).map_err(|e| e.to_string())?);
    let start = Instant::now();
    let mut decided = 0;
    while decided < engine.requests() && start.elapsed().as_secs_f64() < seconds {
        let outcome = match engine.decide(0, decided) {
            Ok(true) => "allow",
            Ok(false) => "deny",
            Err(_) => "error",
        };
        writeln!(out, "{outcome}").map_err(|e| e.to_string())?;
        decided += 1;
    }
    Ok(json!({ "decided": decided }))
}

/// batch CLASS COUNT SEED SECONDS: nanoseconds a decision over COUNT requests, or as many as the time allows.
fn batch(engine: &mut dyn Engine, class: &str, count: usize, seed: u64, seconds: f64) -> Result<Value, String> {
    let class = engine.classes().iter().position(|c| *c == class).ok_or("no such class")?;
    let order = Order::new(engine.requests(), seed).take(count);
    let limit = Duration::from_secs_f64(seconds);
    let (start, mut done, mut allowed) = (Instant::now(), 0usize, 0usize);
    for part in order.chunks(64) {
        for index in part {
            allowed += usize::from(engine.decide(class, *index)?);
        }
        done += part.len();
        if start.elapsed() > limit {
            break;
        }
    }
    let each = start.elapsed().as_nanos() as f64 / done as f64;
    Ok(json!({ "ns": each, "count": done, "allowed": allowed }))
}

fn run(engine: &mut dyn Engine, command: &str) -> Result<Value, String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let number = |i: usize| words[i].parse::<f64>().map_err(|e| e.to_string());
    match words.as_slice() {
        ["decide", file, _] => decide(engine, file, number(2)?),
        ["batch", class, _, _, _] => batch(engine, class, number(2)? as usize, number(3)? as u64, number(4)?),
        _ => Err(format!("no command {command}")),
    }
}

fn say(line: Result<Value, String>) {
    println!("{}", line.unwrap_or_else(|error| json!({ "error": error })));
    let _ = std::io::stdout().flush();
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, name, folder] = arguments.as_slice() else {
        eprintln!("usage: polc-bench-peers cedar4|cedar3|regorus CORPUS");
        std::process::exit(2);
    };
    let start = Instant::now();
    match open(name, &Corpus::open(folder)) {
        Err(error) => say(Err(error)),
        Ok(mut engine) => {
            say(Ok(ready(engine.as_ref(), start)));
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                say(run(engine.as_mut(), &line));
            }
        }
    }
}
