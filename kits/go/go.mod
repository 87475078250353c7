module acteon.example/acteon

go 1.24
