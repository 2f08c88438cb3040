package main

import (
	"strings"
	"time"

	"github.com/casbin/casbin/v3"
)

// enforcer is Casbin, plain or with its cache of decisions.
type enforcer struct {
	enforce func(...any) (bool, error)
	asks    [][]any
	told    map[string]any
}

func openCasbin(corpus Corpus, cached bool) (Engine, error) {
	lines, err := corpus.lines("casbin/requests.csv")
	if err != nil {
		return nil, err
	}
	engine := &enforcer{told: map[string]any{"returns": "decision"}}
	for _, line := range lines {
		var ask []any
		for _, word := range strings.Split(string(line), ", ") {
			ask = append(ask, word)
		}
		engine.asks = append(engine.asks, ask)
	}
	start := time.Now()
	model, policy := corpus.path("casbin/model.conf"), corpus.path("casbin/policy.csv")
	if cached {
		one, err := casbin.NewCachedEnforcer(model, policy)
		if err != nil {
			return nil, err
		}
		engine.enforce, engine.told["returns"] = one.Enforce, "decision, from a cache of decisions"
	} else {
		one, err := casbin.NewEnforcer(model, policy)
		if err != nil {
			return nil, err
		}
		engine.enforce = one.Enforce
	}
	engine.told["parse_ms"] = milliseconds(start)
	return engine, nil
}

func (e *enforcer) requests() int         { return len(e.asks) }
func (e *enforcer) classes() []string     { return []string{"strings"} }
func (e *enforcer) facts() map[string]any { return e.told }

func (e *enforcer) decide(_ string, index int) (bool, error) { return e.enforce(e.asks[index]...) }
