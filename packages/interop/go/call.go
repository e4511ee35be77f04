package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

var errNoSuchMethod = errors.New("no such method")

// stream is a call whose answer has begun and not ended.
type stream struct {
	cancel context.CancelFunc
	// receive waits for the next message.
	receive func() (proto.Message, error)
}

// cancelled breaks a stream off, and tells what its client is told then.
func (open *stream) cancelled() error {
	open.cancel()
	for {
		if _, err := open.receive(); errors.Is(err, io.EOF) {
			return errors.New("the stream has ended by itself")
		} else if err != nil {
			return err
		}
	}
}

// call calls a method of a generated client: one message and its answer, or a stream, which is left open after as many
// messages as are asked for.
func call(clients map[string]any, told command) ([]json.RawMessage, *stream, error) {
	service, name, _ := strings.Cut(told.RPC, "/")
	client, known := clients[service]
	if !known {
		return nil, nil, fmt.Errorf("%w: %s", errNoSuchMethod, told.RPC)
	}
	method := reflect.ValueOf(client).MethodByName(name)
	if !method.IsValid() {
		return nil, nil, fmt.Errorf("%w: %s", errNoSuchMethod, told.RPC)
	}
	ctx, cancel := context.WithCancel(context.Background())
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	// A stream of requests has none among its arguments: they are sent.
	takes := method.Type()
	sends := takes.NumIn() < 2 || !takes.In(1).Implements(messageType)
	if !sends {
		request := reflect.New(takes.In(1).Elem())
		if err := protojson.Unmarshal(told.Request, request.Interface().(proto.Message)); err != nil {
			return nil, nil, err
		}
		arguments = append(arguments, request)
	}
	results := method.Call(arguments)
	if err, failed := results[len(results)-1].Interface().(error); failed && err != nil {
		cancel()
		return nil, nil, err
	}
	if answered, unary := results[0].Interface().(proto.Message); unary {
		cancel()
		return raw(answered), nil, nil
	}
	open := &stream{cancel: cancel, receive: receiver(results[0])}
	if sends {
		if err := send(results[0], told.Request); err != nil {
			return nil, nil, err
		}
	}
	var messages []json.RawMessage
	for len(messages) < told.Messages {
		message, err := open.receive()
		if err != nil {
			cancel()
			return messages, nil, err
		}
		messages = append(messages, raw(message)...)
	}
	return messages, open, nil
}

var messageType = reflect.TypeFor[proto.Message]()

// send sends a message on a stream whose generated type says which.
func send(to reflect.Value, request json.RawMessage) error {
	method := to.MethodByName("Send")
	message := reflect.New(method.Type().In(0).Elem())
	if err := protojson.Unmarshal(request, message.Interface().(proto.Message)); err != nil {
		return err
	}
	err, _ := method.Call([]reflect.Value{message})[0].Interface().(error)
	return err
}

// receiver finds how a message is taken from a stream: grpc-go's Recv, connect-go's Receive, or its iterator's.
func receiver(from reflect.Value) func() (proto.Message, error) {
	taken := from.MethodByName("Recv")
	if !taken.IsValid() {
		taken = from.MethodByName("Receive")
	}
	if taken.Type().NumOut() == 2 {
		return func() (proto.Message, error) {
			results := taken.Call(nil)
			err, _ := results[1].Interface().(error)
			message, _ := results[0].Interface().(proto.Message)
			return message, err
		}
	}
	return func() (proto.Message, error) {
		if taken.Call(nil)[0].Bool() {
			return from.MethodByName("Msg").Call(nil)[0].Interface().(proto.Message), nil
		}
		if err, _ := from.MethodByName("Err").Call(nil)[0].Interface().(error); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
}

func raw(message proto.Message) []json.RawMessage {
	bytes, err := protojson.Marshal(message)
	if err != nil {
		panic(err)
	}
	return []json.RawMessage{bytes}
}
