//! Cedar, versions 3 and 4. It returns the decision, the policies that determined it, and errors.
use crate::corpus::{Ask, Corpus};
use crate::engine::{milliseconds, Engine, Facts};
use std::str::FromStr;
use std::time::Instant;

pub fn policy_text(corpus: &Corpus) -> Result<(String, String, String), String> {
    Ok((
        corpus.read("cedar/policies.cedar")?,
        corpus.read("cedar/schema.json")?,
        corpus.read("directory.json")?,
    ))
}

fn shown(error: impl std::fmt::Display) -> String {
    error.to_string()
}

macro_rules! cedar {
    ($module:ident, $crate_name:ident, $schema:expr, $request:expr) => {
        pub mod $module {
            use super::*;
            use $crate_name::*;

            pub struct Cedar {
                policies: PolicySet,
                entities: Entities,
                authorizer: Authorizer,
                asks: Vec<Ask>,
                lines: Vec<String>,
                typed: Vec<Request>,
                types: std::collections::HashMap<String, EntityTypeName>,
                facts: Facts,
            }

            impl Cedar {
                pub fn open(corpus: &Corpus) -> Result<Self, String> {
                    let (text, schema, directory) = policy_text(corpus)?;
                    let mut facts = Facts::new("decision, determining policies, errors");
                    let start = Instant::now();
                    let policies = PolicySet::from_str(&text).map_err(shown)?;
                    facts.set("parse_ms", milliseconds(start));
                    let schema: Schema = $schema(&schema).map_err(shown)?;
                    let start = Instant::now();
                    let validator = Validator::new(schema.clone());
                    let verdict = validator.validate(&policies, ValidationMode::default());
                    facts.set("validate_ms", milliseconds(start));
                    if !verdict.validation_passed() {
                        return Err(verdict.validation_errors().take(3).map(shown).collect::<Vec<_>>().join("; "));
                    }
                    let start = Instant::now();
                    let entities = Entities::from_json_str(&directory, Some(&schema)).map_err(shown)?;
                    facts.set("directory_ms", milliseconds(start));
                    let (lines, asks) = (corpus.lines("requests.jsonl")?, corpus.requests()?);
                    let mut cedar = Cedar {
                        policies, entities, asks, lines, facts,
                        authorizer: Authorizer::new(), typed: Vec::new(), types: Default::default(),
                    };
                    cedar.prepare()?;
                    Ok(cedar)
                }

                fn prepare(&mut self) -> Result<(), String> {
                    for name in self.asks.iter().flat_map(|a| [&a.subject[0], &a.resource[0]]).map(String::as_str).chain(["Action"]) {
                        if !self.types.contains_key(name) {
                            self.types.insert(name.to_owned(), EntityTypeName::from_str(name).map_err(shown)?);
                        }
                    }
                    self.typed = self.asks.iter().map(|ask| self.request(ask)).collect::<Result<_, _>>()?;
                    Ok(())
                }

                fn uid(&self, kind: &str, id: &str) -> Result<EntityUid, String> {
                    let kind = self.types.get(kind).ok_or("a type without entities")?.clone();
                    Ok(EntityUid::from_type_name_and_id(kind, EntityId::from_str(id).map_err(shown)?))
                }

                fn request(&self, ask: &Ask) -> Result<Request, String> {
                    let context = match ask.context.as_str() {
                        "{}" => Context::empty(),
                        text => Context::from_json_str(text, None).map_err(shown)?,
                    };
                    let subject = self.uid(&ask.subject[0], &ask.subject[1])?;
                    let resource = self.uid(&ask.resource[0], &ask.resource[1])?;
                    $request(subject, self.uid("Action", &ask.action)?, resource, context)
                }

                fn allowed(&self, request: &Request) -> bool {
                    self.authorizer.is_authorized(request, &self.policies, &self.entities).decision() == Decision::Allow
                }
            }

            impl Engine for Cedar {
                fn facts(&self) -> &Facts {
                    &self.facts
                }
                fn requests(&self) -> usize {
                    self.typed.len()
                }
                fn classes(&self) -> &'static [&'static str] {
                    &["typed", "strings", "json"]
                }
                fn decide(&mut self, class: usize, index: usize) -> Result<bool, String> {
                    Ok(match class {
                        0 => self.allowed(&self.typed[index]),
                        1 => self.allowed(&self.request(&self.asks[index])?),
                        _ => {
                            let json = serde_json::from_str(&self.lines[index]).map_err(shown)?;
                            self.allowed(&self.request(&Ask::from(json)?)?)
                        }
                    })
                }
            }
        }
    };
}

cedar!(four, cedar4, Schema::from_json_str, |p, a, r, c| Request::new(p, a, r, c, None).map_err(shown));
cedar!(three, cedar3, Schema::from_str, |p, a, r, c| Request::new(Some(p), Some(a), Some(r), c, None).map_err(shown));
