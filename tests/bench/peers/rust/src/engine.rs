//! What an engine must offer, and what it says of itself.
use serde_json::{json, Map, Value};
use std::time::Instant;

pub trait Engine {
    fn facts(&self) -> &Facts;
    fn requests(&self) -> usize;
    /// Of "typed" (prepared requests), "strings" and "json" (text to decision), those that it knows.
    fn classes(&self) -> &'static [&'static str];
    /// `class`: an index into `classes`.
    fn decide(&mut self, class: usize, index: usize) -> Result<bool, String>;
}

/// Times of preparation in milliseconds, and what a decision returns.
pub struct Facts(Map<String, Value>);

impl Facts {
    pub fn new(returns: &str) -> Self {
        Facts(Map::from_iter([("returns".to_owned(), json!(returns))]))
    }
    pub fn set(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), json!(value));
    }
    pub fn all(&self) -> Map<String, Value> {
        self.0.clone()
    }
}

pub fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}
