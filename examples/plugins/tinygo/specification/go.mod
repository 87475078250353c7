module example.com/specification

go 1.25
