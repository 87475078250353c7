module acteon.example/tinygo/low-priority

go 1.24

require acteon.example/acteon v0.0.0

replace acteon.example/acteon => ../../../../kits/go
