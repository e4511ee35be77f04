// Judges JSON and bytes that were made of messages, by grpc-gateway's own marshallers with flyteadmin's options.
//
// It takes the path of a FileDescriptorSet, and on its standard input a line of JSON for each message: its type, its bytes, and
// its three forms, all in base64. It answers with a line of JSON for each form that differs. JSON is compared byte for byte once
// the fields of its objects are in order; in the other direction, each form has to be read as the message that it was made of.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sort"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

// Given is one message and what was made of it, by the Accept header that asks for it.
type Given struct {
	Type  string            `json:"type"`
	Bytes []byte            `json:"bytes"`
	Forms map[string][]byte `json:"forms"`
}

// Differs tells of a form that isn't what grpc-gateway makes.
type Differs struct {
	Line   int    `json:"line"`
	Accept string `json:"accept"`
	Wanted string `json:"wanted"`
	Found  string `json:"found"`
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: marshallers DESCRIPTOR_SET")
	}
	types, err := readTypes(os.Args[1])
	check(err)
	mux := newMux(types)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	count := 0
	for ; lines.Scan(); count++ {
		var given Given
		check(json.Unmarshal(lines.Bytes(), &given))
		found, err := judge(mux, types, given)
		check(err)
		for _, each := range found {
			each.Line = count
			check(out.Encode(each))
		}
	}
	check(lines.Err())
	check(out.Encode(map[string]int{"judged": count}))
}

func newMux(types *dynamicpb.Types) *runtime.ServeMux {
	return runtime.NewServeMux(
		runtime.WithMarshalerOption("application/octet-stream", &runtime.ProtoMarshaller{}),
		runtime.WithMarshalerOption("application/json", &runtime.JSONPb{
			MarshalOptions: protojson.MarshalOptions{
				UseProtoNames: true, EmitUnpopulated: true, EmitDefaultValues: true, Resolver: types,
			},
			UnmarshalOptions: protojson.UnmarshalOptions{Resolver: types},
		}),
		// As it is where nobody says otherwise, but for the types that an Any may hold.
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &runtime.HTTPBodyMarshaler{
			Marshaler: &runtime.JSONPb{
				MarshalOptions:   protojson.MarshalOptions{EmitUnpopulated: true, Resolver: types},
				UnmarshalOptions: protojson.UnmarshalOptions{DiscardUnknown: true, Resolver: types},
			},
		}),
	)
}

func judge(mux *runtime.ServeMux, types *dynamicpb.Types, given Given) ([]Differs, error) {
	kind, err := types.FindMessageByName(protoreflect.FullName(given.Type))
	if err != nil {
		return nil, err
	}
	message := kind.New().Interface()
	if err := proto.Unmarshal(given.Bytes, message); err != nil {
		return nil, err
	}
	var differ []Differs
	for accept, form := range given.Forms {
		request, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Accept", accept)
		_, marshaler := runtime.MarshalerForRequest(mux, request)
		own, err := marshaler.Marshal(message)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", accept, given.Type, err)
		}
		wanted, found := string(own), string(form)
		if accept == "application/octet-stream" {
			// Protobuf leaves the order of fields open: what counts is that both are the same message.
			wanted, found = "the message", "the message"
		} else {
			if wanted, err = inOrder(own); err != nil {
				return nil, err
			}
			if found, err = inOrder(form); err != nil {
				found = err.Error() + ": " + string(form)
			}
		}
		back := kind.New().Interface()
		if err := marshaler.Unmarshal(form, back); err != nil {
			found = err.Error() + ": " + found
		} else if !proto.Equal(message, back) {
			found = "another message: " + found
		}
		if wanted != found {
			differ = append(differ, Differs{Accept: accept, Wanted: wanted, Found: found})
		}
	}
	return differ, nil
}

// Writes JSON without spaces and with the fields of objects in order, and every scalar as it was written.
func inOrder(text []byte) (string, error) {
	text = bytes.TrimSpace(text)
	var out bytes.Buffer
	switch {
	case len(text) > 0 && text[0] == '{':
		fields := map[string]json.RawMessage{}
		if err := json.Unmarshal(text, &fields); err != nil {
			return "", err
		}
		names := make([]string, 0, len(fields))
		for name := range fields {
			names = append(names, name)
		}
		sort.Strings(names)
		out.WriteByte('{')
		for i, name := range names {
			value, err := inOrder(fields[name])
			if err != nil {
				return "", err
			}
			if i > 0 {
				out.WriteByte(',')
			}
			fmt.Fprintf(&out, "%q:%s", name, value)
		}
		out.WriteByte('}')
	case len(text) > 0 && text[0] == '[':
		var items []json.RawMessage
		if err := json.Unmarshal(text, &items); err != nil {
			return "", err
		}
		out.WriteByte('[')
		for i, item := range items {
			value, err := inOrder(item)
			if err != nil {
				return "", err
			}
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(value)
		}
		out.WriteByte(']')
	default:
		return string(text), nil
	}
	return out.String(), nil
}

func readTypes(path string) (*dynamicpb.Types, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var set descriptorpb.FileDescriptorSet
	// Types and their fields are all that is wanted: options that nobody here knows stay unknown.
	if err := (proto.UnmarshalOptions{Resolver: &protoregistry.Types{}}).Unmarshal(text, &set); err != nil {
		return nil, err
	}
	files, err := protodesc.NewFiles(&set)
	if err != nil {
		return nil, err
	}
	return dynamicpb.NewTypes(files), nil
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(1)
}
