// What a Go program does with its system: arguments, environment, input, files, and Go's own: goroutines, panics, the collector.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

func recovered() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	var empty []int
	return fmt.Errorf("not reached %d", empty[len(os.Args)])
}

func squares(n int) int {
	numbers := make(chan int)
	sums := make(chan int)
	var group sync.WaitGroup
	for worker := 0; worker < 4; worker++ {
		group.Add(1)
		go func() {
			defer group.Done()
			sum := 0
			for number := range numbers {
				sum += number * number
			}
			sums <- sum
		}()
	}
	go func() {
		for i := 1; i <= n; i++ {
			numbers <- i
		}
		close(numbers)
		group.Wait()
		close(sums)
	}()
	total := 0
	for sum := range sums {
		total += sum
	}
	return total
}

func garbage() int {
	lists := map[string][]int{}
	for i := 0; i < 20000; i++ {
		key := fmt.Sprint("key", i%100)
		lists[key] = append(lists[key], i)
	}
	runtime.GC()
	keys := make([]string, 0, len(lists))
	for key := range lists {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return len(keys) * len(lists[keys[7]])
}

func main() {
	fmt.Println(strings.Join(os.Args[1:], "+"), os.Getenv("NAME"))
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		fmt.Println("read", strings.ToUpper(input.Text()))
	}
	fmt.Println(squares(1000), garbage())
	fmt.Println(recovered())
	start := time.Now()
	time.Sleep(5 * time.Millisecond)
	fmt.Println(time.Since(start) >= 5*time.Millisecond)
	text, _ := json.Marshal(map[string]any{"b": []float64{0.1, 1e21}, "a": nil})
	if err := os.WriteFile("/data/out.json", text, 0o600); err != nil {
		fmt.Println(err)
	}
	back, err := os.ReadFile("/data/out.json")
	fmt.Println(string(back), err)
	_, err = os.ReadFile("/etc/passwd")
	fmt.Println(errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || err != nil)
	os.Exit(3)
}
