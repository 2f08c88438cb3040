package main

import (
	"bytes"
	"context"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// opa is a prepared query: data in the store (as syntax, which spares its conversion), or as a part of each input.
type opa struct {
	query  rego.PreparedEvalQuery
	inputs []ast.Value
	lines  [][]byte
	data   []byte // what the text of an input begins with, where data is a part of it
	told   map[string]any
}

func openOpa(corpus Corpus, asInput bool) (Engine, error) {
	policy, err := corpus.read("rego/policy.rego")
	if err != nil {
		return nil, err
	}
	data, err := corpus.read("rego/data.json")
	if err != nil {
		return nil, err
	}
	lines, err := corpus.lines("rego/inputs.jsonl")
	if err != nil {
		return nil, err
	}
	engine := &opa{lines: lines, told: map[string]any{"returns": "decision"}}
	start := time.Now()
	store, err := ast.ValueFromReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	engine.told["directory_ms"] = milliseconds(start)
	text := string(policy)
	if asInput {
		text = strings.ReplaceAll(text, "data.", "input.data.")
		engine.data = append(append([]byte(`{"data":`), data...), ',')
	}
	start = time.Now()
	engine.query, err = rego.New(rego.Query("data.bench.allow"), rego.Module("policy.rego", text),
		rego.Store(inmem.NewFromASTObject(storeOf(store, asInput))), rego.StoreReadAST(true)).PrepareForEval(context.Background())
	if err != nil {
		return nil, err
	}
	engine.told["parse_ms"] = milliseconds(start)
	return engine, engine.parse(lines, store, asInput)
}

func storeOf(store ast.Value, asInput bool) ast.Object {
	if asInput {
		return ast.NewObject()
	}
	return store.(ast.Object)
}

func (o *opa) parse(lines [][]byte, store ast.Value, asInput bool) error {
	for _, line := range lines {
		value, err := ast.ValueFromReader(bytes.NewReader(line))
		if err != nil {
			return err
		}
		if asInput {
			value.(ast.Object).Insert(ast.StringTerm("data"), ast.NewTerm(store))
		}
		o.inputs = append(o.inputs, value)
	}
	return nil
}

func (o *opa) requests() int         { return len(o.inputs) }
func (o *opa) classes() []string     { return []string{"typed", "json"} }
func (o *opa) facts() map[string]any { return o.told }

func (o *opa) decide(class string, index int) (bool, error) {
	input := o.inputs[index]
	if class == "json" {
		text := o.lines[index]
		if o.data != nil {
			text = append(bytes.Clone(o.data), text[1:]...)
		}
		var err error
		if input, err = ast.ValueFromReader(bytes.NewReader(text)); err != nil {
			return false, err
		}
	}
	results, err := o.query.Eval(context.Background(), rego.EvalParsedInput(input))
	return err == nil && results.Allowed(), err
}
