// Calls RPCs with the clients that Go's generators make, as told on standard input, one command a line:
//
//	{"rpc": "flyteidl2.workflow.RunService/CreateRun", "request": {…}}  a call; a stream stays open after `messages` messages
//	{"cancel": true}                                                   breaks off the stream that is open
//
// Each is answered by a line on standard output: {"code": "…", "message": "…", "messages": […]}.
//
//	client connect|connect-json|grpc|grpc-web|grpc-go HOST:PORT
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"connectrpc.com/connect"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

type command struct {
	RPC      string          `json:"rpc"`
	Request  json.RawMessage `json:"request"`
	Messages int             `json:"messages"`
	Cancel   bool            `json:"cancel"`
}

type answer struct {
	Code     string            `json:"code"`
	Message  string            `json:"message,omitempty"`
	Messages []json.RawMessage `json:"messages"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: client connect|connect-json|grpc|grpc-web|grpc-go HOST:PORT")
		os.Exit(2)
	}
	clients, err := open(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	answers := json.NewEncoder(os.Stdout)
	var current *stream
	for lines.Scan() {
		var told command
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			panic(err)
		}
		var messages []json.RawMessage
		var err error
		if told.Cancel {
			err = current.cancelled()
		} else {
			messages, current, err = call(clients, told)
		}
		code, text := codeOf(err)
		if err := answers.Encode(answer{code, text, messages}); err != nil {
			panic(err)
		}
	}
}

// open makes a client of each service that speaks a protocol.
func open(protocol, endpoint string) (map[string]any, error) {
	if protocol == "grpc-go" {
		connection, err := grpc.NewClient(endpoint, grpc.WithTransportCredentials(insecure.NewCredentials()))
		if err != nil {
			return nil, err
		}
		return grpcClients(connection), nil
	}
	options := map[string][]connect.ClientOption{
		"connect":      {},
		"connect-json": {connect.WithProtoJSON()},
		"grpc":         {connect.WithGRPC()},
		"grpc-web":     {connect.WithGRPCWeb()},
	}
	found, known := options[protocol]
	if !known {
		return nil, fmt.Errorf("there is no protocol %q", protocol)
	}
	// HTTP/2 without TLS: streams in both directions need it.
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	transport := &http.Transport{Protocols: protocols}
	return connectClients(&http.Client{Transport: transport}, "http://"+endpoint, found...), nil
}

// codeOf tells the code that a call ended with, in the words of its library.
func codeOf(err error) (code, text string) {
	var refused *connect.Error
	switch {
	case err == nil:
		return "ok", ""
	case errors.As(err, &refused):
		return refused.Code().String(), refused.Message()
	case errors.Is(err, errNoSuchMethod):
		return "no such method", err.Error()
	}
	if told, ok := status.FromError(err); ok {
		return strings.ToLower(told.Code().String()), told.Message()
	}
	return "no code", err.Error()
}
