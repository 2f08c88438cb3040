package main

import (
	"encoding/json"
	"fmt"
	"time"

	"cel.dev/cel-go/cel"
)

// rules are expressions; a request is allowed where one is true.
type rules struct {
	programs []cel.Program
	inputs   []map[string]any
	lines    [][]byte
	told     map[string]any
}

func openCel(corpus Corpus) (Engine, error) {
	text, err := corpus.read("cel/expressions.json")
	if err != nil {
		return nil, err
	}
	var form struct {
		Variables   map[string]string
		Expressions []string
	}
	if err := json.Unmarshal(text, &form); err != nil {
		return nil, err
	}
	engine := &rules{told: map[string]any{"returns": "decision"}}
	if engine.lines, err = corpus.lines("cel/inputs.jsonl"); err != nil {
		return nil, err
	}
	start := time.Now()
	for _, expression := range form.Expressions {
		program, err := compileCel(form.Variables, expression)
		if err != nil {
			return nil, err
		}
		engine.programs = append(engine.programs, program)
	}
	engine.told["parse_ms"] = milliseconds(start)
	for _, line := range engine.lines {
		input, err := celInput(line)
		if err != nil {
			return nil, err
		}
		engine.inputs = append(engine.inputs, input)
	}
	return engine, nil
}

var celTypes = map[string]*cel.Type{
	"string": cel.StringType, "int": cel.IntType, "bool": cel.BoolType, "strings": cel.ListType(cel.StringType), "ints": cel.ListType(cel.IntType),
}

var environment *cel.Env

func compileCel(variables map[string]string, expression string) (cel.Program, error) {
	if environment == nil {
		var options []cel.EnvOption
		for name, kind := range variables {
			options = append(options, cel.Variable(name, celTypes[kind]))
		}
		var err error
		if environment, err = cel.NewEnv(options...); err != nil {
			return nil, err
		}
	}
	checked, issues := environment.Compile(expression)
	if issues.Err() != nil {
		return nil, fmt.Errorf("%s: %w", expression, issues.Err())
	}
	return environment.Program(checked, cel.EvalOptions(cel.OptOptimize))
}

// Whole numbers become int64, as CEL's int wants them.
func celInput(line []byte) (map[string]any, error) {
	var input map[string]any
	if err := json.Unmarshal(line, &input); err != nil {
		return nil, err
	}
	for name, value := range input {
		switch v := value.(type) {
		case float64:
			input[name] = int64(v)
		case []any:
			input[name] = celList(v)
		}
	}
	return input, nil
}

func celList(values []any) any {
	if len(values) > 0 {
		if _, number := values[0].(float64); number {
			var out []int64
			for _, v := range values {
				out = append(out, int64(v.(float64)))
			}
			return out
		}
	}
	out := []string{}
	for _, v := range values {
		out = append(out, v.(string))
	}
	return out
}

func (r *rules) requests() int         { return len(r.inputs) }
func (r *rules) classes() []string     { return []string{"typed", "json"} }
func (r *rules) facts() map[string]any { return r.told }

func (r *rules) decide(class string, index int) (bool, error) {
	input := r.inputs[index]
	if class == "json" {
		var err error
		if input, err = celInput(r.lines[index]); err != nil {
			return false, err
		}
	}
	for _, program := range r.programs {
		value, _, err := program.Eval(input)
		if err != nil {
			return false, err
		}
		if value.Value() == true {
			return true, nil
		}
	}
	return false, nil
}
