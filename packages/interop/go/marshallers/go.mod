module github.com/runledger/runledger/packages/interop/go/marshallers

go 1.26.0

require (
	github.com/grpc-ecosystem/grpc-gateway/v2 v2.19.1
	google.golang.org/protobuf v1.36.12
)

require (
	github.com/golang/protobuf v1.5.3 // indirect
	golang.org/x/net v0.20.0 // indirect
	golang.org/x/sys v0.16.0 // indirect
	golang.org/x/text v0.14.0 // indirect
	google.golang.org/genproto/googleapis/api v0.0.0-20240125205218-1f4bbc51befe // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20240125205218-1f4bbc51befe // indirect
	google.golang.org/grpc v1.61.0 // indirect
)
