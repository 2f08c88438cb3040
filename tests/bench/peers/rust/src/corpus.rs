//! A corpus's files, and the order in which its requests are asked.
use serde_json::Value;
use std::path::{Path, PathBuf};

pub struct Corpus {
    folder: PathBuf,
}

impl Corpus {
    pub fn open(folder: &str) -> Self {
        Corpus { folder: Path::new(folder).to_path_buf() }
    }

    pub fn read(&self, name: &str) -> Result<String, String> {
        std::fs::read_to_string(self.folder.join(name)).map_err(|e| format!("{name}: {e}"))
    }

    pub fn lines(&self, name: &str) -> Result<Vec<String>, String> {
        Ok(self.read(name)?.lines().map(str::to_owned).collect())
    }

    pub fn requests(&self) -> Result<Vec<Ask>, String> {
        self.lines("requests.jsonl")?.iter().map(|line| Ask::read(line)).collect()
    }
}

/// An AuthZEN request, split into what engines take. `context` is JSON text without `now`.
pub struct Ask {
    pub subject: [String; 2],
    pub action: String,
    pub resource: [String; 2],
    pub context: String,
}

impl Ask {
    fn read(line: &str) -> Result<Self, String> {
        Self::from(serde_json::from_str(line).map_err(|e| e.to_string())?)
    }

    pub fn from(mut json: Value) -> Result<Self, String> {
        let party = |p: &Value| Some([p["type"].as_str()?.to_owned(), p["id"].as_str()?.to_owned()]);
        if let Some(context) = json["context"].as_object_mut() {
            context.remove("now");
        }
        (|| {
            Some(Ask {
                subject: party(&json["subject"])?,
                action: json["action"]["name"].as_str()?.to_owned(),
                resource: party(&json["resource"])?,
                context: json["context"].to_string(),
            })
        })()
        .ok_or_else(|| "not an AuthZEN request".to_owned())
    }
}

/// Indices below `count`, all of them before one comes again, shuffled anew each time.
pub struct Order {
    indices: Vec<usize>,
    next: usize,
    state: u64,
}

impl Order {
    pub fn new(count: usize, seed: u64) -> Self {
        Order { indices: (0..count).collect(), next: count, state: seed | 1 }
    }

    pub fn take(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.one()).collect()
    }

    fn one(&mut self) -> usize {
        if self.next == self.indices.len() {
            for i in (1..self.indices.len()).rev() {
                let j = (self.random() % (i as u64 + 1)) as usize;
                self.indices.swap(i, j);
            }
            self.next = 0;
        }
        self.next += 1;
        self.indices[self.next - 1]
    }

    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}
