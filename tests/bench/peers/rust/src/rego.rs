//! regorus on its register machine; data in the store. It returns a boolean.
use crate::corpus::Corpus;
use crate::engine::{milliseconds, Engine, Facts};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::Value;
use std::time::Instant;

const ENTRY: &str = "data.bench.allow";

pub struct Rego {
    machine: RegoVM,
    inputs: Vec<Value>,
    lines: Vec<String>,
    facts: Facts,
}

impl Rego {
    pub fn open(corpus: &Corpus) -> Result<Self, String> {
        let policy = corpus.read("rego/policy.rego")?;
        let data = corpus.read("rego/data.json")?;
        let lines = corpus.lines("rego/inputs.jsonl")?;
        let mut facts = Facts::new("decision");
        let start = Instant::now();
        let mut engine = regorus::Engine::new();
        engine.add_policy("policy.rego".to_owned(), policy).map_err(|e| e.to_string())?;
        let compiled = engine.compile_with_entrypoint(&ENTRY.into()).map_err(|e| e.to_string())?;
        let program = Compiler::compile_from_policy(&compiled, &[ENTRY]).map_err(|e| e.to_string())?;
        facts.set("parse_ms", milliseconds(start));
        let mut machine = RegoVM::new();
        machine.load_program(program);
        let start = Instant::now();
        machine.set_data(value(&data)?).map_err(|e| e.to_string())?;
        facts.set("directory_ms", milliseconds(start));
        let inputs = lines.iter().map(|line| value(line)).collect::<Result<_, _>>()?;
        Ok(Rego { machine, inputs, lines, facts })
    }
}

fn value(text: &str) -> Result<Value, String> {
    Value::from_json_str(text).map_err(|e| e.to_string())
}

impl Engine for Rego {
    fn facts(&self) -> &Facts {
        &self.facts
    }
    fn requests(&self) -> usize {
        self.inputs.len()
    }
    fn classes(&self) -> &'static [&'static str] {
        &["typed", "json"]
    }
    fn decide(&mut self, class: usize, index: usize) -> Result<bool, String> {
        let input = if class == 0 { self.inputs[index].clone() } else { value(&self.lines[index])? };
        self.machine.set_input(input);
        let result = self.machine.execute_entry_point_by_name(ENTRY).map_err(|e| e.to_string())?;
        Ok(result == Value::Bool(true))
    }
}
