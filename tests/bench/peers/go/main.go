package main

import (
	_ "cel.dev/cel-go/cel"
	_ "github.com/casbin/casbin/v3"
	_ "github.com/open-policy-agent/opa/v1/rego"
	_ "github.com/open-policy-agent/opa/v1/storage/inmem"
)

func main() {}
