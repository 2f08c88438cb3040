package main

import (
	"bufio"
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Corpus is a folder of tests/bench/corpora.
type Corpus string

func (c Corpus) path(name string) string { return filepath.Join(string(c), name) }

func (c Corpus) read(name string) ([]byte, error) { return os.ReadFile(c.path(name)) }

func (c Corpus) lines(name string) ([][]byte, error) {
	text, err := c.read(name)
	if err != nil {
		return nil, err
	}
	var lines [][]byte
	scanner := bufio.NewScanner(bytes.NewReader(text))
	scanner.Buffer(nil, 1<<26)
	for scanner.Scan() {
		lines = append(lines, bytes.Clone(scanner.Bytes()))
	}
	return lines, scanner.Err()
}

// order gives `take` indices below count: all of them before one comes again, shuffled anew each time.
func order(count, take int, seed uint64) []int {
	random := rand.New(rand.NewPCG(seed, 1))
	out := make([]int, 0, take+count)
	for len(out) < take {
		out = append(out, random.Perm(count)...)
	}
	return out[:take]
}
