module acteon.dev/acteon

go 1.23
