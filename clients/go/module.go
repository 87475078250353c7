package acteon

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"slices"
)

// Module is the WebAssembly module of a plugin, wherever it is.
type Module struct {
	open   func() (io.ReadCloser, error)
	length int64
	// once is whether it cannot be read a second time.
	once bool
	// Progress, when set, hears how many bytes of the module were sent so far.
	Progress func(sent int64)
}

// ModuleBytes is a module in memory.
func ModuleBytes(module []byte) *Module {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(module)), nil }
	return &Module{open: open, length: int64(len(module))}
}

// ModuleFile is a module in a file, which is read while it is sent.
func ModuleFile(path string) *Module {
	return &Module{open: func() (io.ReadCloser, error) { return os.Open(path) }, length: -1}
}

// ModuleReader is a module from somewhere else. It is read once: an upload that fails is not tried
// again.
func ModuleReader(reader io.Reader) *Module {
	open := func() (io.ReadCloser, error) { return io.NopCloser(reader), nil }
	return &Module{open: open, length: -1, once: true}
}

// moduleError says that a module cannot be read.
type moduleError struct{ err error }

func (err *moduleError) Error() string {
	return fmt.Sprintf("acteon: the module cannot be read: %v", err.err)
}

func (err *moduleError) Unwrap() error { return err.err }

// form is the module with the fields of its plugin, read while it is sent; its length is -1 when it
// is not known.
func (module *Module) form(fields map[string]string) (io.ReadCloser, int64, string, error) {
	content, err := module.open()
	if err != nil {
		return nil, 0, "", &moduleError{err}
	}
	length := module.length
	if file, ok := content.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			length = info.Size()
		}
	}
	var head bytes.Buffer
	writer := multipart.NewWriter(&head)
	for _, name := range sorted(fields) {
		// Writing to memory does not fail.
		_ = writer.WriteField(name, fields[name])
	}
	_, _ = writer.CreateFormFile("wasm_file", "plugin.wasm")
	tail := "\r\n--" + writer.Boundary() + "--\r\n"
	if length >= 0 {
		length += int64(head.Len() + len(tail))
	}
	body := &form{
		Reader: io.MultiReader(&head, &watched{content: content, progress: module.Progress}, bytes.NewReader([]byte(tail))),
		close:  content.Close,
	}
	return body, length, writer.FormDataContentType(), nil
}

func sorted(fields map[string]string) []string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

type form struct {
	io.Reader
	close func() error
}

func (form *form) Close() error { return form.close() }

// watched says how much of a module was read.
type watched struct {
	content  io.Reader
	progress func(int64)
	sent     int64
}

func (watched *watched) Read(piece []byte) (int, error) {
	count, err := watched.content.Read(piece)
	watched.sent += int64(count)
	if count > 0 && watched.progress != nil {
		watched.progress(watched.sent)
	}
	if err != nil && err != io.EOF {
		err = &moduleError{err}
	}
	return count, err
}
