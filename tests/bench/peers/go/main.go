// OPA, Casbin and cel-go as peers of polc: `PROGRAM ENGINE CORPUS`, as ../README.md says.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Engine is one prepared engine over one corpus.
type Engine interface {
	requests() int
	classes() []string // of typed, strings, json
	decide(class string, index int) (bool, error)
	facts() map[string]any
}

var engines = map[string]func(Corpus) (Engine, error){
	"opa":           func(c Corpus) (Engine, error) { return openOpa(c, false) },
	"opa_input":     func(c Corpus) (Engine, error) { return openOpa(c, true) },
	"casbin":        func(c Corpus) (Engine, error) { return openCasbin(c, false) },
	"casbin_cached": func(c Corpus) (Engine, error) { return openCasbin(c, true) },
	"cel":           openCel,
}

func milliseconds(since time.Time) float64 { return float64(time.Since(since).Nanoseconds()) / 1e6 }

func residentBytes() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kilobytes, _ := strconv.ParseInt(fields[1], 10, 64)
			return kilobytes * 1024
		}
	}
	return 0
}

func outcome(allowed bool, err error) string {
	switch {
	case err != nil:
		return "error"
	case allowed:
		return "allow"
	}
	return "deny"
}

func decideAll(engine Engine, file string, seconds float64) (map[string]any, error) {
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	lines := bufio.NewWriter(out)
	defer lines.Flush()
	class, start, decided := engine.classes()[0], time.Now(), 0
	for decided < engine.requests() && time.Since(start).Seconds() < seconds {
		fmt.Fprintln(lines, outcome(engine.decide(class, decided)))
		decided++
	}
	return map[string]any{"decided": decided}, nil
}

func batch(engine Engine, class string, count int, seed uint64, seconds float64) (map[string]any, error) {
	if !slices.Contains(engine.classes(), class) {
		return nil, fmt.Errorf("no class %s", class)
	}
	indices := order(engine.requests(), count, seed)
	done, allowed, start := 0, 0, time.Now()
	for part := range slices.Chunk(indices, 64) {
		for _, index := range part {
			yes, err := engine.decide(class, index)
			if err != nil {
				return nil, err
			}
			if yes {
				allowed++
			}
		}
		done += len(part)
		if time.Since(start).Seconds() > seconds {
			break
		}
	}
	each := float64(time.Since(start).Nanoseconds()) / float64(done)
	return map[string]any{"ns": each, "count": done, "allowed": allowed}, nil
}

func run(engine Engine, words []string) (map[string]any, error) {
	if len(words) == 3 && words[0] == "decide" {
		seconds, err := strconv.ParseFloat(words[2], 64)
		if err != nil {
			return nil, err
		}
		return decideAll(engine, words[1], seconds)
	}
	if len(words) != 5 || words[0] != "batch" {
		return nil, fmt.Errorf("no command %v", words)
	}
	var count int
	var seed uint64
	var seconds float64
	if _, err := fmt.Sscan(strings.Join(words[2:], " "), &count, &seed, &seconds); err != nil {
		return nil, err
	}
	return batch(engine, words[1], count, seed, seconds)
}

func say(line map[string]any, err error) {
	if err != nil {
		line = map[string]any{"error": err.Error()}
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

func main() {
	if len(os.Args) != 3 || engines[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: PROGRAM opa|opa_input|casbin|casbin_cached|cel CORPUS")
		os.Exit(2)
	}
	start := time.Now()
	engine, err := engines[os.Args[1]](Corpus(os.Args[2]))
	if err != nil {
		say(nil, err)
		return
	}
	facts := engine.facts()
	facts["ready_ms"], facts["resident_bytes"], facts["classes"] = milliseconds(start), residentBytes(), engine.classes()
	say(facts, nil)
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		say(run(engine, strings.Fields(commands.Text())))
	}
}
